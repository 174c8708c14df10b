package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// askMonths is how long before the end of a scheme or pilot it is told that
// no decision about what follows is recorded.
const askMonths = 9

// open is a scheme or pilot that nobody has asked a decision about.
type open struct {
	says string
	ends store.Date // zero: not known to the day
	at   string     // its kind and id
	name string
}

// unasked tells the schemes and pilots that end soon, or whose end is not
// known, and that no recorded decision is about: somebody will have to ask
// for one. It is nothing for those who may not see what is still to be taken.
func (c *Call) unasked(tx *store.Tx, p *store.Partnership) ([]Block, error) {
	whose := Subject{Wide: p == nil, Undecided: true, Office: true}
	if p != nil {
		whose.Partnerships = []string{p.ID}
	}
	if ok, err := c.may(tx, Read, whose); err != nil || !ok {
		return nil, err
	}
	list, err := c.openSchemes(tx, p)
	if err != nil {
		return nil, err
	}
	pilots, err := c.openPilots(tx, p)
	if err != nil {
		return nil, err
	}
	list = append(list, pilots...)
	slices.SortStableFunc(list, func(a, b open) int { return compareDue(a.ends, b.ends) })
	if len(list) == 0 {
		return nil, nil
	}
	var items []Text
	var row []Button
	for _, o := range list[:min(len(list), pageSize)] {
		items = append(items, T(sentence(o.says)))
		row = append(row, Button{
			Label: cutTo("Ask about "+o.name, maxLabel), Type: strings.TrimSpace(decideWord + placeWord(p)), Action: "decide.ask", Value: o.at,
		})
	}
	if n := len(list) - pageSize; n > 0 {
		items = append(items, T("and "+english.Count(n, "other", "others")))
	}
	out := []Block{Para(B("Nothing is asked for about what follows")), List{Items: items}}
	if ok, err := c.may(tx, Keep, Subject{}); err != nil || !ok {
		return out, err
	}
	return append(out, c.offer(tx, row...)...), nil
}

// openSchemes are the schemes that end soon and of which it is not recorded
// what follows.
func (c *Call) openSchemes(tx *store.Tx, p *store.Partnership) ([]open, error) {
	var list []store.Scheme
	var err error
	if p == nil {
		list, _, err = readable(c, tx, store.Schemes.All(tx))
	} else {
		list, err = schemesIn(c, tx, p)
	}
	if err != nil {
		return nil, err
	}
	var out []open
	for _, s := range list {
		e, ok := schemeLapse(&s)
		if !ok || s.Outcome != "" || s.Successor != "" || passed(c.Today(), s.Until) || e.until.After(c.Today().AddMonths(askMonths)) {
			continue
		}
		asked, err := askedAbout(tx, "schemes", s.ID, s.From)
		if err != nil {
			return nil, err
		}
		if asked {
			continue
		}
		left, err := c.leftBefore(tx, s.Partnerships, e)
		if err != nil {
			return nil, err
		}
		out = append(out, open{e.why + ". " + left, e.until, "schemes/" + s.ID, s.Name})
	}
	return out, nil
}

// openPilots are the pilots that feed no recorded decision.
func (c *Call) openPilots(tx *store.Tx, p *store.Partnership) ([]open, error) {
	list, _, err := pilotsIn(c, tx, p)
	if err != nil {
		return nil, err
	}
	var out []open
	for _, pl := range list {
		asked, err := askedAbout(tx, "pilots", pl.ID, store.Date{})
		if err != nil {
			return nil, err
		}
		if asked {
			continue
		}
		o := open{says: pilotName(tx, &pl), at: "pilots/" + pl.ID, name: pilotName(tx, &pl)}
		e, exact := pilotLapse(tx, &pl)
		switch {
		case exact && passed(c.Today(), pl.Until):
			o.says, o.ends = o.name+" ended on "+english.Short(pl.Until), pl.Until
		case exact:
			left, err := c.leftBefore(tx, pl.Partnerships, e)
			if err != nil {
				return nil, err
			}
			o.says, o.ends = e.why+". "+left, pl.Until
		case !pl.Horizon.IsZero():
			o.says += ", looks forward to " + english.Short(pl.Horizon)
		}
		out = append(out, o)
	}
	return out, nil
}

// leftBefore is boardsLeft of partnerships before an end; of the whole area
// there are no boards to count.
func (c *Call) leftBefore(tx *store.Tx, partnerships []string, e lapse) (string, error) {
	if len(partnerships) == 0 {
		return "", nil
	}
	list, err := c.boardsBefore(tx, partnerships, e.until)
	return boardsLeft(list), err
}

// askedAbout reports whether a decision about a scheme or pilot is recorded
// that looks beyond its beginning: one that was taken before only began it.
func askedAbout(tx *store.Tx, kind, id string, from store.Date) (bool, error) {
	for d, err := range store.Decisions.Of(tx, kind, id) {
		if err != nil {
			return false, err
		}
		began := taken(&d) && !from.IsZero() && !d.Decided.IsZero() && !d.Decided.After(from.Last())
		if d.Status != "cancelled" && !began {
			return true, nil
		}
	}
	return false, nil
}
