package commands

import (
	"strconv"
	"strings"

	"csp/store"
)

// askedAt is what a button about a date that was asked for carries: the action,
// and the place of what was asked among its updates.
func askedAt(value string) (id string, place int, err error) {
	id, at, _ := strings.Cut(value, " ")
	if place, err = strconv.Atoi(at); err != nil {
		err = errOldButton
	}
	return id, place, err
}

// refuseForm asks why a new date is not agreed to. When somebody has answered,
// that is said instead.
func (c *Call) refuseForm(tx *store.Tx, value string) (*Form, error) {
	id, place, err := askedAt(value)
	if err != nil {
		return nil, err
	}
	a, err := store.Actions.Get(tx, id)
	if err != nil {
		return nil, gone(err)
	}
	d := &draft{c: c, tx: tx}
	if err := d.mayAct(&a, Record, "agree to a new date"); err != nil {
		return nil, err
	}
	i, due, ok := c.dateAsked(&a)
	if !ok || place >= 0 && place != i {
		return nil, d.answeredAlready(&a, place)
	}
	f, err := c.actionForm(tx, id, Record, Form{
		ID: "move.refuse", Title: "Do not agree", Send: "Do not agree",
		Before: []Block{Para(Join(B(a.Updates[i].By), T(" asks for "+dueText(due)+".")))},
		Inputs: []Input{{Name: "reason", Label: "Why", Hint: "They read it. " + noNames, Kind: ManyLines, Optional: true, Max: maxUpdate}},
	})
	if err == nil {
		f.State = value
	}
	return f, err
}

func refuseSent(c *Call, s Submission) (FormAnswer, error) {
	id, place, err := askedAt(s.State)
	if err != nil {
		return FormAnswer{}, err
	}
	in := fields{c: c, s: s}
	a, err := tellReply(c.actOn(id, answerWork(place, false, in.text("reason"))))
	a.Owes = true // the one who asked is told
	return a, err
}
