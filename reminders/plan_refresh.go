package reminders

import (
	"fmt"
	"slices"
	"time"

	"csp/store"
	"csp/store/english"
)

// planRefresh asks for the yearly refresh of a current partnership plan (2007
// Regulations, regulation 12), before the partnership's year ends; not in its
// last year, when the plan is renewed instead.
var planRefresh = Kind{
	Name: "plan-refresh", Of: "plans", Timings: []string{"-3m"}, Anchors: []string{"from", "until"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		p := get(v, &store.Plans, id)
		if p == nil {
			return nil
		}
		proto := planStep(p)
		offsets := v.timings(k.Name, p.Timings, proto.Partnerships, k.Timings)
		since := v.refreshedSince(p)
		var out []Step
		for _, end := range v.refreshesDue(p, until.AddDays(reach(offsets))) {
			a := anchor{"year_end=" + end.String(), end, since}
			out = append(out, on(v.climb(offsets, a, until), a, proto, Office, Secretariat)...)
		}
		return out
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		p := s.Rec.(*store.Plan)
		end, _ := store.ParseDate(s.Anchor[len("year_end="):])
		return Text{
			bold(v.planName(p)),
			plain(fmt.Sprintf(" is due for its yearly refresh by %s, %s. No refresh is recorded for %d.", english.Long(end), english.Away(s.Day, end), end.Year)),
		}
	},
}

// refreshesDue are the days by which a plan is due for a refresh that is not
// recorded, up to a day.
func (v *View) refreshesDue(p *store.Plan, until store.Date) []store.Date {
	if p.Status != "current" || p.Kind != "" && p.Kind != "partnership-plan" || p.From.IsZero() {
		return nil
	}
	return slices.DeleteFunc(v.yearEnds(p, until), func(end store.Date) bool { return slices.Contains(p.Refreshed, end.Year) })
}

// refreshedSince is when all was known that the refresh of a plan hangs on.
func (v *View) refreshedSince(p *store.Plan) time.Time {
	since := latest(v.first("plans", p.ID, "from", p.From.String()),
		v.first("partnerships", p.Partnership, "year_end", v.partnership(p.Partnership).YearEnd))
	if p.Until.IsZero() {
		return since
	}
	return latest(since, v.first("plans", p.ID, "until", p.Until.String()))
}

// latest returns the later of two moments.
func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// yearEnds are the last days of the partnership's years in a plan, without the
// plan's last year and up to a day.
func (v *View) yearEnds(p *store.Plan, most store.Date) []store.Date {
	monthDay, err := time.Parse("2006-01-02", "2024-"+v.partnership(p.Partnership).YearEnd)
	if err != nil {
		return nil // Not recorded
	}
	if last := p.Until.Last().AddDays(-1); !p.Until.IsZero() && last.Before(most) {
		most = last
	}
	var out []store.Date
	for year := p.From.Year; year <= most.Year; year++ {
		end := store.DateOf(monthDay).AddMonths(12 * (year - 2024))
		if !end.Before(p.From.First()) && !end.After(most) {
			out = append(out, end)
		}
	}
	return out
}

// reach is over how many days, and not fewer, offsets go back from their
// anchor.
func reach(offsets []store.Offset) int {
	most := 0
	for _, o := range offsets {
		if o.N < 0 {
			each := map[store.Unit]int{store.Months: 31, store.Weeks: 7, store.Days: 1}[o.Unit]
			if each == 0 {
				each = 3 // a working day, with room for long closures
			}
			most = max(most, -o.N*o.Times*each)
		}
	}
	return most + 31
}
