package commands

import (
	"fmt"

	"csp/store"
)

// newAction adds an action to the draft as one is recorded: open, raised today
// unless it says otherwise, with the next reference of its partnership and
// year. Several of one draft are given theirs in order. A draft that is only
// shown gives the references that would come next.
func (d *draft) newAction(a store.Action) (*store.Action, error) {
	p, err := store.Partnerships.Get(d.tx, a.Partnership)
	if err != nil {
		return nil, err
	}
	if a.Raised.IsZero() {
		a.Raised = d.c.Today()
	}
	if a.Ref, err = d.nextRef(&p, "", a.Raised.Year); err != nil {
		return nil, err
	}
	if a.ID, err = d.freeID(store.Actions.Name, a.Ref); err != nil {
		return nil, err
	}
	a.Status, a.FirstDue = "open", a.Due
	return &a, d.change(nil, &a)
}

// nextRef is the next reference of a partnership in a year, of actions, or
// with the suffix -D of decisions. It is given out when its record is written.
func (d *draft) nextRef(p *store.Partnership, suffix string, year int) (string, error) {
	prefix, err := store.PrefixOf(d.tx, *p)
	if err != nil {
		return "", err
	}
	prefix += suffix
	last, err := d.tx.LastRef(prefix, year)
	if err != nil {
		return "", err
	}
	if d.refs == nil {
		d.refs = map[string]int{}
	}
	counter := fmt.Sprint(prefix, year)
	d.refs[counter] = max(d.refs[counter], last) + 1
	return store.MakeRef(prefix, year, d.refs[counter]), nil
}
