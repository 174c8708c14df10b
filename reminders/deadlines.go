package reminders

import (
	"maps"
	"time"

	"csp/store"
)

// Deadlines are the days that hang on a board, as its reminders count them.
// A day is zero where its reminder is turned off or the board's own day is
// not known.
type Deadlines struct {
	Items   store.Date // items for the agenda are called for
	Updates store.Date // owners are asked for updates
	Papers  store.Date // the papers go out
	Minutes store.Date // the draft minutes are due
}

// DeadlinesOf returns the deadlines of a board by the timings nearest to it.
func DeadlinesOf(tx *store.Tx, m *store.Meeting) (Deadlines, error) {
	v := newView(tx, Settings{Zone: time.UTC}, time.Time{})
	d := Deadlines{
		Items:   v.firstDay(m, boardItems.Name, boardItems.Timings),
		Updates: v.firstDay(m, updatesName, updatesDefault),
		Papers:  v.papersDue(m),
		Minutes: v.firstDay(m, boardMinutes.Name, boardMinutes.Timings),
	}
	return d, v.err
}

// firstDay is the day of the first step of a board's reminder.
func (v *View) firstDay(m *store.Meeting, kind string, otherwise []string) store.Date {
	list := v.timings(kind, m.Timings, []string{m.Partnership}, otherwise)
	if len(list) == 0 || !m.Start.Exact() {
		return store.Date{}
	}
	day := v.add(m.Start.Date, list[0])
	if list[0].N > 0 {
		return v.cal.NextWorking(day)
	}
	return v.cal.LastWorking(day)
}

// SetDeadline has the first reminder of a kind go out on a working day, for
// this board alone: as so many working days from it, so that the day moves
// with the board. Later steps of the kind that come after that day stay.
func SetDeadline(tx *store.Tx, m *store.Meeting, kind string, day store.Date) error {
	v := newView(tx, Settings{Zone: time.UTC}, time.Time{})
	board := m.Start.Date
	first := store.Offset{N: v.cal.WorkingDaysTo(board, day), Unit: store.WorkingDays, Times: 1}
	list := []string{first.String()}
	for i, o := range v.timings(kind, m.Timings, []string{m.Partnership}, Usual(kind)) {
		if i > 0 && v.add(board, o).After(day) {
			list = append(list, o.String())
		}
	}
	m.Timings = maps.Clone(m.Timings)
	if m.Timings == nil {
		m.Timings = store.Timings{}
	}
	m.Timings[kind] = list
	return v.err
}
