package store

import (
	"errors"
	"time"

	"csp/store/kv"
)

// indexActorsAndRequests brings a store to format 2: change sets are found by
// who made them, and requests by their age. When the requests were carried out
// is not known, so they all count as carried out now.
func indexActorsAndRequests(w kv.Writer) error {
	tx := &Tx{r: w}
	var keys [][]byte
	last, err := tx.Revision()
	if err != nil {
		return err
	}
	for n := uint64(1); n <= last; n++ {
		set, err := tx.ChangeSet(n)
		switch {
		case errors.Is(err, ErrDamaged), errors.Is(err, kv.ErrNotFound):
			continue // Check tells it, and the rest of the store can be used
		case err != nil:
			return err
		case set.Actor != "":
			keys = append(keys, byKey(set.Actor, n))
		}
	}
	now := time.Now().Unix()
	for it, err := range w.Scan(kv.Span("q")) {
		if err != nil {
			return err
		}
		if s, err := keyTexts(it.Key, 2); err == nil {
			keys = append(keys, requestTime(now, s[1]))
		}
	}
	for _, key := range keys {
		if err := w.Put(key, nil); err != nil {
			return err
		}
	}
	return nil
}

// indexClosedActions brings a store to format 3: closed actions are found by
// the day they were closed, and those of closed sessions by themselves.
func indexClosedActions(w kv.Writer) error {
	tx := &Tx{r: w}
	var keys [][]byte
	for it, err := range w.Scan(kv.Span("k", Actions.Name)) {
		if err != nil {
			return err
		}
		b, err := unseal(it.Value)
		if err != nil {
			continue // Check tells it
		}
		a, err := decodeRecord[Action](b)
		if err != nil {
			continue
		}
		keys = append(keys, Actions.derive(a, a.ID).keys...)
	}
	for _, key := range keys {
		if _, err := tx.r.Get(key); err == nil {
			continue
		}
		if err := w.Put(key, nil); err != nil {
			return err
		}
	}
	return nil
}
