package store_test

import (
	"errors"
	"fmt"
	"testing"

	. "csp/store"

	"pgregory.net/rapid"
)

func day(tb testing.TB, s string) Date {
	if s == "" {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func chair(id string, from, until Date) Role {
	return Role{Meta: Meta{ID: id}, Role: "chair", Partnership: "east", From: from, Until: until}
}

func TestOneChairAtATime(t *testing.T) {
	for _, c := range []struct {
		from1, until1, from2, until2 string
		clash                        bool
	}{
		{"", "", "", "", true},
		{"2025-05", "", "2026-05", "", true},
		{"2025-05", "", "", "", true},
		{"", "2025-05", "2025-05", "", false},
		{"2020", "2025-05", "2025-05", "", false},
		{"2020", "2025-05-10", "2025-05-11", "", false},
		{"2020", "2025-05-10", "2025-05-10", "", true},
		{"2020", "2025-05-10", "2025-05-09", "", true},
		{"2020", "2025-05-10", "2025-05", "", false}, // may have begun on the 11th
		{"2020", "2025-06", "2025-05", "", true},     // began by 31 May, the other went in June
		{"2020", "2026", "2025", "", true},
		{"2020", "2025", "2025", "", false},
		{"", "2021", "2020", "", true}, // the last days of the first are within the second
		{"", "2021", "2020", "2020-06", false},
		{"", "2021", "", "2021", false},
		{"", "2021", "", "", false}, // the second may have begun in 2022
		{"", "2021", "2022", "2023", false},
		{"2020-01-01", "2020-12-31", "2020-06", "2020-06", true}, // all of June is within the first
	} {
		for _, order := range [][2]int{{0, 1}, {1, 0}} {
			two := [2]Role{
				chair("r1", day(t, c.from1), day(t, c.until1)),
				chair("r2", day(t, c.from2), day(t, c.until2)),
			}
			s := open(t)
			change(t, s, func(tx *Tx) error { return errors.Join(east(tx), put(tx, &Roles, two[order[0]])) })
			_, err := s.Change(t.Context(), Change{At: at}, func(tx *Tx) error { return put(tx, &Roles, two[order[1]]) })
			if got := errors.Is(err, ErrTwoChairs); got != c.clash || err != nil && !got {
				t.Errorf("%s to %s beside %s to %s: %v, want a clash: %v", c.from1, c.until1, c.from2, c.until2, err, c.clash)
			}
		}
	}
}

func TestTwoChairsAreNamed(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		return errors.Join(east(tx), put(tx, &Roles, chair("old", Date{2020, 1, 0}, Date{})))
	})
	err := refused(t, s, func(tx *Tx) error { return put(tx, &Roles, chair("new", Date{2026, 1, 1}, Date{})) })
	var c *ClashError
	if !errors.As(err, &c) || c.ID != "new" || c.Other != "old" || c.Field != "from" {
		t.Fatalf("a second chair is answered with %v", err)
	}
	// The old chair's end may come after the new chair's beginning.
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Roles, chair("new", Date{2026, 1, 1}, Date{})), put(tx, &Roles, chair("old", Date{2020, 1, 0}, Date{2025, 12, 31})))
	})
	// Another partnership, and another role, is another matter.
	change(t, s, func(tx *Tx) error {
		west, vice := chair("west", Date{2026, 1, 1}, Date{}), chair("vice", Date{2026, 1, 1}, Date{})
		west.Partnership, vice.Role = "west", "vice-chair"
		return errors.Join(put(tx, &Partnerships, named("west", "West")), put(tx, &Roles, west), put(tx, &Roles, vice))
	})
}

