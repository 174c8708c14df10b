package boltkv

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"csp/store/kv"

	berrors "go.etcd.io/bbolt/errors"
)

// fillPercent is how full pages are left when they are split. A change comes
// in the order of its keys, so half-empty pages would seldom be filled later:
// they would only double a large import in the file and in memory.
const fillPercent = 0.9

func (e *Engine) view(ctx context.Context, fn func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.run(&tx{ctx: ctx}, fn)
}

func (e *Engine) update(ctx context.Context, fn func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	t := &tx{ctx: ctx, writable: true}
	err := e.run(t, func(t *tx) error {
		if err := fn(t); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if !t.dirty {
			return nil
		}
		if t.written > 0 && !e.id().Used {
			if err := e.amendIn(t, func(id *identity) { id.Used = true }); err != nil {
				return err
			}
		}
		return e.finish(t)
	})
	if err == nil && t.identity != nil {
		e.identity.Store(t.identity)
	}
	return err
}

// run begins t, calls fn, and ends t however fn ends. bbolt reads the file as
// memory, so a damaged page shows as a panic or a fault; those, and no others,
// become errors.
func (e *Engine) run(t *tx, fn func(*tx) error) (err error) {
	if broken := e.broken.Load(); broken != nil {
		return *broken
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if t.inside {
			if p := recover(); p != nil {
				err = e.panicked(t, p)
			}
		}
		e.end(t)
	}()
	t.inside = true
	t.btx, err = e.db.Begin(t.writable)
	if err != nil {
		t.inside = false
		if errors.Is(err, berrors.ErrDatabaseNotOpen) {
			return kv.ErrClosed
		}
		return fmt.Errorf("begin transaction on %s: %w", e.path, err)
	}
	t.data = t.btx.Bucket(dataBucket)
	if t.writable {
		t.data.FillPercent = fillPercent
	}
	t.inside = false
	if t.data == nil {
		return damaged(e.path, "its keys cannot be found", nil)
	}
	return fn(t)
}

// panicked makes an error of what bbolt panicked with.
func (e *Engine) panicked(t *tx, p any) error {
	err := damaged(e.path, "a page in it is not what it should be", fmt.Errorf("%v", p))
	switch {
	case t.btx == nil:
		// bbolt takes its locks to begin and only opens them at the end.
		e.stuck.Store(true)
		return e.breakOff(err)
	case t.committing:
		return e.breakOff(fmt.Errorf("%w: %w", kv.ErrUnknown, err))
	}
	return err
}

// breakOff makes err the answer to every further use.
func (e *Engine) breakOff(err error) error {
	e.broken.CompareAndSwap(nil, &err)
	return err
}

// end closes t. After a commit there is nothing left to roll back.
func (e *Engine) end(t *tx) {
	t.done.Store(true)
	if t.btx == nil {
		return
	}
	defer func() {
		if p := recover(); p != nil {
			e.stuck.Store(true)
			_ = e.breakOff(damaged(e.path, "a change could not be taken back", fmt.Errorf("%v", p)))
		}
	}()
	_ = t.btx.Rollback()
}

// finish commits t.
func (e *Engine) finish(t *tx) error {
	t.done.Store(true)
	t.inside, t.committing = true, true
	id := t.btx.ID()
	err := e.commit(t.btx)
	if err != nil {
		// bbolt's commit may fail after the change has become visible, when
		// the last sync fails. Whether it is on the disk nobody knows.
		if seen, look := e.lastCommit(); noRoom(err) && look == nil && seen < id {
			err = full(e.path, err)
		} else {
			err = e.breakOff(fmt.Errorf("store %s: %w: %w", e.path, kv.ErrUnknown, err))
		}
	}
	t.inside = false
	return err
}

// lastCommit is the number of the newest transaction that a reader sees.
func (e *Engine) lastCommit() (int, error) {
	btx, err := e.db.Begin(false)
	if err != nil {
		return 0, err
	}
	return btx.ID(), btx.Rollback()
}
