package commands

import (
	"context"
	"maps"
	"reflect"
	"strings"
	"testing"
)

// A form that is sent twice, as by a second press or by Slack itself, is
// written once, and the answer is the same.
func TestSentTwice(t *testing.T) {
	k := &keepDriver{t: t, d: everyFieldDesk(t), who: speakers["staff"]}
	form := k.open("add.open", "person Nadia Cole")
	s := Submission{Request: k.request(), Form: form.ID, State: form.State, Values: map[string][]string{"name": {"Nadia Cole"}}}
	first, err := k.d.Submit(context.Background(), s)
	if err != nil || first.Reply == nil {
		t.Fatal(first, err)
	}
	once := exported(t, k.d)
	second, err := k.d.Submit(context.Background(), s)
	if err != nil || !reflect.DeepEqual(first, second) {
		t.Errorf("the second answer is %+v, %v", second, err)
	}
	if !reflect.DeepEqual(once, exported(t, k.d)) {
		t.Error("written twice")
	}
	if _, ok := once["people"]["nadia-cole"]; !ok {
		t.Errorf("people are %v", maps.Keys(once["people"]))
	}
}

// Two steps of one modal never have the same name for what they send, or the
// second would be taken for the first sent again.
func TestStepsDiffer(t *testing.T) {
	k := &keepDriver{t: t, d: everyFieldDesk(t), who: speakers["staff"]}
	form := k.open("edit.open", "partnerships/harbour members")
	seen := map[string]bool{}
	for range 3 {
		for _, pick := range []string{"1", ""} {
			if seen[form.ID+form.State] {
				t.Fatalf("the step %s comes twice", form.State)
			}
			seen[form.ID+form.State] = true
			values := map[string][]string{}
			for _, in := range form.Inputs {
				values[in.Name] = in.Value
				if pick != "" {
					values[in.Name] = []string{pick}
				}
			}
			next := k.send(form, values).Next // the entry, and then the list, unchanged
			if next == nil {
				t.Fatal("no next form")
			}
			form = next
		}
	}
}

// A form whose state was tampered with is refused in words, and what only an
// admin may set cannot be set by anybody else's form.
func TestTamperedForms(t *testing.T) {
	k := &keepDriver{t: t, d: everyFieldDesk(t), who: speakers["staff"]}
	was := exported(t, k.d)
	form := k.open("edit.open", "roles/harbour-chair")
	for _, state := range []string{
		"", "{", `{"k":"nothing"}`, `{"k":"plans","i":"harbour-new","r":999}`,
		`{"k":"partnerships","i":"harbour","r":1,"l":"members","a":99}`, `{"k":"partnerships","i":"harbour","r":1,"l":"name"}`,
	} {
		a, err := k.d.Submit(context.Background(), Submission{Request: k.request(), Form: "edit.plans", State: state})
		if err != nil || a.Reply == nil || !a.Reply.Bad {
			t.Errorf("state %q: %+v, %v", state, a, err)
		}
	}
	values := map[string][]string{"confirmed": {"T0OFFICE/U0EVIL"}}
	for _, in := range form.Inputs {
		values[in.Name] = in.Value
	}
	k.send(form, values)
	for _, who := range []string{"member", "bea", "guest", "stranger", "lost"} {
		k.who = speakers[who]
		a, err := k.d.Submit(context.Background(), Submission{Request: k.request(), Form: form.ID, State: form.State, Values: map[string][]string{"role": {"member"}}})
		if err != nil || a.Reply == nil || !a.Reply.Refused {
			t.Errorf("%s: %+v, %v", who, a, err)
		}
	}
	if !reflect.DeepEqual(was, exported(t, k.d)) {
		t.Error("something was written")
	}
}

// Several fields are asked for in one form, as a gap does.
func TestFormOfSeveralFields(t *testing.T) {
	k := &keepDriver{t: t, d: everyFieldDesk(t), who: speakers["staff"]}
	var names []string
	for _, in := range k.open("edit.open", "schemes/lights-two amount,until,recipient").Inputs {
		names = append(names, in.Name)
	}
	if got := strings.Join(names, " "); got != "recipient amount until" {
		t.Errorf("the form asks for %s", got)
	}
}
