package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

var chairs = Command{
	Name: "chairs", About: "people", Usage: "[on DATE]", Short: "who chairs what, now or on a day",
	Examples: []string{"chairs", "chairs on 1 March 2021"}, Right: Read, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		rest, no := cutPage(c.Args)
		on, said, err := c.onDay(&rest)
		if err != nil {
			return Reply{}, err
		}
		if rest != "" {
			return Reply{}, &Problem{
				Says: "“" + typed(rest) + "” is not “on” and a date.", Then: "Type /csp chairs on 1 March 2021, or for one partnership /csp chair " + typed(rest) + ".",
				Offer: []Button{{Label: cutTo("chair "+typed(rest), maxLabel), Type: "chair " + typed(rest)}},
			}
		}
		ps, hidden, err := c.partnerships(tx)
		if err != nil {
			return Reply{}, err
		}
		if len(ps) == 0 {
			return c.noPartnerships(hidden), nil
		}
		pg := pageOf(len(ps), no)
		var lines []Text
		for _, p := range ps[pg.From:pg.To] {
			line, _, err := c.chairLine(tx, p.ID, on)
			if err != nil {
				return Reply{}, err
			}
			lines = append(lines, Join(B(p.Name), T(": "+line)))
		}
		head, again := "Chairs today, "+english.Short(on), "chairs"
		if said {
			head, again = "Chairs on "+english.Long(on), "chairs on "+english.Short(on)
		}
		blocks := []Block{Heading(head), Para(T(upper(pg.count("partnership", "partnerships")) + ".")), List{Items: lines}}
		if b := pg.buttons(again); len(b) > 0 {
			blocks = append(blocks, Buttons(b))
		}
		return Reply{Blocks: blocks}, nil
	},
}

// onDay takes "on DATE" off the end of args and returns the day, today when
// none was said. A year left out means the last such day.
func (c *Call) onDay(args *string) (day store.Date, said bool, err error) {
	before, after, ok := cutAtWord(*args, "on")
	if !ok {
		return c.Today(), false, nil
	}
	day, err = parseDay(after, dateRules{Today: c.Today(), Past: true})
	if err != nil {
		return day, true, c.needsDay(err, before, after)
	}
	*args = before
	return day, true, nil
}

// needsDay offers the first and the last day of a year or a month that was
// typed where a day is needed; of anything else the error stays.
func (c *Call) needsDay(err error, before, typed string) error {
	p, ok := asProblem(err)
	part, partErr := parseDay(typed, dateRules{Today: c.Today(), Partial: true})
	if !ok || partErr != nil || part.Exact() {
		return err
	}
	line := func(d store.Date) string {
		return strings.TrimSpace(c.Command.Name+" "+before) + " on " + english.Short(d)
	}
	p.Then = "Type one of its days, such as /csp " + line(part.Last()) + "."
	for _, d := range []store.Date{part.First(), part.Last()} {
		p.Offer = append(p.Offer, Button{Label: "On " + english.Short(d), Type: line(d)})
	}
	return p
}
