package commands

import (
	"slices"
	"testing"

	"csp/store"

	"pgregory.net/rapid"
)

func TestTotalSaysWhatItLeavesOut(t *testing.T) {
	known := func(id string, pence int64) store.Scheme {
		return store.Scheme{Meta: store.Meta{ID: id}, Amount: store.Money{Pence: pence, Known: true}}
	}
	ended := func(id, until string) store.Scheme {
		return store.Scheme{Meta: store.Meta{ID: id}, Amount: store.Money{Pence: 100, Known: true}, Until: day(t, until)}
	}
	blank := func(id string) store.Scheme { return store.Scheme{Meta: store.Meta{ID: id}} }
	for _, c := range []struct {
		name string
		in   []store.Scheme
		want string
	}{
		{"none", nil, "no schemes"},
		{"one without", []store.Scheme{blank("a")}, "1 scheme; its sum is not recorded"},
		{"all without", []store.Scheme{blank("a"), blank("b")}, "2 schemes; no sum is recorded for any of them"},
		{"one", []store.Scheme{known("a", 1_250_000)}, "£12,500 in 1 scheme"},
		{"all", []store.Scheme{known("a", 100), known("b", 50)}, "£1.50 in 2 schemes"},
		{"nought is a sum", []store.Scheme{known("a", 0)}, "£0 in 1 scheme"},
		{"one missing", []store.Scheme{known("a", 100), blank("b")}, "£1 in 1 of 2 schemes; 1 has no sum recorded"},
		{
			"three missing",
			[]store.Scheme{known("a", 2_400_000), blank("b"), blank("c"), blank("d")},
			"£24,000 in 1 of 4 schemes; 3 have no sum recorded",
		},
		{"one over", []store.Scheme{ended("a", "2026-11-21")}, "£1 in 1 scheme; it has ended"},
		{"not yet over", []store.Scheme{ended("a", "2026-11-22"), ended("b", "2026")}, "£2 in 2 schemes"},
		{"some over", []store.Scheme{ended("a", "2026-03-31"), known("b", 100)}, "£2 in 2 schemes; 1 of the schemes has ended"},
		{"all over", []store.Scheme{ended("a", "2026-03-31"), ended("b", "2025")}, "£2 in 2 schemes; all of them have ended"},
		{"shown twice", []store.Scheme{known("a", 100), known("a", 100)}, "£1 in 1 scheme"},
	} {
		if got := totalOf(c.in, sunday).String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A scheme of the whole police area stands under every partnership; however
// the list repeats it, the total is that of the schemes themselves.
func TestTotalNeverCountsASchemeTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8).Draw(t, "schemes")
		var all []store.Scheme
		var want int64
		with := 0
		for i := range n {
			s := store.Scheme{Meta: store.Meta{ID: string(rune('a' + i))}}
			if rapid.Bool().Draw(t, "known") {
				s.Amount = store.Money{Pence: rapid.Int64Range(0, 1e12).Draw(t, "pence"), Known: true}
				want += s.Amount.Pence
				with++
			}
			all = append(all, s)
		}
		shown := slices.Clone(all)
		for range rapid.IntRange(0, 20).Draw(t, "repeats") {
			if n > 0 {
				shown = append(shown, all[rapid.IntRange(0, n-1).Draw(t, "which")])
			}
		}
		shown = rapid.Permutation(shown).Draw(t, "order")
		got := totalOf(shown, sunday)
		if got.sum.Pence != want || got.with != with || got.schemes != n || got.sum.Known != (with > 0) {
			t.Fatalf("total %+v of %d schemes worth %d pence, %d with a sum", got, n, want, with)
		}
	})
}
