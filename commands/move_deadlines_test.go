package commands

import (
	"errors"
	"strings"
	"testing"

	"csp/reminders"
	"csp/store"

	"pgregory.net/rapid"
)

// deadlineRecords are a board with its partnership and office.
func deadlineRecords(m *store.Meeting, office store.Timings) []any {
	m.ID, m.Partnership, m.Kind, m.Status = "m", "p", "board", "planned"
	return []any{
		&store.Office{Meta: store.Meta{ID: "office", Timings: office}},
		&store.Partnership{Meta: store.Meta{ID: "p"}, Name: "P", Prefix: "PPP"}, m,
	}
}

// setDeadline sets one day of a board, and gives the board.
func setDeadline(t testing.TB, m store.Meeting, office store.Timings, word string, on store.Date) (now store.Meeting, day store.Date, err error) {
	records := deadlineRecords(&m, office)
	view := deskOver(t, records).Store.View(t.Context(), func(tx *store.Tx) error {
		now = m
		if err = (&draft{tx: tx}).setDays(&now, givenDays{word: on}); err != nil {
			return nil
		}
		all, err := allDeadlines(tx, &now)
		for _, one := range all {
			if one.word == word {
				day = one.day
			}
		}
		return err
	})
	if view != nil {
		t.Fatal(view)
	}
	return now, day, err
}

func TestDeadlinesAreSet(t *testing.T) {
	for _, c := range []struct {
		word, on      string
		own           store.Timings
		office        store.Timings
		kind, steps   string // of the board's own timings afterwards
		papers, wrong string
	}{
		{word: "items", on: "2026-11-02", kind: "board-items", steps: "-26wd"},
		{word: "updates", on: "2026-12-07", kind: "board-updates", steps: "-1wd"},
		{word: "minutes", on: "2026-12-29", kind: "board-minutes", steps: "+13wd"},
		{word: "papers", on: "2026-12-01", papers: "2026-12-01"},
		{word: "papers", on: "2026-11-30"}, // as it is without
		{word: "updates", on: "2026-12-01"},
		// The later steps of the nearest timing stay; those before the day go.
		{word: "items", on: "2026-11-20", office: store.Timings{"board-items": {"-20wd", "-15wd", "-5wd"}}, kind: "board-items", steps: "-12wd -5wd"},
		{word: "minutes", on: "2026-12-10", own: store.Timings{"board-minutes": {"+10wd", "+1w*3"}}, kind: "board-minutes", steps: "+2wd +1w*3"},
		// One that is turned off is turned on for this board.
		{word: "updates", on: "2026-12-02", office: store.Timings{"board-updates": {}}, kind: "board-updates", steps: "-4wd"},
		// The usual day.
		{word: "updates", on: "", own: store.Timings{"board-updates": {"-2wd"}}, kind: "board-updates"},
		{word: "papers", on: "2026-12-08", wrong: "not before the board"},
		{word: "items", on: "2026-12-09", wrong: "not before the board"},
		{word: "minutes", on: "2026-12-08", wrong: "not after the board"},
		{word: "minutes", on: "2028-12-11", wrong: "more than a year"},
		{word: "items", on: "2025-11-03", wrong: "more than a year"},
		{word: "minutes", on: "2026-12-25", wrong: "not a working day. The nearest are Thursday 24 December 2026 and Tuesday 29 December 2026."},
		{word: "items", on: "2026-11", wrong: "not a day"},
	} {
		m := store.Meeting{Meta: store.Meta{Timings: c.own}, Start: store.Moment{Date: day(t, "2026-12-08")}}
		on := dateOf(t, c.on)
		now, got, err := setDeadline(t, m, c.office, c.word, on)
		if c.wrong != "" {
			var p *Problem
			if !errors.As(err, &p) || !strings.Contains(p.Says+" "+p.Then, c.wrong) {
				t.Errorf("%s on %s: %v, want %s", c.word, c.on, err, c.wrong)
			}
			continue
		}
		if err != nil || c.on != "" && got != on || now.PapersDue.String() != c.papers || strings.Join(now.Timings[c.kind], " ") != c.steps {
			t.Errorf("%s on %s: %s, %v, papers %s, %v", c.word, c.on, got, now.Timings, now.PapersDue, err)
		}
		if len(c.own) > 0 && m.Timings[c.kind] == nil {
			t.Errorf("%s on %s: the record that was read is changed", c.word, c.on)
		}
	}
}

// Whatever working day is set of whatever board, it is the day that the
// reminders have.
func TestADeadlineIsTheDayThatWasSet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		board := day(t, "2026-01-01").AddDays(rapid.IntRange(0, 700).Draw(rt, "board"))
		m := store.Meeting{Start: store.Moment{Date: board}}
		word := rapid.SampledFrom(deadlineWords).Draw(rt, "word")
		on := board.AddDays(-rapid.IntRange(1, 90).Draw(rt, "before"))
		if word == "minutes" {
			on = board.AddDays(rapid.IntRange(1, 90).Draw(rt, "after"))
		}
		now, got, err := setDeadline(t, m, nil, word, on)
		if err != nil {
			if !strings.Contains(err.Error(), "not a working day") {
				rt.Fatalf("%s of %s on %s: %v", word, board, on, err)
			}
			return
		}
		if got != on {
			rt.Fatalf("%s of %s on %s is on %s: %v", word, board, on, got, now.Timings)
		}
	})
}

// The words of the line and of the forms are those of the days.
func TestEveryDeadlineHasItsWord(t *testing.T) {
	m := store.Meeting{Start: store.Moment{Date: day(t, "2026-12-08")}}
	inView(t, deadlineRecords(&m, nil), func(tx *store.Tx) error {
		all, err := allDeadlines(tx, &m)
		if len(all) != len(deadlineWords) {
			t.Fatalf("%d days and %v", len(all), deadlineWords)
		}
		for i, one := range all {
			if one.word != deadlineWords[i] || one.kind != "" && len(reminders.Usual(one.kind)) == 0 {
				t.Errorf("%s is not %s, or no reminder is a %s", one.word, deadlineWords[i], one.kind)
			}
		}
		return err
	})
}
