package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

// lapse is a scheme or pilot that ends, which somebody must decide about
// before.
type lapse struct {
	name  string
	ends  store.Date // known to the day
	until store.Date // the last day on which deciding is of use
	why   string     // Evening wardens ends on 31 March 2027
}

// lapseOf is what a decision's scheme or pilot sets as its end; false when
// it has none that is known to the day, or the one who asks may not see it.
func lapseOf(c *Call, tx *store.Tx, d *store.Decision) (lapse, bool) {
	if s, ok := linked(c, tx, &store.Schemes, d.Scheme); ok {
		if e, ok := schemeLapse(&s); ok {
			return e, true
		}
	}
	if p, ok := linked(c, tx, &store.Pilots, d.Pilot); ok {
		return pilotLapse(tx, &p)
	}
	return lapse{}, false
}

func schemeLapse(s *store.Scheme) (lapse, bool) {
	e := lapse{name: s.Name, ends: s.Until, until: s.Until}
	if !s.Until.Exact() {
		return e, false
	}
	e.why = s.Name + " ends on " + english.Short(s.Until)
	if s.NoticeBy.Exact() && s.NoticeBy.Before(s.Until) {
		e.until = s.NoticeBy
		e.why += ", and notice is to be given by " + english.Short(s.NoticeBy)
	}
	return e, true
}

func pilotLapse(tx *store.Tx, p *store.Pilot) (lapse, bool) {
	e := lapse{name: pilotName(tx, p), ends: p.Until, until: p.Until}
	e.why = e.name + " ends on " + english.Short(p.Until)
	return e, p.Until.Exact()
}

// boardsBefore are the planned boards of partnerships from today to a day.
func (c *Call) boardsBefore(tx *store.Tx, partnerships []string, until store.Date) ([]store.Meeting, error) {
	var out []store.Meeting
	for _, p := range partnerships {
		ahead, err := boardsAhead(tx, p, c.Today())
		if err != nil {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(ahead, func(m store.Meeting) bool {
			return !m.Start.Exact() || m.Start.After(until)
		})...)
	}
	sortMeetings(out)
	return out, nil
}

// boardsLeft says how many boards are left before an end.
func boardsLeft(list []store.Meeting) string {
	n := len(list)
	switch n {
	case 0:
		return "No board is left before then."
	case 1:
		return "One board is left before then: " + english.Long(list[0].Start.Date) + "."
	}
	return upper(english.Count(n, "board is", "boards are")) + " left before then, the last on " + english.Long(list[n-1].Start.Date) + "."
}

// workedBack is the day by which a decision is needed, worked back from the
// end of its scheme or pilot, and why: for a board's decision the last board
// before it, for the commissioner's the day itself. The zero date when there
// is no such end or it has passed.
func (c *Call) workedBack(tx *store.Tx, d *store.Decision) (by store.Date, why string, err error) {
	e, ok := lapseOf(c, tx, d)
	if !ok || e.until.Before(c.Today()) {
		return by, "", nil
	}
	boards, err := c.boardsBefore(tx, d.Partnerships, e.until)
	if err != nil {
		return by, "", err
	}
	by = e.until
	if n := len(boards); n > 0 && d.Kind != "pcc" {
		by = boards[n-1].Start.Date
	}
	return by, "worked back, since " + e.why + ". " + boardsLeft(boards), nil
}

// neededWords says when a decision is needed, and, where that hangs on a
// scheme's or pilot's end, how many boards are left.
func (c *Call) neededWords(tx *store.Tx, d *store.Decision) (string, error) {
	by, why, err := c.workedBack(tx, d)
	switch {
	case err != nil:
		return "", err
	case why == "" || d.Status == "deferred":
		return neededBy(c.Today(), d), nil
	case d.NeededBy.IsZero():
		return "Needed by " + dateAway(c.Today(), by) + " (" + why[:len(why)-1] + ").", nil
	}
	return neededBy(c.Today(), d) + " " + upper(why[len("worked back, since "):]), nil
}

// dayNeeded is the day a decision is needed by, recorded or worked back.
func (c *Call) dayNeeded(tx *store.Tx, d *store.Decision) (store.Date, error) {
	if !d.NeededBy.IsZero() || d.Status == "deferred" {
		return d.NeededBy, nil
	}
	by, _, err := c.workedBack(tx, d)
	return by, err
}
