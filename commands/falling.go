package commands

import (
	"cmp"
	"slices"
	"strconv"

	"csp/reminders"
	"csp/store"
)

// falling is something that falls due on a day.
type falling struct {
	on   store.Date
	what string // follows the day: plan ends, Safer streets
	end  bool   // it ends by itself, so that it is never late
	// before: a board is to have dealt with it by then, so that it belongs to
	// the last board before the day.
	before bool
	// item is what a board may take onto its agenda for it; without words:
	// nothing of its own, as an action, which is read with the others.
	item store.AgendaItem
}

// fallingDue is everything of a partnership that falls due and that the one
// who asks may see, in the order of the days: plans and schemes that end,
// returns, reviews of pilots, decisions needed and actions. What is done,
// replaced or decided is left out.
func (c *Call) fallingDue(tx *store.Tx, p *store.Partnership) ([]falling, error) {
	f := fallingList{c: c, tx: tx, p: p}
	for _, part := range []func() error{f.plans, f.duties, f.schemes, f.pilots, f.decisions, f.actions} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(f.list, func(a, b falling) int {
		return cmp.Or(compareDue(a.on, b.on), cmp.Compare(a.what, b.what))
	})
	return f.list, nil
}

type fallingList struct {
	c    *Call
	tx   *store.Tx
	p    *store.Partnership
	list []falling
}

// add remembers what has a day.
func (f *fallingList) add(on store.Date, what string, item store.AgendaItem) {
	if !on.IsZero() {
		f.list = append(f.list, falling{on: on, what: what, item: item})
	}
}

// ends remembers the end of a plan or scheme.
func (f *fallingList) ends(on store.Date, one, name string, item store.AgendaItem) {
	verb := " ends, "
	if passed(f.c.Today(), on) {
		verb = " ended, "
	}
	if !on.IsZero() {
		f.list = append(f.list, falling{on: on, what: one + verb + name, end: true, item: item})
	}
}

// toTake is an item that a board may take onto its agenda.
func toTake(purpose, words string) store.AgendaItem {
	return store.AgendaItem{Item: words, Purpose: purpose}
}

func (f *fallingList) plans() error {
	list, _, err := plansIn(f.c, f.tx, f.p)
	if err != nil {
		return err
	}
	for _, p := range list {
		old, err := store.Superseded(f.tx, &p)
		if err != nil {
			return err
		}
		if !old {
			name := planName(f.tx, &p)
			f.ends(p.Until, "plan", name, toTake("decide", "Renewal of "+name))
		}
	}
	return nil
}

// dutiesAhead is how many months ahead yearly duties are told.
const dutiesAhead = 12

// duties are what the law asks for every year: the reminders know when.
func (f *fallingList) duties() error {
	c := f.c
	list, err := reminders.Duties(f.tx, c.Desk.Reminders, c.Now, f.p.ID, c.Today().AddMonths(dutiesAhead))
	for _, d := range list {
		due := falling{on: d.On, before: true}
		switch d.Kind {
		case "assessment":
			due.what = "strategic assessment due for " + strconv.Itoa(d.On.Year)
			due.item = toTake("discuss", "Strategic assessment for "+strconv.Itoa(d.On.Year))
		default:
			p, ok := linked(c, f.tx, &store.Plans, d.Subject)
			if !ok {
				continue
			}
			due.what = "yearly refresh due, " + planName(f.tx, &p)
			due.item = toTake("decide", "Refresh of "+planName(f.tx, &p))
		}
		f.list = append(f.list, due)
	}
	return err
}

func (f *fallingList) schemes() error {
	list, err := schemesIn(f.c, f.tx, f.p)
	for _, s := range list {
		if s.Outcome != "ended" {
			f.add(s.NextReturn, "return due, "+s.Name, toTake("note", "Return of "+s.Name))
		}
		if s.Outcome == "" {
			f.add(s.NoticeBy, "notice to be given, "+s.Name, toTake("decide", "Future of "+s.Name))
			f.ends(s.Until, "scheme", s.Name, toTake("decide", "Future of "+s.Name))
		}
	}
	return err
}

func (f *fallingList) pilots() error {
	list, _, err := pilotsIn(f.c, f.tx, f.p)
	for _, p := range list {
		name := pilotName(f.tx, &p)
		if p.InterimDone.IsZero() {
			f.add(p.InterimReview, "interim review, "+name, toTake("discuss", "Interim review of "+name))
		}
		if p.FinalDone.IsZero() {
			f.add(p.FinalReview, "final review, "+name, toTake("decide", "Final review of "+name))
		}
	}
	return err
}

func (f *fallingList) decisions() error {
	list, _, err := decisionsIn(f.c, f.tx, f.p)
	for _, d := range list {
		if !taken(&d) && d.Status != "deferred" {
			it := toTake("decide", cutTo(d.Text, maxItem))
			if d.Kind == "pcc" || d.Amount.Known || d.Session == "closed" {
				it.Session = "closed" // those who may get the money read the open items
			}
			f.add(d.NeededBy, "decision needed, "+decisionName(&d), it)
		}
	}
	return err
}

func (f *fallingList) actions() error {
	list, _, err := readable(f.c, f.tx, store.Actions.By(f.tx, "open", f.p.ID))
	if err != nil {
		return err
	}
	for _, a := range list {
		d, err := byItsDay(f.tx, &a, f.c.Today())
		if err != nil {
			return err
		}
		f.add(d.on, "action due, "+orWord(a.Ref, "no reference")+" "+cutTo(a.Text, shortText), store.AgendaItem{})
	}
	return nil
}
