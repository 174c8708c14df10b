package memkv

import (
	"bytes"
	"iter"

	"csp/store/kv"
)

// ctxEvery is how many items a scan yields between two looks at its context.
const ctxEvery = 256

func (t *tx) Scan(from, to []byte) iter.Seq2[kv.Item, error] {
	return func(yield func(kv.Item, error) bool) {
		state := t.state()
		li, at, _ := state.seek(from)
		for n := 0; ; n++ {
			if err := t.mayGoOn(n); err != nil {
				yield(kv.Item{}, err)
				return
			}
			if li == len(state.leaves) {
				return
			}
			items := state.leaves[li].items
			if to != nil && bytes.Compare(items[at].Key, to) >= 0 {
				return
			}
			if !yield(clone(items[at]), nil) {
				return
			}
			if at++; at == len(items) {
				li, at = li+1, 0
			}
		}
	}
}

func (t *tx) ScanBack(from, to []byte) iter.Seq2[kv.Item, error] {
	return func(yield func(kv.Item, error) bool) {
		state := t.state()
		li, at := len(state.leaves), 0
		if to != nil {
			li, at, _ = state.seek(to)
		}
		for n := 0; ; n++ {
			if err := t.mayGoOn(n); err != nil {
				yield(kv.Item{}, err)
				return
			}
			if at == 0 {
				if li--; li < 0 {
					return
				}
				at = len(state.leaves[li].items)
			}
			at--
			it := state.leaves[li].items[at]
			if bytes.Compare(it.Key, from) < 0 {
				return
			}
			if !yield(clone(it), nil) {
				return
			}
		}
	}
}

// state is what a scan that begins now goes over.
func (t *tx) state() tree {
	if t.writable && !t.done.Load() {
		return t.tree.share()
	}
	return t.tree
}

func (t *tx) mayGoOn(n int) error {
	if t.done.Load() {
		return kv.ErrClosed
	}
	if n%ctxEvery == 0 {
		return t.ctx.Err()
	}
	return nil
}

// clone copies an item in one allocation. The capacities keep an append to the
// key off the value.
func clone(it kv.Item) kv.Item {
	n := len(it.Key)
	b := make([]byte, n+len(it.Value))
	copy(b, it.Key)
	copy(b[n:], it.Value)
	return kv.Item{Key: b[:n:n], Value: b[n:]}
}
