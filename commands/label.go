package commands

import (
	"errors"
	"strings"

	"csp/store"
	"csp/store/english"
)

// labelOf is how a record is named in a list or on a button, 70 characters
// at most. One without a name is told by its partnership: Unnamed pilot
// (County Durham).
func labelOf(tx *store.Tx, kind string, rec any) string {
	switch r := rec.(type) {
	case *store.Person:
		return cutTo(personLine(*r), maxLabel)
	case *store.Action:
		return cutTo(strings.TrimSpace(r.Ref+" "+r.Text), maxLabel)
	case *store.Decision:
		return cutTo(strings.TrimSpace(r.Ref+" "+r.Text), maxLabel)
	case *store.Issue:
		return cutTo(r.Text, maxLabel)
	case *store.Meeting:
		name := meetingName(r) + ", " + english.Short(r.Start.Date)
		if !saysWhose(tx, r) {
			name += ", " + called(tx, "partnerships", r.Partnership)
		}
		return cutTo(name, maxLabel)
	case *store.Plan:
		return cutTo(orWord(r.Title, nameless(tx, "Untitled plan", r.Partnership)), maxLabel)
	case *store.Pilot:
		return cutTo(orWord(r.Name, nameless(tx, "Unnamed pilot", r.Partnerships...)), maxLabel)
	case *store.Role:
		return cutTo(r.Role, maxLabel)
	case *store.Snooze:
		return cutTo("Reminder about "+called(tx, r.SubjectKind, r.Subject), maxLabel)
	case *store.Settlement:
		return cutTo(settledName(r), maxLabel)
	case *store.Email:
		return cutTo("Email to "+called(tx, "people", r.Person), maxLabel)
	}
	if k, ok := store.KindNamed(kind); ok {
		if names := k.NamesOf(rec); len(names) > 0 {
			return cutTo(names[0], maxLabel)
		}
	}
	return store.MetaOf(rec).ID
}

// maxLabel is the length of a record's label; a button holds 75.
const maxLabel = 70

func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}

// nameless names a record without a name by its partnerships.
func nameless(tx *store.Tx, what string, partnerships ...string) string {
	if len(partnerships) == 0 || partnerships[0] == "" {
		return what
	}
	var names []string
	for _, id := range partnerships {
		names = append(names, called(tx, "partnerships", id))
	}
	return what + " (" + english.And(names...) + ")"
}

// unread stands for the name of a record that cannot be read: its id, and why
// when the record is there.
func unread(id string, err error) string {
	if id == "" || errors.Is(err, store.ErrNotFound) {
		return id
	}
	return id + " (this record is damaged: tell an admin to run csp check)"
}

// partnershipName is the name of the partnership with the id; the id itself
// when there is none.
func partnershipName(tx *store.Tx, id string) string {
	p, err := store.Partnerships.Get(tx, id)
	if err != nil {
		return unread(id, err)
	}
	return p.Name
}

// organisationName is the name of the organisation with the id, "" of none.
func organisationName(tx *store.Tx, id string) string {
	o, err := store.Organisations.Get(tx, id)
	if err != nil {
		return unread(id, err)
	}
	return o.Name
}

// personName is the name of the person with the id, "" of none.
func personName(tx *store.Tx, id string) string {
	p, err := store.People.Get(tx, id)
	if err != nil {
		return unread(id, err)
	}
	return p.Name
}
