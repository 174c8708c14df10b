package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// suggestion is an item that is not on a board's agenda and may belong there.
type suggestion struct {
	item store.AgendaItem
	why  string // a sentence
	// standing: it is one of the partnership's standing items.
	standing bool
}

// suggestions are what a board that is still to come may take onto its agenda:
// the partnership's standing items, and what falls due before the board after
// it. Those that are on it already are left out, and so is what the one who
// asks may not see. note says what could not be worked out.
func (c *Call) suggestions(tx *store.Tx, m *store.Meeting) (list []suggestion, note string, err error) {
	if !isBoard(*m) || !isPlanned(m) || passed(c.Today(), m.Start.Date) {
		return nil, "", nil
	}
	p, err := store.Partnerships.Get(tx, m.Partnership)
	if err != nil {
		return nil, "", err
	}
	closed, err := c.readsClosed(tx, m)
	if err != nil {
		return nil, "", err
	}
	for _, it := range p.StandingItems {
		list = append(list, suggestion{store.AgendaItem{Item: it.Item, Purpose: it.Purpose, Session: it.Session}, "It stands on every agenda.", true})
	}
	due, note, err := c.dueBefore(tx, &p, m)
	if err != nil {
		return nil, "", err
	}
	for _, f := range due {
		list = append(list, suggestion{f.item, fallsDue(f), false})
	}
	var out []suggestion
	for _, s := range list {
		known := onAgenda(m, s.item.Item) >= 0 || slices.ContainsFunc(out, func(o suggestion) bool { return sameItem(o.item.Item, s.item.Item) })
		if !known && (closed || s.item.Session != "closed") {
			out = append(out, s)
		}
	}
	return out, note, nil
}

// fallsDue is what falls due as a sentence, without its name: Plan ends: 31
// March 2027.
func fallsDue(f falling) string {
	what, _, _ := strings.Cut(f.what, ", ")
	return sentence(upper(what) + ": " + english.Short(f.on) + noDay(f.on))
}

// sameItem reports whether two items say the same.
func sameItem(a, b string) bool { return store.Fold(a) == store.Fold(b) }

// onAgenda is the place of an item on a meeting's agenda, from 0; -1 when it
// is not there.
func onAgenda(m *store.Meeting, item string) int {
	return slices.IndexFunc(m.Agenda, func(it store.AgendaItem) bool { return sameItem(it.Item, item) })
}

// dueBefore is what falls due before the board after this one and can be taken
// onto an agenda. What is late stands at the next board, what fell due before
// a later one belonged on the agenda of the one before it.
func (c *Call) dueBefore(tx *store.Tx, p *store.Partnership, m *store.Meeting) (list []falling, note string, err error) {
	if !m.Start.Exact() {
		return nil, "What falls due before the board after this one is told when its day is recorded.", nil
	}
	until, known, err := c.boardAfter(tx, m)
	if err != nil {
		return nil, "", err
	}
	if !known {
		note = "No later board is planned or expected, so this looks 3 months ahead of it, to " + english.Long(until) + "."
	}
	first, _, err := nextBoard(tx, p.ID, c.Today())
	if err != nil {
		return nil, "", err
	}
	all, err := c.fallingDue(tx, p)
	for _, f := range all {
		if f.item.Item != "" && f.on.First().Before(until) && (first.ID == m.ID || !f.on.Last().Before(m.Start.Date)) {
			list = append(list, f)
		}
	}
	return list, note, err
}

// boardAfter is the day of the board after one: planned, or expected from the
// series. Where there is none, known is false and the day 3 months later.
func (c *Call) boardAfter(tx *store.Tx, m *store.Meeting) (day store.Date, known bool, err error) {
	slots, err := c.boardsToCome(tx, m.Partnership, 0)
	if err != nil {
		return day, false, err
	}
	for _, s := range slots {
		if s.on.Exact() && s.on.After(m.Start.Date) {
			return s.on, true, nil
		}
	}
	return m.Start.Date.AddMonths(3), false, nil
}

// suggested tells the suggestions apart from the agenda, with the buttons that
// take them onto it for those who may.
func (c *Call) suggested(tx *store.Tx, m *store.Meeting) ([]Block, error) {
	if c.Public {
		return nil, nil // it is for those who make the agenda
	}
	list, note, err := c.suggestions(tx, m)
	if err != nil {
		return nil, err
	}
	var out []Block
	if len(list) > 0 {
		out = append(out, Para(B("Suggested, not on the agenda ("+english.Thousands(len(list))+")")), List{Items: suggestionItems(tx, list)})
	}
	if note != "" {
		out = append(out, Note(T(note)))
	}
	row, err := c.ifMay(tx, Record, m, takeButtons(m, list)...)
	return append(out, c.offer(tx, row...)...), err
}

// suggestionItems are at most ten suggestions in words; the rest is counted.
func suggestionItems(tx *store.Tx, list []suggestion) []Text {
	var items []Text
	for _, s := range list[:min(len(list), pageSize)] {
		items = append(items, Join(agendaItem(tx, &s.item), T(" "+s.why)))
	}
	if n := len(list) - pageSize; n > 0 {
		items = append(items, T("and "+english.Thousands(n)+" more."))
	}
	return items
}

// takeButtons take a suggestion onto the agenda, or open the form that takes
// several.
func takeButtons(m *store.Meeting, list []suggestion) []Button {
	if len(list) == 0 {
		return nil
	}
	line := itemWord + " meetings/" + m.ID
	if len(list) == 1 {
		return []Button{{Label: cutTo("Add “"+list[0].item.Item+"”", maxLabel), Type: line + " take"}}
	}
	return []Button{{Label: "Add suggested items", Type: line + " take"}}
}
