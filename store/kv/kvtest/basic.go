package kvtest

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"

	"csp/store/kv"
)

var basicChecks = []Check{
	{"a missing key is not found", missingKey},
	{"an update reads its own writes", ownWrites},
	{"an empty key is an error", emptyKey},
	{"an empty value is a value", emptyValue},
	{"a failed update leaves nothing", failedUpdate},
	{"a panicking update leaves nothing", panickingUpdate},
	{"an update whose goroutine ends leaves nothing", endedGoroutine},
	{"a cancelled update leaves nothing", cancelledUpdate},
	{"a cancelled context starts nothing", cancelledStart},
}

func missingKey(tb testing.TB, e kv.Engine) {
	fill(tb, e, "b")
	view(tb, e, func(r kv.Reader) error {
		for _, k := range []string{"a", "b\x00", "c"} {
			if val, err := r.Get([]byte(k)); !errors.Is(err, kv.ErrNotFound) {
				tb.Errorf("Get(%q) = %q, %v; want ErrNotFound", k, val, err)
			}
		}
		return nil
	})
	update(tb, e, func(w kv.Writer) error {
		if err := w.Delete([]byte("a")); err != nil {
			tb.Errorf("deleting a missing key: %v", err)
		}
		return nil
	})
	wantState(tb, e, "b")
}

func ownWrites(tb testing.TB, e kv.Engine) {
	fill(tb, e, "gone", "kept")
	update(tb, e, func(w kv.Writer) error {
		large := make([]byte, 200_000)
		if err := w.Put([]byte("large"), large); err != nil {
			return err
		}
		if val, err := w.Get([]byte("large")); err != nil || len(val) != len(large) {
			tb.Errorf("Get of a large value just put = %d bytes, %v; want %d", len(val), err, len(large))
		}
		return w.Delete([]byte("large"))
	})
	update(tb, e, func(w kv.Writer) error {
		if err := errors.Join(putAll(w, "new"), w.Put([]byte("kept"), []byte("changed")), w.Delete([]byte("gone"))); err != nil {
			return err
		}
		if val, err := w.Get([]byte("new")); err != nil || string(val) != "value of new" {
			tb.Errorf("Get of a key just put = %q, %v", val, err)
		}
		if val, err := w.Get([]byte("kept")); err != nil || string(val) != "changed" {
			tb.Errorf("Get of a key just changed = %q, %v", val, err)
		}
		if val, err := w.Get([]byte("gone")); !errors.Is(err, kv.ErrNotFound) {
			tb.Errorf("Get of a key just deleted = %q, %v", val, err)
		}
		for _, back := range []bool{false, true} {
			want := "[kept new]"
			if back {
				want = "[new kept]"
			}
			wantKeys(tb, w, nil, nil, back, want)
		}
		return putAll(w, "kept")
	})
	wantState(tb, e, "kept", "new")
}

func emptyKey(tb testing.TB, e kv.Engine) {
	for _, key := range [][]byte{nil, {}} {
		update(tb, e, func(w kv.Writer) error {
			if _, err := w.Get(key); !errors.Is(err, kv.ErrEmptyKey) {
				tb.Errorf("Get of the empty key: %v, want ErrEmptyKey", err)
			}
			if err := w.Put(key, []byte("x")); !errors.Is(err, kv.ErrEmptyKey) {
				tb.Errorf("Put of the empty key: %v, want ErrEmptyKey", err)
			}
			if err := w.Delete(key); !errors.Is(err, kv.ErrEmptyKey) {
				tb.Errorf("Delete of the empty key: %v, want ErrEmptyKey", err)
			}
			return nil
		})
	}
	wantState(tb, e)
}

func emptyValue(tb testing.TB, e kv.Engine) {
	update(tb, e, func(w kv.Writer) error {
		return errors.Join(w.Put([]byte("nil"), nil), w.Put([]byte("none"), []byte{}))
	})
	view(tb, e, func(r kv.Reader) error {
		for _, k := range []string{"nil", "none"} {
			if val, err := r.Get([]byte(k)); err != nil || len(val) != 0 {
				tb.Errorf("Get of an empty value = %q, %v; want empty, nil", val, err)
			}
		}
		wantKeys(tb, r, nil, nil, false, "[nil none]")
		return nil
	})
}

// spoil makes every kind of change that the checks below want undone.
func spoil(w kv.Writer) error {
	return errors.Join(putAll(w, "new"), w.Put([]byte("kept"), []byte("spoilt")), w.Delete([]byte("also kept")))
}

func failedUpdate(tb testing.TB, e kv.Engine) {
	fill(tb, e, "also kept", "kept")
	err := e.Update(tb.Context(), func(w kv.Writer) error { return errors.Join(spoil(w), errStop) })
	if !errors.Is(err, errStop) {
		tb.Errorf("Update answers %v, want the function's own error", err)
	}
	wantState(tb, e, "also kept", "kept")
	fill(tb, e, "next")
	wantState(tb, e, "also kept", "kept", "next")
}

func panickingUpdate(tb testing.TB, e kv.Engine) {
	fill(tb, e, "also kept", "kept")
	func() {
		defer func() {
			if got := recover(); got != errStop {
				tb.Errorf("the panic comes out as %v, want what went in", got)
			}
		}()
		err := e.Update(tb.Context(), func(w kv.Writer) error {
			if err := spoil(w); err != nil {
				return err
			}
			panic(errStop)
		})
		tb.Errorf("Update answers %v after a panic", err)
	}()
	wantState(tb, e, "also kept", "kept")
	fill(tb, e, "next")
	wantState(tb, e, "also kept", "kept", "next")
}

func endedGoroutine(tb testing.TB, e kv.Engine) {
	fill(tb, e, "also kept", "kept")
	var wg sync.WaitGroup
	var err error
	wg.Go(func() {
		err = errors.New("nothing was returned")
		err = e.Update(tb.Context(), func(w kv.Writer) error {
			if err := spoil(w); err != nil {
				return err
			}
			runtime.Goexit()
			return nil
		})
	})
	wg.Wait()
	if err == nil {
		tb.Error("Update succeeds although its function never returned")
	}
	wantState(tb, e, "also kept", "kept")
	fill(tb, e, "next")
	wantState(tb, e, "also kept", "kept", "next")
}

func cancelledUpdate(tb testing.TB, e kv.Engine) {
	fill(tb, e, "also kept", "kept")
	ctx, cancel := context.WithCancel(tb.Context())
	err := e.Update(ctx, func(w kv.Writer) error {
		err := spoil(w)
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		tb.Errorf("a cancelled Update answers %v, want context.Canceled", err)
	}
	wantState(tb, e, "also kept", "kept")
}

func cancelledStart(tb testing.TB, e kv.Engine) {
	ctx, cancel := context.WithCancel(tb.Context())
	cancel()
	ran := false
	err := e.Update(ctx, func(w kv.Writer) error { ran = true; return putAll(w, "new") })
	if ran || !errors.Is(err, context.Canceled) {
		tb.Errorf("Update under a cancelled context: ran %v, %v; want context.Canceled", ran, err)
	}
	ran = false
	err = e.View(ctx, func(kv.Reader) error { ran = true; return nil })
	if ran || !errors.Is(err, context.Canceled) {
		tb.Errorf("View under a cancelled context: ran %v, %v; want context.Canceled", ran, err)
	}
	wantState(tb, e)
}
