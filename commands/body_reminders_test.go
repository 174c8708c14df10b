package commands

import (
	"reflect"
	"testing"

	"csp/reminders"
)

// What the reminders have said of their own accord reads as a reply, with
// its buttons.
func TestBodiesOfReminders(t *testing.T) {
	b := reminders.Body{
		Head:    reminders.Text{{Text: "2 dates", Bold: true}, {Text: " are needed."}},
		List:    []reminders.Text{{{Text: "One"}}, {{Text: "Two"}}},
		Foot:    reminders.Text{{Text: "Once."}},
		Buttons: []reminders.Button{{Label: "Edit", Type: "edit plans/x", Action: "edit.open", Value: "plans/x", Primary: true}},
	}
	got, err := ReadNotice(b.JSON())
	want := Reply{Blocks: []Block{
		Para{{Text: "2 dates", Bold: true}, {Text: " are needed."}},
		List{Items: []Text{T("One"), T("Two")}},
		Note(T("Once.")),
		Buttons{{Label: "Edit", Type: "edit plans/x", Action: "edit.open", Value: "plans/x", Primary: true}},
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("reads as %+v, %v", got, err)
	}
	if got, err := ReadNotice(reminders.Body{Head: reminders.Text{{Text: "Moved."}}}.JSON()); err != nil || got.Plain() != "Moved.\n" && got.Plain() != "Moved." {
		t.Errorf("reads as %q, %v", got.Plain(), err)
	}
}
