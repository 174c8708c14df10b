package commands

import (
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// deadline is one of the days that hang on a board.
type deadline struct {
	name string // what falls on the day: Papers due
	day  store.Date
}

// deadlines are the days that hang on a board, in their order; those that are
// turned off or cannot be told are left out.
func deadlines(tx *store.Tx, m *store.Meeting) ([]deadline, error) {
	if !isBoard(*m) {
		return nil, nil
	}
	d, err := reminders.DeadlinesOf(tx, m)
	if err != nil {
		return nil, err
	}
	var out []deadline
	for _, one := range []deadline{
		{"Call for items", d.Items}, {"Updates due", d.Updates}, {"Papers due", d.Papers}, {"Draft minutes due", d.Minutes},
	} {
		if !one.day.IsZero() {
			out = append(out, one)
		}
	}
	return out, nil
}

// updatesFact adds when updates are due to the facts of a board that is still
// to be held.
func (c *Call) updatesFact(tx *store.Tx, m *store.Meeting, facts Facts) (Facts, error) {
	if !isBoard(*m) || !isPlanned(m) {
		return facts, nil
	}
	d, err := reminders.DeadlinesOf(tx, m)
	if err == nil && !d.Updates.IsZero() {
		facts = append(facts, Fact{"Updates", T("Due " + dayAndAway(c.Today(), d.Updates))})
	}
	return facts, err
}

// deadlinesNote says which days hang on a board, or how they move with it.
// old is nil of a new one. The papers' day that is recorded is told with what
// changes.
func (d *draft) deadlinesNote(old, now *store.Meeting) error {
	will, err := deadlines(d.tx, now)
	if err != nil {
		return err
	}
	if old == nil {
		var parts []string
		for _, one := range will {
			parts = append(parts, lowerFirst(one.name)+" "+english.Long(one.day))
		}
		if len(parts) > 0 {
			d.note("For " + english.Long(now.Start.Date) + ": " + strings.Join(parts, "; ") + ".")
		}
		return nil
	}
	was, err := deadlines(d.tx, old)
	if err != nil {
		return err
	}
	days := map[string]store.Date{}
	for _, one := range was {
		days[one.name] = one.day
	}
	for _, one := range will {
		if days[one.name] == one.day || one.name == "Papers due" && !now.PapersDue.IsZero() {
			continue
		}
		d.note(one.name + ": " + english.Long(days[one.name]) + " → " + english.Long(one.day) + ".")
	}
	return nil
}
