package commands

import (
	"context"
	"fmt"
	"testing"

	"csp/reminders"
	"csp/store"
)

// Every kind of reminder has a button that does what it asks for, and what
// the button types is answered and is no refusal.
func TestEveryReminderHasItsDeed(t *testing.T) {
	subjects := map[string][2]string{
		"board-record": {"meetings", "west-10"}, "board-minutes": {"meetings", "west-10"}, "board-updates": {"actions", ""},
		"decision-needed": {"decisions", "d4"}, "fact-check": {"roles", "r1"},
	}
	of := map[string][2]string{
		"meetings": {"meetings", "east-03"}, "plans": {"plans", "east-2024"}, "schemes": {"schemes", "wardens"},
		"pilots": {"pilots", "hub"}, "partnerships": {"partnerships", "eastborough"}, "actions": {"actions", ""},
	}
	for _, k := range reminders.Table {
		d := northshireDesk(t)
		at, known := subjects[k.Name]
		if !known {
			at = of[k.Of]
		}
		if at[0] == "actions" {
			err := d.Store.View(t.Context(), func(tx *store.Tx) error {
				for a, err := range store.Actions.By(tx, "open", "eastborough") {
					at[1] = a.ID
					return err
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		it := reminders.Item{Line: reminders.Line{
			Kind: k.Name, SubjectKind: at[0], Subject: at[1], Partnership: "eastborough", Own: at[0] == "actions",
			Words: reminders.Text{{Text: "Eastborough", Bold: true}, {Text: ": it is due."}},
		}}
		row := deedsOf(&it, false)
		if len(row) == 0 {
			t.Errorf("%s has no button", k.Name)
		}
		for _, b := range row {
			r, err := d.Do(context.Background(), Request{Actor: Console(), Text: b.Type, Now: sundayMorning})
			if err != nil || r.Bad {
				t.Errorf("%s: /csp %s: %v %s", k.Name, b.Type, err, r.Console())
			}
		}
	}
}

// The buttons of a message are no more than Slack takes, and no wall.
func TestDeedsOfManyLines(t *testing.T) {
	var lines []reminders.Item
	for i := range 10 {
		lines = append(lines, reminders.Item{Line: reminders.Line{
			Kind: "action-due", SubjectKind: "actions", Subject: fmt.Sprint("a", i), Own: true, Keeper: true,
			Audience: reminders.Owner, Waits: store.Waiting{Name: "action-due"}, Text: "Do it",
		}})
	}
	if n := len(deeds(lines)); n != 10 {
		t.Errorf("ten actions have %d buttons, not one each", n)
	}
	if n := len(deeds(lines[:bothFor])); n != 2*bothFor {
		t.Errorf("%d actions have %d buttons, not two each", bothFor, n)
	}
	for i := range 30 {
		lines = append(lines, reminders.Item{Line: reminders.Line{Kind: "fact-check", SubjectKind: "roles", Subject: fmt.Sprint("r", i)}})
	}
	if n := len(buttonsOfMany("post", lines)); n > 25 {
		t.Errorf("%d buttons", n)
	}
	lines[0].Did = "Done by Mei."
	if b := deeds(lines)[0]; b.Type != "done actions/a1" {
		t.Errorf("what is done has still %s", b.Type)
	}
}
