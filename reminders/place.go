package reminders

import (
	"strings"

	"csp/store"
)

// place is where a line goes.
type place struct {
	channel string
	person  string // the id of the person it is for; "": a channel, or nobody
	reader  string // the id of the person whose direct messages that is
	note    string // what is said of it: nobody holds the role
	own     bool   // it is the owner of the action themselves
	// unconfirmed: the reader has a role that gives rights, and no admin has
	// confirmed that the account is theirs. It is their line all the same:
	// whoever keeps the register named the account, and a deadline that only
	// the office reads is one that nobody works to. But the message says why
	// its buttons refuse, and the office is told once how to confirm.
	unconfirmed bool
}

// held is a role with the one who has it.
type held struct {
	store.Role
	person *store.Person
}

// confirmed reports whether an admin confirmed the holder's account, so that
// the role gives its rights.
func (h *held) confirmed() bool {
	return h.Confirmed != "" && store.IsAccount(h.Confirmed, h.person.Slack)
}

// keeps reports whether a step's owner is known to be one who may put
// reminders off for everybody.
func (v *View) keeps(s *Step) bool {
	owner := get(v, &store.People, s.Owner)
	if owner == nil {
		return false
	}
	if team, user, split := strings.Cut(owner.Slack, "/"); v.Staff != nil {
		if !split {
			team, user = "", owner.Slack
		}
		if v.Staff(team, user) {
			return true
		}
	}
	for _, p := range s.Partnerships {
		if h := v.held(p, Secretariat, v.said(s.Day)); h != nil && h.person.ID == owner.ID && h.confirmed() {
			return true
		}
	}
	return false
}

// holder returns who has a role on a day, one with Slack before one without
// and a later one before an earlier; nil when nobody has.
func (v *View) holder(partnership string, role Audience, day store.Date) *store.Person {
	if h := v.held(partnership, role, day); h != nil {
		return h.person
	}
	return nil
}

// held is holder with the role.
func (v *View) held(partnership string, role Audience, day store.Date) *held {
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
	var found *held
	for i := range list {
		h := &list[i]
		if day.Before(h.From.First()) || !h.Until.IsZero() && day.After(h.Until.Last()) {
			continue
		}
		if slackOf(h.person) != "" {
			return h
		}
		if found == nil {
			found = h
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
	h := v.held(partnership, to, v.said(s.Day))
	if h == nil {
		return place{channel: v.Office, note: noRole(to)}
	}
	p := h.person
	if slackOf(p) == "" {
		return place{channel: v.Office, person: p.ID, note: p.Name + ", the " + roleWord(to) + ", has no Slack account recorded."}
	}
	return place{channel: slackOf(p), person: p.ID, reader: p.ID, unconfirmed: givesRights(to) && !h.confirmed()}
}

// givesRights reports whether who has a role may do more in Slack for it, once
// their account is confirmed.
func givesRights(role Audience) bool { return role == Secretariat || role == Chair }

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
	sec := v.held(partnership, Secretariat, v.said(s.Day))
	switch {
	case sec != nil && slackOf(sec.person) != "":
		p.channel, p.reader, p.unconfirmed = slackOf(sec.person), sec.person.ID, !sec.confirmed()
	case sec == nil:
		p.note += " " + noRole(Secretariat)
	}
	return p
}
