package commands

import (
	"cmp"
	"slices"

	"csp/store"
	"csp/store/english"
)

var schemes = Command{
	Name: "schemes", About: "plans", Usage: "[PARTNERSHIP]", Short: "funded schemes, their sums and dates",
	Examples: []string{"schemes", "schemes darlington"}, Right: Read, Shared: true, Takes: []string{"partnerships"},
	Read: oneOrAll((*Call).schemesOf, (*Call).allSchemes),
}

// schemesIn are the schemes of a partnership, with those of the whole police
// area.
func schemesIn(c *Call, tx *store.Tx, p *store.Partnership) ([]store.Scheme, error) {
	list, _, err := readable(c, tx, store.Schemes.Of(tx, "partnerships", p.ID))
	if err != nil {
		return nil, err
	}
	wide, _, err := readable(c, tx, store.Schemes.By(tx, "wide"))
	if err != nil {
		return nil, err
	}
	list = append(list, wide...)
	sortSchemes(list, c.Today())
	return list, nil
}

// sortSchemes orders schemes by their end: the next to end first, then those
// whose end is not recorded, then those that have ended, the latest first.
func sortSchemes(list []store.Scheme, today store.Date) {
	rank := func(s *store.Scheme) int {
		switch {
		case s.Until.IsZero():
			return 1
		case passed(today, s.Until):
			return 2
		}
		return 0
	}
	sortNamed(list, func(s *store.Scheme) string { return s.Name }, func(a, b *store.Scheme) int {
		byEnd := cmp.Or(a.Until.Last().Compare(b.Until.Last()), a.Until.Compare(b.Until))
		if rank(a) == 2 {
			byEnd = -byEnd
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), byEnd)
	})
}

// schemesOf is one partnership's list. Its own total leaves out what it
// shares, so that the totals of all partnerships count nothing twice.
func (c *Call) schemesOf(tx *store.Tx, p *store.Partnership, no int) (Reply, error) {
	list, err := schemesIn(c, tx, p)
	if err != nil {
		return Reply{}, err
	}
	r := Reply{Blocks: []Block{Heading("Schemes funded" + in(p))}}
	if len(list) == 0 {
		return withBlocks(r, Para(T("No scheme is recorded for "+p.Name+" or for the whole police area.")), c.toAdd(),
			Buttons{{Label: "All schemes", Type: "schemes all"}}), nil
	}
	var own, shared []store.Scheme
	for _, s := range list {
		if len(s.Partnerships) == 1 {
			own = append(own, s)
		} else {
			shared = append(shared, s)
		}
	}
	if len(own) > 0 {
		r = withBlocks(r, Para(Join(B("Of "+areaOf(p)+" alone: "), T(totalOf(own, c.Today()).String()+"."))))
	}
	if len(shared) > 0 {
		r = withBlocks(r, Para(Join(B("Shared with others, or of the whole police area: "), T(totalOf(shared, c.Today()).String()+"."))))
	}
	pg := pageOf(len(list), no)
	var items []Text
	for _, s := range list[pg.From:pg.To] {
		items = append(items, schemeItem(c, tx, &s, p))
	}
	r = withBlocks(r, List{Items: items})
	if s := shown(pg, "scheme", "schemes"); s != "" {
		r = withBlocks(r, Note(T(s)))
	}
	r = withBlocks(r, Note(T("To open one, type /csp scheme and its name.")))
	r = withBlocks(r, listSources(c, tx, "schemes", list[pg.From:pg.To])...)
	return withBlocks(r, c.offer(tx, append(pg.buttons(c.line(p)),
		Button{Label: "All schemes", Type: "schemes all"}, Button{Label: "Open " + areaOf(p), Type: "card " + p.ID})...)...), nil
}

// schemeUnder is a scheme as it stands under one partnership.
type schemeUnder struct {
	p *store.Partnership // nil: of the whole police area, where there is no partnership
	s *store.Scheme
}

// allSchemes is the list of all, under each partnership.
func (c *Call) allSchemes(tx *store.Tx, no int) (Reply, error) {
	list, hidden, err := readable(c, tx, store.Schemes.All(tx))
	if err != nil {
		return Reply{}, err
	}
	r := Reply{Blocks: []Block{Heading("Funded schemes")}}
	if len(list) == 0 {
		r = withBlocks(r, Para(T("No scheme is recorded.")), c.toAdd())
		return withBlocks(r, c.leftOut(hidden)...), nil
	}
	sortSchemes(list, c.Today())
	ps, _, err := c.partnerships(tx)
	if err != nil {
		return Reply{}, err
	}
	all := newShelf(list, ps)
	pg := pageOf(all.size(), no)
	lines := all.lines(pg.From, pg.To)
	r = withBlocks(r, Para(T(upper(totalOf(list, c.Today()).String())+".")))
	var onPage []store.Scheme
	for i := 0; i < len(lines); {
		var items []Text
		p := lines[i].p
		for ; i < len(lines) && lines[i].p == p; i++ {
			items = append(items, schemeItem(c, tx, lines[i].s, p))
			if !slices.ContainsFunc(onPage, func(s store.Scheme) bool { return s.ID == lines[i].s.ID }) {
				onPage = append(onPage, *lines[i].s)
			}
		}
		name := "The whole police area"
		if p != nil {
			name = p.Name
		}
		r = withBlocks(r, Para(B(name)), List{Items: items})
	}
	if pg.Total > len(list) {
		r = withBlocks(r, Note(T("A scheme of several partnerships, or of the whole police area, stands under each of them and counts once in the total.")))
	}
	if s := shown(pg, "line", "lines"); s != "" {
		r = withBlocks(r, Note(T(s)))
	}
	r = withBlocks(r, Note(T("To open one, type /csp scheme and its name.")))
	r = withBlocks(r, listSources(c, tx, "schemes", onPage)...)
	r = withBlocks(r, c.leftOut(hidden)...)
	return withBlocks(r, pager(pg, c.line(nil))...), nil
}

