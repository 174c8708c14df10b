package store

import (
	"errors"
	"fmt"
	"strconv"

	"csp/store/kv"
)

// Tx is one transaction: a snapshot, and inside Store.Change also a writer.
type Tx struct {
	r       kv.Reader
	w       kv.Writer // nil in a View
	rev     uint64    // the number of the change being written
	entries []Entry
	refs    []Reference // written, to be found at the end
	gone    []subject   // deleted, to be unreferenced at the end
}

// subject names one record.
type subject struct{ kind, id string }

// Reference is one record's mention of another.
type Reference struct {
	From, FromID string // the kind and id of the record that refers
	Field        string
	Kind, ID     string // what it refers to
}

var errReadOnly = errors.New("a view cannot write")

// Revision returns the number of the last change, 0 in an empty store. It
// moves with every write and with nothing else, so what was worked out at one
// revision holds until the next.
func (tx *Tx) Revision() (uint64, error) {
	b, err := tx.r.Get(keyRevision)
	if errors.Is(err, kv.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read revision: %w", err)
	}
	n, err := strconv.ParseUint(string(b), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read revision: %w", ErrDamaged)
	}
	return n, nil
}

// checkReferences finds what the transaction's records refer to, and that
// nothing still refers to what it deleted. It runs at the end, so a file may
// name a record before it comes.
func (tx *Tx) checkReferences() error {
	for _, ref := range tx.refs {
		_, err := tx.r.Get(recordKey(ref.Kind, ref.ID))
		if errors.Is(err, kv.ErrNotFound) {
			// The record that refers may itself have gone, or moved on, since.
			if _, err := tx.r.Get(backKey(ref)); errors.Is(err, kv.ErrNotFound) {
				continue
			}
			return &ReferenceError{ref}
		}
		if err != nil {
			return err
		}
	}
	for _, s := range tx.gone {
		if _, err := tx.r.Get(recordKey(s.kind, s.id)); err == nil {
			continue
		}
		for ref, err := range tx.Referring(s.kind, s.id) {
			if err != nil {
				return err
			}
			return fmt.Errorf("delete %s %s: %w by %s %s", s.kind, s.id, ErrInUse, ref.From, ref.FromID)
		}
	}
	return nil
}

// ReferenceError is a mention of a record that is not there.
type ReferenceError struct{ Reference }

func (e *ReferenceError) Error() string {
	return fmt.Sprintf("%s %s: %s %v: no %s %q", e.From, e.FromID, e.Field, ErrNoSuch, e.Kind, e.ID)
}

// Unwrap makes errors.Is(err, ErrNoSuch) true.
func (e *ReferenceError) Unwrap() error { return ErrNoSuch }
