package commands

import (
	"fmt"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// askedDate is a date that was asked for, as its buttons know it: the action, the
// place of what was asked among its updates, and the date, "" on older buttons.
type askedDate struct {
	id    string
	place int
	due   string
}

// lastAsked stands for whatever date was asked for last.
var lastAsked = askedDate{place: -1}

func (at askedDate) value() string {
	return strings.TrimSpace(fmt.Sprint(at.id, " ", at.place, " ", at.due))
}

// is reports whether that is what stands at a place.
func (at askedDate) is(place int, due store.Due) bool {
	return at.place < 0 || at.place == place && (at.due == "" || at.due == due.String())
}

// askedAt is what a button about a date that was asked for carries.
func askedAt(value string) (at askedDate, err error) {
	id, rest, _ := strings.Cut(value, " ")
	place, due, _ := strings.Cut(rest, " ")
	at = askedDate{id: id, due: due}
	if at.place, err = strconv.Atoi(place); err != nil {
		err = errOldButton
	}
	return at, err
}

// dateButtons answer what was asked at a place. agree is the verb of the first.
func dateButtons(a *store.Action, place int, due store.Due, agree string) []Button {
	value := askedDate{a.ID, place, due.String()}.value()
	return []Button{
		{Label: "Agree to " + dueText(due), Type: "move " + actionTyped(a) + " " + sayAgreed, Action: "move." + agree, Value: value},
		{Label: "Do not agree", Type: "move " + actionTyped(a) + " " + sayNotAgreed, Action: "move.refuse", Value: value},
	}
}

// askedAnew is the Problem of an answer to a date in whose place another was
// asked for.
func askedAnew(a *store.Action, place int, due store.Due) error {
	u := a.Updates[place]
	return &Problem{
		Says:  "Nothing is changed. " + u.By + " has asked anew since, on " + english.Long(u.At.Date) + ": for " + dueText(due) + ".",
		Then:  "Answer that:",
		Offer: append(dateButtons(a, place, due, "agree"), openAction(a)),
	}
}

// refuseForm asks why a new date is not agreed to. When somebody has answered,
// that is said instead.
func (c *Call) refuseForm(tx *store.Tx, value string) (*Form, error) {
	at, err := askedAt(value)
	if err != nil {
		return nil, err
	}
	a, err := store.Actions.Get(tx, at.id)
	if err != nil {
		return nil, gone(err)
	}
	d := &draft{c: c, tx: tx}
	if err := d.mayAct(&a, Record, "agree to a new date"); err != nil {
		return nil, err
	}
	i, due, ok := c.dateAsked(&a)
	switch {
	case !ok:
		return nil, d.answeredAlready(&a, at.place)
	case !at.is(i, due):
		return nil, askedAnew(&a, i, due)
	}
	f, err := c.actionForm(tx, at.id, Record, Form{
		ID: "move.refuse", Title: "Do not agree", Send: "Do not agree",
		Before: []Block{Para(Join(B(a.Updates[i].By), T(" asks for "+dueText(due)+".")))},
		Inputs: []Input{{Name: "reason", Label: "Why", Hint: "They read it. " + noNames, Kind: ManyLines, Optional: true, Max: maxUpdate}},
	})
	if err == nil {
		f.State = askedDate{a.ID, i, due.String()}.value()
	}
	return f, err
}

// refuseSent records that a date is not agreed to. Where another was asked for
// since the form was opened, that is shown first.
func refuseSent(c *Call, s Submission) (FormAnswer, error) {
	at, err := askedAt(s.State)
	if err != nil {
		return FormAnswer{}, err
	}
	in := fields{c: c, s: s}
	refuse := answerWork(at, false, in.text("reason"))
	work := func(d *draft, a *store.Action) error {
		if i, due, ok := d.c.dateAsked(a); ok && !at.is(i, due) {
			return errSeenOther
		}
		return refuse(d, a)
	}
	again := func(tx *store.Tx) (*Form, error) {
		a, err := store.Actions.Get(tx, at.id)
		if err != nil {
			return nil, gone(err)
		}
		i, due, _ := c.dateAsked(&a)
		f, err := c.refuseForm(tx, askedDate{a.ID, i, due.String()}.value())
		if err == nil {
			f.Inputs[0].Value = s.Values["reason"]
		}
		return f, err
	}
	out, err := c.seenSent(at.id, work, again, func(_ *store.Tx, a *store.Action) string {
		_, due, _ := c.dateAsked(a)
		return "They ask for " + dueText(due) + " now. Nothing is recorded yet. Send this again if you do not agree to that either."
	})
	out.Owes = out.Next == nil // the one who asked is told
	return out, err
}
