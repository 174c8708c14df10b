package commands

import (
	"errors"
	"strings"

	"csp/store"
)

const boardHow = "Type /csp board and the partnership, a date, a time and the place: /csp board durham 8 December 2026 10am Teams."

// boardMoveAsked reads a line that plans, moves or cancels a board:
// PARTNERSHIP DATE TIME [PLACE] [SERIES], PARTNERSHIP new, PARTNERSHIP next [N],
// BOARD move to DATE TIME [PLACE], BOARD deadlines and BOARD cancel, where
// BOARD is a partnership, whose next board is meant, with or without a date.
func boardMoveAsked(c *Call, tx *store.Tx) (*wanted, error) {
	if name, verb, rest := cutVerb("board "+c.Args, "move", "cancel", "deadlines"); verb != "" {
		name = strings.TrimSpace(strings.TrimPrefix(name, "board"))
		return c.boardChange(tx, name, verb, rest)
	}
	if c.hit != nil || c.Args == "" {
		return nil, nil
	}
	assumed := c.Assumed
	p, rest, err := c.leadingPartnership(tx, c.Args)
	if err != nil || p == nil {
		return nil, err
	}
	if m := nextBoardsAsked(p, rest); m != nil {
		return &wanted{move: m}, c.must(tx, Record, about(p))
	}
	isNew := strings.EqualFold(rest, "new")
	rest, series := cutSeries(rest)
	start, place, timed, err := c.startAndPlace(rest)
	if err != nil || !timed && !isNew {
		c.Assumed = assumed // the line is another's to read
		return nil, err
	}
	if err := c.must(tx, Record, about(p)); err != nil {
		return nil, err
	}
	if isNew {
		f, err := c.newBoardForm(tx, p, newBoardMove{})
		return &wanted{form: f, how: boardHow}, err
	}
	return &wanted{move: &newBoardMove{Partnership: p.ID, Start: start, Place: place, Series: series}}, nil
}

// startAndPlace reads DATE TIME [PLACE]; timed is false when it does not
// begin with a date and a time.
func (c *Call) startAndPlace(words string) (start store.Moment, place string, timed bool, err error) {
	w := strings.Fields(words)
	for n := min(4, len(w)); n > 0; n-- {
		day, err := parseDay(strings.Join(w[:n], " "), dateRules{Today: c.Today()})
		if p, ok := asProblem(err); ok && strings.HasSuffix(p.Says, noSuchDay+".") {
			return start, "", false, err // 31 February: a date, and none that there is
		}
		if err != nil {
			continue
		}
		if n == len(w) {
			return start, "", false, nil
		}
		h, min, err := parseClock(w[n])
		var p *Problem
		if errors.As(err, &p) {
			return start, "", false, &Problem{Says: "“" + typed(strings.Join(w[n:], " ")) + "” does not begin with a time.", Then: boardHow}
		}
		return store.Moment{Date: day, Minutes: h*60 + min + 1}, strings.Join(w[n+1:], " "), true, err
	}
	return start, "", false, nil
}

// boardChange reads what is to become of a board that is planned.
func (c *Call) boardChange(tx *store.Tx, name, verb, rest string) (*wanted, error) {
	m, err := c.boardNamed(tx, name)
	if err != nil {
		return nil, err
	}
	if err := c.must(tx, Record, about(m)); err != nil {
		return nil, err
	}
	switch {
	case verb == "deadlines":
		return c.deadlinesAsked(tx, m, rest)
	case verb == "cancel" && rest != "":
		return nil, odd(rest, "To cancel the board, end the line with “cancel”.")
	case verb == "cancel":
		return &wanted{move: &boardCancelMove{Meeting: m.ID}}, nil
	case rest == "":
		f, err := c.boardForm(tx, m)
		return &wanted{form: f, how: "Type /csp board " + spoken(tx, "meetings", m.ID) + " move to, a date, a time and the place."}, err
	}
	to := rest
	if word, after, ok := strings.Cut(rest, " "); ok && strings.EqualFold(word, "to") {
		to = after
	}
	start, place, timed, err := c.startAndPlace(to)
	if err == nil && !timed {
		// A date alone keeps the time of day.
		start.Date, err = parseDay(to, dateRules{Today: c.Today()})
		start.Minutes = m.Start.Minutes
	}
	return &wanted{move: &boardMovedMove{Meeting: m.ID, Start: start, Place: place}}, err
}
