package commands

import (
	"strings"

	"csp/store/english"
)

// toFix is how many questions are open.
func (r *recording) toFix() (int, error) {
	rd, err := r.read()
	if err != nil {
		return 0, err
	}
	return len(rd.questions), nil
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
	for _, s := range rd.counts() {
		f.Before = append(f.Before, Para(B(s)))
	}
	for _, q := range rd.questions[:min(len(rd.questions), maxQuestions)] {
		hint := strings.TrimSpace(q.hint + " " + q.where())
		f.Inputs = append(f.Inputs, Input{Name: r.inputNamed(q.name), Label: q.label, Hint: hint, Kind: Select, Options: q.options})
	}
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
	if n := len(rd.actions); n > 0 {
		s := "Actions: " + english.Count(n, "line", "lines") + " read, " + english.Count(n-fix-there-left, "action", "actions") + ", "
		if left > 0 {
			s += english.Thousands(left) + " left out, "
		}
		if there > 0 {
			s += english.Thousands(there) + " about an action that is there, "
		}
		out = append(out, s+english.Thousands(fix)+" to fix.")
	}
	fix = 0
	for i := range rd.decisions {
		if rd.decisions[i].open {
			fix++
		}
	}
	if fix > 0 {
		out = append(out, "Decisions: "+english.Count(len(rd.decisions), "line", "lines")+" read, "+english.Thousands(fix)+" to fix.")
	}
	return out
}

// quotedLine is a line as the label of a question about it alone.
func quotedLine(line string) string { return cutTo("“"+line+"”", 2*maxLabel) }

// linesNamed is how many of its lines a question names.
const linesNamed = 4

// where names the lines that a question is about, where its label does not.
func (q *question) where() string {
	var names []string
	for _, l := range q.lines[:min(len(q.lines), linesNamed)] {
		if q.label != quotedLine(l) {
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
