package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// raisedMove are actions that a decision raises: they carry it, its board and
// its session.
type raisedMove struct {
	Decision string
	Lines    string // one action a line
}

func (m *raisedMove) work(d *draft) error {
	dec, err := store.Decisions.Get(d.tx, m.Decision)
	if err != nil {
		return err
	}
	d.right = Record
	if len(dec.Partnerships) != 1 {
		return &Problem{Says: decisionName(&dec) + " is not of one partnership, so its actions are nobody's.", Then: "Type /csp action add and the partnership."}
	}
	lines := pastedLines(m.Lines)
	if len(lines) == 0 {
		return &Problem{Says: "Say what is to be done.", Then: raiseExample}
	}
	for _, l := range lines {
		a, err := d.raised(&dec, l)
		if err != nil {
			return err
		}
		if _, err := d.newAction(a); err != nil {
			return err
		}
	}
	d.title, d.short, d.press = upper(english.Count(len(lines), "action", "actions"))+" from "+decisionName(&dec), "New action", "Record it"
	return nil
}

const raiseExample = "One action a line, such as Lydia Bright to circulate the workplan by 15 January."

// raised reads one action of a decision. What is not clear is a Problem that
// names the line.
func (d *draft) raised(dec *store.Decision, l pastedLine) (store.Action, error) {
	a := store.Action{
		Partnership: dec.Partnerships[0], Meeting: dec.Meeting, Decision: dec.ID,
		Session: session(l.Closed || dec.Session == "closed"),
	}
	read, err := d.c.readActionLine(d.tx, l.Text, lineRules{Today: d.c.Today()})
	if err != nil {
		return a, err
	}
	wrong := &Problem{Then: raiseExample}
	for i := range read.Owners {
		n := &read.Owners[i]
		switch {
		case n.clear():
			continue
		case len(n.People) > 0:
			wrong.Says = "“" + typed(n.Words) + "” matches " + english.Count(len(n.People), "person", "people") + ": write the whole name."
		default:
			wrong.Says = "Nobody in the register is called “" + typed(n.Words) + "”. Write nobody to … when the owner is not named."
		}
		return a, wrong
	}
	switch {
	case read.Text == "":
		wrong.Says = "“" + typed(l.Text) + "” says nothing of what is to be done."
		return a, wrong
	case read.Due.Bad:
		wrong.Says = read.Due.Missing
		return a, wrong
	case read.Due.Passed && !read.Due.Sure:
		wrong.Says = english.Long(read.Due.Date) + " has passed. If it is meant, write “by " + english.Short(read.Due.Date) + passedWords + "”."
		return a, wrong
	}
	read.into(&a)
	return a, nil
}

// raiseForm asks for the actions that a decision raises.
func (c *Call) raiseForm(_ *store.Tx, dec *store.Decision) (*Form, error) {
	return decisionForm("raise", "Add an action", "Record it", dec, Input{
		Name: "lines", Label: "What is to be done", Hint: raiseExample + " " + noNames, Kind: ManyLines,
	}), nil
}

func raiseSent(c *Call, s Submission) (FormAnswer, error) {
	made, err := c.do(func(*Call, *store.Tx) (move, error) {
		return &raisedMove{s.State, strings.TrimSpace(first(s.Values["lines"]))}, nil
	})
	if err != nil {
		return problemOnForm(err)
	}
	r, err := c.saved(made)
	return FormAnswer{Tell: &r}, err
}
