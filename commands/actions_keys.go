package commands

import (
	"cmp"
	"slices"

	"csp/store"
)

// A log of very many actions is counted and put in order by the keys of its
// index; only the actions of the page are read.

// readKeys gathers the actions of a partnership, or of all, from their index.
func (l *actionList) readKeys() error {
	index, other := "open", "closed"
	if l.closed {
		index, other = other, index
	}
	s, err := l.c.sightOfActions(l.tx)
	if err != nil {
		return err
	}
	var parts []any
	if l.p != nil {
		parts = []any{l.p.ID}
	}
	if l.status != "" {
		return l.readStatus(parts)
	}
	for k, err := range store.Actions.Keys(l.tx, index, parts...) {
		if err == nil {
			err = l.addKey(s, k)
		}
		if err != nil {
			return err
		}
	}
	for k, err := range store.Actions.Keys(l.tx, other, parts...) {
		if err != nil {
			return err
		}
		partnership, _ := k.Parts[0].(string)
		if ok, err := s.sees(k.ID, partnership); err != nil {
			return err
		} else if ok {
			l.others++
			break
		}
	}
	l.sort()
	return nil
}

// readStatus gathers the closed actions of one status, which their index does
// not tell.
func (l *actionList) readStatus(parts []any) error {
	all, hidden, err := readable(l.c, l.tx, store.Actions.By(l.tx, "closed", parts...))
	if err != nil {
		return err
	}
	l.hidden = hidden
	for _, a := range all {
		if a.Status != l.status {
			l.others++
			continue
		}
		d := dated{Action: a}
		k := l.keyOf(&d)
		k.d = &d
		l.keys = append(l.keys, k)
	}
	l.sort()
	return nil
}

// logKey is an action of the log before it is read: where it stands.
type logKey struct {
	order int64 // the smaller the earlier; equal ones stand by their ids
	id    string
	on    store.Date // when it is due
	group dueGroup
	d     *dated // nil: it is still to be read
}

// keyOf puts an action where it belongs.
func (l *actionList) keyOf(d *dated) logKey {
	k := logKey{id: d.ID, on: d.on, group: d.groupOf(l.c.Today())}
	k.order = int64(k.group)*1e17 + dateNumber(d.on)
	if l.closed {
		k.order = -dateNumber(d.Closed)
		if d.Closed.IsZero() {
			k.order = 0
		}
	}
	return k
}

// dateNumber orders dates: the one that can last longer later, and none last
// of all.
func dateNumber(d store.Date) int64 {
	if d.IsZero() {
		return 1e17 - 1
	}
	number := func(d store.Date) int64 { return int64(d.Year)*10_000 + int64(d.Month)*100 + int64(d.Day) }
	return number(d.Last())*100_000_000 + number(d)
}

// sort puts the log in order: overdue first, or of closed ones the latest.
func (l *actionList) sort() {
	slices.SortFunc(l.keys, func(a, b logKey) int {
		if a.order != b.order {
			return cmp.Compare(a.order, b.order)
		}
		if l.closed {
			return cmp.Compare(b.id, a.id)
		}
		return cmp.Compare(a.id, b.id)
	})
}

// addKey adds the action that a key leads to, as far as the key tells of it.
func (l *actionList) addKey(s *actionSight, k store.IndexKey) error {
	partnership, _ := k.Parts[0].(string)
	day, _ := k.Parts[1].(string)
	ok, err := s.sees(k.ID, partnership)
	switch {
	case err != nil:
		return err
	case !ok:
		l.hidden = true
		return nil
	}
	d := dated{Action: store.Action{Meta: store.Meta{ID: k.ID}, Partnership: partnership}}
	if l.closed {
		if day != "" {
			d.Closed, err = store.ParseDate(day)
		}
		l.keys = append(l.keys, l.keyOf(&d))
		return err
	}
	if day != "" {
		if d.Due, err = store.ParseDue(day); err != nil {
			return err
		}
	}
	if d.on, err = s.day(&d.Action); err != nil {
		return err
	}
	l.add(l.keyOf(&d))
	return nil
}

// add counts an open action, unless it is not among those asked for.
func (l *actionList) add(k logKey) {
	if l.overdue && k.group != dueOverdue {
		l.others++
		return
	}
	l.groups[k.group]++
	l.keys = append(l.keys, k)
}

// fill reads the actions of a page.
func (l *actionList) fill(pg page) error {
	for _, k := range l.keys[pg.From:pg.To] {
		if k.d == nil {
			a, err := store.Actions.Get(l.tx, k.id)
			if err != nil {
				return err
			}
			k.d = &dated{Action: a, on: k.on}
		}
		if err := k.d.carry(l.tx, l.c.Today()); err != nil {
			return err
		}
		l.list = append(l.list, *k.d)
	}
	return nil
}

// actionSight tells which actions the one who asks may read, and on which day
// they are due, without reading them.
type actionSight struct {
	c       *Call
	tx      *store.Tx
	rooms   map[string]bool       // partnership to whether what is not closed in it is read
	private map[string]bool       // actions of closed sessions, to whether they are read
	own     map[string]bool       // actions of the one who asks
	boards  map[string]store.Date // partnership to its next board
}

func (c *Call) sightOfActions(tx *store.Tx) (*actionSight, error) {
	s := &actionSight{c: c, tx: tx, rooms: map[string]bool{}, private: map[string]bool{}, own: map[string]bool{}, boards: map[string]store.Date{}}
	for a, err := range store.Actions.By(tx, "private") {
		if err == nil {
			s.private[a.ID], err = c.may(tx, Read, about(&a))
		}
		if err != nil {
			return nil, err
		}
	}
	me, err := c.person(tx)
	if err != nil || me.ID == "" {
		return s, err
	}
	for a, err := range store.Actions.Of(tx, "people", me.ID) {
		if err == nil {
			s.own[a.ID], err = c.may(tx, Read, about(&a))
		}
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

// sees reports whether an action may be read.
func (s *actionSight) sees(id, partnership string) (bool, error) {
	if ok, private := s.private[id]; private {
		return ok, nil
	}
	ok, known := s.rooms[partnership]
	if !known {
		var err error
		if ok, err = s.c.may(s.tx, Read, Subject{Partnerships: []string{partnership}}); err != nil {
			return false, err
		}
		s.rooms[partnership] = ok
	}
	return ok || s.own[id], nil
}

// day is the day on which an action is due.
func (s *actionSight) day(a *store.Action) (store.Date, error) {
	if !a.Due.NextBoard {
		return a.Due.Date, nil
	}
	on, known := s.boards[a.Partnership]
	if !known {
		var err error
		if on, err = dueDate(s.tx, a, s.c.Today()); err != nil {
			return on, err
		}
		s.boards[a.Partnership] = on
	}
	return on, nil
}
