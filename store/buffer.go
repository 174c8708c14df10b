package store

import (
	"bytes"
	"iter"
	"slices"
	"sort"
	"sync/atomic"

	"csp/store/kv"
)

// buffer holds back what a change writes and hands it to the engine in the
// order of the keys when the change is whole. An embedded B+tree splits its
// pages only at the commit: written in any order, the keys of a large import
// would all be squeezed into one page, each moving the others.
//
// It reads its own writes. A scan yields what was there when it began.
type buffer struct {
	kv.Writer
	leaves []*bufferLeaf
	done   atomic.Bool // the transaction has ended
}

// bufferLeaf is a run of writes in key order, never empty.
type bufferLeaf struct{ writes []write }

// write is one key with its value behind it, in one piece of memory.
type write struct {
	both []byte
	n    int32 // how long the key is
	gone bool  // the key is deleted
}

func (w *write) key() []byte { return w.both[:w.n:w.n] }

func (w *write) item() kv.Item {
	b := bytes.Clone(w.both)
	return kv.Item{Key: b[:w.n:w.n], Value: b[w.n:]}
}

const bufferLeafMax = 256

// seek finds the first write whose key is not below key.
func (b *buffer) seek(key []byte) (li, at int, found bool) {
	li = max(0, sort.Search(len(b.leaves), func(i int) bool {
		return bytes.Compare(b.leaves[i].writes[0].key(), key) > 0
	})-1)
	if li == len(b.leaves) {
		return li, 0, false
	}
	at, found = slices.BinarySearchFunc(b.leaves[li].writes, key, func(w write, key []byte) int {
		return bytes.Compare(w.key(), key)
	})
	return li, at, found
}

func (b *buffer) set(key, val []byte, gone bool) error {
	switch {
	case b.done.Load():
		return kv.ErrClosed
	case len(key) == 0:
		return kv.ErrEmptyKey
	}
	w := write{make([]byte, len(key)+len(val)), int32(len(key)), gone}
	copy(w.both[copy(w.both, key):], val)
	li, at, found := b.seek(key)
	switch {
	case found:
		b.leaves[li].writes[at] = w
		return nil
	case len(b.leaves) == 0:
		b.leaves = append(b.leaves, newBufferLeaf(nil))
	}
	l := b.leaves[li]
	if len(l.writes) == bufferLeafMax {
		// Keys that come in order leave full leaves behind.
		half := bufferLeafMax / 2
		if at == bufferLeafMax {
			half = bufferLeafMax
		}
		right := newBufferLeaf(l.writes[half:])
		clear(l.writes[half:])
		l.writes = l.writes[:half]
		b.leaves = slices.Insert(b.leaves, li+1, right)
		if at >= half {
			l, at = right, at-half
		}
	}
	l.writes = slices.Insert(l.writes, at, w)
	return nil
}

func newBufferLeaf(writes []write) *bufferLeaf {
	return &bufferLeaf{append(make([]write, 0, bufferLeafMax), writes...)}
}

// end refuses further writes, which would come to nothing.
func (b *buffer) end() { b.done.Store(true) }

// Put writes key.
func (b *buffer) Put(key, val []byte) error { return b.set(key, val, false) }

// Delete deletes key.
func (b *buffer) Delete(key []byte) error { return b.set(key, nil, true) }

// Get returns a copy, as an engine does.
func (b *buffer) Get(key []byte) ([]byte, error) {
	li, at, found := b.seek(key)
	if !found {
		return b.Writer.Get(key)
	}
	w := b.leaves[li].writes[at]
	if w.gone {
		return nil, kv.ErrNotFound
	}
	return w.item().Value, nil
}

// between returns the writes with from <= key < to.
func (b *buffer) between(from, to []byte) []write {
	var out []write
	li, at, _ := b.seek(from)
	for ; li < len(b.leaves); li, at = li+1, 0 {
		for _, w := range b.leaves[li].writes[at:] {
			if to != nil && bytes.Compare(w.key(), to) >= 0 {
				return out
			}
			out = append(out, w)
		}
	}
	return out
}

// Scan yields the engine's items with the writes among them.
func (b *buffer) Scan(from, to []byte) iter.Seq2[kv.Item, error] {
	return merge(b.between(from, to), b.Writer.Scan(from, to), bytes.Compare)
}

// ScanBack is Scan, last first.
func (b *buffer) ScanBack(from, to []byte) iter.Seq2[kv.Item, error] {
	writes := b.between(from, to)
	slices.Reverse(writes)
	return merge(writes, b.Writer.ScanBack(from, to), func(a, b []byte) int { return bytes.Compare(b, a) })
}

// merge yields items with writes among and in place of them; both are in the
// order of compare.
func merge(writes []write, items iter.Seq2[kv.Item, error], compare func(a, b []byte) int) iter.Seq2[kv.Item, error] {
	if len(writes) == 0 {
		return items
	}
	return func(yield func(kv.Item, error) bool) {
		rest := writes
		// before yields the writes that come before key.
		before := func(key []byte) bool {
			for len(rest) > 0 && (key == nil || compare(rest[0].key(), key) < 0) {
				w := rest[0]
				rest = rest[1:]
				if !w.gone && !yield(w.item(), nil) {
					return false
				}
			}
			return true
		}
		for it, err := range items {
			if err != nil {
				yield(it, err)
				return
			}
			if !before(it.Key) {
				return
			}
			if len(rest) > 0 && bytes.Equal(rest[0].key(), it.Key) {
				continue // it was written over; its turn comes with the next key
			}
			if !yield(it, nil) {
				return
			}
		}
		before(nil)
	}
}

// flush hands the writes to the engine and lets go of them.
func (b *buffer) flush() error {
	for i, l := range b.leaves {
		for _, w := range l.writes {
			var err error
			if w.gone {
				err = b.Writer.Delete(w.key())
			} else {
				err = b.Writer.Put(w.key(), w.both[w.n:])
			}
			if err != nil {
				return err
			}
		}
		b.leaves[i] = nil
	}
	b.leaves = nil
	return nil
}
