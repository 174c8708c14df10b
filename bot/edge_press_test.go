package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"csp/bot/sandbox"
	"csp/commands"
)

// buttons is a reply with a button for each label, which press list.x with
// the label as value.
func buttons(labels ...string) commands.Reply {
	var row commands.Buttons
	for _, l := range labels {
		row = append(row, commands.Button{Label: l, Action: "list.x", Value: l, Type: "list " + l})
	}
	return commands.Reply{Blocks: []commands.Block{commands.Para(commands.T("choose")), row}}
}

func answering(r commands.Reply) func(context.Context, commands.Request) (commands.Reply, error) {
	return func(context.Context, commands.Request) (commands.Reply, error) { return r, nil }
}

// click presses and waits until the bot has done with it; what the person
// then sees that is new or changed comes back.
func (w *world) click(user string, at sandbox.Place, what string) []sandbox.Message {
	w.t.Helper()
	mark := w.slack.Mark()
	a, err := w.slack.Click(w.ctx, user, at, what)
	if err != nil || a.Failure != "" {
		w.t.Fatalf("press %s: %q %v\n%s", what, a.Failure, err, w.log)
	}
	w.idle()
	return w.slack.Since(user, mark)
}

func TestPressReplacesTheMessage(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		w.desk.do = answering(buttons("One", "Two"))
		var got commands.Press
		w.desk.press = func(_ context.Context, p commands.Press) (commands.Outcome, error) {
			got = p
			r := says("chosen " + p.Value)
			return commands.Outcome{Reply: &r}, nil
		}
		m := w.slash(sandbox.Partner, sandbox.General, "/csp list")
		after := w.click(sandbox.Partner, m.On(), "Two")
		if len(after) != 1 || after[0].Plain != "chosen Two" || after[0].TS != m.TS || !after[0].Ephemeral {
			t.Errorf("after the press: %q", plains(after))
		}
		if got.Action != "list.x" || got.Value != "Two" || got.Channel != sandbox.General || got.Actor.User != sandbox.Partner || got.ID == "" {
			t.Errorf("press %+v", got)
		}
	})
}

func TestPressAnswersBelow(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.do = answering(buttons("One"))
	for _, out := range []commands.Outcome{
		{Reply: ref(says("below")), Below: true},
		{Reply: ref(badReply("not that"))}, // what was pressed stays, to be pressed again
	} {
		w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) { return out, nil }
		m := w.slash(sandbox.Partner, sandbox.General, "/csp list")
		after := w.click(sandbox.Partner, m.On(), "One")
		if len(after) != 1 || after[0].TS == m.TS || !after[0].Ephemeral {
			t.Errorf("after the press: %q", plains(after))
		}
	}
}

func ref[T any](v T) *T { return &v }

// A button without an action stands for the line that one would type.
func TestButtonForALine(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.do = answering(commands.Reply{Blocks: []commands.Block{commands.Buttons{{Label: "Card", Type: "darlington"}}}})
	w.desk.press = func(_ context.Context, p commands.Press) (commands.Outcome, error) {
		return commands.Outcome{Reply: ref(says(p.Action + " " + p.Value))}, nil
	}
	m := w.slash(sandbox.Partner, sandbox.General, "/csp list")
	if after := w.click(sandbox.Partner, m.On(), "Card"); len(after) != 1 || after[0].Plain != "help.run darlington" {
		t.Errorf("after the press: %q", plains(after))
	}
}

// A message that others see too keeps its words: the answer to who presses is
// for that person alone.
func TestPressOnAPublicMessage(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		return commands.Outcome{Reply: ref(says("for you"))}, nil
	}
	if err := w.edge.say(w.ctx, sandbox.General, "", drawReply(buttons("One"), again{}, maxText)); err != nil {
		t.Fatal(err)
	}
	public := w.slack.Messages(sandbox.Staff, sandbox.General)[0]
	mark := w.slack.Mark()
	after := w.click(sandbox.Partner, public.On(), "One")
	if len(after) != 1 || after[0].TS == public.TS || !after[0].Ephemeral {
		t.Errorf("after the press: %q", plains(after))
	}
	if seen := w.slack.Since(sandbox.Staff, mark); len(seen) != 0 {
		t.Errorf("others see %q", plains(seen))
	}
}

