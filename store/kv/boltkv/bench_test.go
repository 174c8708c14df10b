package boltkv_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"csp/store/kv"
	"csp/store/kv/boltkv"
)

// filled is a store of n items of about 120 bytes, in which nothing is synced.
func filled(tb testing.TB, n int) *boltkv.Engine {
	tb.Helper()
	e, err := boltkv.Open(filepath.Join(tb.TempDir(), "csp.db"), boltkv.Options{UnsafeNoSync: true})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := e.Close(); err != nil {
			tb.Error(err)
		}
	})
	err = e.Update(tb.Context(), func(w kv.Writer) error {
		for i := range n {
			if err := w.Put(kv.Key("partnership", i), fmt.Appendf(nil, "%0100d", i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func BenchmarkGet(b *testing.B) {
	e := filled(b, 100_000)
	key := kv.Key("partnership", 54_321)
	b.ReportAllocs()
	for b.Loop() {
		err := e.View(b.Context(), func(r kv.Reader) error {
			_, err := r.Get(key)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScan100k(b *testing.B) {
	e := filled(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := e.View(b.Context(), func(r kv.Reader) error {
			for _, err := range r.Scan(nil, nil) {
				if err != nil {
					return err
				}
				n++
			}
			return nil
		})
		if err != nil || n != 100_000 {
			b.Fatal(n, err)
		}
	}
}

func BenchmarkUpdate(b *testing.B) {
	e := filled(b, 100_000)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i = (i + 7919) % 100_000
		err := e.Update(b.Context(), func(w kv.Writer) error {
			return w.Put(kv.Key("partnership", i), []byte("changed"))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
