package store

import "errors"

// FactDate returns when a record was last known to be true: when somebody
// confirmed it, else the date its source gives (the last day of a partial
// one), else the day on which it was last written.
func FactDate(tx *Tx, m *Meta) (Date, error) {
	switch {
	case !m.Checked.IsZero():
		return m.Checked, nil
	case !m.AsAt.IsZero():
		return m.AsAt.Last(), nil
	}
	set, err := tx.ChangeSet(m.Rev)
	if errors.Is(err, ErrNotFound) {
		return Date{}, nil
	}
	return DateOf(set.At), err
}

// Superseded reports whether a newer plan stands in a plan's place: its
// status says so, or its successor is current or itself replaced. A draft
// does not replace anything yet.
func Superseded(tx *Tx, p *Plan) (bool, error) {
	if p.Status == "replaced" || p.Successor == "" {
		return p.Status == "replaced", nil
	}
	next, err := Plans.Get(tx, p.Successor)
	if err != nil {
		return false, err
	}
	return next.Status == "current" || next.Status == "replaced", nil
}

// Gaps returns what the register lacks of one partnership, with what is of
// the whole police area, or of all when partnership is "", the most useful
// first. What has ended and been dealt with lacks nothing.
func Gaps(tx *Tx, today Date, partnership string) ([]Gap, error) {
	f := &gapFinder{tx: tx, today: today, fresh: today.AddMonths(-FreshMonths), days: map[uint64]Date{}, people: map[string]bool{}}
	if partnership != "" {
		p, err := Partnerships.Get(tx, partnership)
		if err != nil {
			return nil, err
		}
		if err := f.partnership(&p); err != nil {
			return nil, err
		}
	} else {
		for p, err := range Partnerships.All(tx) {
			if err == nil {
				err = f.partnership(&p)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	for r, err := range Roles.By(tx, "of", "") { // leads of a subject everywhere
		if err == nil && partnership == "" && !over(r.Until, today) {
			err = f.role(&r)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, part := range []func(string) error{f.schemes, f.pilots, f.decisions, f.initiatives, f.issues} {
		if err := part(partnership); err != nil {
			return nil, err
		}
	}
	sortGaps(f.found)
	return f.found, nil
}

// gapFinder gathers gaps.
type gapFinder struct {
	tx     *Tx
	today  Date
	fresh  Date            // what was true before this day is to be checked
	days   map[uint64]Date // of change sets
	people map[string]bool // those who have been looked at
	found  []Gap
}

func (f *gapFinder) add(gaps ...Gap) { f.found = append(f.found, gaps...) }

// unchecked adds a gap when nobody has confirmed a record for FreshMonths.
func (f *gapFinder) unchecked(g Gap, m *Meta) error {
	d, known := Date{}, false
	if m.Checked.IsZero() && m.AsAt.IsZero() {
		d, known = f.days[m.Rev]
	}
	if !known {
		var err error
		if d, err = FactDate(f.tx, m); err != nil {
			return err
		}
		if m.Checked.IsZero() && m.AsAt.IsZero() {
			f.days[m.Rev] = d
		}
	}
	if d.Before(f.fresh) {
		g.Why, g.Since, g.Fields = Unchecked, d, nil
		f.add(g)
	}
	return nil
}

// partnership adds what is missing of a partnership and of its roles, plans
// and boards.
func (f *gapFinder) partnership(p *Partnership) error {
	own := ids(p.ID)
	g := Gap{Kind: "partnerships", ID: p.ID, Partnerships: own}
	g.Topic = ChannelGap
	f.add(fieldGaps(g, named("channel", p.Channel))...)
	g.Topic = PartnershipGap
	f.add(fieldGaps(g, named("area", p.Area), named("year_end", p.YearEnd), lack{field: "members", none: len(p.Members) == 0})...)
	if err := f.unchecked(g, &p.Meta); err != nil {
		return err
	}
	for _, part := range []func(string) error{f.roles, f.plans, f.boards} {
		if err := part(p.ID); err != nil {
			return err
		}
	}
	return nil
}

// roles looks at those who hold a role in a partnership today, and for a
// chair and a secretariat.
func (f *gapFinder) roles(partnership string) error {
	held := map[string]bool{}
	for r, err := range Roles.By(f.tx, "of", partnership) {
		if err == nil && !over(r.Until, f.today) && !r.From.First().After(f.today) {
			held[r.Role] = true
			err = f.role(&r)
		}
		if err != nil {
			return err
		}
	}
	for _, want := range []struct {
		role  string
		topic GapTopic
	}{{"chair", ChairGap}, {"secretariat", SecretariatGap}} {
		if !held[want.role] {
			f.add(Gap{Topic: want.topic, Kind: "roles", Fields: []string{want.role}, Partnerships: ids(partnership)})
		}
	}
	return nil
}

// role looks at a role of today and at who holds it.
func (f *gapFinder) role(r *Role) error {
	g := Gap{Topic: PersonGap, Kind: "roles", ID: r.ID, Partnerships: ids(r.Partnership)}
	lacks := []lack{named("person", r.Person)}
	switch r.Role {
	case "chair":
		g.Topic = ChairGap
		lacks = append(lacks, lack{field: "from", none: r.From.IsZero()}) // May 2025 will do
	case "secretariat":
		g.Topic = SecretariatGap
	}
	f.add(fieldGaps(g, lacks...)...)
	if err := f.unchecked(g, &r.Meta); err != nil {
		return err
	}
	return f.person(r.Person, r.Partnership)
}

// person looks once at somebody who holds a role.
func (f *gapFinder) person(id, partnership string) error {
	if id == "" || f.people[id] {
		return nil
	}
	f.people[id] = true
	p, err := People.Get(f.tx, id)
	if err != nil {
		return err
	}
	g := Gap{Topic: AccountGap, Kind: "people", ID: id, Partnerships: ids(partnership)}
	f.add(fieldGaps(g, named("slack", p.Slack))...)
	g.Topic = PersonGap
	lacks := []lack{named("organisation", p.Organisation)}
	if !p.IsDisputed("title") { // then there are two, of which a reader may be shown none
		lacks = append([]lack{named("title", p.Title)}, lacks...)
	}
	f.add(fieldGaps(g, lacks...)...)
	return f.unchecked(g, &p.Meta)
}
