package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"csp/store/kv"
)

// Format is the version of the store's layout that this program writes.
const Format = 3

// migrations[i] brings a store from format i+1 to i+2, inside the
// transaction that records it.
var migrations = []func(kv.Writer) error{indexActorsAndRequests, indexClosedActions}

// migrate stamps a new store with the format to, brings an older one up to it
// by the steps, and refuses a newer one.
func migrate(ctx context.Context, e kv.Engine, to int, steps []func(kv.Writer) error) error {
	var have int
	err := e.View(ctx, func(r kv.Reader) error {
		var err error
		have, err = format(r)
		return err
	})
	if err != nil || have == to {
		return err
	}
	return e.Update(ctx, func(w kv.Writer) error {
		at, err := format(w)
		if err != nil {
			return err
		}
		if at == 0 {
			at = to // new: nothing to bring up
		}
		if at > to {
			return fmt.Errorf("%w: its format is %d and this version reads up to %d: start the newer version", ErrNewer, at, to)
		}
		for ; at < to; at++ {
			if err := steps[at-1](w); err != nil {
				return fmt.Errorf("bring store from format %d to %d: %w", at, at+1, err)
			}
		}
		return w.Put(keyFormat, seal(strconv.AppendInt(nil, int64(to), 10)))
	})
}

// format returns the stored format, 0 for a store that is new. One that holds
// something but not its format has lost it.
func format(r kv.Reader) (int, error) {
	b, err := r.Get(keyFormat)
	if errors.Is(err, kv.ErrNotFound) {
		for _, err := range r.Scan(nil, nil) {
			if err == nil {
				err = fmt.Errorf("read format: it is not there but records are: %w", ErrDamaged)
			}
			return 0, err
		}
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, err := unsealNumber(b)
	if err != nil || n < 1 || n > 1<<20 {
		return 0, fmt.Errorf("read format: %w", ErrDamaged)
	}
	return int(n), nil
}
