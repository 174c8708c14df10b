package reminders_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"csp/reminders"
	"csp/store"
	"csp/store/kv/boltkv"
)

// milestones is a store with n decisions that are needed in the years to come,
// 20 of them so that a reminder is due at now.
func milestones(b *testing.B, n int, now time.Time) *store.Store {
	e, err := boltkv.Open(filepath.Join(b.TempDir(), "bench.db"), boltkv.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	s, err := store.Open(b.Context(), e, store.WithWaker(reminders.Waker(settings)))
	if err != nil {
		b.Fatal(err)
	}
	today := store.DateOf(now)
	for from := 0; from < n; from += 20_000 {
		change := store.Change{Actor: "console", At: now.AddDate(0, -2, 0)}
		_, err := s.Change(b.Context(), change, func(tx *store.Tx) error {
			for i := from; i < min(n, from+20_000); i++ {
				d := store.Decision{Meta: store.Meta{ID: fmt.Sprint("d", i)}, Text: "Fund it", Status: "needed"}
				if d.NeededBy = today.AddDays(60 + i%7000); i < 20 {
					d.NeededBy = today.AddDays(14)
				}
				if _, err := store.Decisions.Put(tx, d); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// A tick costs what is due, whatever is stored.
func BenchmarkTick(b *testing.B) {
	now := time.Date(2027, 3, 9, 9, 0, 0, 0, london)
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := milestones(b, n, now)
			for b.Loop() {
				err := s.View(context.Background(), func(tx *store.Tx) error {
					found, err := reminders.Due(tx, settings, now)
					if err == nil && len(found.Lines) < 20 {
						b.Fatalf("%d lines are due", len(found.Lines))
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
