package commands

import (
	"csp/store"
	"csp/store/english"
)

// An action that is due at the next board and still open when that board has
// been is carried over to the one after it. Nothing is written then: which
// boards it was carried past follows from when they were and from when it was
// due at the next one.

// carriedRule is that in the words of help.
const carriedRule = "An action that is due at the next board and still open when that board has been is carried over to the one after it, and says from which board it was first carried."

// carried is how often an action was carried over, and from which board first.
type carried struct {
	times int
	from  store.Date
}

// carriedOver tells past which boards an open action was carried that is due
// at the next one.
func carriedOver(tx *store.Tx, a *store.Action, today store.Date) (carried, error) {
	if !a.IsOpen() || !a.Due.NextBoard {
		return carried{}, nil
	}
	raised, err := raisedOn(tx, a)
	if err != nil || raised.IsZero() {
		return carried{}, err
	}
	been, err := boardsOver(tx, a.Partnership, raised, today)
	if err != nil || len(been) == 0 {
		return carried{}, err
	}
	was, err := whenDueThen(tx, a)
	if err != nil {
		return carried{}, err
	}
	var out carried
	for _, day := range been {
		if !was(day) {
			continue
		}
		if out.times++; out.times == 1 {
			out.from = day
		}
	}
	return out, nil
}

// raisedOn is the day since which there is an action: when it was raised, or
// its board was.
func raisedOn(tx *store.Tx, a *store.Action) (store.Date, error) {
	if !a.Raised.IsZero() || a.Meeting == "" {
		return a.Raised.Last(), nil
	}
	m, err := store.Meetings.Get(tx, a.Meeting)
	return m.Start.Last(), gone(err)
}

// whenDueThen reports of a day whether the action was due at the next board
// when that day came, from its history; before that begins, from its first date.
func whenDueThen(tx *store.Tx, a *store.Action) (func(store.Date) bool, error) {
	type version struct {
		from store.Date
		then bool
	}
	var list []version // the latest first
	for h, err := range tx.History(store.Actions.Name, a.ID) {
		if err != nil {
			return nil, err
		}
		_, now, err := versions(&h)
		if err != nil {
			return nil, err
		}
		if v, ok := now.(*store.Action); ok {
			list = append(list, version{store.DateOf(h.Set.At), v.Due.NextBoard})
		}
	}
	return func(day store.Date) bool {
		for _, v := range list {
			if v.from.Before(day) {
				return v.then
			}
		}
		return a.FirstDue.IsZero() || a.FirstDue.NextBoard
	}, nil
}

// words say that an action was carried over; "" of one that was not.
func (o carried) words() string {
	switch o.times {
	case 0:
		return ""
	case 1:
		return "carried over from " + english.Long(o.from)
	case 2:
		return "carried over twice, first from " + english.Long(o.from)
	}
	return "carried over " + english.Count(o.times, "time", "times") + ", first from " + english.Long(o.from)
}
