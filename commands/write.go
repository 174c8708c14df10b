package commands

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"csp/store"
)

// wrote is what became of a change.
type wrote struct {
	Number uint64 // the change set, as undo takes it; 0: nothing was different
	Again  bool   // the same request had been carried out before, and was not again
}

// write runs fn as one change set in the name of the one who asks: all of it
// or nothing. fn may run again, so what it leaves outside is set anew by each
// run. A request that was carried out before, such as a form that was sent
// twice, is not carried out again: the answer then says which change set it
// made, and fn has not run.
func (c *Call) write(fn func(tx *store.Tx) error) (wrote, error) {
	name := c.Actor.Name
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		name = c.ownName(tx)
		return nil
	})
	n := uint64(0)
	if err == nil {
		n, err = c.Desk.Store.Change(c, store.Change{
			Request: c.ID, Actor: c.Actor.Account(), Name: name, Command: c.auditLine(), At: c.Now,
		}, fn)
	}
	// What is done is done, or not: it is said however late it has become.
	late := errors.Is(err, context.DeadlineExceeded)
	c.Context = context.WithoutCancel(c.Context)
	var again *store.RepeatedError
	switch {
	case errors.As(err, &again):
		return wrote{again.Number, true}, nil
	case late:
		return wrote{}, &Problem{Says: "The register is being written to just now, and nothing of yours is written.", Then: "Try again in a minute.", Cause: err}
	case err != nil:
		return wrote{}, fmt.Errorf("%s: %w", c.Command.Name, err)
	}
	return wrote{Number: n}, nil
}

// auditLine is what was typed, or the name of the command whose button or form was
// used, for the audit.
func (c *Call) auditLine() string {
	if c.Text != "" {
		return cutTo(c.Text, auditText)
	}
	return c.Command.Name
}

// auditText is how much of a typed line the audit keeps.
const auditText = 200

// must refuses when the one who asks has not the right over the subject. It
// is asked in the same transaction as the write that it guards.
func (c *Call) must(tx *store.Tx, right Right, about Subject) error {
	ok, err := c.may(tx, right, about)
	if err == nil && !ok {
		err = c.refused(right)
	}
	return err
}

// undoButton takes back the change set with the number.
func undoButton(number uint64) Button {
	n := strconv.FormatUint(number, 10)
	return Button{Label: "Undo", Type: "undo " + n, Action: "undo.it", Value: n}
}
