package commands

import (
	"context"
	"strings"
	"testing"

	"csp/store"
)

// attendDesk is a desk with a board and people of every sort.
func attendDesk(tb testing.TB, change func(*store.Meeting)) *Desk {
	m := &store.Meeting{Meta: store.Meta{ID: "m"}, Partnership: "p", Start: store.Moment{Date: day(tb, "2026-12-08")}, Status: "planned"}
	if change != nil {
		change(m)
	}
	return deskOver(tb, []any{
		&store.Organisation{Meta: store.Meta{ID: "old"}, Name: "Old body", Until: day(tb, "2022-06"), Successor: "new"},
		&store.Organisation{Meta: store.Meta{ID: "new"}, Name: "New body"},
		&store.Organisation{Meta: store.Meta{ID: "left"}, Name: "Left long ago"},
		&store.Person{Meta: store.Meta{ID: "employed"}, Name: "Employed", Organisation: "new", Slack: "T0OFFICE/U0EMPL"},
		&store.Person{Meta: store.Meta{ID: "holder"}, Name: "Holder", Slack: "U0ROLE"},
		&store.Person{Meta: store.Meta{ID: "former"}, Name: "Former", Organisation: "left", Slack: "U0FORMER"},
		&store.Person{Meta: store.Meta{ID: "abroad"}, Name: "Abroad", Organisation: "old", Slack: "T0ELSE/U0ABROAD"},
		&store.Partnership{Meta: store.Meta{ID: "p"}, Name: "Ply", Prefix: "PPP", Members: []store.Member{
			{Organisation: "old", As: "responsible"}, {Organisation: "left", As: "additional", Until: day(tb, "2020")},
		}},
		&store.Role{Meta: store.Meta{ID: "r1"}, Person: "holder", Role: "member", Partnership: "p"},
		&store.Role{Meta: store.Meta{ID: "r2"}, Person: "former", Role: "chair", Partnership: "p", Until: day(tb, "2020")},
		m,
	})
}

func answers(tb testing.TB, d *Desk) string {
	tb.Helper()
	var out []string
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		m, err := store.Meetings.Get(tx, "m")
		for _, a := range m.Attendance {
			out = append(out, strings.TrimSpace(a.Person+" "+a.As+" "+a.For))
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Join(out, ", ")
}

// Who belongs to a partnership answers for themselves, from whichever
// workspace; nobody else does, and a press of an account that is not the
// person's is nothing.
func TestWhoMayAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		actor Actor
		want  string
	}{
		"employed by the successor of a member": {Actor{Team: "T0OFFICE", User: "U0EMPL"}, "employed coming"},
		"in a role":                             {Actor{Team: "T0OFFICE", User: "U0ROLE"}, "holder coming"},
		"a guest in a role":                     {Actor{Team: "T0OFFICE", User: "U0ROLE", Guest: true}, "holder coming"},
		"a member's in another workspace":       {Actor{Team: "T0ELSE", User: "U0ABROAD", Stranger: true}, "abroad coming"},
		"of what was a member once":             {Actor{Team: "T0OFFICE", User: "U0FORMER"}, ""},
		"nobody of the register":                {Actor{Team: "T0OFFICE", User: "U0NOBODY"}, ""},
		"the same id in another workspace":      {Actor{Team: "T0ELSE", User: "U0ROLE", Stranger: true}, ""},
		"an admin who is nobody":                {Actor{Team: "T0OFFICE", User: "U0ADMIN", Admin: true}, ""},
	} {
		d := attendDesk(t, nil)
		out, err := d.Press(context.Background(), Press{Request: Request{Actor: c.actor, Now: sundayMorning, ID: "x"}, Action: "coming.yes", Value: "m 2026-12-08"})
		if err != nil {
			t.Fatal(name, err)
		}
		if got := answers(t, d); got != c.want || out.Reply.Bad != (c.want == "") {
			t.Errorf("%s: %q, %s", name, got, out.Reply.Plain())
		}
	}
}

// Every answer takes the place of the one before it, a substitute's too, and
// says so when it is the same.
func TestAnswersTakeEachOthersPlace(t *testing.T) {
	d := attendDesk(t, nil)
	for _, c := range []struct{ line, want string }{
		{"yes for holder", "holder coming"},
		{"yes for holder", "!"},
		{"substitute employed for holder", "employed substitute holder"},
		{"yes for employed", "employed substitute holder, employed coming"},
		{"substitute for holder", "substitute holder, employed coming"},
		{"apologies for employed", "substitute holder, employed apologies"},
		{"no for employed", "!"},
		{"unanswered for holder", "employed apologies"},
		{"unanswered for holder", "!"},
		{"substitute employed for employed", "!"},
		{"yes please for", "!"},
		{"yes nobody", "!"},
		{"yes for nobody", "!"},
		{"yes", "!"}, // the staff member is nobody in the register
	} {
		before := answers(t, d)
		r := typeLine(t, d, "staff", "coming p "+c.line, "", 0)
		if c.want == "!" {
			c.want = before
			if !r.Bad {
				t.Errorf("%s is answered with %s", c.line, r.Plain())
			}
		}
		if got := answers(t, d); got != c.want {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}

// An answer is for the day that was asked about, and for a meeting to come.
func TestAnswersAreForTheDayAskedAbout(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*store.Meeting)
		value  string
		says   string
	}{
		"moved":     {nil, "m 2026-12-01", "The meeting is moved"},
		"cancelled": {func(m *store.Meeting) { m.Status = "cancelled" }, "m 2026-12-08", "is cancelled"},
		"held":      {func(m *store.Meeting) { m.Status = "held" }, "m 2026-12-08", "has been"},
		"past":      {func(m *store.Meeting) { m.Start.Date = day(t, "2026-11-01") }, "m 2026-11-01", "has been"},
		"gone":      {nil, "n 2026-12-08", "no longer in the register"},
	} {
		d := attendDesk(t, c.change)
		for _, action := range []string{"coming.yes", "coming.sub"} {
			out, err := d.Press(context.Background(), Press{Request: Request{Actor: Actor{Team: "T0OFFICE", User: "U0ROLE"}, Now: sundayMorning}, Action: action, Value: c.value})
			if err != nil || out.Reply == nil || !out.Reply.Bad || !strings.Contains(out.Reply.Plain(), c.says) {
				t.Errorf("%s, %s: %+v (%v)", name, action, out.Reply, err)
			}
		}
	}
}
