package commands

import (
	"fmt"
	"testing"

	"csp/store"

	"pgregory.net/rapid"
)

// However the pages are cut, every scheme stands once under each of its
// partnerships, one of the whole police area under all, and nowhere else.
func TestEverySchemeStandsOnceUnderEachOfItsPartnerships(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ps []store.Partnership
		for i := range rapid.IntRange(1, 5).Draw(t, "partnerships") {
			ps = append(ps, store.Partnership{Meta: store.Meta{ID: fmt.Sprintf("p%d", i)}})
		}
		var list []store.Scheme
		want := map[string]int{}
		for i := range rapid.IntRange(0, 8).Draw(t, "schemes") {
			s := store.Scheme{Meta: store.Meta{ID: fmt.Sprintf("s%d", i)}}
			for _, p := range ps {
				if rapid.Bool().Draw(t, "of") {
					s.Partnerships = append(s.Partnerships, p.ID)
					want[p.ID+s.ID]++
				}
			}
			if len(s.Partnerships) == 0 {
				for _, p := range ps {
					want[p.ID+s.ID]++
				}
			}
			list = append(list, s)
		}
		h := newShelf(list, ps)
		size := rapid.IntRange(1, 12).Draw(t, "page")
		got, n := map[string]int{}, 0
		for from := 0; from < h.size(); from += size {
			for _, l := range h.lines(from, min(from+size, h.size())) {
				got[l.p.ID+l.s.ID]++
				n++
			}
		}
		if n != h.size() || len(got) != len(want) {
			t.Fatalf("%d lines of %d, %v, want %v", n, h.size(), got, want)
		}
		for k, v := range want {
			if got[k] != v {
				t.Fatalf("%s stands %d times, want %d", k, got[k], v)
			}
		}
	})
}
