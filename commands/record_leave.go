package commands

import (
	"slices"

	"csp/store/english"
)

// leaveBox is the name of the box in which lines without a date are chosen that
// are to be left out.
const leaveBox = "leave-" + undatedName

// leavingName is the name of the answer that a line without a date is left out.
func leavingName(line string) string { return questionName("leave", line) }

// each reports whether some of the lines of a question may be left out.
func (q *question) each() bool { return q.name == undatedName && len(q.lines) > 1 }

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
		Name: r.inputNamed(leaveBox), Label: "Or leave some of them out", Hint: "Choose the lines that are nothing to be recorded.",
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

// leave takes down which lines without a date are left out, and says how many
// stay. An answer that leaves out is about those lines alone, and not about
// others that come to be without a date.
func (q *question) leave(choices map[string]string, chosen []string) (stay int) {
	all := choices[q.name] == answerOut
	if all {
		delete(choices, q.name)
	}
	for _, l := range q.lines {
		if name := leavingName(l); all || slices.Contains(chosen, name) {
			choices[name] = answerOut
		} else {
			stay++
		}
	}
	return stay
}
