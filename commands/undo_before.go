package commands

import (
	"csp/store"
)

// undidLast asks what is meant when the last change was itself an undo: that
// it is put back, or that the change before it goes too.
func (c *Call) undidLast(tx *store.Tx, last *store.ChangeSet) (*Reply, error) {
	var row []Button
	if _, back, err := tx.TakenBack(last.Number); err != nil {
		return nil, err
	} else if !back {
		row = append(row, labelled(undoButton(last.Number), "Put it back"))
	}
	before, err := c.undoBefore(tx)
	if err != nil {
		return nil, err
	}
	row = append(row, before...)
	r := Reply{Blocks: []Block{Para(T("Your last change, " + ago(last.Age(c.Now)) + ", was to " + c.undid(tx, last) + ". Say what is to be done now."))}}
	if len(row) == 0 {
		r = Reply{Blocks: []Block{Para(T("Your last change, " + ago(last.Age(c.Now)) + ", was to " + c.undid(tx, last) + ". Nothing else of yours of the last 24 hours stands."))}}
	}
	r = withBlocks(r, c.offer(tx, row...)...)
	return &r, nil
}

// undoBefore takes back the last change of the one who asks that stands and
// can be taken back; no button where there is none.
func (c *Call) undoBefore(tx *store.Tx) ([]Button, error) {
	sets, err := c.undoable(tx, 1)
	if err != nil || len(sets) == 0 {
		return nil, err
	}
	what, err := c.changeName(tx, &sets[0])
	return []Button{labelled(undoButton(sets[0].Number), cutTo("Undo before it: "+what, maxLabel))}, err
}

// saidLast answers an undo when that is the last change of the one who asks,
// and offers the change before it.
func (c *Call) saidLast(tx *store.Tx) (*Reply, error) {
	row, err := c.undoBefore(tx)
	if err != nil {
		return nil, err
	}
	r := Reply{Blocks: []Block{Para(T("Your last change was what you said of a message. It is not taken back, since the message was dealt with."))}}
	r = withBlocks(r, c.offer(tx, append(row, Button{Label: "Messages to look for", Type: heldWord})...)...)
	return &r, nil
}
