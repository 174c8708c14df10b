package commands

import (
	"csp/store"
)

// An action is written in one line, typed or pasted from minutes: who, what,
// by when. This is the one reader of such lines:
//
//	LB to circulate the workplan by 15 Jan
//	3. AB and CD to write to schools (by the next board)
//	"Circulate the workplan" Lydia Bright by 15 January 2027
//	Circulate the workplan <tab> LB <tab> 15 Jan
//
// It guesses nothing and drops no word: what it cannot tell, it says, and
// leaves to be asked.

// lineRules say how a line is read where it leaves something out.
type lineRules struct {
	Today store.Date // a due date before it has passed
	// After: a date without a year is the first one after this day, as in
	// lines pasted after a board. Zero: the first from today on.
	After store.Date
	// Boards are those planned after the board from which the line is, in their
	// order: the March board is one of them.
	Boards []store.Date
	// Named: the line may begin with its partnership, as typed lines do.
	Named bool
	// Asked: the line is a sentence of a message, which may ask for what is to
	// be done and have a date without "by".
	Asked bool
}

// lineAction is a line as it was read.
type lineAction struct {
	Line        string // as it came, without what cannot be seen
	Label       string // the bullet, number or "Action:" before it, which is no part of it
	Partnership string // the id of the partnership that it named; "": it named none
	// Text is what is to be done, without the owners and the date. It is
	// empty when the line says nothing of that.
	Text string
	// Whole is the text with the words before it that may have been an owner:
	// what is to be done when the owner is not named after all.
	Whole string
	// Owners are those that the line names: the first is accountable, the
	// others help. None: the line names nobody.
	Owners []lineName
	// Nobody: the line says that the owner is not named.
	Nobody bool
	Due    lineDue
}

// lineName is somebody as a line names them.
type lineName struct {
	Words string // as written: LB
	// People are those whom the words may mean: one, and it is that one;
	// several, and it must be asked; none, and nobody is called so.
	People []*store.Person
	// Organisation is the one that the words name in full, when no person is
	// called so: it is to be done by somebody of it.
	Organisation *store.Organisation
}

// clear reports whether it is known who is meant.
func (n *lineName) clear() bool { return len(n.People) == 1 || n.Organisation != nil }

// lineDue is by when, as a line says it.
type lineDue struct {
	store.Due
	Words string // the words of the date; "": there are none
	// Clause is where they stood: by 15 Jan. It is no part of the text, unless
	// they are Bad.
	Clause string
	// Missing says why there is no date: none is given, or it cannot be read,
	// or "ASAP" is none. It is "" when there is one.
	Missing string
	// Bad: words that look like a date are none, and stayed in the text.
	Bad bool
	// Passed: the date lies before today, so it is to be asked whether it is
	// meant. Sure: the line says that it is.
	Passed, Sure bool
}

// clear reports whether nothing about the line has to be asked: what, who and
// a date that is not doubtful. A line without a date is clear: actions may be
// without one.
func (a *lineAction) clear() bool {
	if a.Text == "" || a.Due.Bad || a.Due.Passed && !a.Due.Sure {
		return false
	}
	for i := range a.Owners {
		if !a.Owners[i].clear() {
			return false
		}
	}
	return true
}

// into puts what the line says into an action: what, who and by when. Of names
// that are not clear it takes nothing.
func (a *lineAction) into(rec *store.Action) {
	rec.Text = a.Text
	for i := range a.Owners {
		n := &a.Owners[i]
		switch {
		case len(n.People) == 1 && i == 0:
			rec.Owner, rec.Organisation = n.People[0].ID, n.People[0].Organisation
		case len(n.People) == 1 && n.People[0].ID != rec.Owner:
			rec.Helpers = append(rec.Helpers, n.People[0].ID)
		case n.Organisation != nil && rec.Organisation == "":
			rec.Organisation = n.Organisation.ID
		case n.Organisation != nil && n.Organisation.ID != rec.Organisation:
			rec.Text += " (with " + n.Words + ")"
		}
	}
	rec.Due, rec.FirstDue = a.Due.Due, a.Due.Due
}

// readActionLine reads one line. What is unclear is in the answer, for the
// caller to ask; the error is a fault, or the Problem of words that mean
// several partnerships.
func (c *Call) readActionLine(tx *store.Tx, line string, rules lineRules) (lineAction, error) {
	cut := cutLine(line, rules)
	out := lineAction{Line: cut.line, Label: cut.label, Due: cut.due}
	if rules.Named {
		p, rest, err := c.partnershipFirst(tx, cut.text)
		if err != nil {
			return out, err
		}
		if p != nil {
			out.Partnership, cut.text = p.ID, rest
		}
	}
	if m := quotedFirst.FindStringSubmatch(cut.text); m != nil && m[2] == "" {
		cut.text = m[1]
	}
	ways := append(cut.cells, waysOf(cut.text)...)
	if rules.Asked {
		ways = append(askedWays(cut.text), ways...)
	}
	for _, w := range ways {
		ok, err := c.takeWay(tx, &out, w)
		if err != nil || ok {
			return out, err
		}
	}
	out.Text = sayText(cut.text)
	out.Whole = out.Text
	return out, nil
}

// takeWay takes a line apart in one way; false when what may be names there
// are none.
func (c *Call) takeWay(tx *store.Tx, out *lineAction, w lineWay) (bool, error) {
	if isNobody(w.lead) {
		out.Nobody, out.Text = true, sayText(w.body)
		out.Whole = out.Text
		return true, nil
	}
	names, err := c.lineNames(tx, w.lead)
	if err != nil {
		return false, err
	}
	known := 0
	for i := range names {
		if len(names[i].People) > 0 || names[i].Organisation != nil {
			known++
		}
	}
	switch {
	case len(names) == 0:
		return false, nil
	case w.hard && known == 0 && !looksNamed(w.lead), !w.hard && known < len(names) && (!w.some || known == 0):
		return false, nil
	}
	out.Owners, out.Text, out.Whole = names, sayText(w.body), sayText(w.whole)
	return true, nil
}
