package commands

import "csp/store"

var done = Command{
	Name: "done", About: "actions", Usage: "REFERENCE [NOTE]", Short: "an action is done; with a note when there is something to say",
	Examples: []string{"done DAR-26-002 Sent to the board"}, Right: Own,
	Run: func(c *Call) (Reply, error) {
		return c.act(c.Args, func(c *Call, tx *store.Tx, a *store.Action, note string) (actionWork, error) {
			by, note, err := c.saidBy(tx, a, note)
			return doneWork(by, note), err
		})
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		"it": func(c *Call, id string) (Outcome, error) {
			r, err := c.actOn(id, doneWork("", ""))
			return Outcome{Reply: &r, Below: true}, err
		},
	},
}

// doneWork marks an action as done.
func doneWork(by, note string) actionWork {
	return func(d *draft, a *store.Action) error {
		if err := d.mayAct(a, Own, "mark it done"); err != nil {
			return err
		}
		if !a.IsOpen() {
			p := d.closedAlready(a, note)
			if a.Status == "cancelled" {
				p.Then = "Open it again first, if it is done after all."
				p.Offer = append(p.Offer, reopenButton(a))
			}
			return p
		}
		return d.close(a, "done", by, note)
	}
}

// actionDone marks an action as done, on any message: its answer comes below.
func actionDone(a *store.Action) Button {
	return Button{Label: "Mark " + actionName(a) + " done", Type: "done " + actionTyped(a), Action: "done.it", Value: a.ID}
}
