package boltkv

import (
	"testing"

	"csp/store/kv"
)

func filled(tb testing.TB, n int) *Engine {
	tb.Helper()
	e := open(tb, newPath(tb), unsynced)
	fill(tb, e, n)
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
