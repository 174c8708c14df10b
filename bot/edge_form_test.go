package main

import (
	"context"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
)

// action is a form with an input of each kind.
func everyInput() commands.Form {
	two := []commands.Option{{Label: "First", Value: "1"}, {Label: "Second", Value: "2"}}
	return commands.Form{
		ID: "action.add", Title: "Add an action", Send: "Add", State: "darlington",
		Before: []commands.Block{commands.Para(commands.T("Do not name victims, suspects or residents."))},
		Inputs: []commands.Input{
			{Name: "text", Label: "What", Kind: commands.OneLine, Hint: "In a few words", Max: 100},
			{Name: "more", Label: "More", Kind: commands.ManyLines, Optional: true, Value: []string{"as before"}},
			{Name: "due", Label: "Due", Kind: commands.DateInput, Value: []string{"2027-06-10"}},
			{Name: "at", Label: "At", Kind: commands.TimeInput, Optional: true},
			{Name: "one", Label: "One of", Kind: commands.Select, Options: two, Value: []string{"2"}},
			{Name: "some", Label: "Some of", Kind: commands.Several, Options: two, Optional: true},
			{Name: "ticks", Label: "Ticks", Kind: commands.Ticks, Options: two, Value: []string{"1", "2"}},
			{Name: "owner", Label: "Owner", Kind: commands.Lookup, Optional: true},
			{Name: "none", Label: "Nothing", Kind: commands.Select},
		},
	}
}

// formWorld has the form open before the partner.
func formWorld(t *testing.T, o worldOptions) *world {
	w := newWorld(t, o)
	w.desk.do = answering(buttons("Add"))
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		return commands.Outcome{Form: ref(everyInput())}, nil
	}
	m := w.slash(sandbox.Partner, sandbox.General, "/csp action add")
	w.click(sandbox.Partner, m.On(), "Add")
	if w.slack.View(sandbox.Partner) == nil {
		t.Fatalf("no form opened\n%s", w.log)
	}
	return w
}

func TestFormIsFilledIn(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := formWorld(t, o)
		var got commands.Submission
		w.desk.submit = func(_ context.Context, s commands.Submission) (commands.FormAnswer, error) {
			got = s
			return commands.FormAnswer{}, nil
		}
		a, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"Fix <the> gate"}, "some": {"Second"}, "at": {"10:30"}})
		if err != nil || a.Failure != "" || len(a.Errors) > 0 || a.View != nil {
			t.Fatalf("%q %v %v %v\n%s", a.Failure, a.Errors, a.View != nil, err, w.log)
		}
		want := map[string][]string{
			"text": {"Fix <the> gate"}, "more": {"as before"}, "due": {"2027-06-10"}, "at": {"10:30"},
			"one": {"2"}, "some": {"2"}, "ticks": {"1", "2"},
		}
		if !reflect.DeepEqual(got.Values, want) {
			t.Errorf("values %v\nwant   %v", got.Values, want)
		}
		if got.Form != "action.add" || got.State != "darlington" || got.Channel != sandbox.General || got.Actor.User != sandbox.Partner {
			t.Errorf("submission %+v", got)
		}
	})
}

// Errors stand on their fields, whatever they are called, and what was typed
// is kept.
func TestFormErrors(t *testing.T) {
	w := formWorld(t, worldOptions{})
	w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
		return commands.FormAnswer{Errors: map[string]string{"due": "That day is past.", "nobody": "Something else."}}, nil
	}
	a, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"Fix the gate"}})
	if err != nil || a.Failure != "" {
		t.Fatalf("%q %v", a.Failure, err)
	}
	if want := map[string]string{"Due": "That day is past.", "What": "Something else."}; !reflect.DeepEqual(a.Errors, want) {
		t.Errorf("errors %v, want %v", a.Errors, want)
	}
	if a.View == nil {
		t.Error("the form closed")
	}
}

func TestFormGoesOn(t *testing.T) {
	w := formWorld(t, worldOptions{})
	steps := []commands.FormAnswer{
		{Next: &commands.Form{ID: "action.sure", Title: "Sure?", Inputs: []commands.Input{{Name: "sure", Label: "Sure", Optional: true, Max: 5000}}}},
		{Reply: ref(says("done"))},
	}
	var ids []string
	w.desk.submit = func(_ context.Context, s commands.Submission) (commands.FormAnswer, error) {
		ids = append(ids, s.ID)
		return steps[len(ids)-1], nil
	}
	a, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}})
	if err != nil || a.View == nil || a.View.Title != "Sure?" {
		t.Fatalf("the next form is %+v, %v", a.View, err)
	}
	a, err = w.slack.Submit(w.ctx, sandbox.Partner, nil)
	if err != nil || a.View == nil || !strings.Contains(a.View.Plain, "done") {
		t.Fatalf("at the end %+v, %v", a.View, err)
	}
	if ids[0] == ids[1] {
		t.Error("two steps of one form have one id")
	}
}

