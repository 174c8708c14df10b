package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"csp/store"
	"csp/store/english"

	"pgregory.net/rapid"
)

// drawFrom is a first day as people record one: to the day, the month or the
// year.
func drawFrom(t *rapid.T) store.Date {
	d := store.Date{Year: rapid.IntRange(2024, 2028).Draw(t, "year")}
	if rapid.IntRange(0, 9).Draw(t, "partial") > 0 {
		d.Month = 1
		d = d.AddMonths(rapid.IntRange(0, 11).Draw(t, "month"))
		d.Day = 0
		if rapid.IntRange(0, 3).Draw(t, "partial") > 0 {
			d.Day = rapid.IntRange(1, 28).Draw(t, "day")
		}
	}
	return d
}

// chairsOn are the chairs of Eastborough on a day, by person, of those who
// certainly chair then: who came before and who comes after share the month
// of a hand-over that is known to the month alone.
func chairsOn(t *rapid.T, d *Desk, on store.Date) []string {
	var out []string
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		now, err := inRole(tx, "eastborough", "chair", on)
		for _, r := range now {
			out = append(out, r.Person+" "+r.From.String())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Whatever the order in which new chairs are recorded, each chairs from their
// day on, nobody else does for certain, and the days before are as they were.
func TestNewChairsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := northshireDesk(t)
		for i := range rapid.IntRange(1, 6).Draw(rt, "moves") {
			who := rapid.SampledFrom([]string{"a-marsh", "b-lowe", "c-ray"}).Draw(rt, "who")
			from := drawFrom(rt)
			eve := from.First().AddDays(-1)
			before, at := chairsOn(rt, d, eve), revision(t, d)
			r := typeLine(t, d, "staff", fmt.Sprintf("chair eastborough people/%s from %s", who, english.Short(from)), "", 0)
			m := saveCode.FindStringSubmatch(r.Console())
			if m == nil {
				if !r.Bad || !strings.Contains(r.Console(), " is recorded as chair ") {
					rt.Fatalf("no change and no reason: %s", r.Console())
				}
				continue
			}
			r = typeLine(t, d, "staff", m[1], fmt.Sprint("press ", i), 0)
			if r.Bad || revision(t, d) != at+1 {
				rt.Fatalf("not written: %s", r.Console())
			}
			if now := chairsOn(rt, d, from.Last()); !slices.Contains(now, who+" "+from.String()) {
				rt.Fatalf("%s does not chair on %s: %v", who, from.Last(), now)
			}
			if from.Exact() && len(chairsOn(rt, d, from)) > 1 && exactTerms(rt, d) {
				rt.Fatalf("two chairs on %s: %v", from, chairsOn(rt, d, from))
			}
			if now := chairsOn(rt, d, eve); fmt.Sprint(now) != fmt.Sprint(before) {
				rt.Fatalf("the day before %s had %v and has %v", from, before, now)
			}
		}
	})
}

// exactTerms reports whether every term of Eastborough's chairs is known to
// the day.
func exactTerms(t *rapid.T, d *Desk) bool {
	exact := true
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		all, err := terms(tx, "eastborough", "chair")
		for _, r := range all {
			exact = exact && r.From.Exact() && (r.Until.IsZero() || r.Until.Exact())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return exact
}

// However plans are renewed, each has one successor at most, none has two
// before it, and one is current: the last.
func TestPlansRenewedStayOneLine(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := northshireDesk(t)
		for i := range rapid.IntRange(1, 6).Draw(rt, "moves") {
			id := rapid.SampledFrom(planIDs(rt, d)).Draw(rt, "plan")
			words := fmt.Sprintf("plan plans/%s renew as Plan %d from %d until %d", id, i, 2030+i, 2031+i)
			if rapid.Bool().Draw(rt, "draft") {
				words += " draft"
			}
			m := saveCode.FindStringSubmatch(typeLine(t, d, "staff", words, "", 0).Console())
			if m == nil {
				continue // replaced already, or nothing to change
			}
			if r := typeLine(t, d, "staff", m[1], fmt.Sprint("press ", i), 0); r.Bad {
				rt.Fatal(r.Console())
			}
			oneLine(rt, d)
		}
	})
}

func planIDs(t *rapid.T, d *Desk) []string {
	var ids []string
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		for p, err := range store.Plans.All(tx) {
			if err != nil {
				return err
			}
			if strings.HasPrefix(p.Partnership, "eastborough") {
				ids = append(ids, p.ID)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// oneLine fails unless Eastborough's plans are one line of succession in which
// all that a current or replaced one follows are replaced.
func oneLine(t *rapid.T, d *Desk) {
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		after, heads := map[string]string{}, 0
		for _, id := range planIDs(t, d) {
			p, err := store.Plans.Get(tx, id)
			if err != nil {
				return err
			}
			if p.Successor == "" {
				heads++
				continue
			}
			if other := after[p.Successor]; other != "" {
				t.Fatalf("%s follows both %s and %s", p.Successor, other, id)
			}
			after[p.Successor] = id
			next, err := store.Plans.Get(tx, p.Successor)
			if err != nil {
				return err
			}
			if (next.Status == "draft") == (p.Status == "replaced") {
				t.Fatalf("%s is %s while %s, which follows it, is %s", id, p.Status, next.ID, next.Status)
			}
		}
		if heads != 1 {
			t.Fatalf("%d plans have none after them", heads)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
