package commands

import (
	"csp/store"
	"csp/store/english"
)

var scheme = Command{
	Name: "scheme", About: "plans", Usage: "NAME", Short: "one funded scheme, with where each fact comes from",
	Examples: []string{"scheme restorative"}, Right: Read, Shared: true,
	Takes: []string{"schemes"}, Shows: []string{"schemes"},
	Changes: []string{"scheme NAME extend until DATE", "scheme NAME renew as NAME from DATE until DATE", "scheme NAME ended on DATE"},
	Moves:   whole(schemeAsked),
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){
		"extend": extendFormSent, "renew": renewFormSent, "ended": endFormSent,
	},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if r, ok, err := c.moveAsked(tx, schemeAsked); ok {
			return r, err
		}
		f, err := c.one(tx, "schemes")
		if err != nil {
			return Reply{}, err
		}
		return schemeCard(c, tx, f.Rec.(*store.Scheme))
	},
}

// one finds the record of a kind that the words of a call name; no words is
// a Problem that says what to type.
func (c *Call) one(tx *store.Tx, kind string) (found, error) {
	if c.hit != nil {
		return *c.hit, nil
	}
	if c.Args == "" {
		return found{}, &Problem{
			Says: "Say which " + c.Command.Name + ".", Then: "Type /csp " + c.Command.Name + " and its name.",
			Offer: []Button{{Label: "List " + kind, Type: kind}},
		}
	}
	return c.resolve(tx, asking{
		Words: c.Args, Kinds: []string{kind},
		Again: func(name string) string { return c.Command.Name + " " + name },
	})
}

// schemeCard is everything that is known of a scheme.
func schemeCard(c *Call, tx *store.Tx, s *store.Scheme) (Reply, error) {
	where := wholeArea
	if len(s.Partnerships) > 0 {
		where = areas(tx, s.Partnerships)
	}
	recipient := called(tx, "organisations", s.Recipient)
	today := c.Today()
	facts := Facts{
		{"Where", T(upper(where))},
		{"Amount", T(sum(s.Amount))},
		{"Period", T(period(s.From, s.Until))},
		{"Recipient", T(orNot(recipient))},
		{"Provider", T(orNot(s.Provider))},
		{"Purpose", T(orNot(s.Purpose))},
		{"Stream", T(orNot(s.Stream))},
		{"Decision reference", T(orNot(s.DecisionRef))},
		{"Monitoring", T(orNot(upper(s.Monitoring)))},
		{"Next return", T(orNot(dueAway(today, s.NextReturn)))},
		{"Notice by", T(orNot(dateAway(today, s.NoticeBy)))},
	}
	if s.Outcome != "" || passed(today, s.Until) {
		facts = append(facts, Fact{"Outcome", T(orNot(outcomeWords(s.Outcome)))})
	}
	if !s.FinalReport.IsZero() || passed(today, s.Until) {
		facts = append(facts, Fact{"Final report", T(orNot(dateAway(today, s.FinalReport)))})
	}
	if s.URL != "" {
		facts = append(facts, Fact{"Link", Link(s.URL, s.URL)})
	}
	r := Reply{Blocks: []Block{Heading(s.Name)}}
	if line := schemeState(s, today); line != "" {
		r = withBlocks(r, Para(T(line)))
	}
	r = withBlocks(r, facts)
	r, err := schemeAround(c, tx, s, r)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, c.sources(tx, "schemes", s)...)
	return withBlocks(r, c.offer(tx, append([]Button{
		{Label: "History of this scheme", Type: "history schemes/" + s.ID},
	}, c.keepButtons(tx, "schemes", s)...)...)...), nil
}

// schemeState says in a sentence what becomes of the scheme's end.
func schemeState(s *store.Scheme, today store.Date) string {
	switch {
	case s.Until.IsZero():
		return ""
	case passed(today, s.Until) && s.Outcome == "" && s.Successor == "":
		return "Scheme ended " + when(s.Until) + ". What became of it is not recorded."
	case passed(today, s.Until):
		return "Scheme ended " + when(s.Until) + "."
	}
	return "Scheme ends " + when(s.Until) + comma(english.Away(today, s.Until)) + "."
}

// when puts a date into a sentence: on 31 March 2026, in March 2026, in 2026.
func when(d store.Date) string { return english.OnShort(d) }

// comma puts a comma before words that there are.
func comma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

func outcomeWords(outcome string) string {
	switch outcome {
	case "exit-agreed":
		return "Exit agreed"
	}
	return upper(outcome)
}

// schemeAround adds what hangs on a scheme: its line of succession, its
// pilots and the decisions about it.
func schemeAround(c *Call, tx *store.Tx, s *store.Scheme, r Reply) (Reply, error) {
	line, err := lineage(c, tx, &store.Schemes, s.ID, func(s *store.Scheme) link {
		return link{s.Successor, s.Name, s.From, s.Until}
	})
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, line...)
	pilots, _, err := readable(c, tx, store.Pilots.Of(tx, "schemes", s.ID))
	if err != nil {
		return Reply{}, err
	}
	var items []Text
	for _, p := range pilots {
		name := pilotName(tx, &p)
		items = append(items, T("Pilot: "+name))
	}
	decisions, _, err := readable(c, tx, store.Decisions.Of(tx, "schemes", s.ID))
	if err != nil {
		return Reply{}, err
	}
	sortDecisions(decisions)
	for _, d := range decisions {
		items = append(items, T(decisionInShort(&d)))
	}
	if len(items) > 0 {
		r = withBlocks(r, Para(B("Linked to it")), List{Items: items})
	}
	return r, nil
}
