package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

const bodyMoveName = "organisation succeeded"

// bodyMove is an organisation that another one takes the place of.
type bodyMove struct {
	Old         string // id
	New         string // id; "" when Name is one that the register does not know
	Name, Short string
	From        store.Date // the first day of the new one
	People      bool       // its people are the new one's from now on
}

func (m *bodyMove) work(d *draft) error {
	old, err := store.Organisations.Get(d.tx, m.Old)
	if err != nil {
		return err
	}
	d.title, d.short, d.press = bodyName(old)+" is succeeded by another", "A successor", "Record the successor"
	if old.Successor != "" {
		return &Problem{Says: old.Name + " was succeeded by " + organisationName(d.tx, old.Successor) + " already.", Then: "Nothing is changed."}
	}
	next, err := m.next(d, &old)
	if err != nil {
		return err
	}
	d.title = bodyName(old) + " is succeeded by " + bodyName(next)
	now := old
	now.Successor = next.ID
	if now.Until.IsZero() {
		now.Until = dayBefore(m.From)
	}
	if err := d.change(&old, &now); err != nil {
		return err
	}
	d.note(seam(now.Until, m.From, "organisation"))
	if err := m.seats(d, &next); err != nil {
		return err
	}
	if err := m.staff(d, &old, &next); err != nil {
		return err
	}
	return m.others(d, &old)
}

// next is the organisation that succeeds; a new one joins the draft.
func (m *bodyMove) next(d *draft, old *store.Organisation) (store.Organisation, error) {
	if m.New == m.Old {
		return *old, &Problem{Says: "An organisation does not succeed itself.", Then: "Choose another."}
	}
	if m.New != "" {
		return store.Organisations.Get(d.tx, m.New)
	}
	meta, err := d.meta("organisations", orWord(m.Short, m.Name))
	if err != nil {
		return store.Organisation{}, err
	}
	next := store.Organisation{Meta: meta, Name: m.Name, Short: m.Short, Kind: old.Kind, From: m.From}
	return next, d.change(nil, &next)
}

// seats gives the new organisation the seats that the old one has in
// partnerships when it begins.
func (m *bodyMove) seats(d *draft, next *store.Organisation) error {
	for p, err := range store.Partnerships.Of(d.tx, "organisations", m.Old) {
		if err != nil {
			return err
		}
		now := p
		now.Members = nil
		for _, seat := range p.Members {
			switch {
			case seat.Organisation != m.Old || passed(m.From.First(), seat.Until):
				now.Members = append(now.Members, seat)
				continue
			case seat.From.IsZero() || seat.From.First().Before(m.From.First()):
				ended := seat
				ended.Until = dayBefore(m.From)
				now.Members = append(now.Members, ended)
			}
			if !sits(p.Members, next.ID, m.From) {
				now.Members = append(now.Members, store.Member{Organisation: next.ID, As: seat.As, From: laterOf(seat.From, m.From), Until: seat.Until})
			} else {
				d.note(next.Name + " has a seat in " + p.Name + " already.")
			}
		}
		if err := d.change(&p, &now); err != nil {
			return err
		}
	}
	return nil
}

// sits reports whether an organisation has a seat on a day.
func sits(members []store.Member, id string, on store.Date) bool {
	return slices.ContainsFunc(members, func(s store.Member) bool {
		return s.Organisation == id && during(on.First(), s.From, s.Until)
	})
}

func laterOf(a, b store.Date) store.Date {
	if a.After(b) {
		return a
	}
	return b
}

// staff moves the people of the old organisation to the new one, or says how
// many stay.
func (m *bodyMove) staff(d *draft, old, next *store.Organisation) error {
	stay := 0
	for p, err := range store.People.Of(d.tx, "organisations", m.Old) {
		if err != nil {
			return err
		}
		if !m.People {
			stay++
			continue
		}
		now := p
		now.Organisation = next.ID
		if err := d.change(&p, &now); err != nil {
			return err
		}
	}
	if stay > 0 {
		d.note(upper(english.Count(stay, "person stays", "people stay")) + " recorded under " + old.Name + ".")
	}
	return nil
}