// Sending the same form twice is one request to the desk's eyes.
func TestFormSentTwiceHasOneID(t *testing.T) {
	w := formWorld(t, worldOptions{})
	ids := make(chan string, 2)
	w.desk.submit = func(_ context.Context, s commands.Submission) (commands.FormAnswer, error) {
		ids <- s.ID
		return commands.FormAnswer{Tell: ref(says("recorded"))}, nil
	}
	mark := w.slack.Mark()
	a, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}})
	if err != nil || a.View != nil {
		t.Fatalf("%v, still open: %v", err, a.View != nil)
	}
	if err := w.slack.Redeliver(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.idle()
	if one, two := <-ids, <-ids; one != two || one == "" {
		t.Errorf("ids %q and %q", one, two)
	}
	if got := w.slack.Since(sandbox.Partner, mark); len(got) == 0 || got[0].Plain != "recorded" || !got[0].Ephemeral {
		t.Errorf("told: %q", plains(got))
	}
}

// An answer over 20 KB, or one that takes too long, comes by views.update.
func TestLongAndLateFormAnswers(t *testing.T) {
	for name, words := range map[string]string{"long": strings.Repeat("ł", 11000), "late": "late"} {
		w := formWorld(t, worldOptions{})
		release := make(chan struct{})
		if name == "long" {
			close(release)
		} else {
			w.edge.pace.stopgap = time.Millisecond
		}
		w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
			<-release
			return commands.FormAnswer{Reply: ref(says(words))}, nil
		}
		a, err := w.slack.Submit(w.ctx, sandbox.Partner, url.Values{"text": {"x"}})
		if err != nil || a.Failure != "" || a.View == nil {
			t.Fatalf("%s: %q %v", name, a.Failure, err)
		}
		if name == "late" {
			close(release)
		}
		w.idle()
		v := w.slack.View(sandbox.Partner)
		if v == nil || !strings.Contains(v.Plain, words[:4]) || w.calls("views.update") != 1 {
			t.Errorf("%s: %d updates, view: %v\n%s", name, w.calls("views.update"), v != nil, w.log)
		}
	}
}

func TestSuggestions(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := formWorld(t, o)
		w.desk.suggest = func(_ context.Context, r commands.Request, form, input, typed string) ([]commands.Option, error) {
			if form != "action.add" || input != "owner" || r.Channel != sandbox.General {
				t.Errorf("asked for %s %s in %q", form, input, r.Channel)
			}
			if typed == "none" {
				return nil, nil
			}
			all := make([]commands.Option, 150)
			for i := range all {
				all[i] = commands.Option{Label: strings.Repeat("p", 100), Value: strings.Repeat("v", i+1)}
			}
			return all, nil
		}
		got, err := w.slack.Suggest(w.ctx, sandbox.Partner, sandbox.InModal, "Owner", "p")
		if err != nil || len(got) != maxOptionValue {
			t.Errorf("%d options, %v", len(got), err)
		}
		if got, err := w.slack.Suggest(w.ctx, sandbox.Partner, sandbox.InModal, "Owner", "none"); err != nil || len(got) != 0 {
			t.Errorf("%d options, %v", len(got), err)
		}
	})
}

// A press that comes too late to open a form says so. One whose form is open
// already, since it came before, says nothing.
func TestTriggerIsGone(t *testing.T) {
	for _, code := range []string{"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"} {
		w := newWorld(t, worldOptions{})
		w.desk.do = answering(buttons("Add"))
		w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
			return commands.Outcome{Form: ref(everyInput())}, nil
		}
		m := w.slash(sandbox.Partner, sandbox.General, "/csp action add")
		w.slack.Misbehave(sandbox.Fault{Method: "views.open", Kind: sandbox.Refuse + code})
		after := w.click(sandbox.Partner, m.On(), "Add")
		if strings.Contains(code, "exchanged") {
			if len(after) != 0 {
				t.Errorf("%s: %q", code, plains(after))
			}
		} else if len(after) != 1 || !strings.Contains(after[0].Plain, "Press the button again") {
			t.Errorf("%s: %q", code, plains(after))
		}
	}
}
