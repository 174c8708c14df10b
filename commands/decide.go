package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

const decideWord = "decide"

var decide = Command{
	Name: "decide", About: "decisions", Usage: "[PARTNERSHIP] TEXT", Short: "record a decision, or what became of one that is needed",
	Examples: []string{"decide durham", "decide"}, Right: Record, Takes: []string{"partnerships"},
	Changes: []string{
		"decide PARTNERSHIP TEXT", "decide REFERENCE taken on DATE as TEXT", "decide REFERENCE deferred until DATE",
		"decide REFERENCE needed by DATE", "decide REFERENCE published on DATE notice NUMBER", "decide REFERENCE with REFERENCE", "decide REFERENCE action WHO to TEXT by DATE",
	},
	Run:     decideRun,
	Actions: decideActions,
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){
		"board": decideSent("board"), "pcc": decideSent("pcc"),
		"taken": decisionTakenSent, "deferred": decisionDeferredSent, "published": decisionPublishedSent, "with": decisionLinkSent, "raise": raiseSent,
	},
	Options: decideOptions,
	Shortcuts: []Shortcut{{
		Verb: "message", Name: "Record as decision", Short: "Records what the message says as a decision.", OnMessage: true, Run: decideMessage,
	}},
}

// decideRun records what a line says at once; what it leaves open is asked
// for by the form.
func decideRun(c *Call) (Reply, error) {
	var form *Form
	var made made
	var err error
	view := c.Desk.Store.View(c, func(tx *store.Tx) error {
		form, err = c.decideForms(tx)
		return err
	})
	if view != nil {
		return Reply{}, view
	}
	if form != nil {
		how := "Type /csp decide, the partnership and what was decided: /csp decide durham Renew the plan for 3 years."
		return Reply{Form: form, Blocks: []Block{Para(T(how))}}, nil
	}
	if made, err = c.do(decisionAskedFor); err != nil {
		return Reply{}, err
	}
	return c.decided(made)
}

// decideForms is the form for a line that says what it is about and no more,
// nil when it says all.
func (c *Call) decideForms(tx *store.Tx) (*Form, error) {
	if d, rest, ok, err := c.leadingDecision(tx); ok || err != nil {
		switch {
		case err != nil:
		case strings.EqualFold(rest, "with"):
			return c.mayForm(tx, d, (*Call).linkForm)
		case strings.EqualFold(rest, "action"):
			return c.raiseForm(tx, d)
		}
		return nil, err
	}
	if c.Args == "" {
		here, err := c.channelPartnerships(tx)
		st := decideState{}
		if len(here) == 1 {
			st.Partnerships = []string{here[0].ID}
		}
		if err != nil {
			return nil, err
		}
		return c.decideForm(tx, "board", st)
	}
	p, rest, err := c.partnershipAtHead(tx, c.Args, decideAgain)
	if err != nil || rest != "" {
		return nil, err
	}
	return c.decideForm(tx, "board", decideState{Partnerships: []string{p.ID}})
}

func decideAgain(words string) string { return decideWord + " " + words }

// decisionAskedFor reads a line that records a decision, or what became of
// one.
func decisionAskedFor(c *Call, tx *store.Tx) (move, error) {
	d, rest, ok, err := c.leadingDecision(tx)
	switch {
	case err != nil:
		return nil, err
	case ok:
		return c.decisionVerb(tx, d, rest)
	}
	p, text, err := c.partnershipAtHead(tx, c.Args, decideAgain)
	if err != nil {
		return nil, err
	}
	text, isNew := cutAsNew(text)
	now := store.Decision{
		Kind: "board", Partnerships: []string{p.ID}, Text: decidedText(text),
		Status: "taken", Decided: c.Today(), Session: "open",
	}
	if now.Meeting, err = boardToday(tx, p.ID, c.Today()); err != nil {
		return nil, err
	}
	now.Amount = onlySum(now.Text)
	return &newDecision{Decision: now, Sure: isNew, Typed: true}, nil
}

// decidedText is what a line says was decided, every word of it, as a sentence.
func decidedText(line string) string { return upper(unquoted(line)) }

// unquoted is a text without the quotes that stand around all of it.
func unquoted(s string) string {
	for _, q := range []string{`"`, "'"} {
		if in, ok := strings.CutPrefix(s, q); ok {
			if in, ok = strings.CutSuffix(in, q); ok && in != "" && !strings.Contains(in, q) {
				return strings.TrimSpace(in)
			}
		}
	}
	return s
}

// boardToday is the board that a partnership has today, "" when it has none:
// what is decided in between belongs to no board.
func boardToday(tx *store.Tx, partnership string, today store.Date) (string, error) {
	for m, err := range store.Meetings.By(tx, "start", partnership) {
		if err != nil {
			return "", err
		}
		if isBoard(m) && m.Status != "cancelled" && m.Start.Date == today {
			return m.ID, nil
		}
	}
	return "", nil
}

