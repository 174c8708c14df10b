package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

// involvement is who sits at the table.
func (b *briefing) involvement() error {
	b.add(Heading("Partnership involvement"))
	for _, sort := range []struct{ as, title string }{
		{"responsible", "Responsible authorities"}, {"additional", "Other partners"}, {"", "Members, sort not recorded"},
	} {
		lines, err := b.seatLines(b.tx, b.p, sort.as)
		if err != nil {
			return err
		}
		var entries []entry
		for _, line := range lines {
			entries = append(entries, b.ofPartnership(T(line)))
		}
		if len(entries) > 0 || sort.as != "" {
			b.list(sort.title, entries, english.NotRecorded+".", "members "+b.p.ID)
		}
	}
	var links []Text
	for _, l := range b.p.Links {
		links = append(links, Link(orWord(l.Title, l.URL), l.URL))
	}
	if len(links) > 0 {
		b.add(Para(B("Links")), List{Items: links})
	}
	return nil
}

func (b *briefing) police() error {
	b.add(Heading("Police involvement"))
	if b.p.PoliceInvolvement == "" {
		b.add(Para(T(english.NotRecorded + ".")))
		return nil
	}
	b.add(Para(b.ofPartnership(T(sentence(b.p.PoliceInvolvement))).text()))
	return nil
}

// people are the chair, the vice-chair and the leads of today, those of the
// partnership first.
func (b *briefing) people() error {
	b.add(Heading("People to meet"))
	var roles []store.Role
	for _, of := range []string{b.p.ID, ""} {
		for _, role := range meetRoles {
			now, err := inRole(b.tx, of, role, b.today)
			if err != nil {
				return err
			}
			roles = append(roles, now...)
		}
	}
	roles = slices.DeleteFunc(roles, func(r store.Role) bool { return r.Person == "" })
	if !slices.ContainsFunc(roles, func(r store.Role) bool { return r.Role == "chair" }) {
		line, err := noChair(b.tx, b.p.ID, b.today)
		if err != nil {
			return err
		}
		b.add(Para(Join(B("Chair: "), T(sentence(line)))))
	}
	var entries []entry
	var rows [][]Text
	for i := range roles {
		r := &roles[i]
		ok, err := b.may(b.tx, Read, about(r))
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		line, p, err := holder(b.tx, *r)
		if err != nil {
			return err
		}
		one := "the " + r.Role
		if r.Role == "lead" {
			one = "1 lead"
		}
		entries = append(entries, b.cite(T(line), one, r.Role+"s", found{"roles", r.ID, r}, found{"people", p.ID, &p}))
		rows = append(rows, []Text{nil, T(upper(roleWords(b.tx, r))), T(english.Short(r.From))})
	}
	if len(entries) > 0 {
		b.table("Chairs and leads", []string{"Name", "Part", "Since"}, entries, rows, "who")
	}
	return nil
}
