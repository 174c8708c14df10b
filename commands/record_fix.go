package commands

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"csp/store"
	"csp/store/english"
)

// pastedAction is a pasted line as an action, with what is chosen for it.
type pastedAction struct {
	line  lineAction
	rec   store.Action
	known *knownLine // it is about an action that is there; nil: it is a new one
	added []string   // names of people who are to be added: owner first where rec has none
	out   bool       // it is left out, as chosen
	open  []string   // the questions that are still to be answered, by their names
}

// question is something that pasted lines leave open.
type question struct {
	name    string // of its input, and of its answer in the draft
	label   string
	hint    string
	options []Option
	lines   []string // the lines that it is about
}

// The answers that are no record's id.
const (
	answerNobody = "-"
	answerAdd    = "+"
	answerBoard  = "next-board"
	answerNone   = "none"
	answerSo     = "so"
	answerWhole  = "whole"
)

// questionName is the name of a question: the same for the same words.
func questionName(sort, words string) string {
	sum := sha256.Sum256([]byte(sort + "\x00" + words))
	return sort + hex.EncodeToString(sum[:6])
}

// reading is what was pasted and typed into a draft, with all that is to be
// asked.
type reading struct {
	r         *recording
	seats     []store.Attendance
	decisions []pastedDecision
	actions   []pastedAction
	closes    map[string]bool // actions that a line closes
	questions []question
}

// read reads a draft. Nothing is dropped: every line is something, or has an
// open question.
func (r *recording) read() (*reading, error) {
	rd := &reading{r: r, closes: map[string]bool{}}
	for _, part := range []func() error{rd.readSeats, rd.readDecisions, rd.readActions} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return rd, nil
}

// readActions reads the pasted actions.
func (rd *reading) readActions() error {
	r := rd.r
	for _, l := range pastedLines(r.d.Actions) {
		a := pastedAction{line: lineAction{Line: l.Text}}
		known, err := rd.readKnown(&a, l.Text)
		if err != nil {
			return err
		}
		if a.known = known; known != nil {
			rd.actions = append(rd.actions, a)
			continue
		}
		line, err := r.readActionLine(r.tx, l.Text, lineRules{Today: r.Today(), After: r.m.Start.Date})
		if err != nil {
			return err
		}
		a.line = line
		if err := rd.settle(&a); err != nil {
			return err
		}
		a.line.into(&a.rec)
		a.rec.Partnership, a.rec.Meeting, a.rec.Raised = r.p.ID, r.m.ID, r.m.Start.Date
		a.rec.Session = session(l.Closed)
		rd.actions = append(rd.actions, a)
	}
	return nil
}

// ask puts a question about an action unless it is answered; the answer is ""
// while it is open.
func (rd *reading) ask(a *pastedAction, q question) string {
	v := rd.answer(q, a.line.Line)
	if v == "" {
		a.open = append(a.open, q.name)
	}
	return v
}

// answer is the answer to a question about a line, "" while it is open.
func (rd *reading) answer(q question, line string) string {
	if v := rd.r.d.Choices[q.name]; slices.ContainsFunc(q.options, func(o Option) bool { return o.Value == v }) {
		return v
	}
	for i := range rd.questions {
		if rd.questions[i].name == q.name {
			rd.questions[i].lines = append(rd.questions[i].lines, line)
			return ""
		}
	}
	q.lines = []string{line}
	rd.questions = append(rd.questions, q)
	return ""
}

// settle answers what a line leaves open from the draft, or asks it.
func (rd *reading) settle(a *pastedAction) error {
	l := &a.line
	if l.Text == "" {
		switch rd.ask(a, question{
			name: questionName("text", l.Line), label: quotedLine(l.Line), hint: "This line says nothing of what is to be done.",
			options: []Option{{Label: "Take it as it stands", Value: answerWhole}, {Label: "Leave this line out", Value: answerNone}},
		}) {
		case answerWhole:
			l.Text, l.Owners, l.Nobody, l.Due = l.Line, nil, true, lineDue{Missing: noDate}
		case answerNone:
			a.out = true
			return nil
		default:
			return nil
		}
	}
	if err := rd.settleOwners(a); err != nil {
		return err
	}
	rd.settleDue(a)
	return nil
}

