package reminders

import (
	"slices"
	"strings"
	"time"

	"csp/store"
)

// Lack is something that is not recorded, so that a line went to another place
// than it should.
type Lack struct {
	What        string `json:"what"` // channel, owner, or the role
	Partnership string `json:"partnership,omitempty"`
	Area        string `json:"area,omitempty"`
}

// What can lack besides a role.
const (
	LackChannel = "channel"
	LackOwner   = "owner"
)

const ownerNotNamed = "Owner not named."

func noRole(to Audience) string { return "No " + roleWord(to) + " recorded." }

func noChannel(area string) string { return "No channel recorded for " + area + "." }

// lacks returns what the notes of a line say is not recorded, and is not by
// now either.
func lacks(tx *store.Tx, l *Line, now time.Time) ([]Lack, error) {
	if l.Notes == 0 || l.Partnership == "" {
		return nil, nil
	}
	v := newView(tx, Settings{Zone: now.Location()}, now)
	var notes string
	for _, s := range l.Words[len(l.Words)-l.Notes:] {
		notes += s.Text
	}
	area := v.area(l.Partnership)
	var out []Lack
	for _, role := range []Audience{Secretariat, Chair} {
		if strings.Contains(notes, noRole(role)) {
			out = append(out, Lack{string(role), l.Partnership, area})
		}
	}
	if strings.Contains(notes, noChannel(area)) {
		out = append(out, Lack{LackChannel, l.Partnership, area})
	}
	if strings.Contains(notes, ownerNotNamed) && l.SubjectKind == store.Actions.Name {
		out = append(out, Lack{What: LackOwner})
	}
	return v.still(out, l), v.err
}

// still are those that are lacking by now.
func (v *View) still(all []Lack, l *Line) []Lack {
	return slices.DeleteFunc(all, func(k Lack) bool {
		switch k.What {
		case LackChannel:
			return v.partnership(k.Partnership).Channel != ""
		case LackOwner:
			a := get(v, &store.Actions, l.Subject)
			return a == nil || a.Owner != ""
		}
		return v.holder(k.Partnership, Audience(k.What), v.today()) != nil
	})
}
