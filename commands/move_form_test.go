package commands

import (
	"context"
	"strings"
	"testing"
)

// send sends a form as somebody, under the id of its view.
func send(t *testing.T, d *Desk, who, form, state, view string, values map[string][]string) FormAnswer {
	t.Helper()
	a := speakers[who]
	a.Name = who
	r, err := d.Submit(context.Background(), Submission{
		Request: Request{Actor: a, Now: sundayMorning, ID: view}, Form: form, State: state, Values: values,
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// moveForms are each move's form, filled in.
var moveForms = []struct {
	form, state string
	values      map[string][]string
}{
	{"chair.new", "eastborough", map[string][]string{"person": {"b-lowe"}, "from": {"1 Jan 2027"}}},
	{"chair.new", "westmere", map[string][]string{"name": {"Zoë O’Neil"}, "organisation": {"police"}, "from": {"May 2027"}}},
	{"plan.renew", "east-2024", map[string][]string{"title": {"The next one"}, "from": {"1 April 2027"}, "status": {"current"}}},
	{"scheme.extend", "wardens", map[string][]string{"until": {"31 March 2028"}, "amount": {"£30,000"}}},
	{"scheme.renew", "wardens", map[string][]string{"name": {"Wardens"}, "from": {"1 April 2027"}}},
	{"scheme.ended", "wardens", map[string][]string{"outcome": {"exit-agreed"}}},
	{"who.succeeded", "council", map[string][]string{"name": {"Greater Council"}, "from": {"1 April 2027"}, "people": {"carry"}}},
	{"who.leaves", "a-marsh", map[string][]string{"on": {"tomorrow"}, "to": {"c-ray"}}},
	{"board.new", "eastborough", map[string][]string{"date": {"2027-01-12"}, "time": {"10:00"}, "items": {"2026-12-17"}, "papers": {"2027-01-06"}}},
	{"board.move", "east-12", map[string][]string{"date": {"2026-12-15"}, "time": {"14:00"}, "place": {"Teams"}}},
	{"board.deadlines", "east-12", map[string][]string{"items": {"2026-11-30"}, "updates": {"2026-12-02"}, "papers": {"2026-12-03"}, "minutes": {"2026-12-14"}}},
}

// A form shows what it changes on top of what was filled in; sent, that is
// written, and sent twice it is written once. Somebody else's client cannot
// send it.
func TestEveryMoveHasAForm(t *testing.T) {
	for _, m := range moveForms {
		d := northshireDesk(t)
		at := revision(t, d)
		a := send(t, d, "staff", m.form, m.state, "view-1", m.values)
		if a.Next == nil || !a.Push || revision(t, d) != at {
			t.Errorf("%s: not shown: %+v", m.form, a)
			continue
		}
		if n := len([]rune(a.Next.Title)); n > 24 || len([]rune(a.Next.Send)) > 24 || len(a.Next.State) > 2500 {
			t.Errorf("%s: %q, %q or its state of %d is too long for Slack", m.form, a.Next.Title, a.Next.Send, len(a.Next.State))
		}
		for _, who := range []string{"member", "guest", "stranger"} {
			no := send(t, d, who, a.Next.ID, a.Next.State, "theirs", nil)
			if no.Reply == nil || !no.Reply.Refused || revision(t, d) != at {
				t.Errorf("%s: %s is not refused: %+v", m.form, who, no)
			}
		}
		done := send(t, d, "staff", a.Next.ID, a.Next.State, "view-2", nil)
		if done.Tell == nil || !strings.HasPrefix(done.Tell.Console(), "Done: ") || revision(t, d) != at+1 {
			t.Errorf("%s: not written: %+v", m.form, done)
		}
		again := send(t, d, "staff", a.Next.ID, a.Next.State, "view-2", nil)
		if again.Tell == nil || again.Tell.Console() != done.Tell.Console() || revision(t, d) != at+1 {
			t.Errorf("%s: sent twice: %+v", m.form, again)
		}
	}
}

// What is wrong stands on its field, and nothing is shown or written.
func TestMoveFormErrors(t *testing.T) {
	d := northshireDesk(t)
	at := revision(t, d)
	for _, c := range []struct {
		form, state, field string
		values             map[string][]string
	}{
		{"chair.new", "eastborough", "from", map[string][]string{"person": {"b-lowe"}, "from": {"banana"}}},
		{"chair.new", "eastborough", "person", map[string][]string{"from": {"1 Jan 2027"}}},
		{"chair.new", "eastborough", "name", map[string][]string{"person": {"b-lowe"}, "name": {"X Y"}, "from": {"1 Jan 2027"}}},
		{"plan.renew", "east-2024", "until", map[string][]string{"title": {"T"}, "from": {"1 April 2027"}, "until": {"31/2/28"}, "status": {"current"}}},
		{"plan.renew", "east-2024", "until", map[string][]string{"title": {"T"}, "from": {"1 April 2027"}, "until": {"31 March 2026"}, "status": {"current"}}},
		{"scheme.extend", "wardens", "amount", map[string][]string{"until": {"31 March 2028"}, "amount": {"lots"}}},
		{"who.succeeded", "council", "successor", map[string][]string{"from": {"2027"}}},
		{"who.leaves", "a-marsh", "to", map[string][]string{"on": {"tomorrow"}, "to": {"a-marsh"}}},
		{"board.move", "east-12", "time", map[string][]string{"date": {"2026-12-15"}}},
		{"board.move", "east-12", "date", map[string][]string{"time": {"10:00"}, "items": {"2026-12-17"}, "papers": {"2027-01-06"}}},
	} {
		a := send(t, d, "staff", c.form, c.state, "view", c.values)
		if len(a.Errors) != 1 || a.Errors[c.field] == "" {
			t.Errorf("%s %v: errors %v, not on %s", c.form, c.values, a.Errors, c.field)
		}
	}
	if a := send(t, d, "staff", "who.leaves", "a-marsh", "view", map[string][]string{"on": {"tomorrow"}, "to": {"nobody"}}); len(a.Errors) != 1 {
		t.Errorf("given to somebody who is not there: %+v", a)
	}
	for _, state := range []string{"", "{}", `{"m":"new chair","i":[],"c":"1-0123456789"}`, `{"m":"nothing","i":{},"c":""}`} {
		if a := send(t, d, "staff", "save.it", state, "view "+state, nil); a.Reply == nil || !a.Reply.Bad {
			t.Errorf("a state of %q: %+v", state, a)
		}
	}
	if revision(t, d) != at {
		t.Error("something was written")
	}
}
