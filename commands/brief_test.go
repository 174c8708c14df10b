package commands

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/commands/paper"
	"csp/store"
)

// briefFor makes a brief as a person has it.
func briefFor(t testing.TB, d *Desk, a Actor, words string, now time.Time) (*briefing, error) {
	t.Helper()
	c := &Call{Context: t.Context(), Request: Request{Actor: a, Now: now}, Desk: d, Command: &brief}
	return c.briefOn(words)
}

// sections are the headings of a brief in their order.
func sections(b *briefing) []string {
	var out []string
	for _, blk := range b.blocks {
		if h, ok := blk.(Heading); ok {
			out = append(out, string(h))
		}
	}
	return out
}

func TestBriefHasTheOfficesHeadings(t *testing.T) {
	want := []string{"Purpose of briefing", "Background", "Current issues", "Decisions needed", "Partnership involvement", "Police involvement", "People to meet"}
	d := northshireDesk(t)
	for _, p := range []string{"eastborough", "westmere", "southvale"} {
		b, err := briefFor(t, d, speakers["staff"], p, sundayMorning)
		if err != nil {
			t.Fatal(err)
		}
		if got := sections(b); !slices.Equal(got, want) {
			t.Errorf("%s: %q", p, got)
		}
		if first := (Reply{Blocks: b.shown()[:1]}).Plain(); !strings.HasPrefix(first, "As at 22 November 2026, 8:40am. ") {
			t.Errorf("%s begins %q", p, first)
		}
	}
}

// Who may not see something does not find it in any form of the brief.
func TestBriefTellsWhatOneMaySee(t *testing.T) {
	d := northshireDesk(t)
	for who, hidden := range map[string][]string{
		"staff":  nil,
		"member": {"A closed task"},
		"bea":    nil,
	} {
		b, err := briefFor(t, d, speakers[who], "eastborough", sundayMorning)
		if err != nil {
			t.Fatal(err)
		}
		for form, text := range map[string]string{
			"reply": Reply{Blocks: b.shown()}.Plain(), "page": string(b.doc(false).HTML()), "email": b.doc(true).Text(),
		} {
			for _, secret := range []string{"A closed task", "Fund the hub from 2027"} {
				if got := strings.Contains(text, secret); got == slices.Contains(hidden, secret) {
					t.Errorf("%s, %s: %q is told: %v", who, form, secret, got)
				}
			}
		}
	}
	b, err := briefFor(t, d, speakers["guest"], "westmere", sundayMorning)
	if err != nil {
		t.Fatal(err)
	}
	if s := b.doc(true).Text(); strings.Contains(s, "Further funding") || !strings.Contains(s, "not shown to guests") {
		t.Errorf("a guest reads %s", s)
	}
	for _, who := range []string{"guest", "lost", "stranger"} {
		if _, err := briefFor(t, d, speakers[who], "eastborough", sundayMorning); err == nil {
			t.Errorf("%s is briefed on a partnership that they may not see", who)
		}
	}
}

// Where nothing is recorded the brief says so, and finds no board.
func TestBriefOfNothing(t *testing.T) {
	d := deskOver(t, []any{&store.Partnership{Meta: store.Meta{ID: "new"}, Name: "New Partnership"}})
	b, err := briefFor(t, d, Console(), "", sundayMorning)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"No decision is asked for.", "Plan: Not recorded.", "Next board: Not recorded."} {
		if got := b.doc(true).Text(); !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if !strings.Contains(b.first, "No fact in it is older than 6 months.") {
		t.Errorf("begins %q", b.first)
	}
	none := deskOver(t, nil)
	if _, err := briefFor(t, none, Console(), "", sundayMorning); err == nil || !strings.Contains(err.Error(), "No partnership") {
		t.Errorf("of no partnership: %v", err)
	}
}

