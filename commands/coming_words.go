package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// takesAnswers reports whether one can still say that one is coming.
func takesAnswers(m *store.Meeting, today store.Date) bool {
	return isPlanned(m) && !passed(today, m.Start.Date)
}

// seatOf is a person's own part in a meeting, as the subject of rights.
func seatOf(m *store.Meeting, person string) Subject {
	return Subject{Partnerships: []string{m.Partnership}, Person: person}
}

// comingValue is what a button of a meeting carries: which one, and on which
// day, since an answer is for that day.
func comingValue(m *store.Meeting) string { return m.ID + " " + m.Start.Date.String() }

// comingBlocks say who is coming to a meeting that is still to be held;
// nothing of any other.
func (c *Call) comingBlocks(tx *store.Tx, m *store.Meeting) ([]Block, error) {
	if !takesAnswers(m, c.Today()) {
		return nil, nil
	}
	lines, err := turnoutLines(tx, m)
	if err != nil {
		return nil, err
	}
	out := []Block{Para(B("Who is coming"))}
	for _, l := range lines {
		out = append(out, Para(T(l)))
	}
	if seats := seatLists(tx, m); len(seats) > 0 {
		return append(out, List{Items: seats}), nil
	}
	if len(lines) == 0 {
		out = append(out, Para(T("Nobody has answered yet.")))
	}
	return out, nil
}

// seats tell of a meeting's card who is coming, with the buttons to answer, or
// who was there.
func (c *Call) seats(tx *store.Tx, m *store.Meeting) ([]Block, error) {
	out, err := c.comingBlocks(tx, m)
	if err != nil || len(out) == 0 {
		return attendance(tx, m)
	}
	row, err := c.comingButtons(tx, m)
	return append(out, c.offer(tx, row...)...), err
}

// turnoutLines count the responsible authorities of a board that is to come:
// "2 of 5 responsible authorities are coming; Northshire Probation has sent
// apologies; 2 have not answered.", and how that stands with the quorum. Of a
// meeting that is no board nothing is counted.
func turnoutLines(tx *store.Tx, m *store.Meeting) ([]string, error) {
	t, err := store.TurnoutOf(tx, m)
	if err != nil || !isBoard(*m) || len(t.Authorities) == 0 {
		return nil, err
	}
	of := english.Count(len(t.Authorities), "responsible authority", "responsible authorities")
	says := english.Thousands(len(t.Here)) + " of " + of + " " + verbFor(len(t.Here), "is", "are") + " coming"
	if len(t.Here) == 0 {
		says = "None of the " + of + " is coming so far"
	}
	if len(t.Away) > 0 {
		var names []string
		for _, id := range t.Away {
			names = append(names, shortName(tx, id))
		}
		says += "; " + english.And(names...) + " " + verbFor(len(names), "has", "have") + " sent apologies"
	}
	switch n := len(t.Authorities) - len(t.Here) - len(t.Away); {
	case n == len(t.Authorities):
		says = "None of the " + of + " has answered yet"
	case n > 0:
		says += "; " + english.Thousands(n) + " " + verbFor(n, "has", "have") + " not answered"
	}
	out := []string{says + "."}
	if t.Quorum > 0 {
		out = append(out, "Quorum is "+english.Count(t.Quorum, "responsible authority", "responsible authorities")+": "+isComing(len(t.Here))+".")
	}
	return out, nil
}

// isComing says how many are coming.
func isComing(n int) string {
	if n == 0 {
		return "none is coming so far"
	}
	return english.Thousands(n) + " " + verbFor(n, "is", "are") + " coming"
}

func verbFor(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// shortName is how people call an organisation: its short name, else its name.
func shortName(tx *store.Tx, id string) string {
	o, err := store.Organisations.Get(tx, id)
	if err != nil {
		return unread(id, err)
	}
	return orWord(o.Short, o.Name)
}

// silent are the names of the authorities that have not answered.
func silent(tx *store.Tx, t store.Turnout) string {
	said := map[string]bool{}
	for _, id := range append(t.Here[:len(t.Here):len(t.Here)], t.Away...) {
		said[id] = true
	}
	var names []string
	for _, id := range t.Authorities {
		if !said[id] {
			names = append(names, shortName(tx, id))
		}
	}
	return english.And(names...)
}

// answerSays is an answer in words: David Nunn is coming.
func answerSays(tx *store.Tx, a *store.Attendance) string {
	switch a.As {
	case "coming":
		return personName(tx, a.Person) + " is coming."
	case "apologies":
		return personName(tx, a.Person) + " has sent apologies."
	case "substitute":
		if a.Person == "" {
			return "A substitute comes for " + personName(tx, a.For) + "; their name is not recorded."
		}
		return personName(tx, a.Person) + " comes for " + personName(tx, a.For) + "."
	}
	return strings.TrimSpace(personName(tx, a.Person) + " has not answered.")
}
