package kvtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"csp/store/kv"
)

var rangeChecks = []Check{
	{"a range is half-open", halfOpen},
	{"a loop may stop early and a scan may be run again", scanAgain},
	{"a scan goes over what was there when its loop began", scanWhileWriting},
	{"a scan ends when its context is cancelled", scanCancelled},
	{"many items stay in order", manyItems},
}

// wantKeys fails the check unless the range holds these keys in this order.
func wantKeys(tb testing.TB, r kv.Reader, from, to []byte, back bool, want string) {
	tb.Helper()
	got, err := keysOf(r, from, to, back)
	if err != nil || fmt.Sprint(got) != want {
		tb.Errorf("scan from %q to %q (last first: %v) = %q, %v; want %s", from, to, back, got, err, want)
	}
}

func halfOpen(tb testing.TB, e kv.Engine) {
	view(tb, e, func(r kv.Reader) error {
		wantKeys(tb, r, nil, nil, false, "[]")
		wantKeys(tb, r, nil, nil, true, "[]")
		wantKeys(tb, r, nil, []byte("x"), true, "[]")
		return nil
	})
	keys := []string{"\x00", "a", "a\x00", "ab", "b", "c", "\xff", "\xff\xff"}
	bounds := []string{"", "\x00", "\x00\x00", "a", "a\x00", "aa", "ab", "b", "b\x00", "bz", "c", "d", "\xff", "\xff\xff", "\xff\xff\xff"}
	fill(tb, e, keys...)
	both := func(r kv.Reader, from, to []byte, keep func(k string) bool) {
		var want []string
		for _, k := range keys {
			if keep(k) {
				want = append(want, k)
			}
		}
		wantKeys(tb, r, from, to, false, fmt.Sprint(want))
		slices.Reverse(want)
		wantKeys(tb, r, from, to, true, fmt.Sprint(want))
	}
	all := func(r kv.Reader) error {
		both(r, nil, nil, func(string) bool { return true })
		for _, from := range bounds {
			both(r, []byte(from), nil, func(k string) bool { return from <= k })
			both(r, nil, []byte(from), func(k string) bool { return k < from })
			for _, to := range bounds {
				both(r, []byte(from), []byte(to), func(k string) bool { return from <= k && k < to })
			}
		}
		return nil
	}
	view(tb, e, all)
	update(tb, e, func(w kv.Writer) error { return all(w) })
}

func scanAgain(tb testing.TB, e kv.Engine) {
	fill(tb, e, "a", "b", "c")
	view(tb, e, func(r kv.Reader) error {
		for _, back := range []bool{false, true} {
			seq, want := r.Scan(nil, nil), "a"
			if back {
				seq, want = r.ScanBack(nil, nil), "c"
			}
			for range 2 {
				var got []string
				for it, err := range seq {
					if err != nil {
						return err
					}
					got = append(got, string(it.Key))
					break
				}
				if fmt.Sprint(got) != "["+want+"]" {
					tb.Errorf("a loop that stops at the first item saw %q, want %s", got, want)
				}
			}
		}
		return nil
	})
}

func scanWhileWriting(tb testing.TB, e kv.Engine) {
	for _, back := range []bool{false, true} {
		update(tb, e, func(w kv.Writer) error {
			if err := errors.Join(deleteAll(w, "0", "a+", "b+", "zz"), putAll(w, "a", "b", "c")); err != nil {
				return err
			}
			seq, want := w.Scan(nil, nil), []string{"a", "b", "c"}
			if back {
				seq = w.ScanBack(nil, nil)
				slices.Reverse(want)
			}
			var got []string
			for it, err := range seq {
				if err != nil {
					return err
				}
				if string(it.Value) != "value of "+string(it.Key) {
					tb.Errorf("a loop that writes sees its own %q under %q", it.Value, it.Key)
				}
				if got = append(got, string(it.Key)); len(got) > 1 {
					continue
				}
				err = errors.Join(
					putAll(w, "0", "a+", "b+", "zz"), deleteAll(w, "b"),
					w.Put([]byte("a"), []byte("changed")), w.Put([]byte("c"), []byte("changed")))
				if err != nil {
					return err
				}
				wantKeys(tb, w, nil, nil, back, map[bool]string{false: "[0 a a+ b+ c zz]", true: "[zz c b+ a+ a 0]"}[back])
			}
			if !slices.Equal(got, want) {
				tb.Errorf("a loop that writes sees %q, want %q", got, want)
			}
			return putAll(w, "a", "c")
		})
		wantState(tb, e, "0", "a", "a+", "b+", "c", "zz")
	}
}

func scanCancelled(tb testing.TB, e kv.Engine) {
	const n = 2000
	update(tb, e, func(w kv.Writer) error {
		for i := range n {
			if err := putAll(w, fmt.Sprintf("%04d", i)); err != nil {
				return err
			}
		}
		return nil
	})
	for _, back := range []bool{false, true} {
		ctx, cancel := context.WithCancel(tb.Context())
		seen := 0
		err := e.View(ctx, func(r kv.Reader) error {
			seq := r.Scan(nil, nil)
			if back {
				seq = r.ScanBack(nil, nil)
			}
			for _, err := range seq {
				if err != nil {
					return err
				}
				seen++
				cancel()
			}
			return nil
		})
		cancel()
		if !errors.Is(err, context.Canceled) || seen >= n {
			tb.Errorf("a cancelled scan saw %d of %d items and answers %v", seen, n, err)
		}
	}
}

func manyItems(tb testing.TB, e kv.Engine) {
	const n = 3000
	key := func(i int) string { return fmt.Sprintf("key %05d", i) }
	// 7919 is prime: the keys arrive out of order and each once.
	update(tb, e, func(w kv.Writer) error {
		for i := range n {
			if err := putAll(w, key(i*7919%n)); err != nil {
				return err
			}
		}
		return w.Put([]byte("large"), make([]byte, 300_000))
	})
	update(tb, e, func(w kv.Writer) error {
		for i := range n {
			if i%10 != 0 {
				if err := deleteAll(w, key(i)); err != nil {
					return err
				}
			}
		}
		val, err := w.Get([]byte("large"))
		if err != nil || len(val) != 300_000 {
			tb.Errorf("a large value comes back with %d bytes, %v", len(val), err)
		}
		return deleteAll(w, "large")
	})
	var want []string
	for i := 0; i < n; i += 10 {
		want = append(want, key(i))
	}
	wantState(tb, e, want...)
}
