package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"csp/store/kv"
)

// Format is the version of the store's layout that this program writes.
const Format = 1

// migrations[i] brings a store from format i+1 to i+2, inside the
// transaction that records it.
var migrations []func(kv.Writer) error

// migrate stamps a new store with Format, brings an older one up to it, and
// refuses a newer one.
func migrate(ctx context.Context, e kv.Engine) error {
	var have int
	err := e.View(ctx, func(r kv.Reader) error {
		var err error
		have, err = format(r)
		return err
	})
	if err != nil || have == Format {
		return err
	}
	return e.Update(ctx, func(w kv.Writer) error {
		at, err := format(w)
		if err != nil {
			return err
		}
		if at == 0 {
			at = Format // new: nothing to bring up
		}
		if at > Format {
			return fmt.Errorf("%w: format %d, this program knows up to %d", ErrNewer, at, Format)
		}
		for ; at < Format; at++ {
			if err := migrations[at-1](w); err != nil {
				return fmt.Errorf("bring store from format %d to %d: %w", at, at+1, err)
			}
		}
		return w.Put(keyFormat, strconv.AppendInt(nil, Format, 10))
	})
}

// format returns the stored format, 0 for a store that is new.
func format(r kv.Reader) (int, error) {
	b, err := r.Get(keyFormat)
	if errors.Is(err, kv.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(string(b))
	if err != nil || n < 1 {
		return 0, fmt.Errorf("read format: %w", ErrDamaged)
	}
	return n, nil
}
