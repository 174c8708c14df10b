package commands

import (
	"csp/store"
	"csp/store/english"
)

var members = Command{
	Name: "members", About: "people", Usage: "PARTNERSHIP", Short: "responsible authorities and other partners",
	Examples: []string{"members durham"}, Right: Read, Shared: true, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		p, err := c.partnership(tx, c.Args, func(name string) string { return "members " + name })
		if err != nil {
			return Reply{}, err
		}
		blocks := []Block{Heading("Members of " + p.Name)}
		if len(p.Members) == 0 {
			blocks = append(blocks, Para(T("No members are recorded.")))
		}
		parts := []told{{"members", p.Meta}}
		for _, sort := range []struct{ as, one, many string }{
			{"responsible", "responsible authority", "responsible authorities"},
			{"additional", "other partner", "other partners"},
			{"", "member of a sort not recorded", "members of a sort not recorded"},
		} {
			lines, err := c.seatLines(tx, &p, sort.as)
			if err != nil {
				return Reply{}, err
			}
			if len(lines) > 0 {
				blocks = append(blocks, Para(B(upper(english.Count(len(lines), sort.one, sort.many)))), List{Items: texts(lines)})
			}
		}
		former, err := c.formerSeats(tx, &p)
		if err != nil {
			return Reply{}, err
		}
		if len(former) > 0 {
			blocks = append(blocks, Para(B("Formerly")), List{Items: texts(former)})
		}
		if p.Quorum > 0 {
			blocks = append(blocks, Para(T("A board needs "+english.Count(p.Quorum, "responsible authority", "responsible authorities")+" to be quorate.")))
		}
		blocks = append(blocks, c.sourceNotes(parts)...)
		row, err := c.ifMay(tx, Keep, &p, editOnly("partnerships", p.ID, "members"), stillRight("partnerships", &p))
		if err != nil {
			return Reply{}, err
		}
		if p.Checked == c.Today() && len(row) > 1 {
			row = row[:1]
		}
		row = append([]Button{{Label: "The partnership's card", Type: c.cardLine(p.ID)}}, row...)
		return Reply{Blocks: append(blocks, c.offer(tx, row...)...)}, nil
	},
}

// seatLines are a partnership's members of one sort (responsible, additional,
// or "" when that is Not recorded), with successors and since when each sits.
func (c *Call) seatLines(tx *store.Tx, p *store.Partnership, as string) ([]string, error) {
	today := c.Today()
	var out []string
	for _, m := range p.Members {
		if m.As != as || passed(today, m.Until) {
			continue
		}
		line, _, err := bodyLine(tx, m.Organisation, today)
		if err != nil {
			return nil, err
		}
		if !m.From.IsZero() || !m.Until.IsZero() {
			line += ", " + seatTerm(m)
		}
		out = append(out, line)
	}
	return out, nil
}

func seatTerm(m store.Member) string {
	if m.Until.IsZero() {
		return "since " + english.Short(m.From)
	}
	return period(m.From, m.Until)
}

// formerSeats are the members that have left.
func (c *Call) formerSeats(tx *store.Tx, p *store.Partnership) ([]string, error) {
	var out []string
	for _, m := range p.Members {
		if !passed(c.Today(), m.Until) {
			continue
		}
		o, err := store.Organisations.Get(tx, m.Organisation)
		if err != nil {
			return nil, err
		}
		line := bodyName(o) + ", " + period(m.From, m.Until)
		now, err := standing(tx, o, c.Today())
		if err != nil {
			return nil, err
		}
		if now.ID != o.ID {
			line += ", succeeded by " + bodyName(now)
		}
		out = append(out, line)
	}
	return out, nil
}
