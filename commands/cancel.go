package commands

import "csp/store"

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
			return c.openForm(func(tx *store.Tx) (*Form, error) {
				return c.actionForm(tx, id, Record, Form{
					ID: "cancel.it", Title: "Cancel an action", Send: "Cancel the action",
					Inputs: []Input{{Name: "text", Label: "Why", Hint: noNames, Kind: ManyLines, Optional: true, Max: maxUpdate}},
				})
			})
		},
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){
		"it": func(c *Call, s Submission) (FormAnswer, error) {
			in := fields{c: c, s: s}
			return tellReply(c.actOn(s.State, cancelWork(in.text("text"))))
		},
	},
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
