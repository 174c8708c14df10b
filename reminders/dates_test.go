package reminders_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"csp/reminders"
	"csp/store"
)

const east = `
people: [{id: b-lowe, name: Bea Lowe, slack: U0LOWE}]
partnerships: [{id: east, name: Eastborough Community Safety Partnership, area: Eastborough, channel: C0EAST}]
roles: [{id: sec, person: b-lowe, role: secretariat, partnership: east}]
`

// The days around three boards, as an office works them out by hand.
func TestWorkedDates(t *testing.T) {
	for _, board := range []struct{ on, papers, updates, items, minutes string }{
		{"2026-12-08", "2026-11-30", "2026-12-01", "2026-11-10", "2026-12-22"},
		{"2027-01-05", "2026-12-23", "2026-12-24", "2026-12-03", "2027-01-19"},
		{"2027-06-03", "2027-05-25", "2027-05-26", "2027-05-05", "2027-06-17"},
	} {
		o := newOffice(t)
		o.load("2026-09-01T10:00", east+`
meetings: [{id: b, partnership: east, kind: board, start: `+board.on+`T10:00, status: planned}]
actions: [{id: a, partnership: east, text: Circulate the workplan, owner: b-lowe, due: next-board}]`)
		for kind, want := range map[string]string{"board-updates": board.updates, "board-items": board.items, "board-minutes": board.minutes} {
			to := map[string]reminders.Audience{"board-updates": reminders.Owner, "board-items": reminders.Partnership, "board-minutes": reminders.Secretariat}[kind]
			if got := o.days("2026-09-01T10:00", kind, to); !slices.Equal(got, []string{want}) {
				t.Errorf("board on %s: %s on %s, but it should be %s", board.on, kind, got, want)
			}
		}
		papers := o.days("2026-09-01T10:00", "board-papers", reminders.Secretariat)
		if len(papers) != 2 || papers[1] != board.papers {
			t.Errorf("board on %s: papers on %s, but the last should be %s", board.on, papers, board.papers)
		}
	}
}

// Each case is a register at 10am on a day, and the days of one kind of line.
func TestDays(t *testing.T) {
	plan := func(until string) string {
		return east + "plans: [{id: p, title: Plan, partnership: east, status: current, until: " + until + ", timings: {plan-renewal: [TIMINGS]}}]"
	}
	for _, c := range []struct {
		name, yaml, timings, at, want string
	}{
		{"a month's end is clamped, and a Sunday moves back", plan("2027-03-31"), "-1m", "2026-01-05", "2027-02-26"},
		{"29 February", plan("2028-03-31"), "-1m", "2027-06-01", "2028-02-29"},
		{"from 29 February", plan("2028-02-29"), "-12m, +12m", "2027-01-04", "2027-02-26 2029-02-28"},
		{"Easter, before", plan("2027-03-29"), "0d", "2026-01-05", "2027-03-25"},
		{"Easter, after", plan("2027-03-22"), "+1w", "2026-01-05", "2027-03-30"},
		{"a substitute day", plan("2026-12-21"), "+1w", "2026-01-05", "2026-12-29"},
		{"Christmas 2027", plan("2027-12-28"), "0d", "2026-01-05", "2027-12-24"},
		{"clear days", plan("2026-12-08"), "-5cwd", "2026-01-05", "2026-11-30"},
		{"clear days after", plan("2026-12-08"), "+1cwd", "2026-01-05", "2026-12-10"},
		{"weekly, then monthly", plan("2027-03-31"), "0d, +1w*4, +1m*2", "2026-01-05", "2027-03-31 2027-04-07 2027-04-14 2027-04-21 2027-04-28 2027-06-01"},
		{"a weekly repeat is not skipped by itself", plan("2027-03-31"), "+1w*2", "2026-01-05", "2027-04-07 2027-04-14"},
		{"off", plan("2027-03-31"), "", "2026-01-05", ""},
		{"what was past when it was stored is not owed", plan("2027-03-31"), "-12m, -9m, -1m", "2026-06-30", "2027-02-26"},
		{"a partial date fires nothing", plan("2027-03"), "-1m, 0d, +1m", "2026-01-05", ""},
		{"the same day twice is one line", plan("2027-02-28"), "0d, -1d", "2026-01-05", "2027-02-26"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			o.load(c.at+"T10:00", strings.ReplaceAll(c.yaml, "TIMINGS", c.timings))
			if got := strings.Join(o.days(c.at+"T10:00", "plan-renewal", reminders.Office), " "); got != c.want {
				t.Errorf("sent on %q, but it should be %q", got, c.want)
			}
		})
	}
}

