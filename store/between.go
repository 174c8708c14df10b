package store

import (
	"fmt"
	"iter"

	"csp/store/kv"
)

// Between yields the records of an index whose key lies from the tuple from
// up to, and without, the tuple to, in the order of their keys: what starts
// this month, of an index ordered by start.
func (k *Kind[T]) Between(tx *Tx, index string, from, to []any) iter.Seq2[T, error] {
	first, _ := kv.Span(append([]any{"i", k.Name, index}, from...)...)
	end, _ := kv.Span(append([]any{"i", k.Name, index}, to...)...)
	return k.each(tx, tx.r.Scan(first, end))
}

// IndexKey is a key of an index: its parts, and the record that it leads to.
type IndexKey struct {
	Parts []any
	ID    string
}

// Keys yields the keys of an index that begin with the parts, in their order,
// without reading a record.
func (k *Kind[T]) Keys(tx *Tx, index string, parts ...any) iter.Seq2[IndexKey, error] {
	return func(yield func(IndexKey, error) bool) {
		for it, err := range tx.r.Scan(kv.Span(append([]any{"i", k.Name, index}, parts...)...)) {
			var key IndexKey
			if err == nil {
				key, err = parseIndexKey(it.Key)
			}
			if !yield(key, err) || err != nil {
				return
			}
		}
	}
}

func parseIndexKey(b []byte) (IndexKey, error) {
	p, err := kv.Parse(b)
	if err != nil || len(p) < 4 {
		return IndexKey{}, fmt.Errorf("read index: %w", ErrDamaged)
	}
	last := len(p) - 1
	id, ok := p[last].(string)
	if !ok {
		return IndexKey{}, fmt.Errorf("read index: %w", ErrDamaged)
	}
	return IndexKey{p[3:last], id}, nil
}

// Count returns how many keys an index has that begin with the parts, without
// reading a record.
func (k *Kind[T]) Count(tx *Tx, index string, parts ...any) (int, error) {
	n := 0
	for _, err := range tx.r.Scan(kv.Span(append([]any{"i", k.Name, index}, parts...)...)) {
		if err != nil {
			return 0, fmt.Errorf("count %s: %w", k.Name, err)
		}
		n++
	}
	return n, nil
}