// leadingDecision takes a decision off the head of the line, by its
// reference or its id.
func (c *Call) leadingDecision(tx *store.Tx) (d *store.Decision, rest string, ok bool, err error) {
	if d, rest, ok, err := c.quotedDecision(tx); ok || err != nil {
		return d, rest, ok, err
	}
	words := strings.Fields(c.Args)
	for n := min(len(words), 4); n > 0; n-- {
		head := strings.Join(words[:n], " ")
		var f found
		if strings.HasPrefix(head, "decisions/") {
			if n > 1 {
				continue
			}
			f, err = c.resolve(tx, asking{Words: head, Kinds: []string{"decisions"}})
			ok = err == nil
		} else {
			f, ok, err = c.byReference(tx, head)
		}
		if err != nil || !ok {
			if err != nil {
				return nil, "", false, err
			}
			continue
		}
		d, is := f.Rec.(*store.Decision)
		if !is {
			return nil, "", false, notA("decision", tx, &f)
		}
		return d, strings.Join(words[n:], " "), true, nil
	}
	return nil, "", false, nil
}

// quotedDecision takes a decision off the head of the line by its text in
// quotes, with what became of it behind it.
func (c *Call) quotedDecision(tx *store.Tx) (d *store.Decision, rest string, ok bool, err error) {
	text, rest, ok := quotedHead(c.Args)
	verb, _, _ := strings.Cut(strings.ToLower(rest), " ")
	if !ok || !slices.Contains([]string{"taken", "deferred", "needed", "published", "with", "action"}, verb) {
		return nil, "", false, nil
	}
	for one, err := range store.Decisions.All(tx) {
		if err != nil {
			return nil, "", false, err
		}
		if store.Fold(one.Text) != store.Fold(text) {
			continue
		}
		if may, err := c.may(tx, Read, about(&one)); err != nil {
			return nil, "", false, err
		} else if may && (d == nil || taken(d)) {
			d = &one
		}
	}
	if d == nil {
		return nil, "", false, &Problem{Says: "No decision that you may see is “" + typed(text) + "”.", Then: "Type /csp needed to see what is still to be decided."}
	}
	return d, rest, true, nil
}

// decisionVerb reads what became of a decision.
func (c *Call) decisionVerb(tx *store.Tx, d *store.Decision, rest string) (move, error) {
	verb, rest, _ := strings.Cut(rest, " ")
	name, text := decisionName(d), ""
	switch strings.ToLower(verb) {
	case "action":
		return &raisedMove{d.ID, rest}, nil
	case "taken":
		rest, text = cutTakenAs(rest)
	}
	lead, said := clauses(rest, "on", "until", "by", "notice")
	if lead != "" && !strings.EqualFold(verb, "with") {
		return nil, odd(rest, "Type /csp decide "+name+" "+strings.ToLower(verb)+", and a date behind on, until or by.")
	}
	past, err := c.sayDate(said, "on", true)
	if err != nil {
		return nil, err
	}
	switch strings.ToLower(verb) {
	case "taken":
		return takenMove(d.ID, decisionTaken{On: orToday(past, c.Today()), Text: text}), nil
	case "published":
		return publishedMove(d.ID, orToday(past, c.Today()), said["notice"], ""), nil
	case "deferred":
		until, err := c.sayDate(said, "until", false)
		return deferredMove(d.ID, until), err
	case "needed":
		by, err := c.sayDate(said, "by", false)
		return neededMove(d.ID, by), err
	case "with":
		f, ok, err := c.byReference(tx, rest)
		if err != nil || !ok {
			return nil, orProblem(err, &Problem{Says: "“" + typed(rest) + "” is no reference of a decision.", Then: "Type /csp decisions to see them."})
		}
		o, is := f.Rec.(*store.Decision)
		if !is {
			return nil, notA("decision", tx, &f)
		}
		return linkMove(d.ID, o.ID), nil
	}
	return nil, &Problem{
		Says: name + " is a decision already.", Then: "Say what became of it, such as /csp decide " + name + " taken, deferred or published.",
		Offer: []Button{{Label: "Open " + name, Type: "decisions/" + d.ID}},
	}
}

func orProblem(err error, p *Problem) error {
	if err != nil {
		return err
	}
	return p
}

func orToday(d, today store.Date) store.Date {
	if d.IsZero() {
		return today
	}
	return d
}

// sayDate is the date behind a word, none when the word was not typed.
func (c *Call) sayDate(said map[string]string, word string, past bool) (store.Date, error) {
	s, ok := said[word]
	if !ok {
		return store.Date{}, nil
	}
	d, err := parseDay(s, dateRules{Today: c.Today(), Past: past})
	if err == nil && past && d.After(c.Today()) {
		err = &Problem{Says: english.Long(d) + " is still to come.", Then: "Give the day on which it was."}
	}
	return d, err
}

// decided says what was recorded, with what may be done next.
func (c *Call) decided(m made) (Reply, error) {
	var more []Button
	if m.Number > 0 {
		err := c.Desk.Store.View(c, func(tx *store.Tx) error {
			d, err := changedDecision(tx, m.Number)
			if d != nil {
				more = append(c.actionFromIt(tx, d), Button{Label: "Open " + decisionName(d), Type: showWord + " decisions/" + d.ID})
			}
			return err
		})
		if err != nil {
			return Reply{}, err
		}
	}
	return c.saved(m, more...)
}

// changedDecision is the first decision that a change wrote, as it is now;
// nil when it wrote none.
func changedDecision(tx *store.Tx, number uint64) (*store.Decision, error) {
	for e, err := range tx.Entries(number) {
		if err != nil {
			return nil, err
		}
		if e.Kind == store.Decisions.Name {
			d, err := store.Decisions.Get(tx, e.ID)
			return &d, err
		}
	}
	return nil, nil
}
