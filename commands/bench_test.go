package commands

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/boltkv"
)

// boltDesk is a desk over a file that holds northshire and, beside it, n
// partnerships more, or n records of which a tenth are partnerships.
func boltDesk(b *testing.B, n int, add func(tx *store.Tx, i int) error) *Desk {
	b.Helper()
	e, err := boltkv.Open(filepath.Join(b.TempDir(), "csp.db"), boltkv.Options{UnsafeNoSync: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := e.Close(); err != nil {
			b.Error(err)
		}
	})
	s, err := store.Open(b.Context(), e)
	if err != nil {
		b.Fatal(err)
	}
	change := func(fn func(tx *store.Tx) error) {
		if _, err := s.Change(b.Context(), store.Change{Actor: "console"}, fn); err != nil {
			b.Fatal(err)
		}
	}
	change(func(tx *store.Tx) error {
		for _, rec := range northshire(b) {
			if err := kindOf(rec).Save(tx, rec); err != nil {
				return err
			}
		}
		return nil
	})
	const batch = 5000
	for from := 0; from < n; from += batch {
		change(func(tx *store.Tx) error {
			for i := from; i < min(from+batch, n); i++ {
				if err := add(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return NewDesk(s, time.UTC)
}

func addPartnership(tx *store.Tx, i int) error {
	_, err := store.Partnerships.Put(tx, store.Partnership{
		Meta: store.Meta{ID: fmt.Sprintf("p%d", i), Source: "Invented"},
		Name: fmt.Sprintf("Borough %d Community Safety Partnership", i), Area: fmt.Sprintf("Borough %d", i),
	})
	return err
}

func addRecord(tx *store.Tx, i int) error {
	if i%10 == 0 {
		return addPartnership(tx, i/10)
	}
	_, err := store.Actions.Put(tx, store.Action{
		Meta: store.Meta{ID: fmt.Sprintf("x%d", i), Source: "Board minutes"}, Partnership: fmt.Sprintf("p%d", i/10),
		Text: fmt.Sprintf("Circulate the workplan number %d to every member of the board", i), Status: "open",
		Due: store.Due{Date: store.Date{Year: 2027, Month: 1, Day: 15}},
	})
	return err
}

// ask types a line again and again.
func askAgain(b *testing.B, d *Desk, who, line string, bad bool) {
	b.Helper()
	b.ReportAllocs()
	for b.Loop() {
		r, err := d.Do(context.Background(), Request{Actor: speakers[who], Text: line, Now: sundayMorning})
		if err != nil || r.Bad != bad {
			b.Fatalf("%v %s", err, r.Plain())
		}
	}
}

// A look-up costs the same with 10 partnerships as with 100,000.
func BenchmarkCard(b *testing.B) {
	for _, n := range []int{10, 100_000} {
		d := boltDesk(b, n, addPartnership)
		b.Run(fmt.Sprintf("%d partnerships", n), func(b *testing.B) { askAgain(b, d, "staff", "eastborough", false) })
		b.Run(fmt.Sprintf("%d partnerships, by a name", n), func(b *testing.B) { askAgain(b, d, "member", "ECSP", false) })
		b.Run(fmt.Sprintf("%d partnerships, mistyped", n), func(b *testing.B) { askAgain(b, d, "staff", "estboroug", true) })
		b.Run(fmt.Sprintf("%d partnerships, many match", n), func(b *testing.B) { askAgain(b, d, "staff", "community", true) })
		b.Run(fmt.Sprintf("%d partnerships, today", n), func(b *testing.B) { askAgain(b, d, "staff", "", false) })
		b.Run(fmt.Sprintf("%d partnerships, class", n), func(b *testing.B) {
			for b.Loop() {
				d.Class(context.Background(), speakers["member"])
			}
		})
	}
}

// A search over 10,000 records takes less than 5 ms, over 100,000 less than
// 50 ms.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		d := boltDesk(b, n, addRecord)
		for _, words := range []string{"search quayside", "search workplan", "search workplan number 77", "search zebra", "search is:overdue"} {
			for _, who := range []string{"staff", "member", "guest"} {
				b.Run(fmt.Sprintf("%d records, %s, %s", n, who, words), func(b *testing.B) { askAgain(b, d, who, words, false) })
			}
		}
	}
}

// The log of 50,000 actions is answered in well under half a second, open or
// closed, for those who read all of it and for those who do not.
func BenchmarkActionLog(b *testing.B) {
	const n = 50_000
	d := boltDesk(b, n, func(tx *store.Tx, i int) error {
		a := store.Action{
			Meta: store.Meta{ID: fmt.Sprintf("x%d", i)}, Partnership: "eastborough", Status: "open",
			Text: fmt.Sprintf("Circulate the workplan number %d to every member of the board", i),
			Due:  store.Due{Date: store.Date{Year: 2027, Month: 1, Day: 1 + i%28}},
		}
		if i%2 == 1 {
			a.Status, a.Closed = "done", store.Date{Year: 2026, Month: 3, Day: 1 + i%28}
		}
		_, err := store.Actions.Put(tx, a)
		return err
	})
	for _, line := range []string{"actions all", "actions all closed", "actions eastborough", "actions overdue", "actions all page 1000"} {
		for _, who := range []string{"staff", "member", "guest"} {
			hidden := who == "guest" && line == "actions eastborough" // is not of their channel
			b.Run(who+", "+line, func(b *testing.B) { askAgain(b, d, who, line, hidden) })
		}
	}
}
