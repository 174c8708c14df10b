package main

import (
	"fmt"
	"strings"
	"time"

	"csp/bot/sandbox"
)

// The office of the actions: so many people, half of them its staff and half
// the secretariats of its partnerships. Each has a few actions from before.
const (
	actionsPeople = 200
	actionsStaff  = 100
	actionsBefore = 5
	actionsHomes  = 20 // have their Home tab open
)

var (
	actionsPlaces   = strings.Fields("Ashmere Birchholt Coldbrook Dunsley Elmstead Fernlow Greyford Hawkridge Ivelbourne Kelsow")
	actionsNames    = strings.Fields("Alma Boris Carys Denis Elsie Farid Gwen Hamid Isla Jonas Keira Lewis Mabel Nadia Orla Percy Rhian Samir Tessa Wilf")
	actionsSurnames = strings.Fields("Ashby Brook Carver Dalton Ellis Frost Garner Holt Ives Judd")
)

// The day of the import, and the mornings on which the bot runs: reminders go
// out at nine on both.
var (
	actionsImport = time.Date(2027, 3, 1, 10, 0, 0, 0, time.UTC)
	actionsFirst  = time.Date(2027, 3, 8, 8, 59, 50, 0, time.UTC)
	actionsSecond = time.Date(2027, 3, 9, 8, 59, 50, 0, time.UTC)
)

func actionsUser(i int) string { return fmt.Sprintf("U0ACTION%03d", i) }

func actionsName(i int) string {
	return actionsNames[i/len(actionsSurnames)] + " " + actionsSurnames[i%len(actionsSurnames)]
}

// actionsPlace is the partnership of which a person is the secretariat, when
// they are one.
func actionsPlace(i int) string { return actionsPlaces[i%len(actionsPlaces)] }

func actionsPrefix(place string) string { return strings.ToUpper(place[:3]) }

func actionsWorkspace() (w sandbox.Workspace, staff []string) {
	w = sandbox.DefaultWorkspace()
	staff = []string{sandbox.Staff}
	for i := range actionsPeople {
		w.People = append(w.People, sandbox.Person{ID: actionsUser(i), Name: fmt.Sprintf("person%d", i), RealName: actionsName(i)})
		if i < actionsStaff {
			staff = append(staff, actionsUser(i))
		}
	}
	return w, staff
}

// actionsRegister is the office as it is imported. The actions from before are
// due a week after the first morning, of which their owners are told on it.
func actionsRegister() string {
	var b strings.Builder
	b.WriteString("register: 1\npartnerships:\n")
	for _, p := range actionsPlaces {
		fmt.Fprintf(&b, "  - {id: %s, name: %s Community Safety Partnership, prefix: %s, area: %s}\n", strings.ToLower(p), p, actionsPrefix(p), p)
	}
	b.WriteString("people:\n")
	for i := range actionsPeople {
		fmt.Fprintf(&b, "  - {id: person-%d, name: %s, slack: %s}\n", i, actionsName(i), actionsUser(i))
	}
	b.WriteString("roles:\n")
	for i := actionsStaff; i < actionsPeople; i++ {
		fmt.Fprintf(&b, "  - {id: role-%d, person: person-%d, role: secretariat, partnership: %s, from: 2026-01-01, confirmed: %s/%s}\n",
			i, i, strings.ToLower(actionsPlace(i)), sandbox.DefaultWorkspace().Team, actionsUser(i))
	}
	b.WriteString("actions:\n")
	for i := range actionsPeople {
		for k := range actionsBefore {
			fmt.Fprintf(&b, "  - {id: before-%d-%d, partnership: %s, text: Task %d-%d before, owner: person-%d, due: 2027-03-15, raised: 2027-02-01, status: open}\n",
				i, k, strings.ToLower(actionsPlace(i)), i, k, i)
		}
	}
	return b.String()
}