// shelf is every scheme under each of its partnerships, those of the whole
// police area under all. Only the lines of one page are ever made, since a
// large register would have very many.
type shelf struct {
	ps   []store.Partnership
	own  map[string][]*store.Scheme // by partnership, in their order
	wide []*store.Scheme
}

func newShelf(list []store.Scheme, ps []store.Partnership) *shelf {
	h := &shelf{ps: ps, own: map[string][]*store.Scheme{}}
	for i := range list {
		s := &list[i]
		if len(s.Partnerships) == 0 {
			h.wide = append(h.wide, s)
		}
		for j, id := range s.Partnerships {
			if !slices.Contains(s.Partnerships[:j], id) {
				h.own[id] = append(h.own[id], s)
			}
		}
	}
	return h
}

// size is how many lines there are.
func (h *shelf) size() int {
	if len(h.ps) == 0 {
		return len(h.wide)
	}
	n := 0
	for i := range h.ps {
		n += len(h.own[h.ps[i].ID]) + len(h.wide)
	}
	return n
}

// lines are those from one number up to another.
func (h *shelf) lines(from, to int) []schemeUnder {
	if len(h.ps) == 0 {
		return under(nil, h.wide)[from:to]
	}
	var out []schemeUnder
	at := 0
	for i := range h.ps {
		p := &h.ps[i]
		n := len(h.own[p.ID]) + len(h.wide)
		if at+n > from && at < to {
			all := under(p, append(slices.Clone(h.own[p.ID]), h.wide...))
			out = append(out, all[max(from-at, 0):min(to-at, n)]...)
		}
		at += n
	}
	return out
}

func under(p *store.Partnership, list []*store.Scheme) []schemeUnder {
	out := make([]schemeUnder, 0, len(list))
	for _, s := range list {
		out = append(out, schemeUnder{p, s})
	}
	return out
}

// schemeItem is a scheme in a list under a partnership.
func schemeItem(c *Call, tx *store.Tx, s *store.Scheme, under *store.Partnership) Text {
	recipient := called(tx, "organisations", s.Recipient)
	var f facts
	f.add("Amount", s.Amount.Pounds())
	f.add("Period", periodWords(s.From, s.Until))
	f.add("Recipient", recipient)
	f.add("Stream", s.Stream)
	if !s.NextReturn.IsZero() || s.Outcome != "ended" {
		f.add("Next return", dueAway(c.Today(), s.NextReturn))
	}
	f.add("Decision reference", s.DecisionRef)
	return Join(B(s.Name), T(schemeWhere(tx, s, under)+". "+f.String()))
}

// schemeWhere follows a scheme's name under a partnership where it is not of
// that one alone.
func schemeWhere(tx *store.Tx, s *store.Scheme, under *store.Partnership) string {
	switch {
	case len(s.Partnerships) == 0:
		return " (whole police area)"
	case len(s.Partnerships) == 1:
		return ""
	}
	var others []string
	for _, id := range s.Partnerships {
		if under == nil || id != under.ID {
			others = append(others, id)
		}
	}
	return " (with " + areas(tx, others) + ")"
}

// periodWords is a period, "" when neither end is recorded.
func periodWords(from, until store.Date) string {
	if from.IsZero() && until.IsZero() {
		return ""
	}
	return period(from, until)
}

// dateAway is a date and how far it is, "" when it is not recorded.
func dateAway(today, d store.Date) string {
	if d.IsZero() {
		return ""
	}
	s := english.Short(d)
	if a := english.Away(today, d); a != "" {
		s += ", " + a
	}
	return s
}

// dueAway is dateAway of something that is late when its day has passed.
func dueAway(today, d store.Date) string {
	if !passed(today, d) {
		return dateAway(today, d)
	}
	return english.Short(d) + ", overdue by " + english.Count(d.Last().DaysUntil(today), "day", "days")
}

// withBlocks adds blocks to a reply.
func withBlocks(r Reply, blocks ...Block) Reply {
	r.Blocks = append(r.Blocks, blocks...)
	return r
}
