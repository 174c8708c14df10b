package commands

import (
	"errors"

	"csp/store"
)

// whatNumber says what the number of a change is.
const whatNumber = "Every change has a number, which its Undo button knows; without one, /csp undo takes back your last change."

// undoListButton shows them.
var undoListButton = Button{Label: "What I can take back", Type: undoWord + " " + listWord}

// noneStands is said where all that somebody changed can no longer be undone.
const noneStands = "None of your changes of the last 24 hours can be taken back any more: they are taken back already, or others have built on them. To see who changed a record, type /csp history and its name."

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
			for set, serr := range tx.ChangesBy(c.Actor.Account()) {
				if serr != nil || set.Age(c.Now) > undoTime {
					return errors.Join(err, serr)
				}
				if set.Undoes != 0 {
					last, err := c.undidLast(tx, &set)
					if err == nil {
						r = *last
					}
					return err
				}
				r = Reply{Blocks: []Block{Para(T(noneStands))}}
				return err
			}
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
		if set.Undoes != 0 || set.Size == 0 {
			continue
		}
		err = c.mayTakeBack(tx, set.Number)
		if err == nil {
			err = tx.MovedOn(set.Number)
		}
		var moved *store.MovedOnError
		var undone *store.UndoneError
		_, no := asProblem(err)
		switch {
		case err == nil:
			out = append(out, set)
		case !no && !errors.As(err, &moved) && !errors.As(err, &undone):
			return nil, err
		}
	}
	return out, nil
}