// A brief on paper names the partnership in its title, and has no empty cell.
func TestBriefOnPaper(t *testing.T) {
	d := northshireDesk(t)
	for _, p := range []string{"eastborough", "westmere"} {
		b, err := briefFor(t, d, speakers["staff"], p, sundayMorning)
		if err != nil {
			t.Fatal(err)
		}
		doc := b.doc(false)
		if want := "Briefing for the Police and Crime Commissioner: " + b.p.Name; doc.Title != want {
			t.Errorf("the title is %q", doc.Title)
		}
		for _, part := range doc.Parts {
			table, _ := part.(paper.Table)
			for _, row := range table.Rows {
				for i, cell := range row {
					if len(cell) == 0 || cell[0].Text == "" {
						t.Errorf("%s: %s of %v is empty", p, table.Head[i], row[0])
					}
				}
			}
		}
	}
}

// However much there is, a brief says what it leaves out, and its documents
// hold what it shows.
func TestLongBriefCountsWhatItLeavesOut(t *testing.T) {
	records := []any{&store.Partnership{Meta: store.Meta{ID: "big"}, Name: "Big Partnership", Background: strings.Repeat("word ", 2000)}}
	for i := range 45 {
		records = append(records,
			&store.Action{Meta: store.Meta{ID: fmt.Sprint("a", i)}, Partnership: "big", Text: fmt.Sprint("Task ", i), Status: "open"},
			&store.Issue{Meta: store.Meta{ID: fmt.Sprint("i", i)}, Partnerships: []string{"big"}, Text: fmt.Sprint("Concern ", i), Status: "open"})
	}
	b, err := briefFor(t, deskOver(t, records), Console(), "big", sundayMorning)
	if err != nil {
		t.Fatal(err)
	}
	shown := Reply{Blocks: b.shown()}.Plain()
	for _, want := range []string{"Open actions (45)", "Open issues (45)", "And 25 more. To see them, type /csp actions big.", "And 25 more. To see them, type /csp issues big.", "(The whole text is in the download.)"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not said", want)
		}
	}
	if page := string(b.doc(false).HTML()); strings.Count(page, "word ") < 1999 {
		t.Errorf("the page has %d of 2,000 words", strings.Count(page, "word "))
	}
}