// In direct messages there is nobody else, so the answer takes the message's
// place.
func TestPressInDirectMessages(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		return commands.Outcome{Reply: ref(says("for you"))}, nil
	}
	if err := w.edge.whisper(w.ctx, "", "", sandbox.Partner, drawReply(buttons("One"), again{}, maxText)); err != nil {
		t.Fatal(err)
	}
	direct := w.slack.Messages(sandbox.Partner, w.slack.DM(sandbox.Partner))[0]
	after := w.click(sandbox.Partner, direct.On(), "One")
	if len(after) != 1 || after[0].TS != direct.TS || after[0].Ephemeral || after[0].Plain != "for you" {
		t.Errorf("after the press: %q", plains(after))
	}
}

// Rights are looked up at every press, not when the button was drawn.
func TestRightsAreLookedUpAtEveryPress(t *testing.T) {
	w := newWorld(t, worldOptions{edge: func(e *edge) { e.people.users.keep = 0; e.people.groups.keep = 0 }})
	actors := make(chan commands.Actor, 1)
	w.desk.do = answering(buttons("One"))
	w.desk.press = func(_ context.Context, p commands.Press) (commands.Outcome, error) {
		actors <- p.Actor
		return commands.Outcome{}, nil
	}
	m := w.slash(sandbox.Staff, sandbox.Office, "/csp list")
	w.click(sandbox.Staff, m.On(), "One")
	if a := <-actors; !a.Staff || a.Guest {
		t.Errorf("at first %+v", a)
	}
	who, _ := w.slack.Person(sandbox.Staff)
	who.Guest = true
	w.slack.SetPerson(who)
	w.slack.SetGroup(sandbox.Group{ID: sandbox.StaffGroup})
	w.click(sandbox.Staff, m.On(), "One")
	if a := <-actors; a.Staff || !a.Guest {
		t.Errorf("a leaver presses as %+v", a)
	}
	who.Deleted = true
	w.slack.SetPerson(who)
}

// People of another workspace can press buttons in shared channels; their own
// workspace decides.
func TestStrangerPresses(t *testing.T) {
	w := newWorld(t, worldOptions{})
	actors := make(chan commands.Actor, 1)
	w.desk.press = func(_ context.Context, p commands.Press) (commands.Outcome, error) {
		actors <- p.Actor
		return commands.Outcome{}, nil
	}
	if err := w.edge.say(w.ctx, sandbox.Darlington, "", drawReply(buttons("One"), again{}, maxText)); err != nil {
		t.Fatal(err)
	}
	public := w.slack.Messages(sandbox.Staff, sandbox.Darlington)[0]
	w.slack.Misbehave(sandbox.Fault{Method: "users.info", Kind: sandbox.Refuse + "user_not_visible"})
	w.click(sandbox.Outsider, public.On(), "One")
	if a := <-actors; !a.Stranger || a.Staff || a.Admin || a.Team != "T0COUNCL1" {
		t.Errorf("a stranger presses as %+v", a)
	}
}

func TestAFaultInAPressIsTold(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.do = answering(buttons("One"))
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		return commands.Outcome{}, errors.New("disk full")
	}
	m := w.slash(sandbox.Partner, sandbox.General, "/csp list")
	if after := w.click(sandbox.Partner, m.On(), "One"); len(after) != 1 || !strings.HasPrefix(after[0].Plain, "Something went wrong") {
		t.Errorf("after the press: %q", plains(after))
	}
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) { panic("no") }
	w.click(sandbox.Partner, m.On(), "One")
	if m := w.slash(sandbox.Partner, sandbox.General, "/csp list"); !strings.Contains(m.Plain, "choose") {
		t.Errorf("afterwards %q", m.Plain)
	}
}

// A reply too long for one message is had in parts.
func TestTheRestCanBeShown(t *testing.T) {
	w := newWorld(t, worldOptions{})
	var list commands.List
	for i := range 900 {
		list.Items = append(list.Items, commands.T(strings.Repeat("x", 20)+string(rune('a'+i%26))))
	}
	asked := make(chan string, 9)
	w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
		asked <- r.Text
		return commands.Reply{Blocks: []commands.Block{list}}, nil
	}
	mark := w.slack.Mark()
	if _, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp list everything"); err != nil {
		t.Fatal(err)
	}
	w.idle()
	m := w.slack.Since(sandbox.Partner, mark)[0]
	shown := strings.Count(m.Plain, "• ")
	for strings.Contains(m.Plain, "Show the rest") {
		after := w.click(sandbox.Partner, m.On(), "Show the rest")
		if len(after) != 1 || after[0].TS != m.TS {
			t.Fatalf("after the press: %q", plains(after))
		}
		m = after[0]
		shown += strings.Count(m.Plain, "• ")
	}
	if shown != 900 {
		t.Errorf("%d lines of 900 were shown", shown)
	}
	close(asked)
	for line := range asked {
		if line != "list everything" {
			t.Errorf("asked again: %q", line)
		}
	}
}
