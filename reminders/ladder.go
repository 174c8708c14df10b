package reminders

import (
	"csp/store"
)

// rung is one step of a ladder of offsets.
type rung struct {
	offset string
	after  bool // it is counted forward from the anchor
	day    store.Date
}

// apart is within how many days of an earlier step a repeat is skipped.
const apart = 14

// climb returns the rungs of the offsets from an anchor that are owed up to
// and with the day until. A rung on the anchor or before it moves to the
// working day before, one after it to the working day after. It is owed if
// its moment lay ahead when the anchor was first stored.
func (v *View) climb(offsets []store.Offset, a anchor, until store.Date) []rung {
	if a.day.IsZero() {
		return nil
	}
	var out []rung
	var before []store.Date // the days of the offsets listed before
	for _, o := range offsets {
		var mine []store.Date
		for i, day := range v.repeats(o, a) {
			if o.Times != store.Forever {
				mine = append(mine, day)
			}
			if o.Times != 1 && skipped(o, day, before) {
				continue
			}
			r := rung{offset: store.Offset{N: o.N * i, Unit: o.Unit, Times: 1}.String(), after: o.N > 0}
			if r.after {
				r.day = v.cal.NextWorking(day)
			} else {
				r.day = v.cal.LastWorking(day)
			}
			if r.after && r.day.After(until) {
				break
			}
			switch {
			case r.day.After(until):
			case v.at(r.day).After(a.since):
				out = append(out, r)
			case v.missed != nil:
				v.missed(a, r)
			}
		}
		before = append(before, mine...)
	}
	return out
}

// skipped reports whether a repeat keeps silent since it lies within 14 days
// of an earlier step, or before it. A repeat that is itself closer than that,
// such as a weekly one, is meant to be.
func skipped(o store.Offset, day store.Date, before []store.Date) bool {
	if days(o) < apart {
		return false
	}
	for _, b := range before {
		n := b.DaysUntil(day)
		if n <= apart && (o.N > 0 || n >= -apart) {
			return true
		}
	}
	return false
}

// days is about how many days an offset spans, and not more than that.
func days(o store.Offset) int {
	n := max(o.N, -o.N)
	switch o.Unit {
	case store.Months:
		return n * 28
	case store.Weeks:
		return n * 7
	case store.WorkingDays, store.ClearDays:
		return n * 7 / 5
	}
	return n
}

// repeats yields the days of an offset's times, not yet moved, with their
// number from 1 on. Of one without end it leaves out most of what lies before
// the anchor was stored.
func (v *View) repeats(o store.Offset, a anchor) func(yield func(int, store.Date) bool) {
	return func(yield func(int, store.Date) bool) {
		working := o.Unit == store.WorkingDays || o.Unit == store.ClearDays
		i := 1
		if o.Times == store.Forever && !working {
			i = max(1, a.day.DaysUntil(store.DateOf(a.since.In(v.Zone)))/(days(o)*8/7+4)-1)
		}
		day := a.day
		for ; (o.Times == store.Forever || i <= o.Times) && day.Year <= maxYear; i++ {
			if working && i > 1 {
				day = v.cal.AddWorkingDays(day, o.N)
			} else {
				day = v.add(a.day, store.Offset{N: o.N * i, Unit: o.Unit})
			}
			if !yield(i, day) {
				return
			}
		}
	}
}

// maxYear is the last year of the calendar that the store knows.
const maxYear = 9999

// add counts an offset from a day.
func (v *View) add(day store.Date, o store.Offset) store.Date {
	switch o.Unit {
	case store.Months:
		return day.AddMonths(o.N)
	case store.Weeks:
		return day.AddDays(7 * o.N)
	case store.WorkingDays:
		return v.cal.AddWorkingDays(day, o.N)
	case store.ClearDays:
		if o.N < 0 {
			return v.cal.ClearDaysBefore(day, -o.N)
		}
		return v.cal.AddWorkingDays(day, o.N+1)
	}
	return day.AddDays(o.N)
}

// on makes a step of a record for each rung.
func on(rungs []rung, a anchor, proto Step, to ...Audience) []Step {
	out := make([]Step, 0, len(rungs))
	for _, r := range rungs {
		s := proto
		s.Anchor, s.Offset, s.Day, s.After, s.To = a.text, r.offset, r.day, r.after, to
		out = append(out, s)
	}
	return out
}
