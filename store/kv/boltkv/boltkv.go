// Package boltkv is the engine of one machine: the map in one bbolt file.
//
// bbolt by itself turns an emptied file into a new database, panics or dies on
// one that was cut, and waits for ever for a file that another process holds.
// Open looks first and answers each of these with a sentence (Error).
//
// Beside the store PATH lie PATH.id, which says that a store exists, and, while
// it is open, PATH.holder, which says which process has it.
package boltkv

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"

	"csp/store/kv"

	bolt "go.etcd.io/bbolt"
)

// The top-level buckets of the file. Their names are the format.
var (
	dataBucket     = []byte("data")
	identityBucket = []byte("identity")
)

// Engine is one open file. Readers never wait for a writer.
type Engine struct {
	db       *bolt.DB
	file     *os.File // bbolt's own; reading from it is safe in a transaction
	path     string
	host     string
	turn     chan struct{} // holds one token while an Update runs
	identity atomic.Pointer[identity]
	broken   atomic.Pointer[error] // set once the file is past trusting
	stuck    atomic.Bool           // bbolt's own locks may be left taken
	once     sync.Once             // Close
	commit   func(*bolt.Tx) error  // (*bolt.Tx).Commit, but for tests
}

var _ kv.Engine = (*Engine)(nil)

// Path is the file, absolute, with a link at its end followed.
func (e *Engine) Path() string { return e.path }

// View runs fn over the last committed state. A page that turns out damaged
// ends it with ErrDamaged.
func (e *Engine) View(ctx context.Context, fn func(kv.Reader) error) error {
	return e.view(ctx, func(t *tx) error { return fn(t) })
}

// Update runs fn once, alone among Updates. It gives up waiting for its turn
// when ctx is cancelled. ErrFull means that nothing was stored and the engine
// goes on; kv.ErrUnknown that nobody knows, and then every further use answers
// the same until the file is opened again.
func (e *Engine) Update(ctx context.Context, fn func(kv.Writer) error) error {
	return e.update(ctx, func(t *tx) error { return fn(t) })
}

// Close waits for running transactions and lets the file go. Closing twice is
// no error.
func (e *Engine) Close() (err error) {
	e.once.Do(func() {
		if e.stuck.Load() {
			// To wait for locks that nobody will open is worse than to leave
			// the file to the end of the process.
			err = *e.broken.Load()
			return
		}
		err = errors.Join(remove(holderPath(e.path)), e.db.Close())
	})
	return err
}
