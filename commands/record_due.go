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
		q.name, q.hint, q.options = questionName("bad", a.line.Line), d.Missing, append(rd.monthEnd(d), board, bare)
	case d.Passed && !d.Sure:
		so := Option{Label: english.Long(d.Date) + " is right", Value: answerSo}
		q.name, q.hint, q.options = questionName("past", a.line.Line), english.Long(d.Date)+" has passed.", []Option{so, board, bare}
	case d.Missing != "":
		q = question{
			name: undatedName, label: "Actions without a date", hint: "None is given, or it is ASAP or ongoing.", out: true, some: true,
			options: []Option{{Label: "Use the next board for all of them", Value: answerBoard}, {Label: "Leave them without a date", Value: answerNone}},
		}
	default:
		return
	}
	switch v := rd.ask(a, q); v {
	case "", answerOut:
	case answerSo:
		d.Sure = true
	case answerBoard, answerNone:
		a.line.keepDate("")
		*d = lineDue{Due: store.Due{NextBoard: v == answerBoard}}
	default:
		on, words, ok := answeredDay(v)
		if !ok {
			return
		}
		a.line.keepDate(strings.Join([]string{words, english.Long(on), english.Short(on)}, " "))
		*d = lineDue{Due: store.Due{Date: on}, Words: words, Sure: true}
	}
}

// monthEnd offers the end of a month where words that are to be a date are the
// month alone.
func (rd *reading) monthEnd(d *lineDue) []Option {
	rules, _ := rd.r.lineRules() // read already
	w := strings.Fields(d.Clause)
	for len(w) > 0 && isBy(w[0]) {
		w = w[1:]
	}
	return rules.endOfMonth(strings.Join(w, " "))
}

// answeredDay is the day that an answer is, with the words by which it was
// typed.
func answeredDay(v string) (on store.Date, words string, ok bool) {
	v, is := strings.CutPrefix(v, answerOn)
	day, words, _ := strings.Cut(v, " ")
	on, err := store.ParseDate(day)
	return on, words, is && err == nil
}

// keepDate keeps in the text of an action the words of its date that another
// takes the place of, all but those that the answer has too.
func (a *lineAction) keepDate(answer string) {
	w := strings.Fields(a.Due.Clause)
	known := strings.Fields(strings.ToLower(answer + " by due on the of"))
	same := 0
	for same < len(w) {
		word := ordinal.ReplaceAllString(strings.ToLower(strings.Trim(w[same], " .,;:()")), "$1")
		if word != "" && !slices.Contains(known, word) {
			break
		}
		same++
	}
	switch {
	case answer == "" || len(w) == 0:
		same = 0
	case same < len(w) && w[same] == "-":
		same++
	case same < len(w) && (same == 0 || !strings.HasSuffix(w[same-1], ":") && !strings.HasSuffix(w[same-1], ",")):
		same = 0 // they are no words by themselves
	}
	switch said := strings.Join(w[:same], " "); {
	case len(w) == 0:
	case a.Due.Bad: // they are in the text
		a.Text = withoutWords(a.Text, strings.TrimRight(said, " .,;:-"))
	case same < len(w):
		a.Text += " (in the minutes: " + strings.Trim(strings.Join(w, " "), " ()") + ")"
	}
}

// withoutWords takes words off the beginning or the end of a text, unless they
// are all of it.
func withoutWords(text, words string) string {
	rest, ok := strings.CutPrefix(text, upper(words))
	if words == "" || !ok {
		rest, ok = strings.CutSuffix(text, " "+words)
	}
	if rest = sayText(rest); words == "" || !ok || rest == "" {
		return text
	}
	return rest
}

// dayBox begins the name of the box in which the date is typed that a question
// asks for.
const dayBox = "day-"

// inputs are what a question is answered with; kept is the answer it had.
func (rd *reading) inputs(q *question, kept string) []Input {
	r := rd.r
	where := q.where()
	optional := q.who && rd.leftElsewhere(q)
	if optional {
		where += " Leave it empty where the line is left out below."
	}
	in := Input{
		Name: r.inputNamed(q.name), Label: q.label, Hint: strings.TrimSpace(q.says() + " " + where), Kind: Select,
		Options: append(slices.Clone(q.likely), q.rest()...), Optional: q.date || optional,
	}
	if q.who {
		in.Kind = Lookup
		in.Options = r.nowAnswered(in.Options, kept)
	}
	if q.some && len(q.lines) == 1 {
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
	if on, words, ok := answeredDay(kept); ok && !slices.ContainsFunc(in.Options, func(o Option) bool { return o.Value == kept }) {
		box.Value = []string{orWord(words, english.Short(on))}
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
	case err == nil && r.isAnybody(kept):
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
		if !strings.HasPrefix(name, dayBox) && !strings.HasPrefix(name, leaveBox) && name != againBox {
			choices[name] = first(values)
		}
	}
	rules, err := r.lineRules()
	if err != nil {
		return nil, err
	}
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
			choices[q] = answerOn + d.Date.String() + " " + words
		}
	}
	rd.takeLeft(choices, v, errs)
	rd.takeAgain(choices, v[againBox])
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
