package commands

import (
	"fmt"
	"slices"

	"csp/store"
	"csp/store/english"
)

// slot is a board to come: one that is planned, or a day on which the series
// lets one be expected.
type slot struct {
	on    store.Date
	board *store.Meeting // nil: expected
	// moved says that the series gives another day, which is not a working
	// day; "" of a day that it gives.
	moved string
}

// words are a slot's day and how far it is.
func (s slot) words(today store.Date) string {
	out := dayAndAway(today, s.on)
	if s.moved != "" {
		out += ". " + s.moved
	}
	return out
}

// boardsToCome are a partnership's boards from today on: those that are
// planned, in their order, and after them those that its series lets be
// expected, n in all and one expected board at least where there is a series.
func (c *Call) boardsToCome(tx *store.Tx, partnership string, n int) ([]slot, error) {
	ahead, err := boardsAhead(tx, partnership, c.Today())
	if err != nil {
		return nil, err
	}
	var out []slot
	for i := range ahead {
		out = append(out, slot{on: ahead[i].Start.Date, board: &ahead[i]})
	}
	more, err := seriesBoards(tx, partnership, c.Today(), max(n-len(out), 1))
	return append(out, more...), err
}

// seriesLast is the latest board of a partnership that has a series and whose
// day is known, cancelled or not; nil when there is none.
func seriesLast(tx *store.Tx, partnership string) (*store.Meeting, store.Series, error) {
	for m, err := range store.Meetings.ByBack(tx, "start", partnership) {
		if err != nil {
			return nil, store.Series{}, err
		}
		if !isBoard(m) || m.Series == "" || !m.Start.Exact() {
			continue
		}
		series, err := store.ParseSeries(m.Series)
		if err != nil {
			return nil, series, nil // the register refuses such words; nothing can be expected of them
		}
		return &m, series, nil
	}
	return nil, store.Series{}, nil
}

// seriesBoards are the next n days on which a partnership's series lets boards
// be expected: from today on, after its last planned board. One that is not a
// working day is moved to the next that is, and says so.
func seriesBoards(tx *store.Tx, partnership string, today store.Date, n int) ([]slot, error) {
	last, series, err := seriesLast(tx, partnership)
	if err != nil || last == nil {
		return nil, err
	}
	cal, err := store.CalendarOf(tx)
	if err != nil {
		return nil, err
	}
	taken, err := daysTaken(tx, partnership, today)
	if err != nil {
		return nil, err
	}
	var out []slot
	for _, day := range following(series, last.Start.Date, taken, n) {
		s := slot{on: cal.NextWorking(day)}
		if s.on != day {
			s.moved = "The series gives " + english.Long(day) + ", " + notWorking(cal, day) + "."
		}
		out = append(out, s)
	}
	return out, nil
}

// daysTaken reports of a day whether no board is expected on it: it is past,
// or not behind the last planned board, or in a month or year for which one is
// planned without its day, or the board of that day was cancelled.
func daysTaken(tx *store.Tx, partnership string, today store.Date) (func(store.Date) bool, error) {
	last := today.AddDays(-1)
	var others []store.Date
	for m, err := range store.Meetings.By(tx, "start", partnership) {
		switch {
		case err != nil:
			return nil, err
		case !isBoard(m):
		case m.Start.Exact() && m.Status != "cancelled":
			if m.Start.Date.After(last) {
				last = m.Start.Date
			}
		case m.Status != "held":
			others = append(others, m.Start.Date)
		}
	}
	return func(day store.Date) bool {
		return !day.After(last) || slices.ContainsFunc(others, func(o store.Date) bool { return !o.IsZero() && !day.Before(o.First()) && !day.After(o.Last()) })
	}, nil
}

// notWorking says that a day is not a working day, and why.
func notWorking(cal *store.Calendar, day store.Date) string {
	if name, ok := cal.Holiday(day); ok {
		return "which is not a working day (" + name + ")"
	}
	return "which is at a weekend"
}

// seriesWords are a board's series, and the day that comes next in it.
func (c *Call) seriesWords(tx *store.Tx, m *store.Meeting) (string, error) {
	says := upper(m.Series)
	next, err := seriesBoards(tx, m.Partnership, c.Today(), 1)
	if err == nil && isBoard(*m) && len(next) > 0 {
		says += ". The next that is not planned yet: " + next[0].words(c.Today())
	}
	return says, err
}

// expectedBoards are seriesBoards while no board is planned; none when one is,
// since then the plan counts.
func expectedBoards(tx *store.Tx, partnership string, today store.Date, n int) ([]slot, error) {
	ahead, err := boardsAhead(tx, partnership, today)
	if err != nil || len(ahead) > 0 {
		return nil, err
	}
	return seriesBoards(tx, partnership, today, n)
}

// following are the first n days of a series after a meeting that are not
// taken.
func following(s store.Series, after store.Date, taken func(store.Date) bool, n int) []store.Date {
	var out []store.Date
	for d := s.Next(after); len(out) < n; d = s.Next(d) {
		if !taken(d) {
			out = append(out, d)
		}
	}
	return out
}

// nextButtons plan the next boards of a partnership's series, for those who
// may, while fewer are planned than the forward plan looks ahead.
func (c *Call) nextButtons(tx *store.Tx, partnership string) ([]Button, error) {
	ok, err := c.may(tx, Record, Subject{Partnerships: []string{partnership}})
	if err != nil || !ok {
		return nil, err
	}
	slots, err := c.boardsToCome(tx, partnership, forwardBoards)
	if err != nil {
		return nil, err
	}
	n := 0
	var first store.Date
	for _, s := range slots[:min(len(slots), forwardBoards)] {
		if s.board == nil {
			if n++; n == 1 {
				first = s.on
			}
		}
	}
	var row []Button
	if n > 0 {
		row = append(row, Button{Label: "Plan the board of " + english.Short(first), Type: "board " + partnership + " next"})
	}
	if n > 1 {
		row = append(row, Button{Label: "Plan the next " + english.Count(n, "board", "boards"), Type: fmt.Sprintf("board %s next %d", partnership, n)})
	}
	return row, nil
}

// afterPlanned are the buttons that plan the boards after those that a change
// planned; none of any other change.
func (c *Call) afterPlanned(tx *store.Tx, number uint64) ([]Button, error) {
	for e, err := range tx.Entries(number) {
		if err != nil {
			return nil, err
		}
		if e.Kind != store.Meetings.Name || !isNone(e.Before) {
			continue
		}
		m, err := store.Meetings.Get(tx, e.ID)
		if err != nil || !isBoard(m) {
			return nil, err
		}
		return c.nextButtons(tx, m.Partnership)
	}
	return nil, nil
}
