package commands

import (
	"errors"
	"strings"

	"csp/store"
	"csp/store/english"
)

const moveDueWord = "move"

var moveDue = Command{
	Name: "move", About: "actions", Usage: "REFERENCE DATE [because REASON]", Short: "an action is due on another date; its owner asks for one",
	Examples: []string{"move DAR-26-001 10 June 2027", "move DAR-26-001 next board because the figures are late"}, Right: Own,
	Notes: []string{"To answer an owner who asks for a date, type agreed behind the reference, or not agreed because and the reason."},
	Run:   moveDueRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		openVerb: func(c *Call, id string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.moveDueForm(tx, id) })
		},
		"agree": func(c *Call, value string) (Outcome, error) { return c.answerDate(value, false) },
		"card":  func(c *Call, value string) (Outcome, error) { return c.answerDate(value, true) },
		"refuse": func(c *Call, value string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.refuseForm(tx, value) })
		},
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"it": moveDueSent, "refuse": refuseSent},
}

// The words of a line that answers what an owner asked for.
const (
	sayAgreed    = "agreed"
	sayNotAgreed = "not agreed"
)

// moveDueRun moves a date, or asks for it, at once. Without a date it opens
// the form.
func moveDueRun(c *Call) (Reply, error) {
	if err := c.notHere(); err != nil {
		return Reply{}, err
	}
	var f *Form
	id := ""
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		a, rest, err := c.actionLeading(tx, c.Args)
		if err == nil && rest == "" {
			id = a.ID
			f, err = c.moveDueForm(tx, id)
		}
		return err
	})
	if err != nil && !errors.Is(err, errNoAction) {
		return Reply{}, err
	}
	if f != nil {
		return formReply(f, Button{Label: "Open the form", Type: "move " + c.Args, Action: "move." + openVerb, Value: id}), nil
	}
	return c.act(c.Args, func(c *Call, tx *store.Tx, a *store.Action, rest string) (actionWork, error) {
		words, reason, _ := cutAtWord(rest, "because")
		switch strings.ToLower(words) {
		case sayAgreed:
			return answerWork(lastAsked, true, reason), nil
		case sayNotAgreed:
			return answerWork(lastAsked, false, reason), nil
		}
		if w, after, _ := strings.Cut(words, " "); strings.EqualFold(w, "to") {
			words = after
		}
		due, err := c.newDue(a, words)
		return dueWork(due, reason), err
	})
}

// newDue reads the date to which an action is moved. One that has passed is
// asked about.
func (c *Call) newDue(a *store.Action, words string) (store.Due, error) {
	rules := lineRules{Today: c.Today()}
	d, ok := readDue(words, rules)
	switch {
	case !ok:
		return store.Due{}, &Problem{Says: badDate(words, rules), Then: dateExample + " Or type next board."}
	case d.Passed && !d.Sure:
		line := "move " + actionTyped(a) + " " + english.Short(d.Date)
		return store.Due{}, &Problem{
			Says: english.Long(d.Date) + " has passed.", Then: "Type another date, or:",
			Offer: []Button{{Label: english.Short(d.Date) + " is right", Type: line + passedWords}},
		}
	}
	return d.Due, nil
}

// dueWork moves an action's date, for those who record; for its owner it asks
// them to.
func dueWork(due store.Due, reason string) actionWork {
	return func(d *draft, a *store.Action) error {
		if err := d.mayAct(a, Own, "move its date"); err != nil {
			return err
		}
		if !a.IsOpen() {
			p := d.closedAlready(a, "")
			p.Offer = append(p.Offer, reopenButton(a))
			return p
		}
		if a.Due == due {
			return &Problem{Says: upper(actionName(a)) + " is due on that date already: " + dueText(due) + ".", Offer: []Button{openAction(a)}}
		}
		record, err := d.c.may(d.tx, Record, about(a))
		if err != nil {
			return err
		}
		if !record {
			return d.askDate(a, due, reason)
		}
		now := movedTo(*a, due)
		if i, _, asked := d.c.dateAsked(a); asked {
			d.say(&now, "", datesAgreed+dueText(due)+"."+spaced(reasonSaid(reason)))
			d.answered(a, i, dueText(due), true, reason)
		} else if reason != "" {
			d.say(&now, "", reason)
		}
		return d.change(a, &now)
	}
}

