package reminders

import (
	"csp/store"
)

// place is where a line goes.
type place struct {
	channel string
	person  string // the id of the person it is for; "": a channel, or nobody
	reader  string // the id of the person whose direct messages that is
	note    string // what is said of it: nobody holds the role
	own     bool   // it is the owner of the action themselves
}

// held is a role with the one who has it.
type held struct {
	store.Role
	person *store.Person
}

// holder returns who has a role on a day, one with Slack before one without
// and a later one before an earlier; nil when nobody has.
func (v *View) holder(partnership string, role Audience, day store.Date) *store.Person {
	key := roleOf{partnership, role}
	list, known := v.roles[key]
	if !known && v.err == nil {
		for r, err := range store.Roles.ByBack(v.tx, "of", partnership, string(role)) {
			if v.fail(err); err != nil {
				return nil
			}
			if p := get(v, &store.People, r.Person); p != nil {
				list = append(list, held{r, p})
			}
		}
		v.roles[key] = list
	}
	var found *store.Person
	for _, h := range list {
		if day.Before(h.From.First()) || !h.Until.IsZero() && day.After(h.Until.Last()) {
			continue
		}
		if slackOf(h.person) != "" {
			return h.person
		}
		if found == nil {
			found = h.person
		}
	}
	return found
}

// place finds where a step goes for an audience. Where nobody can be reached
// it goes to the office, which is told why.
func (v *View) place(s *Step, to Audience) place {
	partnership := ""
	if len(s.Partnerships) == 1 {
		partnership = s.Partnerships[0]
	}
	switch to {
	case Office:
		return place{channel: v.Office}
	case Partnership:
		if p := v.partnership(partnership); p.Channel != "" {
			return place{channel: p.Channel}
		}
		return place{channel: v.Office, note: noChannel(v.area(partnership))}
	case Owner:
		return v.placeOfOwner(s, partnership)
	}
	p := v.holder(partnership, to, v.said(s.Day))
	switch {
	case p == nil:
		return place{channel: v.Office, note: noRole(to)}
	case slackOf(p) == "":
		return place{channel: v.Office, person: p.ID, note: p.Name + ", the " + roleWord(to) + ", has no Slack account recorded."}
	}
	return place{channel: slackOf(p), person: p.ID, reader: p.ID}
}

func roleWord(a Audience) string {
	if a == OfficeLead {
		return "office lead"
	}
	return string(a)
}

// placeOfOwner is the owner, who may be in no Slack: then it is the
// secretariat's list, else the office's.
func (v *View) placeOfOwner(s *Step, partnership string) place {
	owner := get(v, &store.People, s.Owner)
	if id := slackOf(owner); id != "" {
		return place{channel: id, person: owner.ID, reader: owner.ID, own: true}
	}
	p := place{channel: v.Office, note: ownerNotNamed}
	if owner != nil {
		p.person, p.note = owner.ID, "Owner: "+owner.Name+", who has no Slack account recorded."
	}
	sec := v.holder(partnership, Secretariat, v.said(s.Day))
	switch {
	case slackOf(sec) != "":
		p.channel, p.reader = slackOf(sec), sec.ID
	case sec == nil:
		p.note += " " + noRole(Secretariat)
	}
	return p
}
