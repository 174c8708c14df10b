package store

import (
	"bytes"
	"errors"
	"fmt"

	"csp/store/kv"
)

// Kind is one kind of record: what it is called, by what it is found, and
// what makes it whole. T embeds Meta.
type Kind[T any] struct {
	Name    string // as the register's top-level key: plans
	One     string // one of them, as people say: plan
	Single  bool   // there is one record, its id is Name, and it is a mapping, not a list
	Timed   bool   // the register may give it timings
	Lasting bool   // never deleted: closed or cancelled instead
	// Beside: kept beside the register, which neither exports nor searches it.
	Beside bool
	// Names returns what people call the record, its name first; empty ones
	// are left out.
	Names   func(*T) []string
	Indexes []Index[T]
	// Alone reports what is wrong with a record by itself beyond what the
	// tags of its fields say.
	Alone func(rec *T, bad func(field, problem, hint string))
	// Check refuses a record that is wrong beside what is stored, and may
	// complete it. old is nil for a new one.
	Check func(tx *Tx, k *Kind[T], old, rec *T) error
	// Whole asks Tx.atEnd for the checks that the rest of the change may
	// still satisfy.
	Whole func(tx *Tx, k *Kind[T], rec *T)
	// Cancel closes a record of a Lasting kind, which undo cannot delete, as
	// not to be: on the day, by whom it says.
	Cancel func(rec *T, day Date, by string)
	// Gone clears away what Check stored beside a record that is deleted.
	Gone func(tx *Tx, old *T) error
}

// Index orders the records for which Keys returns something; each key is a
// tuple of strings and numbers, to which the id is added. A record without
// keys is left out, so that open actions are an index of their own.
type Index[T any] struct {
	Name string
	Keys func(*T) [][]any
}

// one is the key of a single value, none when it is empty.
func one(v string) [][]any {
	if v == "" {
		return nil
	}
	return [][]any{{v}}
}

// ConflictError is a write of a record that has moved on since it was read.
// Mine and Theirs are pointers to the two versions (*Plan for plans). Mine is
// nil for a delete; Theirs is nil when the record has gone.
type ConflictError struct {
	Kind, ID     string
	Mine, Theirs any
}

// Error names the record.
func (e *ConflictError) Error() string { return fmt.Sprintf("%s %s: %v", e.Kind, e.ID, ErrConflict) }

// Unwrap makes errors.Is(err, ErrConflict) true.
func (e *ConflictError) Unwrap() error { return ErrConflict }

func metaOf[T any](rec *T) *Meta { return any(rec).(record).meta() }

// Put stores the record and returns it with its new revision. rec.Rev must
// be the revision it was read at, 0 for a new record; otherwise the answer is
// a ConflictError. A record that is wrong by itself is answered with
// Problems, one that is wrong beside another with a ClashError; either way
// nothing of it is written, and further records may be put to hear of all
// that is wrong. What is referred to, and what a later record of the change
// may put right, is looked at when the change ends: Store.Change answers with
// every ReferenceError and ClashError. A record that is the same as the
// stored one is left alone and keeps its revision.
func (k *Kind[T]) Put(tx *Tx, rec T) (T, error) {
	m := metaOf(&rec)
	if err := k.put(tx, &rec, m); err != nil {
		return rec, fmt.Errorf("write %s %s: %w", k.One, m.ID, err)
	}
	return rec, nil
}

func (k *Kind[T]) put(tx *Tx, rec *T, m *Meta) error {
	if tx.w == nil {
		return errReadOnly
	}
	if err := k.Problems(rec).Err(); err != nil {
		return err
	}
	old, before, err := k.load(tx, m.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	var stored uint64
	if old != nil {
		stored = metaOf(old).Rev
	}
	if m.Rev != stored {
		c := &ConflictError{Kind: k.Name, ID: m.ID, Mine: rec}
		if old != nil {
			c.Theirs = old
		}
		return c
	}
	if k.Check != nil {
		if err := k.Check(tx, k, old, rec); err != nil {
			return err
		}
	}
	if old != nil {
		same, err := encode(rec)
		if err != nil || bytes.Equal(same, before) {
			return err
		}
	}
	m.Rev = tx.rev
	after, err := encode(rec)
	if err != nil {
		return err
	}
	if err := k.write(tx, old, rec, before, after); err != nil {
		tx.broken = err
		return err
	}
	return nil
}

// write stores what has been checked. When it fails the whole change fails,
// whatever fn makes of the error.
func (k *Kind[T]) write(tx *Tx, old, rec *T, before, after []byte) error {
	id := metaOf(rec).ID
	if err := k.move(tx, old, rec, id); err != nil {
		return err
	}
	if err := k.stampFirst(tx, old, rec); err != nil {
		return err
	}
	k.touched(tx, id, old)
	k.mention(tx, rec)
	if k.Whole != nil {
		k.Whole(tx, k, rec)
	}
	if old == nil {
		tx.counts[k.Name]++
	}
	if err := tx.w.Put(recordKey(k.Name, id), seal(after)); err != nil {
		return err
	}
	return tx.enter(subject{k.Name, id}, before, true)
}

// Delete removes the record, which must be at the revision rev. Whatever
// still refers to it when the change ends makes the change fail with
// ErrInUse.
func (k *Kind[T]) Delete(tx *Tx, id string, rev uint64) error {
	old, before, err := k.load(tx, id)
	switch {
	case err != nil:
	case tx.w == nil:
		err = errReadOnly
	case k.Lasting:
		err = fmt.Errorf("%s are never deleted", k.Name)
	case metaOf(old).Rev != rev:
		err = &ConflictError{Kind: k.Name, ID: id, Theirs: old}
	default:
		err = k.remove(tx, old, id, before)
		tx.broken = errors.Join(tx.broken, err)
	}
	if err != nil {
		return fmt.Errorf("delete %s %s: %w", k.One, id, err)
	}
	return nil
}

// remove is write for a delete.
func (k *Kind[T]) remove(tx *Tx, old *T, id string, before []byte) error {
	s := subject{k.Name, id}
	tx.mentions[s], tx.gone[s] = struct{}{}, struct{}{}
	k.touched(tx, id, old)
	tx.counts[k.Name]--
	if k.Gone != nil {
		if err := k.Gone(tx, old); err != nil {
			return err
		}
	}
	if err := k.move(tx, old, nil, id); err != nil {
		return err
	}
	if err := tx.w.Delete(recordKey(k.Name, id)); err != nil {
		return err
	}
	return tx.enter(s, before, false)
}

// firstOf returns the id of the first record under a key of an index, "" when
// there is none.
func (k *Kind[T]) firstOf(tx *Tx, index string, parts ...any) (string, error) {
	from, to := kv.Span(append([]any{"i", k.Name, index}, parts...)...)
	for it, err := range tx.r.Scan(from, to) {
		if err != nil {
			return "", err
		}
		return idOf(it.Key)
	}
	return "", nil
}
