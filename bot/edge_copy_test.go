package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"csp/bot/sandbox"
	"csp/commands"
)

func withCopy() commands.Reply {
	r := says("The brief.")
	r.Copy = true
	return r
}

// stays counts the messages that a person finds in their direct messages with
// the bot.
func (w *world) stays(user, plain string) int {
	n := 0
	for _, m := range w.slack.Messages(user, w.slack.DM(user)) {
		if !m.Ephemeral && m.Plain == plain {
			n++
		}
	}
	return n
}

// asked types a command and returns the answer where it was typed.
func (w *world) asked(line string) sandbox.Message {
	w.t.Helper()
	mark := w.slack.Mark()
	if a, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, line); err != nil || a.Failure != "" {
		w.t.Fatalf("%q %v", a.Failure, err)
	}
	w.idle()
	for _, m := range w.slack.Since(sandbox.Partner, mark) {
		if m.Ephemeral {
			return m
		}
	}
	w.t.Fatalf("%s is not answered", line)
	return sandbox.Message{}
}

// What is to be kept stands once in the direct messages of who asked, wherever
// they asked and however.
func TestCopies(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		for name, ask := range map[string]func(w *world){
			"slash":          func(w *world) { w.asked("/csp brief") },
			"mention":        func(w *world) { w.mention(sandbox.Partner, sandbox.General, "", "brief") },
			"direct message": func(w *world) { w.dm(sandbox.Partner, "brief") },
			"press": func(w *world) {
				w.desk.do = answering(buttons("Brief me"))
				m := w.asked("/csp card")
				w.click(sandbox.Partner, m.On(), "Brief me")
			},
			"form": func(w *world) {
				r := says("form")
				r.Form = ref(everyInput())
				w.desk.do = answering(r)
				if _, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp brief"); err != nil {
					w.t.Fatal(err)
				}
				if _, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}}); err != nil {
					w.t.Fatal(err)
				}
			},
		} {
			w := newWorld(t, o)
			w.desk.do = answering(withCopy())
			w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
				return commands.Outcome{Reply: ref(withCopy())}, nil
			}
			w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
				return commands.FormAnswer{Reply: ref(withCopy())}, nil
			}
			ask(w)
			w.idle()
			if n := w.stays(sandbox.Partner, "The brief."); n != 1 {
				t.Errorf("%s: %d copies stay\n%s", name, n, w.log)
			}
			if w.stays(sandbox.Staff, "The brief.") > 0 {
				t.Errorf("%s: somebody else has a copy", name)
			}
		}
	})
}

// A long one is all there, in several messages; its rest, asked for where the
// first part stands, is not sent again.
func TestLongCopy(t *testing.T) {
	w := newWorld(t, worldOptions{})
	r := commands.Reply{Copy: true, Blocks: []commands.Block{commands.Heading("Long")}}
	list := commands.List{Numbered: true}
	for i := range 300 {
		list.Items = append(list.Items, commands.T(fmt.Sprintf("line-%d %s", i, strings.Repeat("x", 100))))
	}
	r.Blocks = append(r.Blocks, list)
	w.desk.do = answering(r)
	m := w.asked("/csp brief")
	var all strings.Builder
	messages := 0
	for _, m := range w.slack.Messages(sandbox.Partner, w.slack.DM(sandbox.Partner)) {
		all.WriteString(m.Plain + "\n")
		messages++
	}
	for i := range 300 {
		if strings.Count(all.String(), fmt.Sprintf("line-%d ", i)) != 1 {
			t.Fatalf("line %d is not there once, in %d messages", i, messages)
		}
	}
	if messages < 3 {
		t.Errorf("%d messages hold it all, so nothing was tried", messages)
	}
	w.click(sandbox.Partner, m.On(), "Show the rest")
	w.idle()
	if n := len(w.slack.Messages(sandbox.Partner, w.slack.DM(sandbox.Partner))); n != messages {
		t.Errorf("the rest made %d messages of %d", n, messages)
	}
}

// A copy that could not be sent is said.
func TestCopyInBadWeather(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.do = answering(withCopy())
	w.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Broken})
	mark := w.slack.Mark()
	w.asked("/csp brief")
	got := plains(w.slack.Since(sandbox.Partner, mark))
	if len(got) != 2 || !strings.Contains(strings.Join(got, "\n"), "could not be sent") {
		t.Errorf("said %q", got)
	}
}
