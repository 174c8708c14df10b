package boltkv

import (
	"context"
	"errors"
	"sync/atomic"

	"csp/store/kv"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// tx is one View or Update.
type tx struct {
	ctx      context.Context
	btx      *bolt.Tx
	data     *bolt.Bucket
	writable bool
	dirty    bool    // something was written, so there is something to commit
	written  int     // bytes
	scans    []*scan // of an Update: those that still walk the file
	done     atomic.Bool
	identity *identity // what the commit makes of the record; nil: the same

	// A panic while inside is bbolt's, which means a damaged file; any other
	// is the caller's own and passes.
	inside, committing bool
}

func (t *tx) Get(key []byte) ([]byte, error) {
	if t.done.Load() {
		return nil, kv.ErrClosed
	}
	if len(key) == 0 {
		return nil, kv.ErrEmptyKey
	}
	t.inside = true
	val := t.data.Get(key)
	if val != nil {
		t.mustFit(len(val))
		val = append(make([]byte, 0, len(val)), val...)
	}
	t.inside = false
	if val == nil {
		return nil, kv.ErrNotFound
	}
	return val, nil
}

func (t *tx) Put(key, val []byte) error {
	if err := t.mayWrite(key); err != nil {
		return err
	}
	t.dirty, t.inside = true, true
	t.written += len(key) + len(val)
	// bbolt copies the key, but keeps the value until the commit.
	err := t.data.Put(key, append([]byte{}, val...))
	t.mustBeKey(err)
	t.inside = false
	return err
}

func (t *tx) Delete(key []byte) error {
	if err := t.mayWrite(key); err != nil {
		return err
	}
	t.dirty, t.inside = true, true
	err := t.data.Delete(key)
	t.mustBeKey(err)
	t.inside = false
	return err
}

// mayWrite also lets running scans finish reading what a write may move.
func (t *tx) mayWrite(key []byte) error {
	switch {
	case t.done.Load():
		return kv.ErrClosed
	case !t.writable:
		return kv.ErrReadOnly
	case len(key) == 0:
		return kv.ErrEmptyKey
	}
	t.inside = true
	for _, s := range t.scans {
		s.drain()
	}
	t.inside = false
	t.scans = t.scans[:0]
	return nil
}

// mustFit panics, as bbolt does over a damaged page, before memory is asked for
// that only a damaged length can ask for.
func (t *tx) mustFit(n int) {
	if int64(n) > t.btx.Size()+int64(t.written) {
		panic("an item is longer than the file")
	}
}

// mustBeKey panics if bbolt took a key for one of its own buckets, of which
// there are none among the keys.
func (t *tx) mustBeKey(err error) {
	if errors.Is(err, berrors.ErrIncompatibleValue) {
		panic(err)
	}
}
