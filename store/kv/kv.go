// Package kv is the seam between what the office knows and where it is kept:
// an ordered map of byte keys to byte values with serializable transactions.
// Every engine passes the one suite in kvtest; nothing above this package
// knows which engine it stands on.
package kv

import (
	"context"
	"errors"
	"iter"
)

// Errors an engine answers with; wrapped, so ask with errors.Is.
var (
	// ErrNotFound: the key holds no value.
	ErrNotFound = errors.New("not found")
	// ErrEmptyKey: the empty key is no key.
	ErrEmptyKey = errors.New("empty key")
	// ErrClosed: the engine has been closed, or the transaction has ended.
	ErrClosed = errors.New("store is closed")
	// ErrReadOnly: a write inside a View.
	ErrReadOnly = errors.New("read-only transaction")
	// ErrUnknown: the commit failed in such a way that it may still be there.
	// The caller stops, opens the store again and looks.
	ErrUnknown = errors.New("commit may or may not have been stored")
)

// Item is one key with its value. Both belong to the caller.
type Item struct{ Key, Value []byte }

// Engine keeps the map. Its methods may be called from many goroutines.
type Engine interface {
	// View runs fn over one consistent snapshot. fn must not call View,
	// Update or Slack: read, return, then act.
	View(ctx context.Context, fn func(Reader) error) error
	// Update runs fn in one serializable transaction, all or nothing: an
	// error from fn, a panic or a cancelled ctx leaves nothing. fn may be run
	// again, so it must not act outside the Writer.
	Update(ctx context.Context, fn func(Writer) error) error
	// Close waits for running transactions and lets the file go.
	Close() error
}

// Reader reads one snapshot, for one goroutine at a time. After its View or
// Update has ended it answers ErrClosed.
type Reader interface {
	// Get returns the value of key, or ErrNotFound. The bytes belong to the
	// caller; an empty value is a value.
	Get(key []byte) ([]byte, error)
	// Scan yields the items with from <= key < to in byte order; a nil to
	// means to the end. An error ends the sequence, a cancelled context is
	// one. In an Update a scan sees the writes made before its loop began and
	// none made during it, so a loop may change what it walks over.
	Scan(from, to []byte) iter.Seq2[Item, error]
	// ScanBack yields the same items, last first.
	ScanBack(from, to []byte) iter.Seq2[Item, error]
}

// Writer reads its own writes.
type Writer interface {
	Reader
	// Put stores val under key, replacing what was there. It keeps copies.
	Put(key, val []byte) error
	// Delete removes key; a missing key is no error.
	Delete(key []byte) error
}
