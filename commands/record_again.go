package commands

import (
	"slices"

	"csp/store/english"
)

// What is recorded already, or stands twice in what was pasted, is left out and
// said. It is recorded again where that is chosen.

// againBox is the name of the input in which those lines are chosen.
const againBox = "again-lines"

// againName is the name of the answer that a line is recorded again.
func againName(line string) string { return questionName("again", line) }

// leaveThere takes note that a line is recorded already, or twice in what was
// pasted. It is left out unless it was chosen to be recorded again.
func (rd *reading) leaveThere(l leftLine) (left bool) {
	l.line = onOneLine(l.line)
	if !slices.ContainsFunc(rd.again, func(o leftLine) bool { return o.line == l.line }) {
		rd.again = append(rd.again, l)
	}
	if rd.r.d.Choices[againName(l.line)] == answerSo {
		return false
	}
	rd.left = append(rd.left, l)
	return true
}

// mostAgain is how many lines may be chosen from to be recorded again.
const mostAgain = 100

// againInput is the input in which those lines are chosen.
func (rd *reading) againInput() []Input {
	if len(rd.again) == 0 {
		return nil
	}
	r := rd.r
	in := Input{
		Name: r.inputNamed(againBox), Label: "Left out: recorded already, or there twice", Kind: Several, Optional: true,
		Hint: "Choose what is to be recorded again. The rest is left out.",
	}
	if n := len(rd.again); n == 1 {
		in.Hint = "Choose it to record it again. Otherwise it is left out."
	}
	for _, l := range rd.again[:min(len(rd.again), mostAgain)] {
		o := Option{Label: cutTo(againWords(l), maxLabel), Value: againName(l.line)}
		if r.d.Choices[o.Value] == answerSo || r.d.Kept[o.Value] == answerSo {
			in.Value = append(in.Value, o.Value)
		}
		in.Options = append(in.Options, o)
	}
	return []Input{in}
}

// againWords are a line to choose, with what it is recorded as.
func againWords(l leftLine) string {
	if l.as == "" {
		return "Twice: " + l.line
	}
	return l.as + ": " + l.line
}

// takeAgain takes down which of those lines are recorded again.
func (rd *reading) takeAgain(choices map[string]string, chosen []string) {
	for _, l := range rd.again {
		name := againName(l.line)
		delete(choices, name)
		if slices.Contains(chosen, name) {
			choices[name] = answerSo
		}
	}
}

// againSaid says where it is chosen that they are recorded again.
func (rd *reading) againSaid() []Block {
	n := 0
	for _, l := range rd.again {
		if rd.r.d.Choices[againName(l.line)] != answerSo {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []Block{Para(T(upper(english.Count(n, "line is", "lines are")) + " recorded already, or there twice, and left out. To record " +
		verbFor(n, "it", "one of them") + " again, press Change an answer."))}
}
