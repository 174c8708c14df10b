package commands

import (
	"strconv"

	"csp/store"
)

var cancel = Command{
	Name: "cancel", About: "actions", Usage: "REFERENCE [REASON]", Short: "an action is not to be done after all",
	Examples: []string{"cancel DAR-26-001 The police do this already"}, Right: Record,
	Run: func(c *Call) (Reply, error) {
		return c.act(c.Args, func(_ *Call, _ *store.Tx, _ *store.Action, reason string) (actionWork, error) {
			return cancelWork(reason), nil
		})
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		openVerb: func(c *Call, id string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.cancelForm(tx, id) })
		},
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"it": cancelSent},
}

// cancelForm asks why an action is cancelled.
func (c *Call) cancelForm(tx *store.Tx, id string) (*Form, error) {
	f, err := c.actionForm(tx, id, Record, Form{
		ID: "cancel.it", Title: "Cancel an action", Send: "Cancel the action",
		Inputs: []Input{{Name: "text", Label: "Why", Hint: noNames, Kind: ManyLines, Optional: true, Max: maxUpdate}},
	})
	if err != nil {
		return nil, err
	}
	a, err := store.Actions.Get(tx, id)
	f.State = seenState(id, wholeAction(&a))
	return f, err
}

// cancelSent cancels the action of a form, unless anything of it has changed
// since: an update that came in may be why it is not to be cancelled.
func cancelSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	id, was := seenBy(s.State)
	again := func(tx *store.Tx) (*Form, error) {
		f, err := c.cancelForm(tx, id)
		if err == nil {
			f.Inputs[0].Value = s.Values["text"]
		}
		return f, err
	}
	return c.seenSent(id, ifSeen(was, wholeAction, cancelWork(in.text("text"))), again, func(_ *store.Tx, a *store.Action) string {
		says := "This is how it stands."
		if n := len(a.Updates); n > 0 {
			says = "The last update, " + byWords(&a.Updates[n-1]) + ": " + sentence(a.Updates[n-1].Text)
		}
		return says + " Send this again if it is to be cancelled all the same."
	})
}

// cancelWork cancels an action.
func cancelWork(reason string) actionWork {
	return func(d *draft, a *store.Action) error {
		if err := d.mayAct(a, Record, "cancel it"); err != nil {
			return err
		}
		if !a.IsOpen() {
			return d.closedAlready(a, reason)
		}
		return d.close(a, "cancelled", "", reason)
	}
}

// wholeAction is all of an action, as a form remembers it.
func wholeAction(a *store.Action) string { return strconv.FormatUint(a.Rev, 10) }
