package commands

import (
	"testing"

	"csp/store"
)

func TestDecidedTextKeepsEveryWord(t *testing.T) {
	for line, want := range map[string]string{
		"To date no bid has come": "To date no bid has come",
		"to fund the hub":         "To fund the hub",
		`"to fund the hub"`:       "To fund the hub",
		"renew the plan":          "Renew the plan",
	} {
		if got := decidedText(line); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

// TestAnAnswerNamesWhomOneMaySee: an answer that was stored names nobody to
// those who may not see them.
func TestAnAnswerNamesWhomOneMaySee(t *testing.T) {
	d := northshireDesk(t)
	for who, sees := range map[string]bool{"staff": true, "member": true, "lost": false, "stranger": false} {
		c := &Call{Context: t.Context(), Request: request(who, ""), Desk: d}
		err := d.Store.View(t.Context(), func(tx *store.Tx) error {
			c.known = nil
			r := &recording{Call: c, tx: tx}
			for p, err := range store.People.All(tx) {
				if err != nil {
					return err
				}
				if may, err := c.may(tx, Read, about(&p)); err != nil || may != sees {
					continue // themselves
				}
				if got := r.nowAnswered(nil, p.ID); (len(got) > 0) != sees {
					t.Errorf("%s: the answer %s is offered as %v", who, p.ID, got)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