// The news since the last brief stays the same for all of a day, and what was
// told once is not told on the next.
func TestSinceTheLastBrief(t *testing.T) {
	d := northshireDesk(t)
	ask := func(day int) string {
		t.Helper()
		r, err := d.Do(t.Context(), Request{Actor: speakers["staff"], Text: "brief eastborough", Now: sundayMorning.AddDate(0, 0, day)})
		if err != nil || r.Bad || !r.Copy {
			t.Fatal(r.Plain(), err)
		}
		_, news, _ := strings.Cut(r.Plain(), "Since your last brief")
		news, _, _ = strings.Cut(news, "Background\n")
		return strings.TrimSpace(news)
	}
	change := func(day int, amount int64) {
		t.Helper()
		c := &Call{Context: t.Context(), Request: Request{Actor: speakers["admin"], Now: sundayMorning.AddDate(0, 0, day)}, Desk: d, Command: &edit}
		if _, err := c.write(func(tx *store.Tx) error {
			s, err := store.Schemes.Get(tx, "wardens")
			if err != nil {
				return err
			}
			s.Amount.Pence, s.Checked = amount, store.DateOf(c.Now)
			_, err = store.Schemes.Put(tx, s)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if got := ask(0); !strings.Contains(got, "this is your first") {
		t.Errorf("first: %q", got)
	}
	change(1, 30_000_00)
	want := "Evening wardens: the amount is now £30,000 (it was £24,000)."
	for range 2 {
		if got := ask(1); !strings.Contains(got, "of 22 November 2026, 8:40am (2 changes)") || !strings.Contains(got, "Now overdue: EAS-26-002. Write to schools.") || !strings.Contains(got, want) || strings.Contains(got, "Checked") {
			t.Errorf("the second: %q", got)
		}
	}
	change(2, 31_000_00)
	change(2, 30_000_00) // and back
	if got := ask(2); !strings.Contains(got, "none was changed") {
		t.Errorf("the third: %q", got)
	}
	if got := ask(3); !strings.Contains(got, "nothing that stands here has changed") {
		t.Errorf("the fourth: %q", got)
	}
}

// What has changed in a closed session is told to those alone who may read it.
func TestSinceTellsWhatOneMaySee(t *testing.T) {
	d := northshireDesk(t)
	news := func(who string, day int) string {
		t.Helper()
		r, err := d.Do(t.Context(), Request{Actor: speakers[who], Text: "brief eastborough", Now: sundayMorning.AddDate(0, 0, day)})
		if err != nil || r.Bad {
			t.Fatal(r.Plain(), err)
		}
		_, s, _ := strings.Cut(r.Plain(), "Since your last brief")
		s, _, _ = strings.Cut(s, "Background\n")
		return s
	}
	for _, who := range []string{"staff", "member"} {
		news(who, 0)
	}
	c := &Call{Context: t.Context(), Request: Request{Actor: speakers["admin"], Now: sundayMorning}, Desk: d, Command: &edit}
	if _, err := c.write(func(tx *store.Tx) error {
		a, err := store.Actions.Get(tx, "a4")
		if err != nil {
			return err
		}
		a.Status = "done"
		_, err = store.Actions.Put(tx, a)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := news("staff", 1); !strings.Contains(got, "A closed task") {
		t.Errorf("staff read %q", got)
	}
	if got := news("member", 1); !strings.Contains(got, "(1 change)") || strings.Contains(got, "A closed task") {
		t.Errorf("a member reads %q", got)
	}
}

// What was deleted since the last brief is told by the name it had, and to
// those alone who might have read it; what came and went in between is not.
func TestSinceTellsWhatWasDeleted(t *testing.T) {
	d := northshireDesk(t)
	news := func(who string, day int) string {
		t.Helper()
		r, err := d.Do(t.Context(), Request{Actor: speakers[who], Text: "brief eastborough", Now: sundayMorning.AddDate(0, 0, day)})
		if err != nil || r.Bad {
			t.Fatal(r.Plain(), err)
		}
		_, s, _ := strings.Cut(r.Plain(), "Since your last brief")
		s, _, _ = strings.Cut(s, "Background\n")
		return s
	}
	change := func(fn func(tx *store.Tx) error) {
		t.Helper()
		c := &Call{Context: t.Context(), Request: Request{Actor: speakers["admin"], Now: sundayMorning}, Desk: d, Command: &edit}
		if _, err := c.write(fn); err != nil {
			t.Fatal(err)
		}
	}
	put := func(id, text string, partnerships ...string) {
		t.Helper()
		change(func(tx *store.Tx) error {
			_, err := store.Issues.Put(tx, store.Issue{Meta: store.Meta{ID: id}, Text: text, Partnerships: partnerships, Status: "open"})
			return err
		})
	}
	drop := func(id string) {
		t.Helper()
		change(func(tx *store.Tx) error {
			x, err := store.Issues.Get(tx, id)
			if err != nil {
				return err
			}
			return store.Issues.Delete(tx, x.ID, x.Rev)
		})
	}
	put("old", "Bikes on the front", "eastborough")
	put("other", "Noise in the square", "westmere")
	news("staff", 0)
	put("brief", "Here and gone", "eastborough")
	drop("brief")
	drop("old")
	drop("other")
	got := news("staff", 1)
	if !strings.Contains(got, "(2 changes)") || !strings.Contains(got, "Issue: Bikes on the front is no longer in the register.") {
		t.Errorf("staff read %q", got)
	}
	if got := news("staff", 2); !strings.Contains(got, "nothing that stands here has changed") {
		t.Errorf("the next brief says %q", got)
	}
}
