package store_test

import (
	"bytes"
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	. "csp/store"
	"csp/store/kv/boltkv"
	"csp/store/kv/memkv"
)

// bolt is a store on a file, in which nothing is synced.
func bolt(tb testing.TB) *Store {
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
	s, err := Open(tb.Context(), e)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// register puts a tenth of n partnerships with their chairs, and actions for
// the rest.
func register(tx *Tx, n int) error {
	for i := range n {
		var err error
		id := fmt.Sprintf("p%d", i/10)
		switch i % 10 {
		case 0:
			_, err = Partnerships.Put(tx, partnership(i))
		case 1:
			_, err = People.Put(tx, Person{Meta: Meta{ID: "person-" + id}, Name: fmt.Sprintf("Alex Marsh %d", i), Title: "Chief Superintendent", Email: "a.marsh@example.org"})
		case 2:
			_, err = Roles.Put(tx, Role{Meta: Meta{ID: "chair-" + id}, Person: "person-" + id, Role: "chair", Partnership: id, From: Date{2025, 5, 0}})
		default:
			_, err = Actions.Put(tx, Action{
				Meta: Meta{ID: fmt.Sprintf("a%d", i), Source: "Board minutes"}, Partnership: id, Owner: "person-" + id,
				Text: fmt.Sprintf("Circulate the workplan number %d to every member of the board", i), Status: "open",
				Due: Due{Date: Date{2027, 1, 15}}, Raised: Date{2026, 12, 8}, Ref: MakeRef("EAS", 2000+i%50, i/50+1),
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func partnership(i int) Partnership {
	return Partnership{
		Meta: Meta{ID: fmt.Sprintf("p%d", i/10), Source: "https://example.org/csp", AsAt: Date{2026, 5, 0}, Checked: Date{2026, 9, 1}},
		Name: fmt.Sprintf("Eastborough %d Community Safety Partnership", i), Aliases: []string{fmt.Sprintf("east %d", i)},
		Area: fmt.Sprintf("Eastborough %d", i), Channel: "C0EAST", YearEnd: "03-31", Quorum: 3,
		Background: "Set up in 1998; covers one borough and meets four times a year.",
		Links:      []Link{{Title: "Partnership page", URL: "https://example.org/csp"}},
	}
}

var records = flag.Int("records", 100_000, "how many records the benchmarks hold")

func size(b *testing.B) int {
	if testing.Short() {
		return 1_000
	}
	return *records
}

func BenchmarkPut(b *testing.B) {
	n := size(b)
	for b.Loop() {
		s := bolt(b)
		change(b, s, func(tx *Tx) error { return register(tx, n) })
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-of-system")
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/record")
}

// cpu reports the processor time that an operation takes, which says more
// than the clock does on a machine with other work.
func cpu(b *testing.B) func() {
	used := func() int64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return u.Utime.Nano() + u.Stime.Nano()
	}
	before := used()
	return func() { b.ReportMetric(float64(used()-before)/float64(b.N), "cpu-ns/op") }
}

func BenchmarkGet(b *testing.B) {
	s, err := Open(b.Context(), memkv.New())
	if err != nil {
		b.Fatal(err)
	}
	change(b, s, func(tx *Tx) error { return register(tx, 100) })
	b.ReportAllocs()
	defer cpu(b)()
	view(b, s, func(tx *Tx) error {
		for b.Loop() {
			if _, err := Partnerships.Get(tx, "p4"); err != nil {
				return err
			}
		}
		return nil
	})
}

func BenchmarkScanWords(b *testing.B) {
	n := size(b)
	s := bolt(b)
	change(b, s, func(tx *Tx) error { return register(tx, n) })
	b.ReportAllocs()
	defer cpu(b)()
	for b.Loop() {
		hits := 0
		view(b, s, func(tx *Tx) error {
			return tx.ScanWords("", func(w Words) bool {
				if bytes.Contains(w.Text, []byte(" workplan")) {
					hits++
				}
				return true
			})
		})
		if hits == 0 {
			b.Fatal("nothing found")
		}
	}
}

func BenchmarkNamed(b *testing.B) {
	n := size(b)
	s := bolt(b)
	change(b, s, func(tx *Tx) error { return register(tx, n) })
	for _, query := range []string{"eastborough 90", "partnership", "nobody"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			defer cpu(b)()
			for b.Loop() {
				view(b, s, func(tx *Tx) error {
					hits := 0
					for _, err := range tx.Named(query) {
						if hits++; err != nil || hits == 10 {
							return err
						}
					}
					return nil
				})
			}
		})
	}
}

// BenchmarkOpen opens the file of a large store.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "csp.db")
	open := func() (*Store, *boltkv.Engine) {
		e, err := boltkv.Open(path, boltkv.Options{UnsafeNoSync: true})
		if err != nil {
			b.Fatal(err)
		}
		s, err := Open(b.Context(), e)
		if err != nil {
			b.Fatal(err)
		}
		return s, e
	}
	s, e := open()
	n := size(b)
	change(b, s, func(tx *Tx) error { return register(tx, n) })
	for b.Loop() {
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
		_, e = open()
	}
	if err := e.Close(); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkCheck(b *testing.B) {
	n := size(b)
	s := bolt(b)
	change(b, s, func(tx *Tx) error { return register(tx, n) })
	for b.Loop() {
		if found, err := s.Check(b.Context()); err != nil || len(found) > 0 {
			b.Fatal(found, err)
		}
	}
}
