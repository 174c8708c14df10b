package commands

import (
	"cmp"
	"slices"

	"csp/store"
)

// ending gathers what ends.
type ending struct {
	c     *Call
	tx    *store.Tx
	items []endingItem
}

// endingItem is a line of what ends, and when it does.
type endingItem struct {
	item
	on   store.Date
	kind string
}

func (e *ending) add(kind string, rec any, on store.Date, words string) error {
	ok, err := e.c.may(e.tx, Read, about(rec))
	if err == nil && ok {
		label := labelOf(e.tx, kind, rec)
		e.items = append(e.items, endingItem{item{
			line: Join(B(label), T(" "+words)),
			open: Button{Label: "Open " + label, Type: "show " + kind + "/" + store.MetaOf(rec).ID},
		}, on, kind})
	}
	return err
}

// soon says when something ends: ends on 31 March 2027, in 129 days.
func (e *ending) soon(d store.Date) string {
	return "ends " + when(d) + comma(inDays(e.c.Today(), d)) + noDay(d) + "."
}

// endingSoon are plans and schemes that end within three months, and those
// that have ended with nothing after them.
func (c *Call) endingSoon(tx *store.Tx) ([]Block, error) {
	e := &ending{c: c, tx: tx}
	today := c.Today()
	end := today.AddMonths(soonMonths)
	for p, err := range mayLie(tx, &store.Plans, "until", today, end) {
		if err == nil && p.Status != "replaced" {
			err = e.add("plans", &p, p.Until, e.soon(p.Until))
		}
		if err != nil {
			return nil, err
		}
	}
	for s, err := range mayLie(tx, &store.Schemes, "until", today, end) {
		if err == nil && s.Outcome == "" {
			err = e.add("schemes", &s, s.Until, e.soon(s.Until))
		}
		if err != nil {
			return nil, err
		}
	}
	if err := e.over(); err != nil {
		return nil, err
	}
	items, all := e.inOrder()
	blocks := c.section(tx, "Ending within 3 months, or ended", items, "no plan or scheme.", Button{})
	if len(items) > todayLines {
		blocks = append(blocks, c.offer(tx, all...)...)
	}
	return blocks, nil
}

// inOrder are the lines, what ended last first and then what ends next, and
// the buttons to all of what the lines beyond the first are.
func (e *ending) inOrder() (items []item, all []Button) {
	today := e.c.Today()
	slices.SortStableFunc(e.items, func(a, b endingItem) int {
		over, under := passed(today, a.on), passed(today, b.on)
		switch {
		case over != under:
			if over {
				return -1
			}
			return 1
		case over:
			return b.on.Last().Compare(a.on.Last())
		}
		return cmp.Or(a.on.Last().Compare(b.on.Last()), a.on.Compare(b.on))
	})
	rest := map[string]bool{}
	for i := range e.items {
		items = append(items, e.items[i].item)
		if i >= todayLines {
			rest[e.items[i].kind] = true
		}
	}
	for _, kind := range []string{"plans", "schemes"} {
		if rest[kind] {
			all = append(all, Button{Label: "All " + kind, Type: kind + " all"})
		}
	}
	return items, all
}

// over are the plans that have ended with no new plan, and the schemes that
// have ended with no outcome.
func (e *ending) over() error {
	today := e.c.Today()
	before := []any{today.String()}
	left := maxNames
	for p, err := range store.Plans.Between(e.tx, "until", []any{"0001"}, before) {
		old := false
		if err == nil {
			old, err = store.Superseded(e.tx, &p)
		}
		if err == nil && !old && passed(today, p.Until) && p.Successor == "" {
			err = e.add("plans", &p, p.Until, "ended "+when(p.Until)+". No new plan is recorded.")
		}
		if left--; err != nil || left == 0 {
			return err
		}
	}
	left = maxNames
	for s, err := range store.Schemes.Between(e.tx, "until", []any{"0001"}, before) {
		if err == nil && passed(today, s.Until) && s.Outcome == "" && s.Successor == "" {
			err = e.add("schemes", &s, s.Until, "ended "+when(s.Until)+". No outcome is recorded.")
		}
		if left--; err != nil || left == 0 {
			return err
		}
	}
	return nil
}
