package commands

import (
	"slices"

	"csp/store"
)

// A board has begun from its day on: it can be recorded. It is over when it was
// recorded as held, or its day has passed: what was due at it is carried over.

// hasBegun reports that of a meeting.
func hasBegun(m store.Meeting, today store.Date) bool {
	return isBoard(m) && m.Status != "cancelled" && m.Start.Exact() && !m.Start.After(today)
}

// isOver reports that of a board that has begun.
func isOver(m store.Meeting, today store.Date) bool {
	return hasBegun(m, today) && (m.Status == "held" || passed(today, m.Start.Date))
}

// boardsBegun are the boards of a partnership that have begun, the latest
// first.
func (c *Call) boardsBegun(tx *store.Tx, partnership string) ([]store.Meeting, error) {
	var out []store.Meeting
	for m, err := range store.Meetings.ByBack(tx, "start", partnership) {
		if err != nil {
			return nil, err
		}
		if hasBegun(m, c.Today()) {
			out = append(out, m)
		}
	}
	return out, nil
}

// boardsOver are the days of a partnership's boards after a day that are over.
// What the next board leaves behind is just these.
func boardsOver(tx *store.Tx, partnership string, after, today store.Date) ([]store.Date, error) {
	var out []store.Date
	for m, err := range store.Meetings.Between(tx, "start", []any{partnership, after.String()}, []any{partnership, "9999"}) {
		if err != nil {
			return nil, err
		}
		on := m.Start.Date
		if on.After(today) {
			break
		}
		if isOver(m, today) && on.After(after) && !slices.Contains(out, on) {
			out = append(out, on)
		}
	}
	return out, nil
}
