package commands

import (
	"csp/store"
	"csp/store/english"
)

var pilot = Command{
	Name: "pilot", About: "plans", Usage: "NAME", Short: "one pilot: its question, reviews and the decision it feeds",
	Examples: []string{"pilot durham"}, Right: Read, Shared: true,
	Takes: []string{"pilots"}, Shows: []string{"pilots"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		return c.oneOrIn(tx, "pilots", func(p *store.Partnership) ([]found, error) {
			list, _, err := pilotsIn(c, tx, p)
			var out []found
			for i := range list {
				out = append(out, found{"pilots", list[i].ID, &list[i]})
			}
			return out, err
		}, func(f found) (Reply, error) { return pilotCard(c, tx, f.Rec.(*store.Pilot)) })
	},
}

// pilotCard is everything that is known of a pilot.
func pilotCard(c *Call, tx *store.Tx, p *store.Pilot) (Reply, error) {
	name := pilotName(tx, p)
	where := areas(tx, p.Partnerships)
	owner := called(tx, "people", p.EvidenceOwner)
	scheme := linkedName(c, tx, &store.Schemes, p.Scheme, "One that you may not see")
	today := c.Today()
	r := Reply{Blocks: []Block{Heading(name), Facts{
		{"Question", T(orNot(p.Question))},
		{"Where", T(upper(where))},
		{"Period", T(period(p.From, p.Until))},
		{"Interim review", T(orNot(upper(reviewWords(today, p.InterimReview, p.InterimDone))))},
		{"Final review", T(orNot(upper(reviewWords(today, p.FinalReview, p.FinalDone))))},
		{"Horizon", T(orNot(horizonWords(today, p.Horizon)))},
		{"Evidence owner", T(orNot(owner))},
		{"Scheme", T(orNot(scheme))},
		{"Link", linkOrNot(p.URL)},
	}}}
	decisions, hidden, err := readable(c, tx, store.Decisions.Of(tx, "pilots", p.ID))
	if err != nil {
		return Reply{}, err
	}
	sortDecisions(decisions)
	var items []Text
	for _, d := range decisions {
		items = append(items, T(decisionInShort(&d)))
	}
	switch {
	case len(items) > 0:
		r = withBlocks(r, Para(B("The decision it feeds")), List{Items: items})
	case !hidden:
		r = withBlocks(r, Para(T("The decision it feeds: "+english.NotRecorded+".")))
	}
	r = withBlocks(r, c.sources(tx, "pilots", p)...)
	return withBlocks(r, c.offer(tx, c.keepButtons(tx, "pilots", p)...)...), nil
}

// horizonWords is what a pilot looks forward to, and what is not known of it.
func horizonWords(today, horizon store.Date) string {
	return dateAway(today, horizon) + noDay(horizon)
}