// 9am is 9am on both sides of the clock changes.
func TestClockChanges(t *testing.T) {
	o := newOffice(t)
	o.load("2026-01-05T10:00", east+`plans: [{id: p, partnership: east, status: current, until: 2027-12-31, timings: {plan-renewal: ["-280d", "-275d", "-65d", "-60d"]}}]`)
	want := map[string]string{"2027-03-26": "+00:00", "2027-03-31": "+01:00", "2027-10-27": "+01:00", "2027-11-01": "+00:00"}
	n := 0
	for _, l := range only(o.lines("2026-01-05T10:00", "2026-01-05", "2027-12-31"), "plan-renewal") {
		if zone := want[l.At.Format("2006-01-02")]; zone != "" && l.Audience == reminders.Office {
			n++
			if got := l.At.Format("15:04-07:00"); got != "09:00"+zone {
				t.Errorf("on %s it is sent at %s", l.At.Format("2 January"), got)
			}
		}
	}
	if n < 3 {
		t.Errorf("only %d lines lie around the clock changes", n)
	}
}

// A holiday that comes late moves a line and makes no new one.
func TestLateHolidays(t *testing.T) {
	o := newOffice(t)
	o.load("2026-01-05T10:00", east+`meetings: [{id: b, partnership: east, kind: board, start: 2027-01-05T10:00}]`)
	find := func() reminders.Line {
		list := only(o.lines("2026-11-25T10:00", "2026-11-25", "2027-02-01"), "board-brief")
		if len(list) != 1 {
			t.Fatalf("%d lines:\n%s", len(list), said(list))
		}
		return list[0]
	}
	before := find()
	o.load("2026-11-20T10:00", `office: {holidays: [{date: 2026-12-29, name: Closed}, {date: 2026-12-30, name: Closed}, {date: 2026-12-31, name: Closed}], bank_holidays: [{date: 2027-01-04, name: One more}]}`)
	after := find()
	if before.At.Format("2006-01-02") != "2026-12-31" || after.At.Format("2006-01-02") != "2026-12-23" {
		t.Errorf("sent on %s, then on %s", before.At, after.At)
	}
	if before.Key != after.Key {
		t.Errorf("the key was %s and is %s", before.Key, after.Key)
	}
	due := func() (found reminders.Looked, err error) {
		err = o.View(t.Context(), func(tx *store.Tx) error {
			found, err = reminders.Due(tx, settings, clock(t, "2026-12-23T09:00"))
			return err
		})
		return found, err
	}
	if _, err := due(); !errors.Is(err, store.ErrConflict) {
		t.Errorf("while the index is made anew: %v", err)
	}
	for left := true; left; {
		var err error
		if left, err = o.Rearm(t.Context(), clock(t, "2026-12-23T09:00"), 2); err != nil {
			t.Fatal(err)
		}
	}
	found, err := due()
	if err != nil || !strings.Contains(said(found.Lines), "board-brief") {
		t.Errorf("due on the earlier day: %v\n%s", err, said(found.Lines))
	}
}

// The nearest timings win: the record's, then the partnership's, the office's.
func TestTimingsLadder(t *testing.T) {
	o := newOffice(t)
	days := func() string {
		return strings.Join(o.days("2026-01-05T11:00", "plan-renewal", reminders.Office), " ")
	}
	plan := "plans: [{id: p, partnership: east, status: current, until: 2027-03-31"
	o.load("2026-01-05T10:00", east+plan+"}]\noffice: {timings: {plan-renewal: [-10d]}}")
	if got := days(); got != "2027-03-19" {
		t.Errorf("by the office's: %s", got)
	}
	o.load("2026-01-05T10:00", "partnerships: [{id: east, name: Eastborough, timings: {plan-renewal: [-20d]}}]")
	if got := days(); got != "2027-03-11" {
		t.Errorf("by the partnership's: %s", got)
	}
	o.load("2026-01-05T10:00", plan+", timings: {plan-renewal: []}}]")
	if got := days(); got != "" {
		t.Errorf("by the plan's own: %s", got)
	}
}

// With a date on which its successor is expected a plan is quiet until 10
// working days before.
func TestExpectedIsQuiet(t *testing.T) {
	o := newOffice(t)
	o.load("2026-01-05T10:00", east+"plans: [{id: p, partnership: east, status: current, until: 2027-03-31, expected: 2027-04-22}]")
	got := o.days("2026-01-05T10:00", "plan-renewal", reminders.Office)
	if len(got) == 0 || got[0] != "2027-04-14" {
		t.Errorf("the first is on %s", got)
	}
}

// A board's action that is recorded two days later is told to its owner on
// the next working day; the same in an import is old.
func TestActionRecordedLate(t *testing.T) {
	o := newOffice(t)
	o.load("2026-09-01T10:00", east)
	at := clock(t, "2026-09-10T10:00")
	o.change(at, func(tx *store.Tx) error {
		_, err := store.Actions.Put(tx, store.Action{
			Meta: store.Meta{ID: "a"}, Partnership: "east", Text: "Find a room", Owner: "b-lowe", Raised: day(t, "2026-09-08"),
		})
		return err
	})
	o.load("2026-09-10T10:00", "actions: [{id: old, partnership: east, text: Old, owner: b-lowe, raised: 2026-09-08}]")
	list := only(o.lines("2026-09-10T10:00", "2026-09-10", "2026-10-10"), "action-given")
	if len(list) != 1 || list[0].Subject != "a" || list[0].At.Format("2006-01-02") != "2026-09-11" {
		t.Errorf("told:\n%s", said(list))
	}
}
