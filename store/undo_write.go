package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"csp/store/kv"
)

// undoing is one change that is being taken back. It keeps the ids of what
// the change brought; records it reads one at a time.
type undoing struct {
	tx     *Tx
	number uint64
	before uint64 // the changes that are looked at: those with a lower number
	day    Date
	by     string

	fresh   map[subject]fate // the records that the change brought
	brought bool             // a partnership is among them
	moved   *MovedOnError
	done    Undone
}

// fate is what becomes of a record that the change had brought.
type fate int

const (
	goes fate = iota
	cancelled
	kept // a cancelled one names it
)

// undoer is what a Kind offers to undo.
type undoer interface {
	AnyKind
	putBack(tx *Tx, id string, before json.RawMessage) error
	takeAway(tx *Tx, id string) error
	cancel(tx *Tx, id string, day Date, by string) error
	named(tx *Tx, id string) ([]subject, error)
}

func undoerOf(kind string) (undoer, error) {
	k, ok := KindNamed(kind)
	if !ok {
		return nil, fmt.Errorf("there are no %s: %w", kind, ErrDamaged)
	}
	return k.(undoer), nil
}

// look finds what has moved on, and what the change had brought.
func (u *undoing) look() error {
	for s, err := range u.tx.listed(u.number) {
		if err == nil {
			err = u.lookAt(s)
		}
		if err != nil {
			return err
		}
	}
	return u.standsInTheWay()
}

func (u *undoing) lookAt(s subject) error {
	h, err := u.tx.historyAt(s, u.number)
	if err != nil {
		return damaged(err)
	}
	last, err := u.tx.newest(s, u.before)
	if err != nil {
		return err
	}
	if last != u.number {
		now, err := u.tx.origin(s, last)
		if err != nil {
			return err
		}
		then, err := u.tx.origin(s, u.number)
		if err != nil {
			return err
		}
		if now != then {
			return u.moved.add(u.tx, s, last)
		}
	}
	if h.Before == nil {
		u.fresh[s] = goes
		u.brought = u.brought || s.kind == Partnerships.Name
	}
	return nil
}

func (u *undoing) standsInTheWay() error {
	if u.moved.Total > 0 {
		return u.moved
	}
	return nil
}

// decide finds which new records cannot go, and what must stay with them.
func (u *undoing) decide() error {
	var stay []subject
	for s := range u.fresh {
		k, err := undoerOf(s.kind)
		if err != nil {
			return err
		}
		if _, _, lasting := k.Traits(); !lasting {
			continue
		}
		with, err := u.goesWithItsPartnership(k, s)
		if err != nil {
			return err
		}
		if !with {
			u.fresh[s] = cancelled
			stay = append(stay, s)
		}
	}
	for len(stay) > 0 {
		s := stay[len(stay)-1]
		stay = stay[:len(stay)-1]
		more, err := u.mustStayWith(s)
		if err != nil {
			return err
		}
		stay = append(stay, more...)
	}
	return nil
}

// goesWithItsPartnership reports whether a new lasting record is taken away
// since the change brought the partnership that it belongs to; one that
// belongs to none goes with the register that it came with.
func (u *undoing) goesWithItsPartnership(k undoer, s subject) (bool, error) {
	if !u.brought {
		return false, nil
	}
	names, err := k.named(u.tx, s.id)
	old, own := 0, 0
	for _, n := range names {
		if n.kind != Partnerships.Name {
			continue
		}
		if _, isNew := u.fresh[n]; isNew {
			own++
		} else {
			old++
		}
	}
	return own > 0 || old == 0, err
}

// mustStayWith marks what a record that stays names and the change brought,
// and returns it.
func (u *undoing) mustStayWith(s subject) ([]subject, error) {
	k, err := undoerOf(s.kind)
	if err != nil {
		return nil, err
	}
	names, err := k.named(u.tx, s.id)
	if err != nil {
		return nil, err
	}
	var out []subject
	for _, n := range names {
		if f, isNew := u.fresh[n]; !isNew || f != goes {
			continue
		}
		k, err := undoerOf(n.kind)
		if err != nil {
			return nil, err
		}
		u.fresh[n] = kept
		if _, _, lasting := k.Traits(); lasting {
			u.fresh[n] = cancelled
		}
		out = append(out, n)
	}
	return out, nil
}

// write puts every record back.
func (u *undoing) write() error {
	for s, err := range u.tx.listed(u.number) {
		var k undoer
		if err == nil {
			k, err = undoerOf(s.kind)
		}
		if err == nil {
			err = u.writeOne(k, s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (u *undoing) writeOne(k undoer, s subject) error {
	f, isNew := u.fresh[s]
	switch {
	case !isNew:
		h, err := u.tx.historyAt(s, u.number)
		if err != nil {
			return damaged(err)
		}
		return k.putBack(u.tx, s.id, h.Before)
	case f == cancelled:
		u.done.Cancelled++
		return k.cancel(u.tx, s.id, u.day, u.by)
	case f == kept:
		u.done.Kept++
		return nil
	}
	return k.takeAway(u.tx, s.id)
}

// settle makes the checks of a whole change now, and tells what hangs on the
// change by the record that does.
func (u *undoing) settle() error {
	err := u.tx.Settle()
	if err == nil {
		return nil
	}
	eachError(err, func(e error) bool {
		var s subject
		switch e := e.(type) {
		case *InUseError:
			s = subject{e.From, e.FromID}
		case *ReferenceError:
			s = subject{e.Kind, e.ID}
		case *ClashError:
			s = subject{e.Kind, e.Other}
			if _, ours := u.tx.entries[s]; ours {
				s.id = e.ID
			}
		default:
			return true
		}
		last, lerr := u.tx.newest(s, u.tx.rev)
		if lerr == nil && last != 0 {
			lerr = u.moved.add(u.tx, s, last)
		}
		err = errors.Join(err, lerr)
		return false
	})
	if u.moved.Total > 0 {
		return u.moved
	}
	return err
}

// putBack stores what a record was before.
func (k *Kind[T]) putBack(tx *Tx, id string, before json.RawMessage) error {
	rec, err := decodeRecord[T](before)
	if err != nil {
		return err
	}
	metaOf(rec).Rev = 0
	now, _, err := k.load(tx, id)
	switch {
	case err == nil:
		metaOf(rec).Rev = metaOf(now).Rev
	case !errors.Is(err, kv.ErrNotFound):
		return err
	}
	_, err = k.Put(tx, *rec)
	return err
}

// takeAway removes a record, of whatever kind.
func (k *Kind[T]) takeAway(tx *Tx, id string) error {
	old, before, err := k.load(tx, id)
	if errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = k.remove(tx, old, id, before)
		tx.broken = errors.Join(tx.broken, err)
	}
	return err
}

// cancel stores a record as cancelled.
func (k *Kind[T]) cancel(tx *Tx, id string, day Date, by string) error {
	rec, err := k.Get(tx, id)
	if err != nil {
		return err
	}
	k.Cancel(&rec, day, by)
	_, err = k.Put(tx, rec)
	return err
}

// named returns what a stored record names, nothing when it is not there.
func (k *Kind[T]) named(tx *Tx, id string) ([]subject, error) {
	rec, _, err := k.load(tx, id)
	if errors.Is(err, kv.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []subject
	shapeOf(reflect.TypeFor[T]()).eachText(reflect.ValueOf(rec).Elem(), func(n *node, s string) {
		if n.Ref != "" {
			out = append(out, subject{n.Ref, s})
		}
	})
	return out, nil
}
