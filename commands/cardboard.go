package commands

import (
	"csp/store"
	"csp/store/english"
)

// nextBoard returns a partnership's next board from a day on, that day
// included; found is false when none is recorded. A board of which only the
// month or the year is recorded counts while that has not passed, and comes
// after those that are sure to be earlier.
func nextBoard(tx *store.Tx, partnership string, from store.Date) (next store.Meeting, found bool, err error) {
	year := store.Date{Year: from.Year} // December 2026 stands before its days
	for m, err := range store.Meetings.Between(tx, "start", []any{partnership, year.String()}, []any{partnership, "9999"}) {
		switch {
		case err != nil:
			return m, false, err
		case !isBoard(m) || !isPlanned(&m) || passed(from, m.Start.Date):
		case !found || compareDue(m.Start.Date, next.Start.Date) < 0:
			next, found = m, true
		}
		if found && m.Start.First().After(next.Start.Last()) {
			break
		}
	}
	return next, found, nil
}

// isBoard reports whether a meeting is a board, as it is when its kind is Not
// recorded.
func isBoard(m store.Meeting) bool { return m.Kind == "" || m.Kind == "board" }

// boardLine is a board with its countdown: Tuesday 8 December 2026, 10am,
// Teams, in 16 days. Of a board whose day is not known it says so.
func boardLine(today store.Date, m store.Meeting) string {
	s := english.Moment(m.Start)
	if m.Place != "" {
		s += ", " + m.Place
	}
	if a := english.Away(today, m.Start.Date); a != "" {
		s += ", " + a
	}
	return s + noDay(m.Start.Date)
}

// noDay follows a partial date where its day is missed; "" behind another.
func noDay(d store.Date) string {
	if d.IsZero() || d.Exact() {
		return ""
	}
	return "; the exact date is not recorded"
}

// dueDate returns the day an action is due: its date, or the next board's
// when it is due then; zero when that is Not recorded.
func dueDate(tx *store.Tx, a *store.Action, today store.Date) (store.Date, error) {
	if !a.Due.NextBoard {
		return a.Due.Date, nil
	}
	m, _, err := nextBoard(tx, a.Partnership, today)
	return m.Start.Date, err
}

// overdue reports whether an open action's date has passed; one that is due
// at the next board, or whose date is Not recorded, is not overdue.
func overdue(a *store.Action, today store.Date) bool {
	return a.IsOpen() && !a.Due.NextBoard && passed(today, a.Due.Date)
}