func (rd *reading) settleOwners(a *pastedAction) error {
	var left []lineName
	for i := range a.line.Owners {
		n := a.line.Owners[i]
		if n.clear() {
			left = append(left, n)
			continue
		}
		q, err := rd.whoQuestion(&n)
		if err != nil {
			return err
		}
		switch id := rd.ask(a, q); id {
		case "":
			left = append(left, n)
		case answerNobody:
			if len(a.line.Owners) == 1 {
				a.line.Nobody, a.line.Text = true, a.line.Whole
			}
		case answerAdd:
			a.added = append(a.added, n.Words)
			if i == 0 {
				left = append(left, lineName{Words: n.Words}) // holds the place of who is accountable
			}
		default:
			p, err := store.People.Get(rd.r.tx, id)
			if err != nil {
				return gone(err)
			}
			left = append(left, lineName{Words: n.Words, People: []*store.Person{&p}})
		}
	}
	a.line.Owners = left
	return nil
}

// whoQuestion asks whom words mean.
func (rd *reading) whoQuestion(n *lineName) (question, error) {
	q := question{name: questionName("who", store.Fold(n.Words)), label: "Who is “" + typed(n.Words) + "”?"}
	people := n.People
	if len(people) > 0 {
		q.hint = "This matches " + english.Count(len(people), "person", "people") + "."
	} else {
		q.hint = "Nobody in the register is called so."
		near, err := rd.r.near(rd.r.tx, asking{Words: n.Words, Kinds: []string{"people"}})
		if err != nil {
			return q, err
		}
		for _, f := range near {
			people = append(people, f.Rec.(*store.Person))
		}
	}
	for _, p := range people[:min(len(people), maxOptions-2)] {
		q.options = append(q.options, Option{Label: cutTo(personLine(*p), maxLabel), Value: p.ID})
	}
	if ok, err := rd.r.may(rd.r.tx, Keep, Subject{}); err != nil {
		return q, err
	} else if ok && len(n.People) == 0 {
		q.options = append(q.options, Option{Label: cutTo("Add person: "+typed(n.Words), maxLabel), Value: answerAdd})
	}
	q.options = append(q.options, Option{Label: "Owner not named", Value: answerNobody})
	return q, nil
}

// settleDue answers or asks by when.
func (rd *reading) settleDue(a *pastedAction) {
	d := &a.line.Due
	board := Option{Label: "Use the next board", Value: answerBoard}
	bare := Option{Label: "Leave it without a date", Value: answerNone}
	says := quotedLine(a.line.Line)
	var v string
	switch {
	case d.Bad:
		v = rd.ask(a, question{name: questionName("bad", a.line.Line), label: says, hint: d.Missing, options: []Option{board, bare}})
	case d.Passed && !d.Sure:
		so := Option{Label: english.Long(d.Date) + " is right", Value: answerSo}
		v = rd.ask(a, question{name: questionName("past", a.line.Line), label: says, hint: english.Long(d.Date) + " has passed.", options: []Option{so, board, bare}})
	case d.Missing != "":
		v = rd.ask(a, question{
			name: "nodate", label: "Actions without a date", hint: "None is given, or it is ASAP or ongoing.",
			options: []Option{{Label: "Use the next board for all of them", Value: answerBoard}, {Label: "Leave them without a date", Value: answerNone}},
		})
	}
	switch v {
	case answerBoard:
		*d = lineDue{Due: store.Due{NextBoard: true}}
	case answerNone:
		*d = lineDue{}
	case answerSo:
		d.Sure = true
	}
}

// takeChoices keeps the answers.
func (r *recording) takeChoices(v map[string][]string) {
	choices := map[string]string{}
	for name, value := range r.d.Choices {
		choices[name] = value
	}
	for name, values := range v {
		choices[name] = first(values)
	}
	r.d.Choices = choices
}
