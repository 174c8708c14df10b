package store

import "context"

type veilKey struct{}

// Veiled has every View of the context show records as veil leaves them: it
// is given a pointer to each record that is read, and may change it. What is
// found by, such as an index or the words of a search, is not veiled, nor is
// anything inside a Change.
func Veiled(ctx context.Context, veil func(rec any)) context.Context {
	return context.WithValue(ctx, veilKey{}, veil)
}

// veilOf is the veil of a context, nil where there is none.
func veilOf(ctx context.Context) func(rec any) {
	veil, _ := ctx.Value(veilKey{}).(func(rec any))
	return veil
}

// veiled is a record as the transaction may show it.
func (tx *Tx) veiled(rec any) {
	if tx.veil != nil {
		tx.veil(rec)
	}
}
