package main

import (
	"context"
	"testing"

	"csp/bot/sandbox"
	"csp/commands"
	"csp/reminders"
	"csp/store"
)

// A notice may carry buttons: a press goes to the command's verb, and what it
// answers comes below, in a channel and in direct messages alike.
func TestPressOnANotice(t *testing.T) {
	w := newWorld(t, worldOptions{})
	var got commands.Press
	w.desk.press = func(_ context.Context, p commands.Press) (commands.Outcome, error) {
		got = p
		r := says("the plan, opened")
		return commands.Outcome{Reply: &r}, nil
	}
	body := reminders.Body{
		Head:    reminders.Text{{Text: "A date is needed."}},
		Buttons: []reminders.Button{{Label: "Edit", Type: "edit plans/x", Action: "edit.open", Value: "plans/x"}},
	}
	for _, to := range []string{sandbox.General, sandbox.Partner} {
		p := newPoster(w.edge)
		m, err := p.Draw(reminders.Draft{Type: store.NoticeType, Key: "k", Body: body.JSON()})
		if err != nil {
			t.Fatal(err)
		}
		answer := p.Post(w.ctx, to, m)
		if answer.Outcome != reminders.Posted {
			t.Fatalf("%+v", answer)
		}
		after := w.click(sandbox.Partner, sandbox.OnMessage(answer.Channel, answer.TS), "Edit")
		if len(after) != 1 || after[0].TS == answer.TS || after[0].Plain != "the plan, opened" {
			t.Errorf("in %s the press shows %q", to, plains(after))
		}
		if got.Action != "edit.open" || got.Value != "plans/x" {
			t.Errorf("in %s the press was %+v", to, got)
		}
	}
}
