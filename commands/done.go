package commands

import (
	"strconv"

	"csp/store"
)

var done = Command{
	Name: "done", About: "actions", Usage: "REFERENCE [NOTE]", Short: "an action is done; with a note when there is something to say",
	Examples: []string{"done DAR-26-002 Sent to the board"}, Right: Own, Notes: []string{severalRule},
	Run: func(c *Call) (Reply, error) {
		return c.act(c.Args, func(c *Call, tx *store.Tx, a *store.Action, note string) (actionWork, error) {
			by, note, err := c.saidBy(tx, a, note)
			return doneWork(by, note), err
		})
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		"it":   donePressed(true),
		"card": donePressed(false),
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
	return Button{Label: "Mark " + actionName(a) + " done", Type: "done " + actionTyped(a), Action: "done.it", Value: seenState(a.ID, wholeAction(a))}
}

// donePressed marks the action of a button as done; below says that the answer
// leaves what held the button where it is.
func donePressed(below bool) func(*Call, string) (Outcome, error) {
	return func(c *Call, value string) (Outcome, error) {
		id, shown := seenBy(value)
		err := c.Desk.Store.View(c, func(tx *store.Tx) error {
			a, err := store.Actions.Get(tx, id)
			c.Text = "done " + actionTyped(&a) // for the audit
			return gone(err)
		})
		if err != nil {
			return Outcome{}, err
		}
		r, err := c.actOn(id, unlessReopened(shown, doneWork("", "")))
		return Outcome{Reply: &r, Below: below}, err
	}
}

// unlessReopened is work from a button that was drawn when the action was as
// shown: when somebody else has opened it again since, that is said first.
func unlessReopened(shown string, work actionWork) actionWork {
	return func(d *draft, a *store.Action) error {
		rev, err := strconv.ParseUint(shown, 10, 64)
		if err != nil || rev == 0 || !a.IsOpen() {
			return work(d, a)
		}
		for h, err := range d.tx.History(store.Actions.Name, a.ID) {
			if err != nil || h.Set.Number <= rev {
				if err != nil {
					return err
				}
				break
			}
			if h.Set.Actor == d.c.Actor.Account() {
				continue // they know
			}
			was, now, err := versions(&h)
			if err != nil {
				return err
			}
			old, _ := was.(*store.Action)
			if then, _ := now.(*store.Action); old == nil || then == nil || old.IsOpen() || !then.IsOpen() {
				continue
			}
			p := &Problem{
				Says:  upper(actionName(a)) + " was opened again by " + d.c.author(&h.Set) + " " + ago(h.Set.Age(d.c.Now)) + ".",
				Then:  "If it is done all the same, mark it done here.",
				Offer: []Button{actionDone(a), openAction(a)},
			}
			if said := lastSaid(a); said != "" && said != lastSaid(old) {
				p.Says += " They say: " + sentence(said)
			}
			return p
		}
		return work(d, a)
	}
}
