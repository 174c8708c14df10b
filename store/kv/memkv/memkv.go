// Package memkv is the engine that keeps everything in memory and forgets it
// at the end: for tests and for trying things out.
package memkv

import (
	"bytes"
	"context"
	"sync"
	"sync/atomic"

	"csp/store/kv"
)

// Engine is an ordered map in memory. Readers never wait for a writer.
type Engine struct {
	root   atomic.Pointer[tree]
	turn   chan struct{} // holds one token while an Update runs
	open   sync.RWMutex  // held for reading by every transaction
	closed bool          // guarded by open
}

var _ kv.Engine = (*Engine)(nil)

// New returns an empty engine.
func New() *Engine {
	e := &Engine{turn: make(chan struct{}, 1)}
	e.root.Store(&tree{})
	return e
}

// View runs fn over the state at this moment.
func (e *Engine) View(ctx context.Context, fn func(kv.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e.open.RLock()
	defer e.open.RUnlock()
	if e.closed {
		return kv.ErrClosed
	}
	tx := &tx{ctx: ctx, tree: *e.root.Load()}
	defer tx.end()
	return fn(tx)
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
	e.open.RLock()
	defer e.open.RUnlock()
	if e.closed {
		return kv.ErrClosed
	}
	tx := &tx{ctx: ctx, tree: *e.root.Load(), writable: true}
	defer tx.end()
	if err := fn(tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	now := tx.tree.share()
	e.root.Store(&now)
	return nil
}

// Close waits for running transactions and forgets everything. Closing twice
// is no error.
func (e *Engine) Close() error {
	e.open.Lock()
	defer e.open.Unlock()
	e.closed = true
	e.root.Store(&tree{})
	return nil
}

// tx is one View or Update.
type tx struct {
	ctx      context.Context
	tree     tree
	writable bool
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
	val, found := t.tree.get(key)
	if !found {
		return nil, kv.ErrNotFound
	}
	return append([]byte{}, val...), nil
}

func (t *tx) Put(key, val []byte) error {
	if err := t.mayWrite(key); err != nil {
		return err
	}
	t.tree.put(bytes.Clone(key), append([]byte{}, val...))
	return nil
}

func (t *tx) Delete(key []byte) error {
	if err := t.mayWrite(key); err != nil {
		return err
	}
	t.tree.delete(key)
	return nil
}

func (t *tx) mayWrite(key []byte) error {
	switch {
	case t.done.Load():
		return kv.ErrClosed
	case !t.writable:
		return kv.ErrReadOnly
	case len(key) == 0:
		return kv.ErrEmptyKey
	}
	return nil
}
