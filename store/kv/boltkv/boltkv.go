// Package boltkv is the engine of one machine: the map in one bbolt file.
//
// bbolt by itself turns an emptied file into a new database, panics or dies on
// one that was cut, and waits for ever for a file that another process holds.
// Open looks first and answers each of these with a sentence (OpenError).
package boltkv

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"csp/store/kv"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// The top-level bucket of the file. Its name is the format.
var (
	dataBucket = []byte("data")
)

// Engine is one open file. Readers never wait for a writer.
type Engine struct {
	db   *bolt.DB
	path string
	turn chan struct{} // holds one token while an Update runs
}

var _ kv.Engine = (*Engine)(nil)

// Options say how to open a file; the zero value is right.
type Options struct {
	// Timeout is how long to wait for a process that holds the file; 0 means
	// 5 seconds.
	Timeout time.Duration
	// UnsafeNoSync leaves out every fsync: a power cut may then destroy the
	// file. For tests alone.
	UnsafeNoSync bool
}

// Open opens the store at path, or makes it.
func Open(path string, opts Options) (*Engine, error) {
	if opts.Timeout == 0 {
		opts.Timeout = 5 * time.Second
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{
		Timeout:         opts.Timeout,
		InitialMmapSize: 1 << 30,
		FreelistType:    bolt.FreelistMapType,
		NoStatistics:    true,
		NoSync:          opts.UnsafeNoSync,
	})
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(dataBucket)
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), db.Close())
	}
	return &Engine{db: db, path: path, turn: make(chan struct{}, 1)}, nil
}

// View runs fn over the last committed state.
func (e *Engine) View(ctx context.Context, fn func(kv.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	btx, err := e.begin(false)
	if err != nil {
		return err
	}
	return e.run(&tx{ctx: ctx, btx: btx}, func(t *tx) error { return fn(t) })
}

// Update runs fn once, alone among Updates. It gives up waiting for its turn
// when ctx is cancelled.
func (e *Engine) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	btx, err := e.begin(true)
	if err != nil {
		return err
	}
	return e.run(&tx{ctx: ctx, btx: btx, writable: true}, func(t *tx) error {
		if err := fn(t); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		t.end()
		if err := btx.Commit(); err != nil {
			return fmt.Errorf("%w: %w", kv.ErrUnknown, err)
		}
		return nil
	})
}

func (e *Engine) begin(writable bool) (*bolt.Tx, error) {
	btx, err := e.db.Begin(writable)
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return nil, kv.ErrClosed
	}
	return btx, err
}

// run calls fn and ends the transaction however fn ends.
func (e *Engine) run(t *tx, fn func(*tx) error) error {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		t.end()
		// After a commit this answers that the transaction is over.
		_ = t.btx.Rollback()
	}()
	t.data = t.btx.Bucket(dataBucket)
	return fn(t)
}

// Close waits for running transactions and lets the file go. Closing twice is
// no error.
func (e *Engine) Close() error { return e.db.Close() }
