package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"csp/bot/sandbox"
	"csp/commands"
)

// A message's shortcut gets the message, also in a thread, and opens its form
// at once.
func TestMessageShortcut(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		topic, err := w.slack.Say(w.ctx, sandbox.Staff, sandbox.General, "", "a topic")
		if err != nil {
			t.Fatal(err)
		}
		said, err := w.slack.Say(w.ctx, sandbox.Partner, sandbox.General, topic.Messages[0].TS, "@amara mends the <gate> & fence")
		if err != nil {
			t.Fatal(err)
		}
		m := said.Messages[0]
		var got commands.Chosen
		w.desk.choose = func(_ context.Context, s commands.Chosen) (commands.Outcome, error) {
			got = s
			return commands.Outcome{Form: ref(everyInput())}, nil
		}
		a, err := w.slack.MessageShortcut(w.ctx, sandbox.Staff, sandbox.General, m.TS, "action.message")
		if err != nil || a.Failure != "" {
			t.Fatalf("%q %v", a.Failure, err)
		}
		w.idle()
		want := commands.Message{
			Channel: sandbox.General, TS: m.TS, Thread: topic.Messages[0].TS, User: sandbox.Partner,
			Text: "<@" + sandbox.Staff + "> mends the <gate> & fence", Link: got.On.Link, At: got.On.At,
		}
		if got.On != want || !strings.HasPrefix(got.On.Link, "http") || got.On.At.IsZero() {
			t.Errorf("message %+v\nwant    %+v", got.On, want)
		}
		if got.Shortcut != "action.message" || got.Actor.User != sandbox.Staff || got.Channel != sandbox.General || got.ID == "" {
			t.Errorf("chosen %+v", got)
		}
		if v := w.slack.View(sandbox.Staff); v == nil || v.Title != "Add an action" {
			t.Errorf("the form is %+v", v)
		}
		w.desk.submit = func(_ context.Context, s commands.Submission) (commands.FormAnswer, error) {
			return commands.FormAnswer{Tell: ref(says("recorded"))}, nil
		}
		mark := w.slack.Mark()
		if _, err := w.slack.Submit(w.ctx, sandbox.Staff, map[string][]string{"text": {"x"}}); err != nil {
			t.Fatal(err)
		}
		w.idle()
		if told := w.answers(sandbox.Staff, mark); len(told) != 1 || !told[0].Ephemeral || told[0].Thread != topic.Messages[0].TS {
			t.Errorf("told %q", plains(told))
		}
	})
}

// What a shortcut answers in words never takes the place of the message that
// it was chosen on, and a message whose address Slack does not tell is kept
// without it.
func TestShortcutAnswersInWords(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.choose = func(_ context.Context, s commands.Chosen) (commands.Outcome, error) {
		return commands.Outcome{Reply: ref(says("kept " + s.On.Text + s.On.Link))}, nil
	}
	for _, channel := range []string{sandbox.General, w.slack.DM(sandbox.Staff)} {
		if err := w.edge.say(w.ctx, channel, "", message{Text: "words"}); err != nil {
			t.Fatal(err)
		}
		m := w.slack.Messages(sandbox.Staff, channel)[0]
		w.slack.Misbehave(sandbox.Fault{Method: "chat.getPermalink", Kind: sandbox.Broken})
		mark := w.slack.Mark()
		if a, err := w.slack.MessageShortcut(w.ctx, sandbox.Staff, channel, m.TS, "x.y"); err != nil || a.Failure != "" {
			t.Fatalf("%q %v", a.Failure, err)
		}
		w.idle()
		if got := w.answers(sandbox.Staff, mark); len(got) != 1 || got[0].TS == m.TS || got[0].Plain != "kept words" || !got[0].Ephemeral {
			t.Errorf("in %s: %q", channel, plains(got))
		}
	}
}

// A shortcut of the whole workspace has no channel and no response URL.
func TestGlobalShortcut(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		choose := func(out commands.Outcome, fault error) {
			w.desk.choose = func(_ context.Context, s commands.Chosen) (commands.Outcome, error) {
				if s.On != (commands.Message{}) || s.Channel != "" {
					t.Errorf("chosen %+v", s)
				}
				return out, fault
			}
			if a, err := w.slack.Shortcut(w.ctx, sandbox.Partner, "brief.me"); err != nil || a.Failure != "" {
				t.Fatalf("%q %v", a.Failure, err)
			}
			w.idle()
		}
		choose(commands.Outcome{Reply: ref(says("the brief"))}, nil)
		if v := w.slack.View(sandbox.Partner); v == nil || !strings.Contains(v.Plain, "the brief") {
			t.Errorf("the reply shows as %+v", v)
		}
		choose(commands.Outcome{Form: ref(everyInput())}, nil)
		if v := w.slack.View(sandbox.Partner); v == nil || v.Title != "Add an action" {
			t.Errorf("the form is %+v", v)
		}
		choose(commands.Outcome{}, errors.New("rot"))
		if v := w.slack.View(sandbox.Partner); v == nil || !strings.Contains(v.Plain, "Something went wrong (ref ") {
			t.Errorf("a fault shows as %+v", v)
		}
		mark := w.slack.Mark()
		w.slack.Misbehave(sandbox.Fault{Method: "views.open", Kind: sandbox.Refuse + "trigger_expired"})
		choose(commands.Outcome{Form: ref(everyInput())}, nil)
		if got := w.answers(sandbox.Partner, mark); len(got) != 1 || got[0].Channel != w.slack.DM(sandbox.Partner) || !strings.Contains(got[0].Plain, "Choose it from the menu again") {
			t.Errorf("too late: %q", plains(got))
		}
	})
}
