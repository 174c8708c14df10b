package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// inRole returns who holds a role in a partnership on a day, the one who
// began last first; none when nobody is recorded.
func inRole(tx *store.Tx, partnership, role string, on store.Date) ([]store.Role, error) {
	var out []store.Role
	for r, err := range store.Roles.ByBack(tx, "of", partnership, role) {
		if err != nil {
			return nil, err
		}
		if during(on, r.From, r.Until) {
			out = append(out, r)
		}
	}
	return out, nil
}

// terms returns everyone who held a role in a partnership, first to last;
// those whose beginning is Not recorded come first.
func terms(tx *store.Tx, partnership, role string) ([]store.Role, error) {
	var out []store.Role
	for r, err := range store.Roles.By(tx, "of", partnership, role) {
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b store.Role) int {
		return a.From.Compare(b.From)
	})
	return out, nil
}

// holder is a role's person, as they are told: Adrian Green, Chief
// Superintendent, Durham Constabulary.
func holder(tx *store.Tx, r store.Role) (line string, p store.Person, err error) {
	if r.Person == "" {
		return "Person " + strings.ToLower(english.NotRecorded), p, nil
	}
	if p, err = store.People.Get(tx, r.Person); err != nil {
		return "", p, err
	}
	line = personLine(p)
	if p.Organisation != "" {
		line += ", " + organisationName(tx, p.Organisation)
	}
	return line, p, nil
}

// since says when a role began and, of one that has ended, when it ended.
func since(r store.Role) string {
	switch {
	case r.From.IsZero() && r.Until.IsZero():
		return "since when: Not recorded"
	case r.Until.IsZero():
		return "since " + english.Short(r.From)
	}
	return period(r.From, r.Until)
}

// chairLine says who chairs a partnership on a day, since when, and both
// versions of a disputed title. chair is the zero Role when nobody does.
func (c *Call) chairLine(tx *store.Tx, partnership string, on store.Date) (line string, chair store.Role, err error) {
	now, err := inRole(tx, partnership, "chair", on)
	if err != nil {
		return "", chair, err
	}
	if len(now) == 0 {
		line, err = noChair(tx, partnership, on)
		return line, chair, err
	}
	chair = now[0]
	who, p, err := holder(tx, chair)
	if err != nil {
		return "", chair, err
	}
	line = who + ", " + since(chair) + "."
	if on.After(c.Today()) && chair.Until.IsZero() {
		line += " No end is recorded."
	}
	if chair.From.IsZero() && on.Before(c.Today()) {
		line = "Not recorded for that day. The chair, since when not recorded, is " + who + "."
		if !chair.Until.IsZero() {
			line = "Not recorded for that day. Until " + english.Short(chair.Until) + " it was " + who + ", since when not recorded."
		}
	}
	return line + c.disputed(&p.Meta, "title", p.Title) + c.disputed(&chair.Meta, "person", who), chair, nil
}

// noChair says that nobody chairs on a day, and who did last before it.
func noChair(tx *store.Tx, partnership string, on store.Date) (string, error) {
	all, err := terms(tx, partnership, "chair")
	if err != nil {
		return "", err
	}
	for _, r := range slices.Backward(all) {
		if passed(on, r.Until) {
			who, _, err := holder(tx, r)
			return "Not recorded. The last was " + who + ", until " + english.Short(r.Until) + ".", err
		}
	}
	return english.NotRecorded, nil
}
