package commands

import (
	"context"
	"slices"
	"strings"
	"testing"

	"csp/store"
)

// Chairs come in the order of their terms; where nobody is recorded between
// two of them, the list says so.
func TestChairsInOrder(t *testing.T) {
	role := func(id, person, from, until string) *store.Role {
		r := &store.Role{Meta: store.Meta{ID: id}, Person: person, Role: "chair", Partnership: "westmere"}
		if from != "" {
			r.From = day(t, from)
		}
		if until != "" {
			r.Until = day(t, until)
		}
		return r
	}
	d := deskOver(t, append(northshire(t),
		role("third", "a-marsh", "2025-01-15", "2026-09-30"),
		role("first", "c-ray", "", "2019-05"),
		role("second", "b-lowe", "2019-05", "2024-12-31"),
	))
	for line, want := range map[string][]string{
		"chair westmere": {
			"Chair of Safe Westmere Partnership",
			"Not recorded. The last was Alex Marsh, Chief Superintendent, Northshire Police, until 30 September 2026.",
			"• Until May 2019: Cal Ray",
			"• May 2019 to 31 December 2024: Bea Lowe, Partnerships Officer, Eastborough Council",
			"• 1 January to 14 January 2025: nobody is recorded",
			"• 15 January 2025 to 30 September 2026: Alex Marsh, Chief Superintendent, Northshire Police",
			"• Since 30 September 2026: nobody is recorded",
		},
		"chair westmere on 1 june 2020": {"Bea Lowe, Partnerships Officer, Eastborough Council, May 2019 to 31 December 2024."},
		"chair westmere on 7/1/25":      {"Not recorded. The last was Bea Lowe, Partnerships Officer, Eastborough Council, until 31 December 2024."},
		"chair westmere on 15/1/25":     {"Alex Marsh, Chief Superintendent, Northshire Police, 15 January 2025 to 30 September 2026."},
		"chair westmere on 1/1/2001":    {"Not recorded for that day. Until May 2019 it was Cal Ray, since when not recorded."},
		"who bl":                        {"• Chair of Safe Westmere Partnership, May 2019 to 31 December 2024"},
	} {
		r, err := d.Do(context.Background(), request("staff", line))
		if err != nil {
			t.Fatal(err)
		}
		said := r.Console()
		for _, w := range want {
			if !slices.Contains(strings.Split(said, "\n"), w) {
				t.Errorf("%s: no line %q in\n%s", line, w, said)
			}
		}
	}
}
