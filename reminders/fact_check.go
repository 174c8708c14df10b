package reminders

import (
	"cmp"
	"slices"

	"csp/store"
	"csp/store/english"
)

// factCheck asks the office each month whether a few facts are still right
// that nobody has confirmed for half a year. It looks at the office; the lines
// are of the facts.
var factCheck = Kind{
	Name: "fact-check", Of: "office",
	Hangs: []Hang{
		{On: "roles", If: checkedAnew, Subjects: theOffice},
		{On: "plans", If: checkedAnew, Subjects: theOffice},
		{On: "partnerships", If: checkedAnew, Subjects: theOffice},
		{On: "schemes", If: checkedAnew, Subjects: theOffice},
		{On: "pilots", If: checkedAnew, Subjects: theOffice},
	},
	Steps: func(v *View, _ *Kind, _ string, until store.Date) []Step {
		if v.off(factName, nil, nil) {
			return nil
		}
		var facts []fact
		var out []Step
		for day := v.factDay(v.today().AddDays(-factsKept)); !day.After(until) && day.Year < maxYear; day = v.factDay(day.AddMonths(1)) {
			if facts == nil {
				facts = v.facts()
			}
			if len(facts) == 0 {
				break
			}
			out = append(out, v.factsOf(facts, day)...)
		}
		return out
	},
	// Which facts are old is looked at on the day.
	Early: func(v *View, k *Kind, id string) store.Date {
		if v.off(factName, nil, nil) {
			return store.Date{}
		}
		if past := v.unsettled(k, id, v.today()); !past.IsZero() {
			return past
		}
		next := v.factDay(v.today())
		if !v.at(next).After(v.now) {
			next = v.factDay(v.today().AddMonths(1))
		}
		return next
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		f := s.Rec.(fact)
		since := "It was never checked."
		if c := f.meta.Checked; !c.IsZero() {
			since = "It was last checked on " + english.Long(c) + "."
		} else if a := f.meta.AsAt; !a.IsZero() {
			since = "It is as at " + english.Long(a) + ", and was never checked."
		}
		return Text{bold(f.name), plain(": is this still right? " + since)}
	},
}

const (
	factName  = "fact-check"
	factsMost = 5  // a month
	factsOld  = 6  // months
	factsKept = 40 // days for which a month's facts can still be asked about
)

func theOffice(*View, any) []string { return []string{store.OfficeID} }

// checkedAnew reports whether a record is new or was looked at again.
func checkedAnew(old, rec any) bool {
	if old == nil || rec == nil {
		return true
	}
	a, b := store.MetaOf(old), store.MetaOf(rec)
	return a.Checked != b.Checked || a.AsAt != b.AsAt
}

// factDay is the first working day of a day's month.
func (v *View) factDay(d store.Date) store.Date {
	return v.cal.NextWorking(store.Date{Year: d.Year, Month: d.Month, Day: 1})
}

// fact is a record that can be confirmed.
type fact struct {
	rank         int
	kind         string
	meta         *store.Meta
	name         string
	partnerships []string
	from, until  store.Date // when it holds
}

// factsOf are the facts to ask about on a day: those that mattered most and
// are oldest. Those that were asked about already count, and come first.
func (v *View) factsOf(facts []fact, day store.Date) []Step {
	var old, asked []Step
	left := factsMost
	for _, f := range facts {
		s := Step{
			Subject: f.meta.ID, SubjectKind: f.kind, Partnerships: f.partnerships, Rec: f,
			Anchor: f.kind + " " + day.String()[:7], Offset: "0d", Day: day, To: []Audience{Office},
		}
		list := &old
		if done, _ := v.settled(Key(factName, s.Subject, s.Anchor, s.Offset, Office, "")); done {
			left--
			list = &asked // it may have been put off
		}
		first := v.first(f.kind, f.meta.ID, "", "")
		since := store.DateOf(first.In(v.Zone))
		if !f.meta.AsAt.IsZero() {
			since = f.meta.AsAt.First()
		}
		if !f.meta.Checked.IsZero() {
			since = f.meta.Checked
		}
		if !since.AddMonths(factsOld).After(day) && v.at(day).After(first) &&
			!day.Before(f.from.First()) && (f.until.IsZero() || !day.After(f.until.Last())) {
			*list = append(*list, s)
		}
	}
	return append(asked, old[:min(len(old), max(left, 0))]...)
}

// facts are all records that are asked about, the most useful first: chairs,
// secretariats, plans, then schemes, pilots and partnerships.
func (v *View) facts() []fact {
	var out []fact
	add := func(rank int, kind string, meta *store.Meta, name string, partnerships []string, from, until store.Date) {
		out = append(out, fact{rank, kind, meta, name, partnerships, from, until})
	}
	eachOf(v, &store.Roles, func(r *store.Role) {
		rank := slices.Index([]string{"chair", "secretariat"}, r.Role)
		if rank >= 0 {
			name := map[string]string{"chair": "Chair", "secretariat": "Secretariat"}[r.Role]
			add(rank, "roles", &r.Meta, name+" of "+v.area(r.Partnership)+", "+v.person(r.Person), []string{r.Partnership}, r.From, r.Until)
		}
	})
	eachOf(v, &store.Plans, func(p *store.Plan) {
		if p.Status != "replaced" && p.Status != "draft" {
			add(2, "plans", &p.Meta, v.planName(p), planStep(p).Partnerships, store.Date{}, store.Date{})
		}
	})
	eachOf(v, &store.Schemes, func(s *store.Scheme) {
		if s.Outcome == "" {
			add(3, "schemes", &s.Meta, v.schemeName(s), s.Partnerships, store.Date{}, store.Date{})
		}
	})
	eachOf(v, &store.Pilots, func(p *store.Pilot) {
		if p.FinalDone.IsZero() {
			add(4, "pilots", &p.Meta, v.pilotName(p), p.Partnerships, store.Date{}, store.Date{})
		}
	})
	eachOf(v, &store.Partnerships, func(p *store.Partnership) {
		add(5, "partnerships", &p.Meta, p.Name, []string{p.ID}, store.Date{}, store.Date{})
	})
	slices.SortFunc(out, func(a, b fact) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), a.meta.Checked.Compare(b.meta.Checked),
			a.meta.AsAt.Compare(b.meta.AsAt), cmp.Compare(a.meta.ID, b.meta.ID))
	})
	return out
}

// eachOf calls fn with every record of a kind.
func eachOf[T any](v *View, k *store.Kind[T], fn func(*T)) {
	if v.err != nil {
		return
	}
	for rec, err := range k.All(v.tx) {
		if v.fail(err); err != nil {
			return
		}
		fn(&rec)
	}
}
