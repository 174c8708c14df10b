package kvtest

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"testing"

	"csp/store/kv"
)

var bytesChecks = []Check{
	{"bytes that come out belong to the caller", bytesOut},
	{"bytes that go in are copied", bytesIn},
	{"bytes outlive their transaction", bytesStay},
}

// scribble writes over the bytes and over what an append could reach.
func scribble(b []byte) {
	for i := range b {
		b[i] = '#'
	}
	_ = append(b, "####"...)
}

func bytesOut(tb testing.TB, e kv.Engine) {
	keys := []string{"a", "b", "c"}
	fill(tb, e, keys...)
	spoilAll := func(r kv.Reader) error {
		for range 2 {
			val, err := r.Get([]byte("b"))
			if err != nil || string(val) != "value of b" {
				tb.Errorf("Get = %q, %v after the bytes of an earlier Get were changed", val, err)
			}
			scribble(val)
		}
		for _, seq := range []func(from, to []byte) iter.Seq2[kv.Item, error]{r.Scan, r.ScanBack} {
			for it, err := range seq(nil, nil) {
				if err != nil {
					return err
				}
				want := "value of " + string(it.Key)
				scribble(it.Key)
				if string(it.Value) != want {
					tb.Errorf("changing an item's key makes its value %q, want %q", it.Value, want)
				}
				scribble(it.Value)
			}
		}
		return nil
	}
	view(tb, e, spoilAll)
	wantState(tb, e, keys...)
	update(tb, e, func(w kv.Writer) error {
		// What this transaction wrote itself may be kept elsewhere.
		if err := putAll(w, keys...); err != nil {
			return err
		}
		return spoilAll(w)
	})
	wantState(tb, e, keys...)
}

func bytesIn(tb testing.TB, e kv.Engine) {
	update(tb, e, func(w kv.Writer) error {
		for _, k := range []string{"a", "b"} {
			key, val := []byte(k), []byte("value of "+k)
			err := w.Put(key, val)
			scribble(key)
			scribble(val)
			if err != nil {
				return err
			}
		}
		wantKeys(tb, w, nil, nil, false, "[a b]")
		key := []byte("a")
		err := w.Delete(key)
		scribble(key)
		return errors.Join(err, putAll(w, "c"))
	})
	wantState(tb, e, "b", "c")
}

func bytesStay(tb testing.TB, e kv.Engine) {
	const n = 200
	update(tb, e, func(w kv.Writer) error {
		for i := range n {
			if err := putAll(w, fmt.Sprintf("%03d", i)); err != nil {
				return err
			}
		}
		return nil
	})
	var kept []kv.Item
	view(tb, e, func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			val, err := r.Get(it.Key)
			if err != nil {
				return err
			}
			kept = append(kept, it, kv.Item{Key: it.Key, Value: val})
		}
		return nil
	})
	// Several rounds, so that an engine which reuses memory gets to it.
	for range 4 {
		update(tb, e, func(w kv.Writer) error {
			for i := range n {
				if err := w.Put(fmt.Appendf(nil, "%03d", i), bytes.Repeat([]byte("#"), 20)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if len(kept) != 2*n {
		tb.Fatalf("kept %d items, want %d", len(kept), 2*n)
	}
	for _, it := range kept {
		if string(it.Value) != "value of "+string(it.Key) {
			tb.Fatalf("later writes made the kept value of %q into %q", it.Key, it.Value)
		}
	}
}
