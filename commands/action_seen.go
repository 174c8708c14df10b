package commands

import (
	"errors"
	"strings"

	"csp/store"
)

// A form that changes one field of an action remembers what the field was when
// it opened. When somebody has changed it since, nothing is written over: the
// form says what it is now, keeps what was filled in, and may be sent again.

// errSeenOther: the field is not what the form showed.
var errSeenOther = errors.New("the action is not what the form showed")

// seenState is what such a form carries: the action's id and the field.
func seenState(id, was string) string { return id + " " + was }

// seenBy takes it apart.
func seenBy(state string) (id, was string) {
	id, was, _ = strings.Cut(state, " ")
	return id, was
}

// ifSeen is work that is done when the field is still what the form showed.
func ifSeen(was string, field func(*store.Action) string, work actionWork) actionWork {
	return func(d *draft, a *store.Action) error {
		if a.IsOpen() && field(a) != was {
			return errSeenOther
		}
		return work(d, a)
	}
}

// seenSent writes what a form about an action asks for, or shows the form
// anew, with what was filled in, above which it says how the action stands.
func (c *Call) seenSent(id string, work actionWork, again func(tx *store.Tx) (*Form, error), says func(tx *store.Tx, a *store.Action) string) (FormAnswer, error) {
	r, err := c.actOn(id, work)
	if !errors.Is(err, errSeenOther) {
		return tellReply(r, err)
	}
	var f *Form
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		a, err := store.Actions.Get(tx, id)
		if err != nil {
			return gone(err)
		}
		if f, err = again(tx); err != nil {
			return err
		}
		f.Before = append([]Block{Para(B(c.movedOn(tx, store.Actions.Name, id) + " " + says(tx, &a)))}, f.Before...)
		return nil
	})
	if err != nil {
		return FormAnswer{}, err
	}
	return FormAnswer{Next: f}, nil
}
