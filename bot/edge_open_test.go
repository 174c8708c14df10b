package main

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
)

// withForm is a reply in words that has a form.
func withForm() commands.Reply {
	r := says("Say who and what.")
	r.Form, r.Shared = ref(everyInput()), true
	return r
}

// A command with a form opens it at once, and says nothing besides.
func TestSlashOpensItsForm(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		w.desk.do = answering(withForm())
		w.desk.class = func(commands.Actor) (string, bool) { return "all", true }
		for range 2 { // the second is not answered from memory
			a, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp action add")
			if err != nil || a.Failure != "" || len(a.Messages) != 0 {
				t.Fatalf("%q %q %v\n%s", a.Failure, plains(a.Messages), err, w.log)
			}
			if a.View == nil || a.View.Title != "Add an action" {
				t.Fatalf("the form is %+v", a.View)
			}
		}
		w.desk.submit = func(_ context.Context, s commands.Submission) (commands.FormAnswer, error) {
			return commands.FormAnswer{Tell: ref(says("recorded in " + s.Channel))}, nil
		}
		mark := w.slack.Mark()
		if a, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}}); err != nil || a.View != nil {
			t.Fatalf("%+v %v", a, err)
		}
		w.idle()
		if got := w.slack.Since(sandbox.Partner, mark); len(got) != 1 || got[0].Plain != "recorded in "+sandbox.General || got[0].Channel != sandbox.General {
			t.Errorf("told %q", plains(got))
		}
	})
}

// A form that Slack does not open in time leaves the answer in words, with a
// button that opens it.
func TestFormThatDoesNotOpen(t *testing.T) {
	for name, fault := range map[string]sandbox.Fault{
		"expired":  {Kind: sandbox.Refuse + "expired_trigger_id"},
		"too many": {Kind: sandbox.TooMany, RetryAfter: time.Minute},
		"broken":   {Kind: sandbox.Broken},
		"lost":     {Kind: sandbox.Lost},
		"slow":     {Kind: sandbox.Slow, Delay: time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, worldOptions{edge: func(e *edge) {
				if name == "slow" {
					e.pace.open = 10 * time.Millisecond
				}
			}})
			w.desk.do = answering(withForm())
			fault.Method = "views.open"
			w.slack.Misbehave(fault)
			m := w.slash(sandbox.Partner, sandbox.General, "/csp action add")
			if !strings.Contains(m.Plain, "Say who and what.") || !strings.Contains(m.Plain, "Open the form") || !m.Ephemeral {
				t.Fatalf("answer %q", m.Plain)
			}
			if name == "too many" {
				return // the method is left alone for the minute
			}
			w.desk.press = func(ctx context.Context, p commands.Press) (commands.Outcome, error) {
				if p.Action != runAction || p.Value != "action add" {
					t.Errorf("press %s %q", p.Action, p.Value)
				}
				return commands.Outcome{Reply: ref(withForm())}, nil
			}
			w.click(sandbox.Partner, m.On(), "Open the form")
			if v := w.slack.View(sandbox.Partner); v == nil || v.Title != "Add an action" {
				t.Errorf("the button opens %+v", v)
			}
		})
	}
}

// A form that cannot open by itself, after a mention, has its one button.
func TestFormInWords(t *testing.T) {
	w := newWorld(t, worldOptions{})
	r := withForm()
	w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) { return r, nil }
	got := w.mention(sandbox.Partner, sandbox.General, "", "action add")
	if len(got) != 1 || !strings.Contains(got[0].Plain, "Open the form") || w.slack.View(sandbox.Partner) != nil {
		t.Errorf("answer %q", plains(got))
	}
	r.Blocks = append(r.Blocks, commands.Buttons{{Label: "Add", Action: "action.open", Type: "action add"}})
	got = w.mention(sandbox.Partner, sandbox.General, "", "action add")
	if len(got) != 1 || strings.Contains(got[0].Plain, "Open the form") || !strings.Contains(got[0].Plain, "Add") {
		t.Errorf("answer %q", plains(got))
	}
}

