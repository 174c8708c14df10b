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
	scans    []*scan // of an Update: those that still walk the file
	done     atomic.Bool
}

func (t *tx) end() { t.done.Store(true) }

func (t *tx) Get(key []byte) ([]byte, error) {
	if t.done.Load() {
		return nil, kv.ErrClosed
	}
	if len(key) == 0 {
		return nil, kv.ErrEmptyKey
	}
	val := t.data.Get(key)
	if val == nil {
		return nil, kv.ErrNotFound
	}
	return append(make([]byte, 0, len(val)), val...), nil
}

func (t *tx) Put(key, val []byte) error {
	if err := t.mayWrite(key); err != nil {
		return err
	}
	// bbolt copies the key, but keeps the value until the commit.
	return t.wrote(t.data.Put(key, append([]byte{}, val...)))
}

func (t *tx) Delete(key []byte) error {
	if err := t.mayWrite(key); err != nil {
		return err
	}
	return t.wrote(t.data.Delete(key))
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
	for _, s := range t.scans {
		s.drain()
	}
	t.scans = t.scans[:0]
	return nil
}

func (t *tx) wrote(err error) error {
	if errors.Is(err, berrors.ErrTxClosed) {
		return kv.ErrClosed
	}
	return err
}