// others say what else names the old organisation, which stays as it is.
func (m *bodyMove) others(d *draft, old *store.Organisation) error {
	schemes, actions := 0, 0
	for s, err := range store.Schemes.Of(d.tx, "organisations", m.Old) {
		if err != nil {
			return err
		}
		if !passed(d.c.Today(), s.Until) {
			schemes++
		}
	}
	for a, err := range store.Actions.Of(d.tx, "organisations", m.Old) {
		if err != nil {
			return err
		}
		if a.IsOpen() {
			actions++
		}
	}
	if schemes > 0 {
		d.note(upper(english.Count(schemes, "scheme names", "schemes name")) + " " + old.Name + " as the recipient, and still will.")
	}
	if actions > 0 {
		d.note(upper(english.Count(actions, "open action names", "open actions name")) + " " + old.Name + ", and still will.")
	}
	return nil
}

const bodyHow = "Type /csp who, its name, “succeeded by” and the name of the other, “from” and a date; “with people” at the end when its people go over."

// bodyAsked reads ORGANISATION succeeded by ORGANISATION from DATE [with
// people].
func bodyAsked(c *Call, tx *store.Tx) (*wanted, error) {
	name, verb, rest := cutVerb(c.Args, "succeeded")
	if verb == "" {
		return nil, nil
	}
	f, err := c.kept(tx, "organisations", name, verb)
	if err != nil {
		return nil, err
	}
	old := f.Rec.(*store.Organisation)
	m := &bodyMove{Old: old.ID}
	if rest == "" {
		return &wanted{form: c.bodyForm(tx, old), how: bodyHow}, nil
	}
	if before, after := cutLast(rest, "people"); after {
		if rest, m.People = cutLast(before, "with"); !m.People {
			return nil, odd(before, bodyHow)
		}
	}
	lead, said := clauses(rest, "by", "from")
	on, err := c.clauseDates(said, "from")
	if err != nil {
		return nil, err
	}
	if lead != "" || said["by"] == "" || on["from"].IsZero() {
		return nil, odd(rest, bodyHow)
	}
	m.From = on["from"]
	next, err := c.resolve(tx, asking{Words: said["by"], Kinds: []string{"organisations"}, Again: func(n string) string {
		return "who " + old.ID + " succeeded by " + n + " from " + english.Short(m.From)
	}})
	m.New = next.ID
	return &wanted{move: m}, err
}

func (c *Call) bodyForm(tx *store.Tx, old *store.Organisation) *Form {
	return &Form{
		ID: "who.succeeded", Title: "Succeeded by", Send: "Show what changes", State: old.ID,
		Before: []Block{Para(B(bodyName(*old)))},
		Inputs: []Input{
			c.lookup(tx, Input{Name: "successor", Label: "Which organisation takes its place", Hint: "Type the beginning of a name. For one that is not listed, fill in the next fields.", Optional: true}, "organisations", ""),
			{Name: "name", Label: "Or a new one: name", Kind: OneLine, Max: 200, Optional: true},
			{Name: "short", Label: "Its short name", Hint: "Such as ICB.", Kind: OneLine, Max: 40, Optional: true},
			dateInput("from", "From", store.Date{}, false),
			{Name: "people", Label: "Its people", Kind: Ticks, Optional: true, Options: []Option{{"They belong to the new one from now on", "carry"}}},
		},
	}
}

// bodyFormSent reads the form of a successor and shows what would change.
func bodyFormSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	m := &bodyMove{Old: s.State, New: in.text("successor"), Name: in.text("name"), Short: in.text("short"), From: in.date("from"), People: in.ticked("people", "carry")}
	switch {
	case m.New == "" && m.Name == "":
		in.bad("successor", "Choose an organisation, or fill in the name of a new one.")
	case m.New != "" && m.Name != "":
		in.bad("name", "Choose an organisation or name a new one, not both.")
	}
	return in.show(m)
}
