package commands

import (
	"csp/store"
	"csp/store/english"
)

var pilots = Command{
	Name: "pilots", About: "plans", Usage: "[PARTNERSHIP]", Short: "pilots, their questions and reviews",
	Examples: []string{"pilots"}, Right: Read, Shared: true, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		words, no := cutPage(c.Args)
		p, err := c.place(tx, words)
		if err != nil {
			return Reply{}, err
		}
		list, hidden, err := pilotsIn(c, tx, p)
		if err != nil {
			return Reply{}, err
		}
		r := Reply{Blocks: []Block{Heading("Pilots" + in(p))}}
		if len(list) == 0 {
			r = withBlocks(r, Para(T("No pilot is recorded"+forPlace(p)+".")), c.toAdd())
			return withBlocks(r, c.leftOut(hidden)...), nil
		}
		pg := pageOf(len(list), no)
		var items []Text
		for _, pl := range list[pg.From:pg.To] {
			t := pilotLine(c, tx, &pl)
			items = append(items, t)
		}
		r = withBlocks(r, Para(T(pg.count("pilot", "pilots")+".")), List{Items: items}, Note(T("To open one, type /csp pilot and its name or its place.")))
		r = withBlocks(r, listSources(c, tx, "pilots", list[pg.From:pg.To])...)
		r = withBlocks(r, c.leftOut(hidden)...)
		return withBlocks(r, pager(pg, c.line(p))...), nil
	},
}

// forPlace ends a sentence about what a partnership has none of.
func forPlace(p *store.Partnership) string {
	if p == nil {
		return ""
	}
	return " for " + p.Name
}

// pilotsIn are the pilots of a partnership, nil for all: those that end first
// come first, those without an end last.
func pilotsIn(c *Call, tx *store.Tx, p *store.Partnership) (list []store.Pilot, hidden bool, err error) {
	seq := store.Pilots.All(tx)
	if p != nil {
		seq = store.Pilots.Of(tx, "partnerships", p.ID)
	}
	list, hidden, err = readable(c, tx, seq)
	sortNamed(list, func(p *store.Pilot) string { return p.Name }, func(a, b *store.Pilot) int {
		return compareDue(a.Until, b.Until)
	})
	return list, hidden, err
}

// pilotName is a pilot's name: "Unnamed pilot (Durham)" where it has none.
func pilotName(tx *store.Tx, p *store.Pilot) string {
	return orWord(p.Name, nameless(tx, "Unnamed pilot", p.Partnerships...))
}

// pilotLine is a pilot in a list.
func pilotLine(c *Call, tx *store.Tx, p *store.Pilot) Text {
	name := pilotName(tx, p)
	where := ""
	if p.Name != "" {
		where = " (" + areas(tx, p.Partnerships) + ")"
	}
	today := c.Today()
	var f facts
	f.add("Question", p.Question)
	f.add("Period", periodWords(p.From, p.Until))
	f.add("Interim review", reviewWords(today, p.InterimReview, p.InterimDone))
	f.add("Final review", reviewWords(today, p.FinalReview, p.FinalDone))
	f.add("Horizon", dateAway(today, p.Horizon))
	return Join(B(name), T(where+". "+f.String()))
}

// reviewWords says when a review is or was, and whether it was done; "" when
// nothing is recorded.
func reviewWords(today, planned, done store.Date) string {
	switch {
	case !done.IsZero() && planned.IsZero():
		return "done " + when(done)
	case !done.IsZero():
		return "planned for " + english.Short(planned) + ", done " + when(done)
	case planned.IsZero():
		return ""
	case passed(today, planned):
		return english.Short(planned) + ", not recorded as done"
	}
	return dateAway(today, planned)
}
