package commands

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"csp/store"
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
	who     bool     // anybody of the register may be chosen
	likely  []Option // of who: those who are probably meant
	date    bool     // a day may be typed instead
	out     bool     // its lines may be left out
	some    bool     // and each of them by itself
	lines   []string // the lines that it is about
}

// takes reports whether an answer is one to the question, other than somebody
// of the register.
func (q *question) takes(v string) bool {
	is := func(o Option) bool { return o.Value == v }
	return slices.ContainsFunc(q.options, is) || slices.ContainsFunc(q.likely, is) || v == answerOut && q.out ||
		q.date && strings.HasPrefix(v, answerOn) || q.who && len(v) > len(answerAdd) && strings.HasPrefix(v, answerAdd)
}

// The answers that are no record's id.
const (
	answerNobody = "-"
	answerKeep   = "keep" // the words stay as they are
	answerAdd    = "+"    // and another name than the line has
	answerBoard  = "next-board"
	answerNone   = "none"
	answerSo     = "so"
	answerWhole  = "whole"
	answerOut    = "out" // the line is left out
	answerOn     = "on " // and a day
)

// undatedName is the name of the one question about all lines without a date.
const undatedName = "nodate"

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
	lines     int                     // how many lines of actions were pasted
	placed    map[string][]pastedLine // the lines of each box, with those of the other that belong there
	movedFrom map[string]int          // how many lines of a box belong in the other
	again     []leftLine              // what is recorded already, or there twice, recorded again or not
	left      []leftLine              // what was left out of them, and of the decisions
	aside     []string                // what stood beside the names of who came
	there     *there                  // what is recorded already; nil: not read yet
	planned   bool                    // the next board is planned by now
	board     []store.Person
}

// read reads a draft. Nothing is dropped: every line is something, or has an
// open question.
func (r *recording) read() (*reading, error) {
	rd := &reading{r: r, closes: map[string]bool{}}
	for _, part := range []func() error{rd.readSeats, rd.place, rd.readDecisions, rd.readActions, rd.readNext} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return rd, nil
}

// readActions reads the pasted actions.
func (rd *reading) readActions() error {
	r := rd.r
	rules, err := r.lineRules()
	if err != nil {
		return err
	}
	for _, l := range rd.placed[actionsWord] {
		rd.lines++
		if rd.leftOut(actionsWord, l.Text) {
			continue
		}
		lines, err := rd.severalKnown(l.Text)
		if err != nil {
			return err
		}
		for _, line := range lines {
			if err := rd.readAction(pastedLine{line, l.Closed}, rules); err != nil {
				return err
			}
		}
	}
	return nil
}

// readAction reads a line about an action that is there, or of new ones.
func (rd *reading) readAction(l pastedLine, rules lineRules) error {
	a := pastedAction{line: lineAction{Line: l.Text}}
	known, err := rd.readKnown(&a, l.Text)
	if errors.Is(err, errLeftOut) {
		return nil
	}
	if err != nil {
		return err
	}
	if a.known = known; known != nil {
		rd.actions = append(rd.actions, a)
		return nil
	}
	parts, err := rd.r.actionsIn(l.Text, rules)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err := rd.readNew(part, l.Closed, rules); err != nil {
			return err
		}
	}
	return nil
}

// readNew reads the line of a new action.
func (rd *reading) readNew(text string, closed bool, rules lineRules) error {
	r := rd.r
	line, err := r.readActionLine(r.tx, text, rules)
	if err != nil {
		return err
	}
	a := pastedAction{line: line, out: r.d.Choices[leavingName(line.Line)] == answerOut}
	if a.out {
		rd.actions = append(rd.actions, a)
		return nil
	}
	if done, err := rd.settleThere(&a); err != nil || done {
		return err
	}
	if !a.out && len(a.open) == 0 {
		if err := rd.settle(&a); err != nil {
			return err
		}
	}
	a.line.into(&a.rec)
	a.rec.Partnership, a.rec.Meeting, a.rec.Raised = r.p.ID, r.m.ID, r.m.Start.Date
	a.rec.Session = session(closed)
	rd.actions = append(rd.actions, a)
	return nil
}

// ask puts a question about an action unless it is answered; the answer is ""
// while it is open.
func (rd *reading) ask(a *pastedAction, q question) string {
	v := rd.answer(q, a.line.Line)
	switch v {
	case "":
		a.open = append(a.open, q.name)
	case answerOut:
		a.out = true
	}
	return v
}

// answer is the answer to a question about a line, "" while it is open.
func (rd *reading) answer(q question, line string) string {
	if v := rd.r.d.Choices[q.name]; q.takes(v) || q.who && rd.r.isAnybody(v) {
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
	if l.Text == "" || l.bare() {
		switch rd.ask(a, question{
			name: questionName("text", l.Line), label: quotedLine(l.Line), hint: notAnAction(l),
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
	if err := rd.settleOwners(a); err != nil || a.out {
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
			rd.besideName(n.Words)
			continue
		}
		q, err := rd.ownerQuestion(&n)
		if err != nil {
			return err
		}
		switch id := rd.ask(a, q); {
		case id == answerOut:
			return nil
		case id == "":
			left = append(left, n)
		case id == answerKeep, id == answerNobody:
			a.unowned(&n, id)
		case strings.HasPrefix(id, answerAdd):
			name, _ := cutBeside(namedBy(id, n.Words))
			a.added = append(a.added, name)
			rd.besideName(n.Words)
			if i == 0 {
				left = append(left, lineName{Words: n.Words}) // holds the place of who is accountable
			}
		default:
			p, err := store.People.Get(rd.r.tx, id)
			if err != nil {
				return gone(err)
			}
			rd.besideName(n.Words)
			left = append(left, lineName{Words: n.Words, People: []*store.Person{&p}})
		}
	}
	a.line.Owners = left
	return nil
}

// besideName takes note of what stands in brackets beside a name and is not
// kept.
func (rd *reading) besideName(words string) {
	if _, beside := cutBeside(words); beside != "" && !slices.Contains(rd.aside, beside) {
		rd.aside = append(rd.aside, beside)
	}
}

// unowned has an action without the owner whom words named: they stay in its
// text, as they stood or behind it.
func (a *pastedAction) unowned(n *lineName, as string) {
	switch {
	case len(a.line.Owners) > 1:
		a.line.Text += " (with " + n.Words + ")"
	case as == answerKeep:
		a.line.Nobody, a.line.Text = true, a.line.Whole
	default:
		a.line.Nobody, a.line.Text = true, a.line.Text+" (in the minutes: "+n.Words+")"
	}
}
