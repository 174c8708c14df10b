package store

import (
	"errors"
	"fmt"
	"iter"

	"csp/store/kv"
)

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
	rec, err := decodeRecord[T](b)
	if err == nil {
		tx.veiled(rec)
	}
	return rec, b, err
}

// All yields every record in the order of the ids. An error ends it, as it
// ends what the methods below yield.
func (k *Kind[T]) All(tx *Tx) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for it, err := range tx.r.Scan(kv.Span("k", k.Name)) {
			rec := new(T)
			if err == nil {
				it.Value, err = unseal(it.Value)
			}
			if err == nil {
				rec, err = decodeRecord[T](it.Value)
			}
			if err == nil {
				tx.veiled(rec)
			}
			if err != nil {
				err = fmt.Errorf("read %s: %w", k.Name, err)
			}
			if !yield(*rec, err) || err != nil {
				return
			}
		}
	}
}

// By yields the records of an index whose key begins with the parts, in the
// order of their keys. A record that has several such keys comes once for
// each.
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
// their own), in the order of their ids, each once although it may refer by
// several fields.
func (k *Kind[T]) Of(tx *Tx, kind, id string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		last := ""
		for ref, err := range tx.ReferringFrom(kind, id, k.Name) {
			var rec T
			if err == nil {
				if ref.FromID == last {
					continue
				}
				last = ref.FromID
				rec, err = k.indexed(tx, ref.FromID)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

func (k *Kind[T]) each(tx *Tx, items iter.Seq2[kv.Item, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for it, err := range items {
			var rec T
			var id string
			if err == nil {
				id, err = idOf(it.Key)
			}
			if err == nil {
				rec, err = k.indexed(tx, id)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// indexed returns a record that an index names; that it is not there is
// damage, not absence.
func (k *Kind[T]) indexed(tx *Tx, id string) (T, error) {
	rec, err := k.Get(tx, id)
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("read %s %s: in an index but not there: %w", k.One, id, ErrDamaged)
	}
	return rec, err
}

// idOf returns the record id of an index entry, its last part.
func idOf(key []byte) (string, error) {
	k, err := parseIndexKey(key)
	return k.ID, err
}
