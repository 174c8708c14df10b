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

// onItsDay returns an action with the day it is due and the boards that it was
// carried past.
func onItsDay(tx *store.Tx, a *store.Action, today store.Date) (dated, error) {
	d, err := byItsDay(tx, a, today)
	if err == nil {
		err = d.carry(tx, today)
	}
	return d, err
}

// byItsDay returns an action with the day it is due alone, as a list is put in
// order by it; what is then drawn of the list is carried.
func byItsDay(tx *store.Tx, a *store.Action, today store.Date) (dated, error) {
	on, err := dueDate(tx, a, today)
	return dated{Action: *a, on: on}, err
}

// carry looks up past which boards the action was carried.
func (d *dated) carry(tx *store.Tx, today store.Date) error {
	var err error
	d.carried, err = carriedOver(tx, &d.Action, today)
	return err
}
