package kvtest

import (
	"bytes"
	"context"
	"iter"
	"sync"

	"csp/store/kv"
	"csp/store/kv/memkv"
)

// neverClosed lets a transaction be read after its end.
func neverClosed() kv.Engine {
	return broken{Engine: memkv.New(), reader: func(r kv.Reader) kv.Reader {
		snapshot := map[string]string{}
		for it, err := range r.Scan(nil, nil) {
			if err == nil {
				snapshot[string(it.Key)] = string(it.Value)
			}
		}
		return odd{Writer: r.(kv.Writer), get: func(key []byte) ([]byte, error) {
			val, err := r.Get(key)
			if old, ok := snapshot[string(key)]; ok && err != nil {
				return []byte(old), nil
			}
			return val, err
		}}
	}}
}

// neverCloses forgets to close.
func neverCloses() kv.Engine { return forgetful{memkv.New()} }

type forgetful struct{ kv.Engine }

func (forgetful) Close() error { return nil }

// liveScan lets a loop meet what it writes itself.
func liveScan() kv.Engine {
	return broken{Engine: memkv.New(), writer: func(w kv.Writer) kv.Writer {
		return odd{Writer: w, scan: func(from, to []byte) iter.Seq2[kv.Item, error] {
			return func(yield func(kv.Item, error) bool) {
				for {
					more := false
					for it, err := range w.Scan(from, to) {
						more = true
						from = append(bytes.Clone(it.Key), 0)
						if !yield(it, err) || err != nil {
							return
						}
						break
					}
					if !more {
						return
					}
				}
			}
		}}
	}}
}

// dirtyReads shows a write to everybody at once, and takes it back if the
// function fails.
func dirtyReads() kv.Engine {
	e := memkv.New()
	var turn sync.Mutex
	return broken{Engine: e, update: func(ctx context.Context, fn func(kv.Writer) error) error {
		turn.Lock()
		defer turn.Unlock()
		if err := ctx.Err(); err != nil {
			return err
		}
		before := memkv.New()
		if err := copyAll(before, e); err != nil {
			return err
		}
		return before.Update(ctx, func(w kv.Writer) error {
			both := func(do func(kv.Writer) error) error {
				if err := do(w); err != nil {
					return err
				}
				return e.Update(context.WithoutCancel(ctx), do)
			}
			err := fn(odd{
				Writer: w,
				put:    func(key, val []byte) error { return both(func(w kv.Writer) error { return w.Put(key, val) }) },
				del:    func(key []byte) error { return both(func(w kv.Writer) error { return w.Delete(key) }) },
			})
			if err != nil {
				// before's own transaction still shows the old state to others.
				_ = copyAll(e, before)
			}
			return err
		})
	}}
}

// noIsolation lets two Updates run at once, each over a copy, and writes what
// both wrote: nobody's reads are looked at again.
func noIsolation() kv.Engine {
	e := memkv.New()
	return broken{Engine: e, update: func(ctx context.Context, fn func(kv.Writer) error) error {
		scratch := memkv.New()
		if err := copyAll(scratch, e); err != nil {
			return err
		}
		var log []change
		err := scratch.Update(ctx, func(w kv.Writer) error {
			return fn(odd{
				Writer: w,
				put: func(key, val []byte) error {
					log = append(log, change{bytes.Clone(key), append([]byte{}, val...)})
					return w.Put(key, val)
				},
				del: func(key []byte) error {
					log = append(log, change{key: bytes.Clone(key)})
					return w.Delete(key)
				},
			})
		})
		if err != nil {
			return err
		}
		return e.Update(ctx, func(w kv.Writer) error {
			for _, c := range log {
				if err := apply(w, map[string]string{}, c); err != nil {
					return err
				}
			}
			return nil
		})
	}}
}

// copyAll makes dst hold what src holds.
func copyAll(dst, src kv.Engine) error {
	var items []kv.Item
	err := src.View(context.Background(), func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			items = append(items, it)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return dst.Update(context.Background(), func(w kv.Writer) error {
		for it, err := range w.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if err := w.Delete(it.Key); err != nil {
				return err
			}
		}
		for _, it := range items {
			if err := w.Put(it.Key, it.Value); err != nil {
				return err
			}
		}
		return nil
	})
}
