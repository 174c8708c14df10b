package reminders

import (
	"slices"
	"time"

	"csp/store"
)

// Duty is something that is to be done every year by a partnership, with the
// day by which it is due. The reminders' ladders hang on it.
type Duty struct {
	Kind    string // the kind of reminder: assessment or plan-refresh
	Subject string // the id of the partnership, or of the plan
	On      store.Date
}

// Duties are what a partnership is to do every year and has not done, up to a
// day, in the order of the days. What was due before it was in the register is
// left out, and so is what a timing turned off.
func Duties(tx *store.Tx, s Settings, now time.Time, partnership string, until store.Date) ([]Duty, error) {
	v := newView(tx, s, now)
	var out []Duty
	if p := get(v, &store.Partnerships, partnership); p != nil && !v.off(assessment.Name, p.Timings, nil) {
		for _, year := range v.assessmentsDue(p.ID, until) {
			if on := assessmentDue(year); !on.After(until) {
				out = append(out, Duty{assessment.Name, p.ID, on})
			}
		}
	}
	for p, err := range store.Plans.Of(tx, "partnerships", partnership) {
		if v.fail(err); err != nil {
			break
		}
		if v.off(planRefresh.Name, p.Timings, []string{partnership}) {
			continue
		}
		since := store.DateOf(v.refreshedSince(&p).In(v.Zone))
		for _, end := range v.refreshesDue(&p, until) {
			if !end.Before(since) {
				out = append(out, Duty{planRefresh.Name, p.ID, end})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Duty) int { return a.On.Compare(b.On) })
	return out, v.err
}
