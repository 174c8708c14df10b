package commands

import (
	"slices"
	"testing"

	"csp/store"

	"pgregory.net/rapid"
)

// dateOf is a date as the register writes it, "" for Not recorded.
func dateOf(t testing.TB, s string) store.Date {
	t.Helper()
	if s == "" {
		return store.Date{}
	}
	return day(t, s)
}

func TestPlansStandInTheOrderOfTheirEnd(t *testing.T) {
	today := day(t, "2026-11-22")
	for _, c := range []struct {
		until string
		want  planStage
	}{
		{"2026-11-21", planEnded},
		{"2026-11-22", planEndsSoon}, // it ends at the end of its last day
		{"2027-08-22", planEndsSoon},
		{"2027-08-23", planEndsLater},
		{"2020", planEnded},
		{"2026", planEndsSoon}, // all of 2026 has not passed
		{"2026-10", planEnded},
		{"2026-11", planEndsSoon},
		{"2027-09", planEndsLater},
		{"2028", planEndsLater},
		{"", planEndNotRecorded},
	} {
		if got := endOf(&store.Plan{Until: dateOf(t, c.until)}, today); got != c.want {
			t.Errorf("a plan until %q stands at %d, want %d", c.until, got, c.want)
		}
	}
	var plans []store.Plan
	for _, until := range []string{"", "2029-03-31", "2027-03-31", "2027-01-01", "2020", "2026-03-31", "2019-05-01"} {
		plans = append(plans, store.Plan{Meta: store.Meta{ID: "u" + until}, Until: dateOf(t, until)})
	}
	sortPlans(plans, today)
	var got []string
	for _, p := range plans {
		got = append(got, p.Until.String())
	}
	want := []string{"2019-05-01", "2020", "2026-03-31", "2027-01-01", "2027-03-31", "2029-03-31", ""}
	if !slices.Equal(got, want) {
		t.Errorf("plans in the order %q, want %q", got, want)
	}
}

func TestActionsStandInTheOrderOfTheirDueDate(t *testing.T) {
	today := day(t, "2026-11-25") // a Wednesday
	mk := func(ref, due string) dated {
		d := dated{Action: store.Action{Ref: ref}, on: dateOf(t, due)}
		d.Due.Date = d.on
		return d
	}
	board := dated{Action: store.Action{Ref: "board", Due: store.Due{NextBoard: true}}}
	list := []dated{
		mk("none-b", ""), mk("none-a", ""), board, mk("later", "2026-11-30"), mk("sunday", "2026-11-29"),
		mk("today", "2026-11-25"), mk("yesterday", "2026-11-24"), mk("long", "2026-01-31"),
		mk("month", "2026-11"), mk("past month", "2026-10"), mk("year", "2027"),
	}
	for range 5 {
		sortActions(list, today)
		var got []string
		for _, a := range list {
			got = append(got, a.Ref)
		}
		want := []string{"long", "past month", "yesterday", "today", "sunday", "month", "later", "year", "board", "none-a", "none-b"}
		if !slices.Equal(got, want) {
			t.Fatalf("actions in the order %q, want %q", got, want)
		}
		slices.Reverse(list)
	}
}

func TestSuccessionIsTheSameLineFromEachOfItsMembers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "plans")
		ids := []string{"a", "b", "c", "d", "e", "f"}[:n]
		next := func(id string) (string, error) {
			if i := slices.Index(ids, id); i+1 < n {
				return ids[i+1], nil
			}
			return "", nil
		}
		before := func(id string) ([]string, error) {
			if i := slices.Index(ids, id); i > 0 {
				return ids[i-1 : i], nil
			}
			return nil, nil
		}
		got, err := succession(rapid.SampledFrom(ids).Draw(t, "start"), next, before)
		if err != nil || !slices.Equal(got, ids) {
			t.Fatalf("the line is %q (%v), want %q", got, err, ids)
		}
	})
}

func TestSuccessionEndsWhenTheLineIsACircle(t *testing.T) {
	other := map[string]string{"a": "b", "b": "a"}
	got, err := succession("a",
		func(id string) (string, error) { return other[id], nil },
		func(id string) ([]string, error) { return []string{other[id]}, nil })
	if want := []string{"a", "b"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("the line is %q (%v), want %q", got, err, want)
	}
}