// One form opens on another, three deep; what lies below keeps what was typed.
func TestStackedForms(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := formWorld(t, o)
		step := func(title string) *commands.Form {
			return &commands.Form{ID: "person.add", Title: title, Inputs: []commands.Input{{Name: "name", Label: "Name"}}}
		}
		titles := []string{"Second", "Third", "In its place"}
		n := 0
		w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
			n++
			if n > len(titles) {
				return commands.FormAnswer{}, nil
			}
			return commands.FormAnswer{Next: step(titles[n-1]), Push: true}, nil
		}
		send := func(values url.Values, want string) *sandbox.View {
			t.Helper()
			a, err := w.slack.Submit(w.ctx, sandbox.Partner, values)
			if err != nil || a.Failure != "" || a.View == nil || a.View.Title != want {
				t.Fatalf("%q %+v %v, want %s", a.Failure, a.View, err, want)
			}
			return a.View
		}
		send(url.Values{"text": {"Fix the gate"}}, "Second")
		third := send(url.Values{"name": {"Ann"}}, "Third")
		if last := send(url.Values{"name": {"Ann"}}, "In its place"); last.ID != third.ID {
			t.Error("a fourth modal lies on the third")
		}
		send(url.Values{"name": {"Ann"}}, "Second")
		first := send(url.Values{"name": {"Ann"}}, "Add an action")
		if !strings.Contains(first.Plain, "Fix the gate") {
			t.Errorf("the first form has lost what was typed: %q", first.Plain)
		}
	})
}

// A press in a modal may open another on top of it, while there is room.
func TestPressOpensOnTop(t *testing.T) {
	w := formWorld(t, worldOptions{})
	w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
		return commands.FormAnswer{Reply: ref(buttons("More")), Push: true}, nil
	}
	if _, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}}); err != nil {
		t.Fatal(err)
	}
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		return commands.Outcome{Reply: ref(buttons("More")), Push: true}, nil
	}
	ids := []string{w.slack.View(sandbox.Partner).ID}
	for range 2 {
		w.click(sandbox.Partner, sandbox.InModal, "More")
		ids = append(ids, w.slack.View(sandbox.Partner).ID)
	}
	if ids[0] == ids[1] || ids[1] != ids[2] || w.calls("views.push") != 1 || w.calls("views.update") != 1 {
		t.Errorf("modals %q, %d pushed, %d updated", ids, w.calls("views.push"), w.calls("views.update"))
	}
	// What the modal says of its depth comes by way of the person's client.
	if _, err := w.slack.CloseView(w.ctx, sandbox.Partner, false); err != nil {
		t.Fatal(err)
	}
	w.slack.Misbehave(sandbox.Fault{Method: "views.push", Kind: sandbox.Refuse + "push_limit_reached"})
	w.click(sandbox.Partner, sandbox.InModal, "More")
	if v := w.slack.View(sandbox.Partner); v.ID != ids[0] || slices.Contains(ids[1:], v.ID) {
		t.Errorf("a full stack shows %q", v.ID)
	}
}

// An answer too long for its acknowledgement takes the form's place.
func TestLongAnswerOnTop(t *testing.T) {
	w := formWorld(t, worldOptions{})
	w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
		return commands.FormAnswer{Reply: ref(says(strings.Repeat("ł", 11000))), Push: true}, nil
	}
	if _, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}}); err != nil {
		t.Fatal(err)
	}
	w.idle()
	if v := w.slack.View(sandbox.Partner); v == nil || !strings.Contains(v.Plain, "łł") {
		t.Errorf("the modal shows %+v", v)
	}
}

// What is told after a form that was opened where there is no channel is
// shown in its place.
func TestToldInTheModal(t *testing.T) {
	w := formWorld(t, worldOptions{})
	w.desk.home = func(context.Context, commands.Request) (commands.Reply, error) { return buttons("Add"), nil }
	w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
		return commands.FormAnswer{Tell: ref(says("Ann is added."))}, nil
	}
	w.openHome(sandbox.Partner)
	w.click(sandbox.Partner, sandbox.InHome, "Add")
	mark := w.slack.Mark()
	a, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}})
	w.idle()
	if err != nil || a.View == nil || !strings.Contains(a.View.Plain, "Ann is added.") || len(w.answers(sandbox.Partner, mark)) > 0 {
		t.Errorf("%+v %v, told %q", a, err, plains(w.answers(sandbox.Partner, mark)))
	}
}

// A command whose form is open already, since it was delivered before, gets
// no words beside it.
func TestFormThatIsOpenAlready(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.do = answering(withForm())
	w.slack.Misbehave(sandbox.Fault{Method: "views.open", Kind: sandbox.Refuse + "exchanged_trigger_id"})
	mark := w.slack.Mark()
	if _, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp action add"); err != nil {
		t.Fatal(err)
	}
	w.idle()
	for _, m := range w.slack.Since(sandbox.Partner, mark) {
		if m.User != sandbox.Partner {
			t.Errorf("said %q", m.Plain)
		}
	}
}
