package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"regexp"

	"csp/store/kv"
)

// Kind is one kind of record: what it is called, by what it is found, and
// what makes it whole. T embeds Meta.
type Kind[T any] struct {
	Name    string // as the register's top-level key: plans
	One     string // one of them, as people say: plan
	Single  bool   // there is one record and it is a mapping, not a list
	Timed   bool   // the register may give it timings
	Lasting bool   // never deleted: closed or cancelled instead
	Names   func(*T) []string
	Indexes []Index[T]
	// Check refuses a record that is wrong beside others (old is nil for a
	// new one). What a field may hold is in its tags; see Fields.
	Check func(tx *Tx, old, rec *T) error
}

// Index orders the records for which Keys returns something; each key is a
// tuple, to which the id is added. A record without keys is left out, so
// that open actions are an index of their own.
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

var slug = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// ValidID reports whether id is a slug as the register has them.
func ValidID(id string) bool { return slug.MatchString(id) }

// ConflictError is a write of a record that has moved on since it was read.
// Mine and Theirs are pointers to the two versions; Theirs is nil when the
// record has gone.
type ConflictError struct {
	Kind, ID     string
	Mine, Theirs any
}

func (e *ConflictError) Error() string { return fmt.Sprintf("%s %s: %v", e.Kind, e.ID, ErrConflict) }

// Unwrap makes errors.Is(err, ErrConflict) true.
func (e *ConflictError) Unwrap() error { return ErrConflict }

// Get returns the record with the id, or ErrNotFound.
func (k *Kind[T]) Get(tx *Tx, id string) (T, error) {
	rec, _, err := k.load(tx, id)
	if err != nil {
		var none T
		return none, fmt.Errorf("read %s %s: %w", k.One, id, err)
	}
	return *rec, nil
}

func (k *Kind[T]) load(tx *Tx, id string) (*T, []byte, error) {
	b, err := tx.getSealed(recordKey(k.Name, id))
	if err != nil {
		return nil, nil, err
	}
	rec := new(T)
	if err := json.Unmarshal(b, rec); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return rec, b, nil
}

// Put stores the record and returns it with its new revision. rec.Rev must
// be the revision it was read at, 0 for a new record; otherwise the answer is
// a ConflictError and nothing is written. A record that is the same as the
// stored one is left alone and keeps its revision.
func (k *Kind[T]) Put(tx *Tx, rec T) (T, error) {
	m := any(&rec).(record).meta()
	if err := k.put(tx, &rec, m); err != nil {
		return rec, fmt.Errorf("write %s %s: %w", k.One, m.ID, err)
	}
	return rec, nil
}

func (k *Kind[T]) put(tx *Tx, rec *T, m *Meta) error {
	if tx.w == nil {
		return errReadOnly
	}
	if !ValidID(m.ID) {
		return fmt.Errorf("id %q: use small letters, digits and hyphens, 64 at most", m.ID)
	}
	old, before, err := k.load(tx, m.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	var stored uint64
	if old != nil {
		stored = any(old).(record).meta().Rev
	}
	if m.Rev != stored {
		c := &ConflictError{Kind: k.Name, ID: m.ID, Mine: rec}
		if old != nil {
			c.Theirs = old
		}
		return c
	}
	same, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	if bytes.Equal(same, before) {
		return nil
	}
	if k.Check != nil {
		if err := k.Check(tx, old, rec); err != nil {
			return err
		}
	}
	m.Rev = tx.rev
	after, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	if err := k.move(tx, old, rec, m.ID); err != nil {
		return err
	}
	if err := tx.w.Put(recordKey(k.Name, m.ID), seal(after)); err != nil {
		return err
	}
	tx.entries = append(tx.entries, Entry{Kind: k.Name, ID: m.ID, Before: before, After: after})
	return nil
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
	case any(old).(record).meta().Rev != rev:
		err = &ConflictError{Kind: k.Name, ID: id, Theirs: old}
	default:
		err = errors.Join(k.move(tx, old, nil, id), tx.w.Delete(recordKey(k.Name, id)))
		tx.entries = append(tx.entries, Entry{Kind: k.Name, ID: id, Before: before})
		tx.gone = append(tx.gone, subject{k.Name, id})
	}
	if err != nil {
		return fmt.Errorf("delete %s %s: %w", k.One, id, err)
	}
	return nil
}

// All yields every record in the order of the ids.
func (k *Kind[T]) All(tx *Tx) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for it, err := range tx.r.Scan(kv.Span("k", k.Name)) {
			var rec T
			if err == nil {
				it.Value, err = unseal(it.Value)
			}
			if err == nil {
				err = json.Unmarshal(it.Value, &rec)
			}
			if err != nil {
				err = fmt.Errorf("read %s: %w", k.Name, err)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// By yields the records of an index whose key begins with the parts, in the
// order of their keys.
func (k *Kind[T]) By(tx *Tx, index string, parts ...any) iter.Seq2[T, error] {
	from, to := kv.Span(append([]any{"i", k.Name, index}, parts...)...)
	return k.each(tx, tx.r.Scan(from, to))
}

// ByBack yields what By does, last first.
func (k *Kind[T]) ByBack(tx *Tx, index string, parts ...any) iter.Seq2[T, error] {
	from, to := kv.Span(append([]any{"i", k.Name, index}, parts...)...)
	return k.each(tx, tx.r.ScanBack(from, to))
}

// Of yields the records that refer to the record id of another kind (or of
// their own), in the order of their ids, each once.
func (k *Kind[T]) Of(tx *Tx, kind, id string) iter.Seq2[T, error] {
	return k.each(tx, tx.r.Scan(kv.Span("r", kind, id, k.Name)))
}

func (k *Kind[T]) each(tx *Tx, items iter.Seq2[kv.Item, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		last := ""
		for it, err := range items {
			var rec T
			var id string
			if err == nil {
				id, err = idOf(it.Key)
			}
			if err == nil && id == last {
				continue // the record refers by two fields
			}
			if err == nil {
				last = id
				rec, err = k.Get(tx, id)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// idOf returns the record id of an index entry or a reference.
func idOf(key []byte) (string, error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) < 3 {
		return "", fmt.Errorf("read index: %w", ErrDamaged)
	}
	at := len(p) - 1
	if p[0] == "r" {
		at-- // the field comes last
	}
	id, _ := p[at].(string)
	return id, nil
}
