package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

// attendance tells who came to a meeting, and whether enough responsible
// authorities did where the partnership has a rule for that.
func attendance(tx *store.Tx, m *store.Meeting) ([]Block, error) {
	if len(m.Attendance) == 0 {
		if m.Status == "held" {
			return []Block{Para(T("Attendance: " + english.NotRecorded + "."))}, nil
		}
		return nil, nil
	}
	var items []Text
	for _, group := range []struct{ as, title string }{
		{"present", "Present"},
		{"substitute", "Substitutes"},
		{"coming", "Coming"},
		{"apologies", "Apologies"},
		{"vacant", "Vacant seats"},
		{"", "How not recorded"},
	} {
		var names []string
		for _, a := range m.Attendance {
			if a.As == group.as {
				names = append(names, seatName(tx, &a))
			}
		}
		if len(names) > 0 {
			items = append(items, Join(B(group.title+": "), T(english.And(names...))))
		}
	}
	out := []Block{Para(B("Attendance")), List{Items: items}}
	quorum, err := quorumWords(tx, m)
	if err != nil || quorum == "" {
		return out, err
	}
	return append(out, Para(T(quorum))), nil
}

// seatName is a seat at a meeting: a person and for whom they came, or the
// organisation whose seat is vacant.
func seatName(tx *store.Tx, a *store.Attendance) string {
	name := orWord(personName(tx, a.Person), organisationName(tx, a.Organisation))
	if a.Person != "" && a.Organisation != "" {
		name += " (" + organisationName(tx, a.Organisation) + ")"
	}
	if a.For != "" {
		name += " for " + personName(tx, a.For)
	}
	return orWord(name, "somebody not named")
}

// quorumWords says how many of the responsible authorities were there, where
// the partnership has a quorum and the meeting was held; "" otherwise. A
// substitute counts for the organisation of the one they came for.
func quorumWords(tx *store.Tx, m *store.Meeting) (string, error) {
	p, err := store.Partnerships.Get(tx, m.Partnership)
	if err != nil || p.Quorum == 0 || m.Status != "held" {
		return "", err
	}
	var authorities []string
	for _, s := range p.Members {
		if s.As == "responsible" && during(m.Start.First(), s.From, s.Until) && !slices.Contains(authorities, s.Organisation) {
			authorities = append(authorities, s.Organisation)
		}
	}
	var there []string
	for _, a := range m.Attendance {
		if a.As != "present" && a.As != "substitute" {
			continue
		}
		org, err := organisationOfSeat(tx, &a)
		if err != nil {
			return "", err
		}
		if slices.Contains(authorities, org) && !slices.Contains(there, org) {
			there = append(there, org)
		}
	}
	word := "Quorate"
	if len(there) < p.Quorum {
		word = "Not quorate"
	}
	return word + ": " + english.Thousands(len(there)) + " of " + english.Count(len(authorities), "responsible authority", "responsible authorities") +
		", " + english.Thousands(p.Quorum) + " needed.", nil
}

// organisationOfSeat is the organisation that a seat counts for.
func organisationOfSeat(tx *store.Tx, a *store.Attendance) (string, error) {
	id := a.Person
	if a.For != "" {
		id = a.For
	}
	if a.Organisation != "" || id == "" {
		return a.Organisation, nil
	}
	p, err := store.People.Get(tx, id)
	return p.Organisation, err
}
