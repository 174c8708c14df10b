package commands

import (
	"fmt"
	"strings"

	"csp/store"
	"csp/store/english"
)

var plan = Command{
	Name: "plan", About: "plans", Usage: "NAME", Short: "one plan, with those before and after it",
	Examples: []string{"plan one darlington"}, Right: Read, Shared: true,
	Takes: []string{"plans"}, Shows: []string{"plans"},
	Changes: []string{"plan NAME renew", "plan NAME renew as TITLE from DATE until DATE"},
	Moves:   whole(planAsked),
	Forms:   map[string]func(*Call, Submission) (FormAnswer, error){"renew": planFormSent},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if r, ok, err := c.moveAsked(tx, planAsked); ok {
			return r, err
		}
		return c.oneOrIn(tx, "plans", func(p *store.Partnership) ([]found, error) {
			list, _, err := plansIn(c, tx, p)
			var out []found
			for i := range list {
				if old, err := store.Superseded(tx, &list[i]); err != nil {
					return nil, err
				} else if !old {
					out = append(out, found{"plans", list[i].ID, &list[i]})
				}
			}
			return out, err
		}, func(f found) (Reply, error) { return planCard(c, tx, f.Rec.(*store.Plan)) })
	},
}

// planCard is everything that is known of a plan.
func planCard(c *Call, tx *store.Tx, p *store.Plan) (Reply, error) {
	name := planName(tx, p)
	state := planStanding(c, tx, p)
	where := called(tx, "partnerships", p.Partnership)
	facts := Facts{
		{"Partnership", T(orNot(where))},
		{"Kind", T(planKind(p.Kind))},
		{"Period", T(period(p.From, p.Until))},
		{"Status", T(planStatus(p.Status))},
		{"Priorities", T(orNot(strings.Join(p.Priorities, "; ")))},
		{"Shared with the commissioner", T(english.Short(p.SharedWithPCC))},
	}
	if len(p.Refreshed) > 0 {
		var years []string
		for _, y := range p.Refreshed {
			years = append(years, fmt.Sprint(y))
		}
		facts = append(facts, Fact{"Refreshed in", T(english.And(years...))})
	}
	if !p.Expected.IsZero() {
		facts = append(facts, Fact{"New plan expected", T(dateAway(c.Today(), p.Expected))})
	}
	facts = append(facts, Fact{"Link", linkOrNot(p.URL)})
	r := Reply{Blocks: []Block{Heading(name), Para(T(state)), facts}}
	line, err := lineage(c, tx, &store.Plans, p.ID, func(p *store.Plan) link {
		return link{p.Successor, planName(tx, p), p.From, p.Until}
	})
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, line...)
	r = withBlocks(r, c.sources(tx, "plans", p)...)
	buttons := []Button{{Label: "History of this plan", Type: "history plans/" + p.ID}}
	if p.Partnership != "" {
		buttons = append(buttons, Button{Label: "Open " + where, Type: "card " + p.Partnership})
	}
	return withBlocks(r, c.offer(tx, append(buttons, c.keepButtons(tx, "plans", p)...)...)...), nil
}

// linkOrNot is an address as a link in full, or Not recorded.
func linkOrNot(url string) Text {
	if url == "" {
		return T(english.NotRecorded)
	}
	return Link(url, url)
}

// oneOrIn finds the record that the words name; where they name none of the
// kind but a partnership, it is that partnership's own, when it has one.
func (c *Call) oneOrIn(tx *store.Tx, kind string, of func(*store.Partnership) ([]found, error), show func(found) (Reply, error)) (Reply, error) {
	f, err := c.one(tx, kind)
	if err == nil {
		return show(f)
	}
	if c.Args == "" {
		return Reply{}, err
	}
	ps, _, perr := c.matches(tx, asking{Words: c.Args, Kinds: []string{"partnerships"}})
	if perr != nil || len(ps) != 1 {
		return Reply{}, err
	}
	p := ps[0].Rec.(*store.Partnership)
	list, perr := of(p)
	switch {
	case perr != nil:
		return Reply{}, perr
	case len(list) == 1:
		return show(list[0])
	case len(list) == 0:
		return Reply{}, &Problem{Says: "No " + c.Command.Name + " is recorded for " + p.Name + ".", Then: "Type /csp " + kind + " to see all."}
	}
	return Reply{}, c.choose(tx, asking{Words: c.Args, Kinds: []string{kind}, Again: func(n string) string { return c.Command.Name + " " + n }}, list)
}
