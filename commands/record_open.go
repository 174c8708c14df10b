package commands

import (
	"slices"

	"csp/store/english"
)

// toFix is how many questions are open.
func (r *recording) toFix() (int, error) {
	rd, err := r.read()
	if err != nil {
		return 0, err
	}
	if n := len(rd.questions); n > 0 || !r.d.Again {
		return n, nil
	}
	return min(len(rd.again), 1), nil // one asked to choose from them
}

// maxQuestions is how many questions one form asks; more follow in the next.
const maxQuestions = 30

// fixForm asks what is open in what was pasted and typed.
func (r *recording) fixForm() (*Form, error) {
	rd, err := r.read()
	if err != nil {
		return nil, err
	}
	f := r.frame(stepFix, "What is still open", "Next")
	if err := r.sayFirst(f); err != nil {
		return nil, err
	}
	rd.left = slices.DeleteFunc(rd.left, func(l leftLine) bool { return l.why == leftAhead }) // a step to come asks for it
	for _, s := range rd.counts() {
		f.Before = append(f.Before, Para(B(s)))
	}
	f.Before = append(f.Before, rd.leftBlocks(leftNamed)...)
	for _, q := range rd.questions[:min(len(rd.questions), maxQuestions)] {
		f.Inputs = append(f.Inputs, rd.inputs(&q, r.d.Kept[q.name])...)
	}
	f.Inputs = append(f.Inputs, rd.againInput()...)
	if n := len(rd.questions) - maxQuestions; n > 0 {
		f.Before = append(f.Before, Para(T(upper(english.Count(n, "more question follows", "more questions follow"))+" these.")))
	}
	return f, nil
}

// counts say how many lines were read, and what became of them.
func (rd *reading) counts() []string {
	var out []string
	fix, there, left := 0, 0, 0
	for i := range rd.actions {
		switch a := &rd.actions[i]; {
		case len(a.open) > 0:
			fix++
		case a.out:
			left++
		case a.known != nil:
			there++
		}
	}
	if rd.lines+rd.movedFrom[actionsWord] > 0 {
		s := actionsWord + ": " + english.Count(rd.lines+rd.leftFrom(actionsWord, leftTwice)+rd.movedFrom[actionsWord], "line", "lines") + " read, " + english.Count(len(rd.actions)-fix-there-left, "action", "actions") + ", "
		s += rd.leftCounts(actionsWord) + rd.movedCount(actionsWord)
		if left > 0 {
			s += english.Thousands(left) + " left out, "
		}
		if there > 0 {
			s += english.Thousands(there) + " about an action that is there, "
		}
		out = append(out, s+toFixWords(fix))
	}
	fix = 0
	for i := range rd.decisions {
		if rd.decisions[i].open {
			fix++
		}
	}
	if left := rd.leftCounts(decisionsWord) + rd.movedCount(decisionsWord); fix > 0 || left != "" {
		n := rd.movedFrom[decisionsWord]
		for _, l := range rd.left {
			if l.of == decisionsWord {
				n++
			}
		}
		s := decisionsWord + ": " + english.Count(len(rd.decisions)+n, "line", "lines") + " read, "
		s += english.Count(len(rd.decisions)-fix-rd.decisionsOut(), "decision", "decisions") + rd.commissioners() + ", " + left
		if n := rd.decisionsOut(); n > 0 {
			s += english.Thousands(n) + " left out, "
		}
		out = append(out, s+toFixWords(fix))
	}
	return out
}

// movedCount counts the lines of a box that were made something else, as
// chosen.
func (rd *reading) movedCount(of string) string {
	n := rd.movedFrom[of]
	switch {
	case n == 0:
		return ""
	case of == decisionsWord:
		return english.Thousands(n) + " made " + verbFor(n, "an action", "actions") + ", "
	}
	return english.Thousands(n) + " made " + verbFor(n, "a decision", "decisions") + ", "
}

// toFixWords end the count of lines.
func toFixWords(n int) string {
	if n == 0 {
		return "nothing to fix."
	}
	return english.Thousands(n) + " to fix."
}

// commissioners says how many of the decisions are the commissioner's, "" for
// none.
func (rd *reading) commissioners() string {
	n := 0
	for i := range rd.decisions {
		if rd.decisions[i].pcc && !rd.decisions[i].out {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return " (" + english.Thousands(n) + " of the commissioner)"
}

// decisionsOut is how many decisions are left out, as chosen.
func (rd *reading) decisionsOut() int {
	n := 0
	for i := range rd.decisions {
		if rd.decisions[i].out {
			n++
		}
	}
	return n
}

// quotedLine is a line as the label of a question about it alone.
func quotedLine(line string) string { return cutTo("“"+line+"”", 2*maxLabel) }

// linesNamed is how many of its lines a question names.
const linesNamed = 4

// where names the lines that a question is about, where its label does not.
func (q *question) where() string {
	var names []string
	for _, l := range q.lines[:min(len(q.lines), linesNamed)] {
		if l != "" && q.label != quotedLine(l) {
			names = append(names, "“"+cutTo(l, maxLabel)+"”")
		}
	}
	if n := len(q.lines) - linesNamed; n > 0 {
		names = append(names, english.Count(n, "other", "others"))
	}
	if len(names) == 0 {
		return ""
	}
	return "In " + english.And(names...) + "."
}
