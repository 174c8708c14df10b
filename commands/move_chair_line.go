package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// chairMoveLine reads a typed line that says who the chair is from a date
// on: PARTNERSHIP NAME from DATE, or PARTNERSHIP new NAME, TITLE,
// ORGANISATION from DATE for somebody whom the register does not know. nil:
// it is no such line.
func chairMoveLine(c *Call, tx *store.Tx) (move, error) {
	before, date, ok := cutAtWord(c.Args, "from")
	if !ok {
		return nil, nil
	}
	from, err := parseDay(date, dateRules{Today: c.Today(), Partial: true})
	if err != nil {
		return nil, err
	}
	p, rest, err := c.leadingPartnership(tx, before)
	if err != nil || p == nil || rest == "" {
		return nil, err
	}
	if err := c.must(tx, Keep, about(p)); err != nil {
		return nil, err
	}
	m := &chairMove{Partnership: p.ID, From: from}
	if name, isNew := strings.CutPrefix(rest, "new "); isNew {
		return m, m.somebodyNew(c, tx, name)
	}
	f, err := c.resolve(tx, asking{Words: rest, Kinds: []string{"people"}, Again: func(name string) string {
		return "chair " + p.ID + " " + name + " from " + english.Short(from)
	}})
	if err != nil {
		return nil, c.orNewPerson(err, *m, rest)
	}
	m.Person = f.ID
	return m, nil
}

// chairAsked answers a line that says who the chair is: with what changes, or
// with the form where something is still to be said. ok is false when the
// line is none of these.
func (c *Call) chairAsked(tx *store.Tx) (r Reply, ok bool, err error) {
	m, err := chairMoveLine(c, tx)
	if err != nil {
		return Reply{}, true, err
	}
	if m != nil {
		r, err = c.preview(tx, m)
		if cm := m.(*chairMove); err == nil && cm.Name != "" && cm.Title == "" {
			r.Form, err = c.chairForm(tx, *cm) // a new person has a title, too
		}
		return r, true, err
	}
	p, rest, err := c.leadingPartnership(tx, c.Args)
	if err != nil || p == nil || rest == "" || isOn(rest) {
		return Reply{}, false, err
	}
	cm := chairMove{Partnership: p.ID}
	if name, isNew := strings.CutPrefix(rest+" ", "new "); isNew {
		err = cm.somebodyNew(c, tx, name)
	} else {
		var f found
		f, err = c.resolve(tx, asking{Words: rest, Kinds: []string{"people"}, Again: func(name string) string { return "chair " + p.ID + " " + name }})
		if err != nil {
			return Reply{}, true, c.orNewPerson(err, cm, rest)
		}
		cm.Person = f.ID
	}
	if err != nil {
		return Reply{}, true, err
	}
	f, err := c.chairForm(tx, cm)
	return Reply{Form: f, Blocks: []Block{
		Para(T("Say who chairs " + p.Name + " from when on: type /csp chair " + p.ID + " and a name, “from” and a date. Somebody new: /csp chair " + p.ID + " new Alex Marsh, Superintendent, Northshire Police from 1 May 2027.")),
	}}, true, err
}

// isOn reports whether words ask about a day: on 1 March 2021.
func isOn(words string) bool {
	word, _, _ := strings.Cut(words, " ")
	return strings.EqualFold(word, "on")
}

// somebodyNew reads NAME, TITLE, ORGANISATION.
func (m *chairMove) somebodyNew(c *Call, tx *store.Tx, words string) error {
	name, rest, _ := strings.Cut(words, ",")
	title, org, _ := strings.Cut(rest, ",")
	m.Name, m.Title = strings.TrimSpace(name), strings.TrimSpace(title)
	if org = strings.TrimSpace(org); org != "" {
		f, err := c.resolve(tx, asking{Words: org, Kinds: []string{"organisations"}})
		if err != nil {
			return err
		}
		m.Organisation = f.ID
	}
	return nil
}

// orNewPerson adds to what is said of an unknown name that it may be somebody
// new.
func (c *Call) orNewPerson(err error, m chairMove, name string) error {
	p, ok := err.(*Problem)
	if !ok || p.Refused || len(references(name)) > 0 {
		return err
	}
	m.Name = typed(name)
	line := "chair " + m.Partnership + " new " + m.Name
	if !m.From.IsZero() {
		line += " from " + english.Short(m.From)
	}
	p.Offer = append(p.Offer, Button{
		Label: cutTo("Add "+m.Name+" as a new person", maxLabel), Type: line,
	})
	return p
}

// leadingPartnership finds the partnership that the first words name, as many
// of them as do; in a partnership's own channel it may be left out. nil: they
// name none.
func (c *Call) leadingPartnership(tx *store.Tx, line string) (*store.Partnership, string, error) {
	words := strings.Fields(line)
	for n := len(words); n > 0; n-- {
		best, _, err := c.matches(tx, asking{Words: strings.Join(words[:n], " "), Kinds: []string{"partnerships"}})
		if err != nil {
			return nil, "", err
		}
		if len(best) == 1 {
			return best[0].Rec.(*store.Partnership), strings.Join(words[n:], " "), nil
		}
	}
	here, err := c.channelPartnerships(tx)
	if err != nil || len(here) != 1 {
		return nil, "", err
	}
	p := here[0].Rec.(*store.Partnership)
	c.Assumed = "You are in its channel, so this is about " + p.Name + "."
	return p, line, nil
}

// chairForm is the form of a new chair, with what is known already.
func (c *Call) chairForm(tx *store.Tx, m chairMove) (*Form, error) {
	p, err := store.Partnerships.Get(tx, m.Partnership)
	if err != nil {
		return nil, err
	}
	if err := c.must(tx, Keep, about(&p)); err != nil {
		return nil, err
	}
	now, _, err := c.chairLine(tx, p.ID, c.Today())
	if err != nil {
		return nil, err
	}
	from := m.From.String()
	if !m.From.IsZero() {
		from = english.Short(m.From)
	}
	return &Form{
		ID: "chair.new", Title: "New chair", Send: "Show what changes", State: p.ID,
		Before: []Block{Para(B(p.Name)), Para(T("Chair now: " + now))},
		Inputs: []Input{
			c.lookup(tx, Input{Name: "person", Label: "Who chairs from now on", Hint: "Type the beginning of a name. For somebody who is not listed, fill in the next fields.", Optional: true}, "people", m.Person),
			{Name: "name", Label: "Or somebody new: name", Kind: OneLine, Optional: true, Max: 100, Value: some(m.Name)},
			{Name: "title", Label: "Their title", Kind: OneLine, Optional: true, Max: 100, Value: some(m.Title)},
			c.lookup(tx, Input{Name: "organisation", Label: "Their organisation", Optional: true}, "organisations", m.Organisation),
			{Name: "from", Label: "From", Hint: "1 May 2027, or May 2027 when the day is not known.", Kind: OneLine, Max: 40, Value: some(from)},
		},
	}, nil
}

// chairFormSent reads the form of a new chair and shows what would change.
func chairFormSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	m := &chairMove{Partnership: s.State, Person: in.text("person"), Name: in.text("name"), Title: in.text("title"), Organisation: in.text("organisation")}
	m.From = in.date("from")
	switch {
	case m.Person == "" && m.Name == "":
		in.bad("person", "Choose a person, or fill in the name of somebody new.")
	case m.Person != "" && m.Name != "":
		in.bad("name", "Choose a person or name somebody new, not both.")
	}
	return in.show(m)
}
