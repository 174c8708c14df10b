package register

import (
	"maps"
	"slices"

	"csp/store"
)

// account is the Slack account of a person, before the import and after.
type account struct{ before, after string }

// findAccounts notes the accounts of the people in the file, before any of
// them is written.
func (in *importer) findAccounts() error {
	in.accounts = map[string]account{}
	for _, r := range in.file.Records {
		p, ok := r.Value.(*store.Person)
		if !ok {
			continue
		}
		a := account{p.Slack, p.Slack}
		old, err := in.load(r.Kind, p.ID)
		if err != nil {
			return err
		}
		if old != nil {
			a.before = old.(*store.Person).Slack
		}
		in.accounts[p.ID] = a
	}
	return nil
}

// unconfirmed returns rec, or, when it is a role whose confirmed account is
// no longer its person's, a copy of it without that: an admin confirmed that
// one account of that one person and no other. old is what is stored, nil for
// nothing.
func (in *importer) unconfirmed(old, rec any) any {
	role, ok := rec.(*store.Role)
	if !ok || role.Confirmed == "" {
		return rec
	}
	a, ok := in.accounts[role.Person]
	if !ok {
		if p, err := store.People.Get(in.tx, role.Person); err == nil {
			a = account{p.Slack, p.Slack}
		}
	}
	moved := a.before != a.after
	if was, ok := old.(*store.Role); ok && was.Person != role.Person {
		moved = true
	}
	if store.IsAccount(role.Confirmed, a.after) || a.after == "" && !moved {
		return rec
	}
	lapsed := *role
	lapsed.Confirmed = ""
	return &lapsed
}

// lapseOthers takes the confirmation off the roles that the file does not
// name but whose person has another account now.
func (in *importer) lapseOthers() error {
	for _, person := range slices.Sorted(maps.Keys(in.accounts)) {
		a := in.accounts[person]
		if a.before == a.after {
			continue
		}
		lapsed, err := store.LapseConfirmed(in.tx, person, a.after)
		if err != nil {
			return err
		}
		for _, before := range lapsed {
			after := before
			after.Confirmed = ""
			item := newItem(&store.Roles, &after, Changed)
			item.Fields, item.lapsed = differences(&store.Roles, &before, &after), true
			in.report.add(item)
		}
	}
	return nil
}
