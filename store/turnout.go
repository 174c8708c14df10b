package store

import (
	"errors"
	"slices"
)

// Turnout is how the responsible authorities of a partnership stand with one
// meeting. It holds the ids of organisations, each once, in the order of the
// partnership's members; for a body that has ended stands its successor.
type Turnout struct {
	Authorities []string // the responsible authorities on the meeting's day
	// Here are those that somebody is coming for, or, once the meeting was
	// held, that somebody was there for.
	Here []string
	// Away are those that sent apologies or whose seat is vacant, and that
	// nobody comes for. The others have not answered.
	Away []string
	// Quorum is how many of them the partnership's rule asks for; 0: it has
	// none.
	Quorum int
}

// Quorate reports whether enough authorities are here, as they always are
// without a rule.
func (t Turnout) Quorate() bool { return len(t.Here) >= t.Quorum }

// TurnoutOf counts the responsible authorities that come to a meeting, or
// that came to it. A substitute counts for the organisation of the one they
// come for, not for their own.
func TurnoutOf(tx *Tx, m *Meeting) (Turnout, error) {
	p, err := Partnerships.Get(tx, m.Partnership)
	if err != nil {
		return Turnout{}, err
	}
	t := Turnout{Quorum: p.Quorum}
	for _, s := range p.Members {
		org, err := Standing(tx, s.Organisation, m.Start.Date)
		if err != nil {
			return t, err
		}
		if s.As == "responsible" && s.Sits(m.Start.Date) && !slices.Contains(t.Authorities, org.ID) {
			t.Authorities = append(t.Authorities, org.ID)
		}
	}
	here, away := map[string]bool{}, map[string]bool{}
	for i := range m.Attendance {
		a := &m.Attendance[i]
		id, err := a.CountsFor(tx)
		if err != nil {
			return Turnout{}, err
		}
		org, err := Standing(tx, id, m.Start.Date)
		switch {
		case err != nil:
			return Turnout{}, err
		case a.Here(m):
			here[org.ID] = true
		case a.As == "apologies" || a.As == "vacant":
			away[org.ID] = true
		}
	}
	for _, org := range t.Authorities {
		switch {
		case here[org]:
			t.Here = append(t.Here, org)
		case away[org]:
			t.Away = append(t.Away, org)
		}
	}
	return t, nil
}

// Standing follows the successors of the organisation with the id to the one
// that stands on a day, on the zero Date to the one that has not ended; the
// last that is recorded when all have. Of no id, or one that is not there, it
// is an empty one.
func Standing(tx *Tx, id string, day Date) (Organisation, error) {
	var o Organisation
	for range 20 { // the store refuses loops; this bounds a long line
		next, err := Organisations.Get(tx, id)
		if errors.Is(err, ErrNotFound) || id == "" {
			return o, nil
		}
		if err != nil {
			return o, err
		}
		o = next
		if o.Successor == "" || o.Until.IsZero() || !day.IsZero() && !o.Until.Last().Before(day.First()) {
			break
		}
		id = o.Successor
	}
	return o, nil
}

// Sits reports whether the member has its seat on a day; a partial date
// counts from its first and to its last day. On the zero Date it reports
// whether the seat has no end.
func (s *Member) Sits(day Date) bool {
	if day.IsZero() {
		return s.Until.IsZero()
	}
	return !day.First().Before(s.From.First()) && (s.Until.IsZero() || !day.First().After(s.Until.Last()))
}

// Here reports whether somebody takes the seat: is coming, or was there once
// the meeting was held.
func (a *Attendance) Here(m *Meeting) bool {
	return a.As == "present" || a.As == "substitute" || a.As == "coming" && m.Status != "held"
}

// CountsFor is the organisation that a seat counts for, "" of none: its own,
// else that of the person the substitute comes for, else the person's.
func (a *Attendance) CountsFor(tx *Tx) (string, error) {
	id := a.Person
	if a.For != "" {
		id = a.For
	}
	if a.Organisation != "" || id == "" {
		return a.Organisation, nil
	}
	p, err := People.Get(tx, id)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return p.Organisation, err
}
