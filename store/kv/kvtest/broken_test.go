package kvtest

import (
	"context"
	"errors"
	"iter"
	"sync"

	"csp/store/kv"
	"csp/store/kv/memkv"
)

// broken is a sound engine with one fault put in: each function, where set,
// stands in for the engine's own.
type broken struct {
	kv.Engine
	update func(ctx context.Context, fn func(kv.Writer) error) error
	reader func(kv.Reader) kv.Reader
	writer func(kv.Writer) kv.Writer
}

func (b broken) View(ctx context.Context, fn func(kv.Reader) error) error {
	return b.Engine.View(ctx, func(r kv.Reader) error {
		if b.reader != nil {
			r = b.reader(r)
		}
		return fn(r)
	})
}

func (b broken) Update(ctx context.Context, fn func(kv.Writer) error) error {
	update := b.update
	if update == nil {
		update = b.Engine.Update
	}
	return update(ctx, func(w kv.Writer) error {
		if b.writer != nil {
			w = b.writer(w)
		}
		return fn(w)
	})
}

// odd is a writer, or a reader, with some of its methods replaced.
type odd struct {
	kv.Writer
	get            func(key []byte) ([]byte, error)
	put            func(key, val []byte) error
	del            func(key []byte) error
	scan, scanBack func(from, to []byte) iter.Seq2[kv.Item, error]
}

func (o odd) Get(key []byte) ([]byte, error) {
	if o.get != nil {
		return o.get(key)
	}
	return o.Writer.Get(key)
}

func (o odd) Put(key, val []byte) error {
	if o.put != nil {
		return o.put(key, val)
	}
	return o.Writer.Put(key, val)
}

func (o odd) Delete(key []byte) error {
	if o.del != nil {
		return o.del(key)
	}
	return o.Writer.Delete(key)
}

func (o odd) Scan(from, to []byte) iter.Seq2[kv.Item, error] {
	if o.scan != nil {
		return o.scan(from, to)
	}
	return o.Writer.Scan(from, to)
}

func (o odd) ScanBack(from, to []byte) iter.Seq2[kv.Item, error] {
	if o.scanBack != nil {
		return o.scanBack(from, to)
	}
	return o.Writer.ScanBack(from, to)
}

// sharesBytes hands the same bytes to everybody who asks for the same value.
func sharesBytes() kv.Engine {
	var mu sync.Mutex
	handed := map[string][]byte{}
	share := func(r kv.Reader) odd {
		return odd{Writer: r.(kv.Writer), get: func(key []byte) ([]byte, error) {
			val, err := r.Get(key)
			mu.Lock()
			defer mu.Unlock()
			if old, ok := handed[string(val)]; ok && err == nil {
				return old, nil
			}
			handed[string(val)] = val
			return val, err
		}}
	}
	return broken{
		Engine: memkv.New(),
		reader: func(r kv.Reader) kv.Reader { return share(r) },
		writer: func(w kv.Writer) kv.Writer { return share(w) },
	}
}

// keepsValues holds on to the bytes that it is given until the commit.
func keepsValues() kv.Engine {
	e := memkv.New()
	return broken{Engine: e, update: func(ctx context.Context, fn func(kv.Writer) error) error {
		return e.Update(ctx, func(w kv.Writer) error {
			held := map[string][]byte{}
			err := fn(odd{Writer: w, put: func(key, val []byte) error {
				held[string(key)] = val
				return w.Put(key, val)
			}})
			for k, v := range held {
				if _, gone := w.Get([]byte(k)); gone == nil {
					err = errors.Join(err, w.Put([]byte(k), v))
				}
			}
			return err
		})
	}}
}

// losesRollback commits although the function failed.
func losesRollback() kv.Engine {
	e := memkv.New()
	return broken{Engine: e, update: func(ctx context.Context, fn func(kv.Writer) error) (err error) {
		return errors.Join(e.Update(ctx, func(w kv.Writer) error { err = fn(w); return nil }), err)
	}}
}

// losesPanic commits what a function wrote before it panicked.
func losesPanic() kv.Engine {
	e := memkv.New()
	return broken{Engine: e, update: func(ctx context.Context, fn func(kv.Writer) error) error {
		var p any
		err := e.Update(ctx, func(w kv.Writer) error {
			defer func() { p = recover() }()
			return fn(w)
		})
		if p != nil {
			panic(p)
		}
		return err
	}}
}

// ignoresContext never looks at its context.
func ignoresContext() kv.Engine {
	e := memkv.New()
	return broken{Engine: e, update: func(ctx context.Context, fn func(kv.Writer) error) error {
		return e.Update(context.WithoutCancel(ctx), fn)
	}}
}

// closedRange takes the upper bound for part of the range.
func closedRange() kv.Engine {
	wide := func(r kv.Reader) odd {
		return odd{Writer: r.(kv.Writer), scan: func(from, to []byte) iter.Seq2[kv.Item, error] {
			if to != nil {
				to = append(append([]byte{}, to...), 0)
			}
			return r.Scan(from, to)
		}}
	}
	return broken{
		Engine: memkv.New(),
		reader: func(r kv.Reader) kv.Reader { return wide(r) },
		writer: func(w kv.Writer) kv.Writer { return wide(w) },
	}
}
