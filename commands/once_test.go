package commands

import (
	"context"
	"strings"
	"testing"

	"csp/store"
)

// TestButtonsThatAddAreCarriedOutOnce presses the buttons of an answer twice, as
// a thumb does: each press has an id of its own.
func TestButtonsThatAddAreCarriedOutOnce(t *testing.T) {
	for _, tt := range []struct{ line, label string }{
		{"action add eastborough to sort the lights by 15 January 2027", "Owner not named"},
		{"update EAS-26-001 EAS-26-002 the draft is out", "Update both"},
	} {
		t.Run(tt.label, func(t *testing.T) {
			d, ctx := northshireDesk(t), context.Background()
			r := request("staff", tt.line)
			r.ID = "asked"
			reply, err := d.Do(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			var b Button
			for _, block := range reply.Blocks {
				row, _ := block.(Buttons)
				for _, one := range row {
					if one.Label == tt.label {
						b = one
					}
				}
			}
			press := func(id, action, value string) string {
				r := request("staff", "")
				r.ID = id
				if action == "" {
					action, value = "help."+runVerb, b.Type
				}
				out, err := d.Press(ctx, Press{Request: r, Action: action, Value: value})
				if err != nil || out.Reply == nil {
					t.Fatalf("press %s: %v", id, err)
				}
				return out.Reply.Plain()
			}
			count := func() (n int) {
				err := d.Store.View(ctx, func(tx *store.Tx) error {
					for a, err := range store.Actions.All(tx) {
						if err != nil {
							return err
						}
						n += len(a.Updates)
						if a.Status != "cancelled" {
							n++
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			press("p1", b.Action, b.Value)
			once := count()
			if again := press("p2", b.Action, b.Value); count() != once || !strings.Contains(again, "Already done by you") {
				t.Errorf("pressed twice: %d things, was %d; it says %s", count(), once, again)
			}
			undo := request("staff", "undo")
			undo.ID = "undone"
			if _, err := d.Do(ctx, undo); err != nil {
				t.Fatal(err)
			}
			press("p3", b.Action, b.Value)
			if press("p4", b.Action, b.Value); count() != once {
				t.Errorf("pressed anew after it was taken back: %d things, want %d", count(), once)
			}
		})
	}
}