func (c *Call) moveDueForm(tx *store.Tx, id string) (*Form, error) {
	f, err := c.actionForm(tx, id, Own, Form{
		ID: "move.it", Title: "Move the date", Send: "Move the date",
		Inputs: []Input{
			{Name: "due", Label: "New date", Hint: "Such as 15 January 2027, Friday, in 2 weeks, or next board.", Kind: OneLine, Max: 60},
			{Name: "reason", Label: "Why", Hint: noNames, Kind: ManyLines, Optional: true, Max: maxUpdate},
		},
	})
	if err != nil {
		return nil, err
	}
	a, err := store.Actions.Get(tx, id)
	if err != nil {
		return nil, err
	}
	f.State = seenState(id, dueOfAction(&a))
	record, err := c.may(tx, Record, about(&a))
	if err == nil && !record {
		f.Title, f.Send = "Ask for another date", "Ask for this date"
		f.Before = append(f.Before, Para(T("The partnership's secretariat, or the office's staff, agree or not.")))
	}
	return f, err
}

func moveDueSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	due := in.due("due")
	if due.IsZero() && in.errs["due"] == "" {
		in.bad("due", "Give a date. "+dateExample+" Or type next board.")
	}
	if len(in.errs) > 0 {
		return FormAnswer{Errors: in.errs}, nil
	}
	id, was := seenBy(s.State)
	again := func(tx *store.Tx) (*Form, error) {
		f, err := c.moveDueForm(tx, id)
		if err == nil {
			f.Inputs[0].Value, f.Inputs[1].Value = s.Values["due"], s.Values["reason"]
		}
		return f, err
	}
	return c.seenSent(id, ifSeen(was, dueOfAction, dueWork(due, in.text("reason"))), again, func(_ *store.Tx, a *store.Action) string {
		return "It is due: " + dueText(a.Due) + ". Send this again if your date is right all the same."
	})
}

// dueOfAction is when an action is due, as a form remembers it.
func dueOfAction(a *store.Action) string { return a.Due.String() }

// answerDate agrees to the date that an owner asked for, from a button. Its
// answer takes the place of the card that the button stands on.
func (c *Call) answerDate(value string, onCard bool) (Outcome, error) {
	at, err := askedAt(value)
	if err != nil {
		return Outcome{}, err
	}
	r, err := c.actOn(at.id, answerWork(at, true, ""))
	return Outcome{Reply: &r, Below: !onCard}, err
}

// moveButton opens the form of another date, on any message.
func moveButton(a *store.Action) Button {
	return Button{Label: "Another date for " + actionName(a), Type: "move " + actionTyped(a), Action: "move." + openVerb, Value: a.ID}
}

// reasonSaid is a reason as a sentence of its own: of half-term was typed behind
// because.
func reasonSaid(reason string) string {
	if word, _, _ := strings.Cut(reason, " "); strings.EqualFold(word, "of") {
		reason = "because " + reason
	}
	return upper(reason)
}

// spaced is a sentence behind another, nothing when there is none.
func spaced(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

// boardMeant leads to what moves a board and its deadlines where a line to
// move an action begins with a partnership; none is the answer to any other.
func (c *Call) boardMeant(tx *store.Tx, none *Problem, line string) error {
	assumed := c.Assumed
	p, rest, err := c.leadingPartnership(tx, line)
	if c.Assumed = assumed; err != nil {
		return err
	}
	if p == nil || rest == line {
		return none
	}
	return &Problem{
		Says: "/csp move gives an action another date, and “" + typed(line) + "” begins with a partnership.",
		Then: "To move its board, type /csp board " + p.ID + " move to, a date and a time. To move what is due before it, type /csp board " + p.ID + " deadlines papers and a date.",
		Offer: []Button{
			{Label: "Move the board", Type: "board " + p.ID + " move"},
			{Label: "Its deadlines", Type: "board " + p.ID + " deadlines"},
			{Label: cutTo("Actions of "+areaOf(p), maxLabel), Type: "actions " + p.ID},
		},
	}
}
