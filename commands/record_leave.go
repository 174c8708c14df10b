package commands

import (
	"slices"

	"csp/store/english"
)

// leaveBox begins the name of the box in which those lines of a question are
// chosen that are to be left out.
const leaveBox = "leave-"

// leavingName is the name of the answer that a line is left out.
func leavingName(line string) string { return questionName("leave", line) }

// each reports whether some of the lines of a question may be left out.
func (q *question) each() bool { return q.some && len(q.lines) > 1 }

// rest are the answers to a question that are no people of the register.
func (q *question) rest() []Option {
	out := slices.Clone(q.options)
	switch n := len(q.lines); {
	case !q.out:
	case n == 1:
		out = append(out, Option{Label: "Leave this line out", Value: answerOut})
	case n > 1:
		out = append(out, Option{Label: "Leave these " + english.Thousands(n) + " lines out", Value: answerOut})
	}
	return out
}

// leaving is the input in which those lines of a question are chosen that are
// to be left out.
func (q *question) leaving(r *recording) Input {
	in := Input{
		Name: r.inputNamed(leaveBox + q.name), Label: q.leavingLabel(), Hint: "Choose the lines that are nothing to be recorded.",
		Kind: Several, Optional: true,
	}
	for _, l := range q.lines {
		o := Option{Label: cutTo(l, maxLabel), Value: leavingName(l)}
		if slices.ContainsFunc(in.Options, func(had Option) bool { return had.Value == o.Value }) {
			continue
		}
		in.Options = append(in.Options, o)
		if r.d.Kept[o.Value] == answerOut {
			in.Value = append(in.Value, o.Value)
		}
	}
	return in
}

// leavingLabel is the label of that input.
func (q *question) leavingLabel() string {
	if q.name == undatedName {
		return "Or leave some of them out"
	}
	return cutTo("Or leave some out of: "+q.label, 2*maxLabel)
}

// leave takes down which lines of a question are left out, and says how many
// stay. An answer that leaves out is about those lines alone, and not about
// others that come to be asked about.
func (q *question) leave(choices map[string]string, chosen []string) (stay int) {
	all := choices[q.name] == answerOut
	if all && q.some {
		delete(choices, q.name)
	}
	for _, l := range q.lines {
		if name := leavingName(l); all || slices.Contains(chosen, name) {
			choices[name] = answerOut
		}
		if choices[leavingName(l)] != answerOut {
			stay++
		}
	}
	return stay
}

// takeLeft takes down which lines are left out, by whichever question, and
// says what is still to be answered of those that are not.
func (rd *reading) takeLeft(choices map[string]string, v map[string][]string, errs map[string]string) {
	asked := rd.questions[:min(len(rd.questions), maxQuestions)]
	for i := range asked {
		if q := &asked[i]; q.out {
			q.leave(choices, v[leaveBox+q.name])
		}
	}
	for i := range asked {
		q := &asked[i]
		switch {
		case choices[q.name] != "" || q.out && q.leave(choices, nil) == 0:
		case q.date && errs[dayBox+q.name] == "":
			errs[q.name] = "Choose one, or type the date below."
		case q.some:
			errs[q.name] = "Choose one."
		case q.who:
			errs[q.name] = "Choose one, or leave the line out."
		}
	}
}

// leftElsewhere reports whether all the lines of a question may be left out one
// by one by another that is asked with it, so that this one may stay without an
// answer.
func (rd *reading) leftElsewhere(q *question) bool {
	asked := rd.questions[:min(len(rd.questions), maxQuestions)]
	return q.out && !slices.ContainsFunc(q.lines, func(line string) bool {
		return !slices.ContainsFunc(asked, func(o question) bool { return o.name != q.name && o.some && slices.Contains(o.lines, line) })
	})
}
