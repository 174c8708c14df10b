package kvtest

import (
	"errors"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"csp/store/kv"
)

var endChecks = []Check{
	{"a transaction that has ended is closed", useAfterEnd},
	{"a view cannot write", viewCannotWrite},
	{"a view's error comes back", viewError},
	{"a closed engine is closed", closed},
	{"close waits for what runs", closeWaits},
}

func useAfterEnd(tb testing.TB, e kv.Engine) {
	fill(tb, e, "a", "b")
	var r kv.Reader
	var w kv.Writer
	view(tb, e, func(in kv.Reader) error { r = in; return nil })
	update(tb, e, func(in kv.Writer) error { w = in; return nil })
	for name, r := range map[string]kv.Reader{"View": r, "Update": w} {
		if val, err := r.Get([]byte("a")); !errors.Is(err, kv.ErrClosed) {
			tb.Errorf("Get after the %s = %q, %v; want ErrClosed", name, val, err)
		}
		for _, back := range []bool{false, true} {
			if keys, err := keysOf(r, nil, nil, back); !errors.Is(err, kv.ErrClosed) {
				tb.Errorf("scan after the %s = %q, %v; want ErrClosed", name, keys, err)
			}
		}
	}
	if err := w.Put([]byte("c"), nil); !errors.Is(err, kv.ErrClosed) {
		tb.Errorf("Put after the Update: %v, want ErrClosed", err)
	}
	if err := w.Delete([]byte("a")); !errors.Is(err, kv.ErrClosed) {
		tb.Errorf("Delete after the Update: %v, want ErrClosed", err)
	}
	wantState(tb, e, "a", "b")

	var next func() (kv.Item, error, bool)
	var stop func()
	view(tb, e, func(r kv.Reader) error {
		next, stop = iter.Pull2(r.Scan(nil, nil))
		_, err, _ := next()
		return err
	})
	defer stop()
	if it, err, ok := next(); !ok || !errors.Is(err, kv.ErrClosed) {
		tb.Errorf("a scan carried out of its View goes on with %q, %v, %v; want ErrClosed", it.Key, err, ok)
	}
}

func viewCannotWrite(tb testing.TB, e kv.Engine) {
	fill(tb, e, "a")
	view(tb, e, func(r kv.Reader) error {
		w, ok := r.(kv.Writer)
		if !ok {
			return nil
		}
		if err := w.Put([]byte("b"), nil); !errors.Is(err, kv.ErrReadOnly) {
			tb.Errorf("Put in a View: %v, want ErrReadOnly", err)
		}
		if err := w.Delete([]byte("a")); !errors.Is(err, kv.ErrReadOnly) {
			tb.Errorf("Delete in a View: %v, want ErrReadOnly", err)
		}
		return nil
	})
	wantState(tb, e, "a")
}

func viewError(tb testing.TB, e kv.Engine) {
	if err := e.View(tb.Context(), func(kv.Reader) error { return errStop }); !errors.Is(err, errStop) {
		tb.Errorf("View answers %v, want the function's own error", err)
	}
	defer func() {
		if got := recover(); got != errStop {
			tb.Errorf("the panic comes out as %v, want what went in", got)
		}
		fill(tb, e, "next")
	}()
	_ = e.View(tb.Context(), func(kv.Reader) error { panic(errStop) })
	tb.Error("View returns after a panic")
}

func closed(tb testing.TB, e kv.Engine) {
	fill(tb, e, "a")
	for range 2 {
		if err := e.Close(); err != nil {
			tb.Errorf("Close: %v", err)
		}
		ran := false
		if err := e.View(tb.Context(), func(kv.Reader) error { ran = true; return nil }); ran || !errors.Is(err, kv.ErrClosed) {
			tb.Errorf("View after Close: ran %v, %v; want ErrClosed", ran, err)
		}
		if err := e.Update(tb.Context(), func(kv.Writer) error { ran = true; return nil }); ran || !errors.Is(err, kv.ErrClosed) {
			tb.Errorf("Update after Close: ran %v, %v; want ErrClosed", ran, err)
		}
	}
}

func closeWaits(tb testing.TB, e kv.Engine) {
	fill(tb, e, "a")
	var begun, ended sync.WaitGroup
	closing := make(chan struct{})
	var running atomic.Int32
	// What runs when Close is called must come to its end undisturbed.
	busy := func(r kv.Reader) error {
		running.Add(1)
		defer running.Add(-1)
		begun.Done()
		<-closing
		for range 200 {
			runtime.Gosched()
			if _, err := r.Get([]byte("a")); err != nil {
				return err
			}
		}
		return nil
	}
	begun.Add(2)
	ended.Go(func() {
		if err := e.View(tb.Context(), busy); err != nil {
			tb.Errorf("a View during Close: %v", err)
		}
	})
	ended.Go(func() {
		first := true
		err := e.Update(tb.Context(), func(w kv.Writer) error {
			// A second run finds the engine closing and needs no signal.
			if !first {
				return nil
			}
			first = false
			return busy(w)
		})
		if err != nil && !errors.Is(err, kv.ErrClosed) {
			tb.Errorf("an Update during Close: %v", err)
		}
	})
	begun.Wait()
	close(closing)
	if err := e.Close(); err != nil {
		tb.Errorf("Close: %v", err)
	}
	if n := running.Load(); n != 0 {
		tb.Errorf("Close returned while %d transactions were running", n)
	}
	ended.Wait()
}
