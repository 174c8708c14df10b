package commands

import (
	"slices"
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// deadline is one of the days that hang on a board.
type deadline struct {
	word  string // what it is called in a typed line and in forms
	name  string // what falls on the day: Papers due
	kind  string // of the reminder that it is the day of; "": papers_due has it
	after bool   // it comes after the board
	day   store.Date
}

// deadlines are the days that hang on a board, in their order; those that are
// turned off or cannot be told are left out.
func deadlines(tx *store.Tx, m *store.Meeting) ([]deadline, error) {
	all, err := allDeadlines(tx, m)
	return slices.DeleteFunc(all, func(one deadline) bool { return one.day.IsZero() }), err
}

// allDeadlines are deadlines with those that have no day.
func allDeadlines(tx *store.Tx, m *store.Meeting) ([]deadline, error) {
	if !isBoard(*m) {
		return nil, nil
	}
	d, err := reminders.DeadlinesOf(tx, m)
	return []deadline{
		{"items", "Call for items", "board-items", false, d.Items},
		{"updates", "Updates due", "board-updates", false, d.Updates},
		{"papers", "Papers due", "", false, d.Papers},
		{"minutes", "Draft minutes due", "board-minutes", true, d.Minutes},
	}, err
}

// deadlineFacts add the days that hang on a board that is still to be held to
// its facts; papers says how it is with the papers.
func (c *Call) deadlineFacts(tx *store.Tx, m *store.Meeting, papers string, facts Facts) (Facts, error) {
	var all []deadline
	var err error
	if isPlanned(m) {
		all, err = allDeadlines(tx, m)
	}
	if all == nil && papers != "" {
		facts = append(facts, Fact{"Papers", T(papers)})
	}
	for _, one := range all {
		switch {
		case one.word == "papers":
			facts = append(facts, Fact{"Papers", T(papers)})
		case one.word == "items" && !one.day.IsZero():
			facts = append(facts, Fact{one.name, T(upper(dayAndAway(c.Today(), one.day)))})
		case !one.day.IsZero():
			facts = append(facts, Fact{strings.TrimSuffix(one.name, " due"), T("Due " + dayAndAway(c.Today(), one.day))})
		}
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
			says := lowerFirst(one.name) + " " + english.Long(one.day)
			if passed(d.c.Today(), one.day) && !passed(d.c.Today(), now.Start.Date) {
				says += ", which has passed"
			}
			parts = append(parts, says)
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
