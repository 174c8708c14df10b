package commands

import (
	"cmp"
	"slices"
	"time"

	"csp/store"
)

// dueGroup is how pressing an open action is; the action log is in this
// order.
type dueGroup int

const (
	dueOverdue dueGroup = iota
	dueThisWeek
	dueLater
	dueNotRecorded
)

// dated is an open action with the day it is due: for one that is due at the
// next board, that board's day.
type dated struct {
	store.Action
	on      store.Date // zero: not recorded, or no board is planned
	carried carried    // the boards at which it was due and stayed open
}

// groupOf says how pressing an action is on a day. A week runs from Monday to
// Sunday. A date known only to its month or year is overdue when all of it
// has passed.
func (d *dated) groupOf(today store.Date) dueGroup {
	switch {
	case d.on.IsZero() && d.Due.NextBoard:
		return dueLater
	case d.on.IsZero():
		return dueNotRecorded
	case d.on.Last().Before(today):
		return dueOverdue
	case !d.on.Last().After(endOfWeek(today)):
		return dueThisWeek
	}
	return dueLater
}

// endOfWeek returns the Sunday of the day's week.
func endOfWeek(day store.Date) store.Date {
	return day.AddDays((7 - int(day.Weekday()-time.Sunday)) % 7)
}

// sortActions orders open actions: overdue first, the longest so first, then
// this week's, then later ones, then those without a date.
func sortActions(list []dated, today store.Date) {
	slices.SortFunc(list, func(a, b dated) int {
		return cmp.Or(
			cmp.Compare(a.groupOf(today), b.groupOf(today)),
			compareDue(a.on, b.on),
			cmp.Compare(a.Ref, b.Ref),
			cmp.Compare(a.ID, b.ID),
		)
	})
}

// compareDue puts the date that can last longer later, and none last of all.
func compareDue(a, b store.Date) int {
	switch {
	case a.IsZero() || b.IsZero():
		return cmp.Compare(b.Year, a.Year)
	}
	return cmp.Or(a.Last().Compare(b.Last()), a.Compare(b))
}
