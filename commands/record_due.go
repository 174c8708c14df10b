package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// settleDue answers or asks by when.
func (rd *reading) settleDue(a *pastedAction) {
	d := &a.line.Due
	board := Option{Label: "Use the next board", Value: answerBoard}
	bare := Option{Label: "Leave it without a date", Value: answerNone}
	q := question{label: quotedLine(a.line.Line), out: true, date: true}
	switch {
	case d.Bad:
		q.name, q.hint, q.options = questionName("bad", a.line.Line), d.Missing, []Option{board, bare}
	case d.Passed && !d.Sure:
		so := Option{Label: english.Long(d.Date) + " is right", Value: answerSo}
		q.name, q.hint, q.options = questionName("past", a.line.Line), english.Long(d.Date)+" has passed.", []Option{so, board, bare}
	case d.Missing != "":
		if rd.r.d.Choices[leavingName(a.line.Line)] == answerOut {
			a.out = true
			return
		}
		q = question{
			name: undatedName, label: "Actions without a date", hint: "None is given, or it is ASAP or ongoing.", out: true,
			options: []Option{{Label: "Use the next board for all of them", Value: answerBoard}, {Label: "Leave them without a date", Value: answerNone}},
		}
	default:
		return
	}
	switch v := rd.ask(a, q); v {
	case answerBoard:
		*d = lineDue{Due: store.Due{NextBoard: true}}
	case answerNone:
		*d = lineDue{}
	case answerSo:
		d.Sure = true
	default:
		day, typedDay := strings.CutPrefix(v, answerOn)
		on, err := store.ParseDate(day)
		if !typedDay || err != nil {
			return
		}
		if d.Bad && strings.HasSuffix(a.line.Text, " "+d.Clause) { // put right, it is no part of the text
			a.line.Text = sayText(strings.TrimSuffix(a.line.Text, d.Clause))
		}
		*d = lineDue{Due: store.Due{Date: on}, Sure: true}
	}
}

// dayBox begins the name of the box in which the date is typed that a question
// asks for.
const dayBox = "day-"

// inputs are what a question is answered with; kept is the answer it had.
func (q *question) inputs(r *recording, kept string) []Input {
	in := Input{
		Name: r.inputNamed(q.name), Label: q.label, Hint: strings.TrimSpace(q.hint + " " + q.where()), Kind: Select,
		Options: append(slices.Clone(q.likely), q.rest()...), Optional: q.date,
	}
	if q.who {
		in.Kind = Lookup
		in.Options = r.nowAnswered(in.Options, kept)
	}
	if q.name == undatedName && len(q.lines) == 1 {
		kept = orWord(r.d.Kept[leavingName(q.lines[0])], kept)
	}
	if slices.ContainsFunc(in.Options, func(o Option) bool { return o.Value == kept }) {
		in.Value = []string{kept}
	}
	if q.each() {
		return []Input{in, q.leaving(r)}
	}
	if !q.date {
		return []Input{in}
	}
	box := Input{Name: r.inputNamed(dayBox + q.name), Label: cutTo("Or type the date: "+q.label, 2*maxLabel), Hint: "Such as 3 January or 3/1/27.", Kind: OneLine, Max: 60, Optional: true}
	if day, ok := strings.CutPrefix(kept, answerOn); ok {
		if on, err := store.ParseDate(day); err == nil {
			box.Value = []string{english.Short(on)}
		}
	}
	return []Input{in, box}
}

// nowAnswered is with options the answer that was given to a question about
// somebody, which may be anybody.
func (r *recording) nowAnswered(options []Option, kept string) []Option {
	switch p, err := store.People.Get(r.tx, kept); {
	case slices.ContainsFunc(options, func(o Option) bool { return o.Value == kept }):
	case strings.HasPrefix(kept, answerAdd):
		options = append(options, Option{Label: cutTo("Add person: "+namedBy(kept, ""), maxLabel), Value: kept})
	case err == nil:
		options = append(options, personOption(&p))
	}
	return options
}

// takeChoices keeps the answers. A date that was typed goes before what is
// chosen.
func (r *recording) takeChoices(v map[string][]string) (map[string]string, error) {
	rd, err := r.read()
	if err != nil {
		return nil, err
	}
	choices, errs := map[string]string{}, map[string]string{}
	for name, value := range r.d.Choices {
		choices[name] = value
	}
	for name, values := range v {
		if !strings.HasPrefix(name, dayBox) && name != leaveBox {
			choices[name] = first(values)
		}
	}
	rules := lineRules{Today: r.Today(), After: r.m.Start.Date}
	for name, values := range v {
		q, is := strings.CutPrefix(name, dayBox)
		words := strings.TrimSpace(first(values))
		if !is {
			continue
		}
		d, ok := readDue(words, rules)
		switch {
		case words == "":
		case !ok:
			errs[name] = badDate(words, rules) + " " + dateExample
		case d.Passed && !d.Sure:
			errs[name] = english.Long(d.Date) + " has passed. If it is right, type although passed behind it."
		case d.NextBoard:
			choices[q] = answerBoard
		default:
			choices[q] = answerOn + d.Date.String()
		}
	}
	for _, q := range rd.questions[:min(len(rd.questions), maxQuestions)] {
		switch {
		case q.date && choices[q.name] == "" && errs[dayBox+q.name] == "":
			errs[q.name] = "Choose one, or type the date below."
		case q.name == undatedName && q.leave(choices, v[leaveBox]) > 0 && choices[q.name] == "":
			errs[q.name] = "Choose one."
		}
	}
	r.d.Choices = choices
	return errs, nil
}

// askAgain has all asked anew that was answered, with the answers chosen
// already.
func (r *recording) askAgain() {
	if r.d.Kept == nil {
		r.d.Kept = map[string]string{}
	}
	for name, v := range r.d.Choices {
		if v != "" {
			r.d.Kept[name] = v
		}
	}
	r.d.Choices = nil
}
