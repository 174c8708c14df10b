package commands

import (
	"cmp"
	"slices"

	"csp/store"
)

// isPlanned reports whether a meeting is still to be held.
func isPlanned(m *store.Meeting) bool { return m.Status != "held" && m.Status != "cancelled" }

// boardsAhead are a partnership's planned boards from today on, the next one
// first. One known only to its month counts until the month has passed.
func boardsAhead(tx *store.Tx, partnership string, today store.Date) ([]store.Meeting, error) {
	var out []store.Meeting
	for m, err := range store.Meetings.By(tx, "start", partnership) {
		if err != nil {
			return nil, err
		}
		if isBoard(m) && isPlanned(&m) && !m.Start.IsZero() && !passed(today, m.Start.Date) {
			out = append(out, m)
		}
	}
	sortMeetings(out)
	return out, nil
}

// sortMeetings orders meetings by their start.
func sortMeetings(list []store.Meeting) {
	slices.SortFunc(list, func(a, b store.Meeting) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Partnership, b.Partnership), cmp.Compare(a.ID, b.ID))
	})
}

// onItsDay returns an action with the day it is due.
func onItsDay(tx *store.Tx, a *store.Action, today store.Date) (dated, error) {
	on, err := dueDate(tx, a, today)
	if err != nil {
		return dated{Action: *a}, err
	}
	over, err := carriedOver(tx, a, today)
	return dated{*a, on, over}, err
}
