package commands

import "csp/store"

var reopen = Command{
	Name: "reopen", About: "actions", Usage: "REFERENCE [REASON]", Short: "an action that was closed is open again",
	Examples: []string{"reopen DAR-26-001"}, Right: Record,
	Run: func(c *Call) (Reply, error) {
		return c.act(c.Args, func(_ *Call, _ *store.Tx, _ *store.Action, reason string) (actionWork, error) {
			return reopenWork(reason), nil
		})
	},
}

// reopenWork opens a closed action again. Who closed it stays in its history.
func reopenWork(reason string) actionWork {
	return func(d *draft, a *store.Action) error {
		if err := d.mayAct(a, Record, "open it again"); err != nil {
			return err
		}
		if a.IsOpen() {
			return &Problem{Says: upper(actionName(a)) + " is open already.", Offer: []Button{openAction(a)}}
		}
		now := *a
		now.Status, now.Closed, now.ClosedBy = "open", store.Date{}, ""
		if reason != "" {
			d.say(&now, "", reason)
		}
		return d.change(a, &now)
	}
}

// reopenButton opens a closed action again.
func reopenButton(a *store.Action) Button {
	return Button{Label: "Reopen " + actionName(a), Type: "reopen " + actionTyped(a)}
}
