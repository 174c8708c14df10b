package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

var who = Command{
	Name: "who", About: "people", Usage: "[NAME]", Short: "a person or an organisation; without a name, people to meet",
	Examples: []string{"who adrian green", "who keith", "who durham constabulary", "who"},
	Right:    Read, Shared: true, Takes: []string{"people", "organisations"}, Shows: []string{"people", "organisations"},
	Changes: []string{"who PERSON leaves on DATE", "who PERSON leaves on DATE actions to PERSON", "who ORGANISATION succeeded by ORGANISATION from DATE"},
	Moves:   whole(whoAsked), Options: moveOptions,
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"leaves": leaverFormSent, "succeeded": bodyFormSent},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if r, ok, err := c.moveAsked(tx, whoAsked); ok {
			return r, err
		}
		rest, no := cutPage(c.Args)
		if strings.TrimSpace(rest) == "" {
			return c.toMeet(tx, no)
		}
		f := found{}
		if c.hit != nil {
			f = *c.hit
		} else {
			var err error
			f, err = c.resolve(tx, asking{
				Words: rest, Kinds: []string{"people", "organisations"},
				Again: func(name string) string { return "who " + name }, Add: true,
			})
			if err != nil {
				return Reply{}, err
			}
		}
		if o, ok := f.Rec.(*store.Organisation); ok {
			return c.body(tx, o)
		}
		return c.personCard(tx, f.Rec.(*store.Person))
	},
}

// whoAsked reads a line about a person who leaves, or an organisation that
// another one succeeds.
func whoAsked(c *Call, tx *store.Tx) (*wanted, error) {
	if a, err := leaverAsked(c, tx); a != nil || err != nil {
		return a, err
	}
	return bodyAsked(c, tx)
}

// personCard is a person: title, organisation, roles, open actions, next
// board.
func (c *Call) personCard(tx *store.Tx, p *store.Person) (Reply, error) {
	var facts Facts
	if !c.Public || !p.IsDisputed("title") {
		facts = Facts{{"Title", T(orNot(p.Title))}}
	}
	org := english.NotRecorded
	parts := []told{{"person", p.Meta}}
	if p.Organisation != "" {
		line, _, err := bodyLine(tx, p.Organisation, c.Today())
		if err != nil {
			return Reply{}, err
		}
		org = line
	}
	facts = append(facts, Fact{"Organisation", T(org)})
	roles, boards, err := c.rolesOf(tx, p.ID, &parts)
	if err != nil {
		return Reply{}, err
	}
	if len(boards) == 0 {
		boards = []string{english.NotRecorded}
	}
	facts = append(facts, Fact{"Next board", T(strings.Join(boards, "; "))})
	n, hidden, err := c.actionsOf(tx, p.ID)
	if err != nil {
		return Reply{}, err
	}
	doing := n.String()
	if hidden {
		doing += " that you may see"
	}
	facts = append(facts, Fact{"Actions", T(doing)}, Fact{"Email", T(orNot(p.Email))})
	blocks := []Block{Heading(p.Name), facts}
	for _, d := range c.disputes(&p.Meta, "title", p.Title) {
		blocks = append(blocks, Para(T(d)))
	}
	for _, d := range p.Disputed {
		if d.Field != "title" {
			for _, s := range c.disputes(&p.Meta, d.Field, "") {
				blocks = append(blocks, Para(T(s)))
				break
			}
		}
	}
	if len(roles) == 0 {
		roles = []Text{T("No role is recorded.")}
	}
	blocks = append(blocks, Para(B("Roles")), List{Items: roles})
	chased, mail, err := c.chased(tx, p)
	if err != nil {
		return Reply{}, err
	}
	blocks = append(append(blocks, chased...), c.sourceNotes(parts)...)
	return Reply{Blocks: append(blocks, c.offer(tx, append(append(append([]Button{
		{Label: "Their actions", Type: "actions " + p.ID},
		{Label: "People to meet", Type: "who"},
	}, mail...), c.partOf(tx, p.ID)...), c.keepButtons(tx, "people", p)...)...)...)}, nil
}

// partOf opens the first of the partnerships in which a person has a role
// today.
func (c *Call) partOf(tx *store.Tx, person string) []Button {
	var row []Button
	seen := map[string]bool{}
	for r, err := range store.Roles.Of(tx, "people", person) {
		if err != nil || len(row) == cardLines {
			break
		}
		if seen[r.Partnership] || !during(c.Today(), r.From, r.Until) {
			continue
		}
		seen[r.Partnership] = true
		if p, ok := linked(c, tx, &store.Partnerships, r.Partnership); ok {
			row = append(row, Button{Label: cutTo("Open "+areaOf(&p), maxLabel), Type: "card " + p.ID})
		}
	}
	return row
}

