package boltkv

import (
	"bytes"
	"iter"
	"runtime/debug"
	"slices"

	"csp/store/kv"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// ctxEvery is how many items a scan yields between two looks at its context.
const ctxEvery = 256

// scan walks one range, either way. A write moves the pages under a cursor, so
// before the first write the rest of the range is read into memory: the scan
// yields the range as it was when it began.
type scan struct {
	tx       *tx
	cursor   *bolt.Cursor
	from, to []byte
	back     bool
	begun    bool
	drained  bool
	rest     []kv.Item
}

func (t *tx) Scan(from, to []byte) iter.Seq2[kv.Item, error] {
	return t.scan(from, to, false)
}

func (t *tx) ScanBack(from, to []byte) iter.Seq2[kv.Item, error] {
	return t.scan(from, to, true)
}

func (t *tx) scan(from, to []byte, back bool) iter.Seq2[kv.Item, error] {
	return func(yield func(kv.Item, error) bool) {
		if t.done.Load() {
			yield(kv.Item{}, kv.ErrClosed)
			return
		}
		// A sequence may be pulled from a goroutine of its own.
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		s := &scan{tx: t, cursor: t.data.Cursor(), from: from, to: to, back: back}
		if t.writable {
			t.scans = append(t.scans, s)
			defer func() {
				t.scans = slices.DeleteFunc(t.scans, func(o *scan) bool { return o == s })
			}()
		}
		for n := 0; ; n++ {
			if err := t.mayGoOn(n); err != nil {
				yield(kv.Item{}, err)
				return
			}
			t.inside = true
			it, ok := s.next()
			t.inside = false
			if !ok || !yield(it, nil) {
				return
			}
		}
	}
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

// next returns the next item in memory that is the caller's, or false.
func (s *scan) next() (kv.Item, bool) {
	if s.drained {
		if len(s.rest) == 0 {
			return kv.Item{}, false
		}
		it := s.rest[0]
		s.rest = s.rest[1:]
		return it, true
	}
	k, v := s.step()
	if k == nil {
		return kv.Item{}, false
	}
	if s.back {
		if bytes.Compare(k, s.from) < 0 {
			return kv.Item{}, false
		}
	} else if s.to != nil && bytes.Compare(k, s.to) >= 0 {
		return kv.Item{}, false
	}
	if v == nil {
		s.tx.mustBeKey(berrors.ErrIncompatibleValue)
	}
	s.tx.mustFit(len(k) + len(v))
	return clone(k, v), true
}

// step moves the cursor; the bytes are bbolt's.
func (s *scan) step() (k, v []byte) {
	if s.begun {
		if s.back {
			return s.cursor.Prev()
		}
		return s.cursor.Next()
	}
	s.begun = true
	switch {
	case !s.back:
		return s.cursor.Seek(s.from)
	case s.to == nil:
		return s.cursor.Last()
	}
	if k, _ := s.cursor.Seek(s.to); k == nil {
		return s.cursor.Last()
	}
	return s.cursor.Prev()
}

func (s *scan) drain() {
	var rest []kv.Item
	for it, ok := s.next(); ok; it, ok = s.next() {
		rest = append(rest, it)
	}
	s.rest, s.drained = rest, true
}

// clone copies an item in one allocation. The capacities keep an append to the
// key off the value.
func clone(k, v []byte) kv.Item {
	n := len(k)
	b := make([]byte, n+len(v))
	copy(b, k)
	copy(b[n:], v)
	return kv.Item{Key: b[:n:n], Value: b[n:]}
}
