package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"csp/store/kv"
)

// Option is a choice made at Open.
type Option func(*Store)

// WithWaker has every change keep the index of what is to be looked at when.
func WithWaker(w Waker) Option { return func(s *Store) { s.waker = &w } }

var (
	keyWaker = kv.Key("m", "waker") // the Version that the index is of
	keyRearm = kv.Key("m", "rearm") // while the index is made anew: up to where
)

// Update runs fn in one transaction at the calendar's time at, for what is no
// record and so no change set: what was sent, and when to look again. fn may
// run again; it must not put or delete records.
func (s *Store) Update(ctx context.Context, at time.Time, fn func(*Tx) error) error {
	return s.engine.Update(ctx, func(w kv.Writer) error {
		return fn(&Tx{r: w, w: w, at: at, waker: s.waker})
	})
}

// checkWaker looks whether the index is of this Waker's version. If not, all
// of it is made anew by Rearm; a store without records has nothing to make.
func (s *Store) checkWaker(ctx context.Context) error {
	if s.waker == nil {
		return nil
	}
	var known bool
	err := s.View(ctx, func(tx *Tx) error {
		var err error
		known, err = tx.wokenBy(s.waker.Version)
		return err
	})
	if err != nil || known {
		return err
	}
	return s.Update(ctx, time.Time{}, func(tx *Tx) error {
		rev, err := tx.Revision()
		if err != nil {
			return err
		}
		if rev > 0 {
			err = tx.w.Put(keyRearm, seal(nil))
		}
		return errors.Join(err, tx.w.Put(keyWaker, seal([]byte(s.waker.Version))))
	})
}

func (tx *Tx) wokenBy(version string) (bool, error) {
	b, err := tx.getSealed(keyWaker)
	if errors.Is(err, kv.ErrNotFound) {
		return false, nil
	}
	return string(b) == version, err
}

// Rearming reports whether the index of wake-ups is being made anew, so that
// nothing may be sent by it.
func (tx *Tx) Rearming() (bool, error) {
	_, err := tx.r.Get(keyRearm)
	if errors.Is(err, kv.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Rearm makes the next batch of wake-ups anew, of as many records, and
// reports whether some are left. When none were asked for it costs one read.
func (s *Store) Rearm(ctx context.Context, at time.Time, batch int) (left bool, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		var err error
		left, err = tx.Rearming()
		return err
	})
	if err != nil || !left {
		return false, err
	}
	err = s.Update(ctx, at, func(tx *Tx) error {
		from, err := tx.getSealed(keyRearm)
		if errors.Is(err, kv.ErrNotFound) {
			left = false
			return nil
		}
		if err != nil {
			return err
		}
		if left, err = tx.rearmFrom(from, batch); err != nil || left {
			return err
		}
		return tx.w.Delete(keyRearm)
	})
	if err != nil {
		return false, fmt.Errorf("make wake-ups anew: %w", err)
	}
	return left, nil
}

// rearmFrom goes through the records behind the key from and remembers how
// far it came.
func (tx *Tx) rearmFrom(from []byte, batch int) (left bool, err error) {
	start, end := kv.Span("k")
	if len(from) > 0 {
		start = append(from[:len(from):len(from)], 0)
	} else if err := tx.Rearm(Offices.Name, OfficeID); err != nil { // also when it is Not recorded
		return false, err
	}
	n := 0
	for it, err := range tx.r.Scan(start, end) {
		if err != nil {
			return false, err
		}
		s, err := keyTexts(it.Key, 3)
		if err != nil {
			return false, fmt.Errorf("read record key: %w", err)
		}
		if err := tx.Rearm(s[1], s[2]); err != nil {
			return false, err
		}
		if n++; n == batch {
			return true, tx.w.Put(keyRearm, seal(it.Key))
		}
	}
	return false, nil
}

// Rearm works out the wake-ups of a record anew at the calendar's time at, as
// after a line of it was sent or skipped.
func (tx *LedgerTx) Rearm(at time.Time, kind, id string) error {
	return (&Tx{r: tx.out, w: tx.out, waker: tx.waker, at: at}).Rearm(kind, id)
}
