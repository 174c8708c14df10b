package commands

import (
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
	out := []Block{Para(B("Attendance")), List{Items: seatLists(tx, m)}}
	quorum, err := quorumWords(tx, m)
	if err != nil || quorum == "" {
		return out, err
	}
	return append(out, Para(T(quorum))), nil
}

// seatLists are the seats of a meeting, a line for each sort of them.
func seatLists(tx *store.Tx, m *store.Meeting) []Text {
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
	return items
}

// seatName is a seat at a meeting: a person and for whom they came, or the
// organisation whose seat is vacant.
func seatName(tx *store.Tx, a *store.Attendance) string {
	name := orWord(personName(tx, a.Person), organisationName(tx, a.Organisation))
	if a.Person == "" && a.Name != "" {
		name = a.Name + " (not in the register)"
		if a.Organisation != "" {
			name = a.Name + " (" + organisationName(tx, a.Organisation) + ", not in the register)"
		}
	} else if a.Person != "" && a.Organisation != "" {
		name += " (" + organisationName(tx, a.Organisation) + ")"
	}
	if a.For != "" {
		name += " for " + personName(tx, a.For)
	}
	return orWord(name, "somebody not named")
}

// quorumWords says how many of the responsible authorities were there, where
// the partnership has a quorum and the meeting was held; "" otherwise.
func quorumWords(tx *store.Tx, m *store.Meeting) (string, error) {
	t, err := store.TurnoutOf(tx, m)
	if err != nil || t.Quorum == 0 || m.Status != "held" {
		return "", err
	}
	word := "Quorate"
	if !t.Quorate() {
		word = "Not quorate"
	}
	return word + ": " + english.Thousands(len(t.Here)) + " of " + english.Count(len(t.Authorities), "responsible authority", "responsible authorities") +
		", " + english.Thousands(t.Quorum) + " needed.", nil
}
