package commands

import (
	"csp/store"
)

// whatNumber says what the number of a change is.
const whatNumber = "Every change has a number, which its Undo button knows; without one, /csp undo takes back your last change."

// undoListButton shows them.
var undoListButton = Button{Label: "What I can take back", Type: undoWord + " " + listWord}

// maxUndoList is how many changes are offered to be taken back.
const maxUndoList = 5

// undoList are the last changes of the one who asks that stand and can be taken
// back, each with its button.
func (c *Call) undoList() (Reply, error) {
	var r Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		sets, err := c.undoable(tx, maxUndoList)
		if err != nil || len(sets) == 0 {
			r = *c.nothingToUndo()
			return err
		}
		r = Reply{Blocks: []Block{Heading("What you can take back"), Para(T("Your changes of the last 24 hours, the latest first."))}}
		var items []Text
		var row []Button
		for i := range sets {
			what, err := c.changeName(tx, &sets[i])
			if err != nil {
				return err
			}
			items = append(items, Join(B(what), T(", "+ago(sets[i].Age(c.Now))+c.byCommand(tx, &sets[i]))))
			row = append(row, labelled(undoButton(sets[i].Number), cutTo("Undo: "+what, maxLabel)))
		}
		r = withBlocks(r, List{Items: items, Numbered: true})
		r = withBlocks(r, c.offer(tx, row...)...)
		return nil
	})
	return r, err
}

// undoable are the last changes of the one who asks that stand and can be taken
// back, most at most.
func (c *Call) undoable(tx *store.Tx, most int) ([]store.ChangeSet, error) {
	var out []store.ChangeSet
	for set, err := range tx.ChangesBy(c.Actor.Account()) {
		if err != nil || set.Age(c.Now) > undoTime || len(out) == most {
			return out, err
		}
		_, back, err := tx.TakenBack(set.Number)
		if err != nil {
			return nil, err
		}
		said, err := settledOnly(tx, set.Number)
		if err != nil {
			return nil, err
		}
		if !back && !said && set.Undoes == 0 && set.Size > 0 {
			out = append(out, set)
		}
	}
	return out, nil
}
