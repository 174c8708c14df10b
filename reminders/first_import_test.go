package reminders_test

import (
	"slices"
	"strings"
	"testing"
)

// A register that is imported on a working morning before nine has what goes
// out at nine still ahead of it: also what moved there from the weekend, and
// the Monday list. At nine it is past. What moved to before a weekend is past
// once its own morning is.
func TestAnImportBeforeNine(t *testing.T) {
	const reg = `
partnerships: [{id: east, name: Eastborough}]
people: [{id: o, name: Olu May, slack: U0MAY}]
schemes:
  - {id: today, name: Due on Monday, partnerships: [east], next_return: 2026-11-02, timings: {scheme-return: [0d], scheme-end: []}}
  - {id: moved, name: A week from a Saturday, partnerships: [east], next_return: 2026-10-24, timings: {scheme-return: [+1w], scheme-end: []}}
  - {id: before, name: Due on a Sunday, partnerships: [east], next_return: 2026-11-08, timings: {scheme-return: [0d], scheme-end: []}}
actions: [{id: old, partnership: east, text: Find a room, owner: o, due: 2026-10-02}]
`
	for _, tt := range []struct{ at, day, want string }{
		{"2026-11-02T08:00", "2026-11-02", "moved, old, today"},
		{"2026-11-02T09:00", "2026-11-02", ""},
		{"2026-11-06T08:00", "2026-11-06", "before"},
		{"2026-11-07T08:00", "2026-11-09", "old"},
	} {
		o := newOffice(t)
		o.load(tt.at, reg)
		var got []string
		for _, l := range o.lines(tt.at, tt.day, tt.day) {
			got = append(got, l.Subject)
		}
		slices.Sort(got)
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("imported at %s, on %s is owed %q, should be %q", tt.at, tt.day, s, tt.want)
		}
	}
}

// The first import tells no owner of an action that names no day on which it
// was raised, whether it comes in one file or in two; a later import does, of
// what is not overdue.
func TestNewActionsOfALaterImport(t *testing.T) {
	const people = `
partnerships: [{id: east, name: Eastborough}]
people: [{id: o, name: Olu May, slack: U0MAY}]
`
	const first = "actions: [{id: a, partnership: east, text: Find a room, owner: o, due: 2027-02-01}]\n"
	const later = `
actions:
  - {id: a, partnership: east, text: Find a room, owner: o, due: 2027-02-02}
  - {id: b, partnership: east, text: Paint it, owner: o, due: 2027-02-01}
  - {id: c, partnership: east, text: Let it, owner: o}
  - {id: d, partnership: east, text: Late already, owner: o, due: 2026-11-01}
  - {id: e, partnership: east, text: Raised long ago, owner: o, due: 2027-02-01, raised: 2026-09-01}
  - {id: f, partnership: east, text: Raised in a month, owner: o, due: 2027-02-01, raised: 2026-09}
`
	given := func(o office, now string) string {
		var got []string
		for _, l := range only(o.lines(now, "2026-11-02", "2026-11-20"), "action-given") {
			got = append(got, l.Subject+" "+l.At.Format("2006-01-02"))
		}
		slices.Sort(got)
		return strings.Join(got, ", ")
	}
	o := newOffice(t)
	o.load("2026-11-02T10:00", people)
	o.load("2026-11-02T16:00", first)
	if got := given(o, "2026-11-02T16:00"); got != "" {
		t.Errorf("the first import tells owners of %s", got)
	}
	o.load("2026-11-09T10:00", later)
	if got := given(o, "2026-11-09T10:00"); got != "b 2026-11-10, c 2026-11-10" {
		t.Errorf("the later import tells owners of %q", got)
	}
}
