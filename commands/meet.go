package commands

import (
	"slices"

	"csp/store"
)

// meeting order of roles: whom to meet first.
var meetRoles = []string{"chair", "vice-chair", "lead"}

// toMeet lists the people to meet: the chairs, vice-chairs and leads of
// today.
func (c *Call) toMeet(tx *store.Tx, no int) (Reply, error) {
	byRole := map[string][]store.Role{}
	total := 0
	for r, err := range store.Roles.All(tx) {
		if err != nil {
			return Reply{}, err
		}
		if r.Person == "" || !slices.Contains(meetRoles, r.Role) || !during(c.Today(), r.From, r.Until) {
			continue
		}
		ok, err := c.may(tx, Read, about(&r))
		if err != nil {
			return Reply{}, err
		}
		if ok {
			byRole[r.Role] = append(byRole[r.Role], r)
			total++
		}
	}
	if total == 0 {
		return Reply{Blocks: []Block{
			Heading("People to meet"),
			Para(T("Nobody is recorded as a chair or a lead. To look somebody up, type /csp who and their name.")),
		}}, nil
	}
	var all []store.Role
	for _, role := range meetRoles {
		all = append(all, byRole[role]...)
	}
	pg := pageOf(total, no)
	var lines []Text
	var parts []told
	var row Buttons
	seen := map[string]bool{}
	for _, r := range all[pg.From:pg.To] {
		line, p, err := holder(tx, r)
		if err != nil {
			return Reply{}, err
		}
		line += ": " + roleWords(tx, &r) + "." + c.disputed(&p.Meta, "title", p.Title)
		lines = append(lines, T(line))
		if !seen[p.ID] {
			seen[p.ID] = true
			row = append(row, Button{Label: cutTo(p.Name, maxLabel), Type: "show people/" + p.ID})
		}
		parts = append(parts, told{"people", p.Meta}, told{"roles", r.Meta})
	}
	blocks := []Block{Heading("People to meet"), Para(T(upper(pg.count("role", "roles")) + ".")), List{Items: lines}, row}
	blocks = append(blocks, pager(pg, "who")...)
	return Reply{Blocks: append(blocks, c.sourceNotes(parts)...)}, nil
}
