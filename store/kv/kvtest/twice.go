package kvtest

import (
	"context"

	"csp/store/kv"
)

// Twice wraps an engine so that every Update runs its function twice, the
// first time in a transaction that is thrown away. On a clustered engine that
// happens by itself; here it shows functions that act outside their Writer.
func Twice(e kv.Engine) kv.Engine { return twice{e} }

type twice struct{ kv.Engine }

func (e twice) Update(ctx context.Context, fn func(kv.Writer) error) error {
	// Whatever the first run answers, the second is the one that counts.
	_ = e.Engine.Update(ctx, func(w kv.Writer) error {
		if err := fn(w); err != nil {
			return err
		}
		return errStop
	})
	return e.Engine.Update(ctx, fn)
}
