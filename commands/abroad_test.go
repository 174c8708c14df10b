package commands

import (
	"context"
	"strings"
	"testing"
)

// Whatever is said to somebody of another workspace tells them to mention the
// bot: they have no slash command.
func TestAbroadIsToldToMention(t *testing.T) {
	d := northshireDesk(t)
	ctx := context.Background()
	r := request("stranger", "")
	pressed := func(out Outcome, err error) (*Reply, error) { return out.Reply, err }
	for name, ask := range map[string]func() (*Reply, error){
		"a line": func() (*Reply, error) {
			reply, err := d.Do(ctx, request("stranger", "eastborough"))
			return &reply, err
		},
		"a button that is no more": func() (*Reply, error) { return pressed(d.Press(ctx, Press{Request: r, Action: "gone.it"})) },
		"a way back that is no more": func() (*Reply, error) {
			return pressed(d.Press(ctx, Press{Request: r, Action: "list." + fromVerb, Value: "x"}))
		},
		"a menu entry that is no more": func() (*Reply, error) { return pressed(d.Choose(ctx, Chosen{Request: r, Shortcut: "gone.it"})) },
		"a form that is no more": func() (*Reply, error) {
			a, err := d.Submit(ctx, Submission{Request: r, Form: "gone.it"})
			return a.Reply, err
		},
	} {
		reply, err := ask()
		if err != nil || reply == nil {
			t.Errorf("%s: %v, %v", name, reply, err)
			continue
		}
		if said := reply.Plain(); strings.Contains(said, "/csp") || !strings.Contains(said, "@csp") {
			t.Errorf("%s is answered %q", name, said)
		}
	}
}

// The words of a form and of the errors on it are turned too, and what was
// typed into it is not.
func TestAbroadForms(t *testing.T) {
	form := Form{
		Before: []Block{Para(T("To plan it, type /csp board."))},
		Inputs: []Input{{Label: "Or /csp item", Hint: "Type /csp who to see them.", Value: []string{"see /csp who"}}},
	}
	abroad, office := speakers["stranger"], speakers["staff"]
	a := answerByMention(abroad, FormAnswer{Next: &form, Errors: map[string]string{"day": "Type /csp boards."}})
	if got := a.Errors["day"]; got != "Write @csp boards." {
		t.Errorf("the error reads %q", got)
	}
	reply := ByMention(abroad, Reply{Form: &form})
	for _, f := range []*Form{a.Next, reply.Form, outcomeByMention(abroad, Outcome{Form: &form}).Form} {
		said := Reply{Blocks: f.Before}.Plain()
		if in := f.Inputs[0]; said != "To plan it, write @csp board." || in.Label != "Or @csp item" || in.Hint != "Write @csp who to see them." || in.Value[0] != "see /csp who" {
			t.Errorf("the form reads %q %+v", said, in)
		}
	}
	if form.Inputs[0].Hint != "Type /csp who to see them." {
		t.Error("the form itself is changed")
	}
	if got := answerByMention(office, FormAnswer{Errors: map[string]string{"day": "Type /csp boards."}}).Errors["day"]; got != "Type /csp boards." {
		t.Errorf("in the office the error reads %q", got)
	}
}