// rolesOf tells a person's roles, those of today first, and the next boards
// of the partnerships where they have one.
func (c *Call) rolesOf(tx *store.Tx, person string, parts *[]told) (lines []Text, boards []string, err error) {
	var former []Text
	seen := map[string]bool{}
	for r, err := range store.Roles.Of(tx, "people", person) {
		if err != nil {
			return nil, nil, err
		}
		ok, err := c.may(tx, Read, about(&r))
		if err != nil {
			return nil, nil, err
		}
		if !ok {
			continue
		}
		line := T(upper(roleWords(tx, &r)) + ", " + term(r))
		if !during(c.Today(), r.From, r.Until) {
			former = append(former, line)
			continue
		}
		lines = append(lines, line)
		*parts = append(*parts, told{"roles", r.Meta})
		if r.Partnership == "" || seen[r.Partnership] {
			continue
		}
		seen[r.Partnership] = true
		b, found, err := nextBoard(tx, r.Partnership, c.Today())
		if err != nil {
			return nil, nil, err
		}
		if found {
			boards = append(boards, partnershipName(tx, r.Partnership)+", "+boardLine(c.Today(), b))
		}
	}
	return append(lines, former...), boards, nil
}

// roleWords says a role: chair of Safe Durham Partnership, lead for
// anti-social behaviour.
func roleWords(tx *store.Tx, r *store.Role) string {
	s := strings.ReplaceAll(orWord(r.Role, "role "+lowerNot(english.NotRecorded)), "office-lead", "office lead")
	if r.Subject != "" {
		s += " for " + r.Subject
	}
	if r.Partnership != "" {
		s += " of " + partnershipName(tx, r.Partnership)
	}
	return s
}

// actionsOf counts the open actions that a person owns.
func (c *Call) actionsOf(tx *store.Tx, person string) (n tally, hidden bool, err error) {
	for a, err := range store.Actions.Of(tx, "people", person) {
		if err != nil {
			return n, false, err
		}
		if a.Owner != person || !a.IsOpen() {
			continue
		}
		ok, err := c.may(tx, Read, about(&a))
		if err != nil {
			return n, false, err
		}
		if ok {
			n.add(&a, c.Today())
		}
		hidden = hidden || !ok
	}
	return n, hidden, nil
}

// body is an organisation: what it is, what it became, where it sits, who is
// of it.
func (c *Call) body(tx *store.Tx, o *store.Organisation) (Reply, error) {
	facts := Facts{
		{"Kind", T(orNot(upper(strings.ReplaceAll(o.Kind, "-", " "))))},
		{"Dates", T(upper(period(o.From, o.Until)))},
	}
	if passed(c.Today(), o.Until) {
		now, err := standing(tx, *o, c.Today())
		if err != nil {
			return Reply{}, err
		}
		line := english.NotRecorded
		if now.ID != o.ID {
			line = bodyName(now)
		}
		facts = append(facts, Fact{"Now", T(line)})
	}
	blocks := []Block{Heading(bodyName(*o)), facts}
	for _, part := range []struct {
		title string
		lines func(*store.Tx, string) ([]Text, error)
	}{{"Came from", c.forebears}, {"Sits on", c.sitsOn}, {"People", c.staffOf}} {
		lines, err := part.lines(tx, o.ID)
		if err != nil {
			return Reply{}, err
		}
		if len(lines) > 0 {
			blocks = append(blocks, Para(B(part.title)), List{Items: lines})
		}
	}
	blocks = append(blocks, c.sourceNotes([]told{{"organisation", o.Meta}})...)
	return Reply{Blocks: append(blocks, c.offer(tx, c.keepButtons(tx, "organisations", o)...)...)}, nil
}

func (c *Call) forebears(tx *store.Tx, id string) ([]Text, error) {
	var out []Text
	for o, err := range store.Organisations.Of(tx, "organisations", id) {
		if err != nil {
			return nil, err
		}
		out = append(out, T(bodyName(o)+", until "+lowerNot(english.Short(o.Until))))
	}
	return out, nil
}

func (c *Call) sitsOn(tx *store.Tx, id string) ([]Text, error) {
	var out []Text
	for p, err := range store.Partnerships.Of(tx, "organisations", id) {
		if err != nil {
			return nil, err
		}
		ok, err := c.may(tx, Read, about(&p))
		if err != nil {
			return nil, err
		}
		for _, m := range p.Members {
			if ok && m.Organisation == id && !passed(c.Today(), m.Until) {
				out = append(out, T(p.Name+seatAs(m.As)))
			}
		}
	}
	return out, nil
}

func seatAs(as string) string {
	switch as {
	case "responsible":
		return ", as a responsible authority"
	case "additional":
		return ", as an additional partner"
	}
	return ""
}

// maxStaff is how many of an organisation's people are named.
const maxStaff = 10

func (c *Call) staffOf(tx *store.Tx, id string) ([]Text, error) {
	var out []Text
	more := 0
	for p, err := range store.People.Of(tx, "organisations", id) {
		if err != nil {
			return nil, err
		}
		ok, err := c.may(tx, Read, about(&p))
		if err != nil {
			return nil, err
		}
		switch {
		case ok && len(out) < maxStaff:
			out = append(out, T(personLine(p)))
		case ok:
			more++
		}
	}
	if more > 0 {
		out = append(out, T("and "+english.Count(more, "other", "others")))
	}
	return out, nil
}
