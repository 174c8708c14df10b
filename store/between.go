package store

import (
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
