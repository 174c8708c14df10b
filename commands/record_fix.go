package commands

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// pastedAction is a pasted line as an action, with what is chosen for it.
type pastedAction struct {
	line  lineAction
	rec   store.Action
	added []string // names of people who are to be added: owner first where rec has none
	out   bool     // it is left out, as chosen
	open  []string // the questions that are still to be answered, by their names
}

// question is something that pasted lines leave open.
type question struct {
	name    string // of its input, and of its answer in the draft
	label   string
	hint    string
	options []Option
	lines   int // how many lines it is about
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

// reading is the pasted actions of a draft, with all that is to be asked.
type reading struct {
	r         *recording
	actions   []pastedAction
	questions []question
}

// readActions reads the pasted actions. Nothing is dropped: every line is an
// action, or has an open question.
func (r *recording) readActions() (*reading, error) {
	rd := &reading{r: r}
	for _, l := range pastedLines(r.d.Actions) {
		line, err := r.readActionLine(r.tx, l.Text, lineRules{Today: r.Today(), After: r.m.Start.Date})
		if err != nil {
			return nil, err
		}
		a := pastedAction{line: line}
		if err := rd.settle(&a); err != nil {
			return nil, err
		}
		a.line.into(&a.rec)
		a.rec.Partnership, a.rec.Meeting, a.rec.Raised = r.p.ID, r.m.ID, r.m.Start.Date
		a.rec.Session = session(l.Closed)
		rd.actions = append(rd.actions, a)
	}
	return rd, nil
}

// ask puts a question unless it is answered; the answer is "" while it is
// open.
func (rd *reading) ask(a *pastedAction, q question) string {
	if v := rd.r.d.Choices[q.name]; slices.ContainsFunc(q.options, func(o Option) bool { return o.Value == v }) {
		return v
	}
	a.open = append(a.open, q.name)
	for i := range rd.questions {
		if rd.questions[i].name == q.name {
			rd.questions[i].lines++
			return ""
		}
	}
	q.lines = 1
	rd.questions = append(rd.questions, q)
	return ""
}

// settle answers what a line leaves open from the draft, or asks it.
func (rd *reading) settle(a *pastedAction) error {
	l := &a.line
	if l.Text == "" {
		switch rd.ask(a, question{
			name: questionName("text", l.Line), label: cutTo("“"+l.Line+"”", 150), hint: "This line says nothing of what is to be done.",
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
	says := cutTo("“"+a.line.Line+"”", 150)
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

// toFix is how many lines have something open.
func (r *recording) toFix() (int, error) {
	rd, err := r.readActions()
	if err != nil {
		return 0, err
	}
	n := 0
	for i := range rd.actions {
		if len(rd.actions[i].open) > 0 {
			n++
		}
	}
	return n, nil
}

// maxQuestions is how many questions one form asks; more follow in the next.
const maxQuestions = 30

// fixForm asks what the pasted actions leave open.
func (r *recording) fixForm() (*Form, error) {
	rd, err := r.readActions()
	if err != nil {
		return nil, err
	}
	fix := 0
	for i := range rd.actions {
		if len(rd.actions[i].open) > 0 {
			fix++
		}
	}
	n := len(rd.actions)
	says := english.Count(n, "line", "lines") + " read, " + english.Count(n-fix, "action", "actions") + ", " + english.Thousands(fix) + " to fix."
	f := r.frame(stepFix, "What is still open", "Next", Para(B(upper(says))))
	for _, q := range rd.questions[:min(len(rd.questions), maxQuestions)] {
		hint := q.hint
		if q.lines > 1 {
			hint += " In " + english.Count(q.lines, "line", "lines") + "."
		}
		f.Inputs = append(f.Inputs, Input{Name: r.inputNamed(q.name), Label: q.label, Hint: strings.TrimSpace(hint), Kind: Select, Options: q.options})
	}
	if n := len(rd.questions) - maxQuestions; n > 0 {
		f.Before = append(f.Before, Para(T(upper(english.Count(n, "more question follows", "more questions follow"))+" these.")))
	}
	return f, nil
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