// TestClashAmongManyTerms compares with a look at every pair and every day.
func TestClashAmongManyTerms(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		date := rapid.Custom(func(rt *rapid.T) Date {
			d := Date{2020, 1, rapid.IntRange(1, 9).Draw(rt, "day")}
			return rapid.SampledFrom([]Date{{}, d, d, d, {2020, 1, 0}}).Draw(rt, "date")
		})
		var roles []Role
		for i := range rapid.IntRange(2, 5).Draw(rt, "chairs") {
			r := chair(fmt.Sprint("r", i), date.Draw(rt, "from"), date.Draw(rt, "until"))
			if !r.From.IsZero() && !r.Until.IsZero() && r.Until.Last().Before(r.From.First()) {
				r.Until = Date{}
			}
			roles = append(roles, r)
		}
		want := false
		for i, a := range roles {
			for _, b := range roles[:i] {
				want = want || mustOverlap(a, b)
			}
		}
		s := open(t)
		_, err := s.Change(t.Context(), Change{At: at}, func(tx *Tx) error {
			err := east(tx)
			for _, r := range roles {
				err = errors.Join(err, put(tx, &Roles, r))
			}
			return err
		})
		if got := errors.Is(err, ErrTwoChairs); got != want || err != nil && !got {
			rt.Fatalf("%+v: %v, want a clash: %v", roles, err, want)
		}
	})
}

// mustOverlap tries every way to read the dates of two terms, within 40 days.
func mustOverlap(a, b Role) bool {
	for _, s1 := range readings(a) {
		for _, s2 := range readings(b) {
			if s1[0] > s2[1] || s2[0] > s1[1] {
				return false
			}
		}
	}
	return true
}

// readings are the days, counted from 1 January 2020, from which to which a
// term may have lasted; a term without end lasts beyond the 40 days.
func readings(r Role) [][2]int {
	span := func(d Date, unknown [2]int) [2]int {
		if d.IsZero() {
			return unknown
		}
		start := Date{2020, 1, 1}
		return [2]int{start.DaysUntil(d.First()), start.DaysUntil(d.Last())}
	}
	from, until := span(r.From, [2]int{-40, 40}), span(r.Until, [2]int{99, 99})
	var out [][2]int
	for f := from[0]; f <= from[1]; f++ {
		for u := until[0]; u <= until[1]; u++ {
			if f <= u {
				out = append(out, [2]int{f, u})
			}
		}
	}
	return out
}

func TestNothingComesAfterItself(t *testing.T) {
	org := func(id, successor string) Organisation {
		return Organisation{Meta: Meta{ID: id}, Name: id, Successor: successor}
	}
	s := open(t)
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Organisations, org("a", "b")), put(tx, &Organisations, org("b", "c")), put(tx, &Organisations, org("c", "")))
	})
	var c *ClashError
	err := refused(t, s, func(tx *Tx) error { return put(tx, &Organisations, org("c", "a")) })
	if !errors.As(err, &c) || !errors.Is(err, ErrLoop) || c.Field != "successor" || c.ID != "b" || c.Other != "c" {
		t.Errorf("a loop is answered with %v", err)
	}
	for what, fn := range map[string]func(tx *Tx) error{
		"an organisation": func(tx *Tx) error { return put(tx, &Organisations, org("a", "a")) },
		"two plans": func(tx *Tx) error {
			return errors.Join(put(tx, &Plans, Plan{Meta: Meta{ID: "p"}, Successor: "q"}), put(tx, &Plans, Plan{Meta: Meta{ID: "q"}, Successor: "p"}))
		},
		"a scheme": func(tx *Tx) error { return put(tx, &Schemes, Scheme{Meta: Meta{ID: "s"}, Name: "S", Successor: "s"}) },
		"a decision": func(tx *Tx) error {
			return put(tx, &Decisions, Decision{Meta: Meta{ID: "d"}, Text: "D", Replaces: "d"})
		},
		"an initiative": func(tx *Tx) error {
			return put(tx, &Initiatives, Initiative{Meta: Meta{ID: "i"}, Name: "I", Supports: "i"})
		},
		"settled twice": func(tx *Tx) error {
			err := put(tx, &Organisations, org("c", "b"))
			if !errors.Is(tx.Settle(), ErrLoop) {
				t.Error("Settle does not tell of the loop")
			}
			return err
		},
	} {
		if err := refused(t, s, fn); !errors.Is(err, ErrLoop) {
			t.Errorf("%s is answered with %v", what, err)
		}
	}
	// A loop that a later record of the change opens is none.
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Organisations, org("c", "a")), put(tx, &Organisations, org("a", "")))
	})
}
