package commands

import "csp/store"

// attends reports whether the actor may say whether a person comes to a board
// of a partnership: themselves when they belong to it, anybody when they
// record for it. Who belongs to it may propose items for its board as well.
func (r *rights) attends(about Subject) (bool, error) {
	if about.Person == "" || about.Person != r.person || len(about.Partnerships) != 1 {
		return r.may(Record, about)
	}
	p, err := store.People.Get(r.tx, r.person)
	if err != nil {
		return false, err
	}
	ok, err := belongs(r.tx, &p, about.Partnerships[0], r.today)
	if err != nil || ok {
		return ok, err
	}
	return r.may(Record, about)
}

// belongs reports whether a person belongs to a partnership on a day: they hold
// a role in it, or their organisation is a member.
func belongs(tx *store.Tx, p *store.Person, partnership string, day store.Date) (bool, error) {
	for r, err := range store.Roles.Of(tx, "people", p.ID) {
		if err != nil {
			return false, err
		}
		if r.Person == p.ID && r.Partnership == partnership && during(day, r.From, r.Until) {
			return true, nil
		}
	}
	of, err := store.Partnerships.Get(tx, partnership)
	if err != nil || p.Organisation == "" {
		return false, err
	}
	own, err := store.Standing(tx, p.Organisation, day)
	for _, s := range of.Members {
		if err != nil || !s.Sits(day) {
			continue
		}
		var o store.Organisation
		if o, err = store.Standing(tx, s.Organisation, day); err == nil && o.ID == own.ID {
			return true, nil
		}
	}
	return false, err
}
