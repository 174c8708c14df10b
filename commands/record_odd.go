package commands

import (
	"regexp"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// oddKind is what a pasted line looks like when it is not what its box holds.
type oddKind string

// The kinds.
const (
	oddNone     oddKind = ""
	oddAction   oddKind = "action"   // pasted with the decisions
	oddDecision oddKind = "decision" // pasted with the actions
	oddNoted    oddKind = "noted"
)

var (
	// saysNoted says what was noted or told at a board.
	saysNoted = regexp.MustCompile(`(?i)^(?:(?:it was|(?:the )?(?:board|partnership|group|meeting|committee|members|board members)|all|members of the board) )?(?:noted|discussed|heard|welcomed|thanked|received)\b|^(?:to note|for noting|for information|note that|note:)`)
	// saysDecided says what was decided.
	saysDecided = regexp.MustCompile(`(?i)^(?:(?:it was|(?:the )?(?:board|partnership|group|meeting|committee|members|board members)|all|members of the board) )?(?:unanimously )?(?:agreed|resolved|approved|decided|endorsed|ratified)\b`)
	// actionLabel is the word action before a line.
	actionLabel = regexp.MustCompile(`(?i)\bactions?\b`)
)

// pastedBox is one of the boxes in which lines are pasted.
type pastedBox struct {
	of    string // actionsWord or decisionsWord
	lines []pastedLine
	kinds []oddKind
}

// place lays the lines of both boxes where they belong: what looks like
// something else than its box holds is asked about, one question for all of a
// kind. A line that is there twice is taken once.
func (rd *reading) place() error {
	r := rd.r
	rd.placed, rd.movedFrom = map[string][]pastedLine{}, map[string]int{}
	boxes := []*pastedBox{{of: decisionsWord, lines: pastedLines(r.d.Decisions)}, {of: actionsWord, lines: pastedLines(r.d.Actions)}}
	for _, box := range boxes {
		if err := rd.judge(box); err != nil {
			return err
		}
	}
	for _, box := range boxes {
		for i, l := range box.lines {
			if box.kinds[i] == oddNone {
				rd.placed[box.of] = append(rd.placed[box.of], l)
				continue
			}
			rd.placeOdd(box, box.kinds[i], l)
		}
	}
	return nil
}

// judge takes out of a box the lines that it has twice, and finds what each of
// the others looks like.
func (rd *reading) judge(box *pastedBox) error {
	var lines []pastedLine
	seen := map[pastedLine]bool{}
	for _, l := range box.lines {
		key := pastedLine{lineKey(l.Text), l.Closed}
		if seen[key] && whyLeft(l.Text) == "" && rd.leaveThere(leftLine{of: box.of, line: l.Text, why: leftTwice}) {
			continue
		}
		seen[key] = true
		kind, err := rd.looksLike(box.of, l)
		if err != nil {
			return err
		}
		lines, box.kinds = append(lines, l), append(box.kinds, kind)
	}
	box.lines = lines
	return nil
}

// placeOdd asks what a line is that looks like something else, and lays it
// there.
func (rd *reading) placeOdd(box *pastedBox, kind oddKind, l pastedLine) {
	line := onOneLine(l.Text)
	v := answerOut
	if rd.r.d.Choices[leavingName(line)] != answerOut {
		v = rd.answer(box.question(kind), line)
	}
	to := box.of
	switch {
	case v == answerSo && box.of == decisionsWord:
		to = actionsWord
	case v == answerSo:
		to = decisionsWord
	case v == answerWhole:
	case box.of == decisionsWord:
		rd.decisions = append(rd.decisions, pastedDecision{rec: store.Decision{Text: l.Text}, open: v == "", out: v == answerOut})
		return
	default:
		a := pastedAction{line: lineAction{Line: line}, out: v == answerOut}
		if v == "" {
			a.open = []string{box.question(kind).name}
		}
		rd.lines++
		rd.actions = append(rd.actions, a)
		return
	}
	if to != box.of {
		rd.movedFrom[box.of]++
	}
	rd.placed[to] = append(rd.placed[to], l)
}

// question asks what all the lines of a kind are that stand in a box.
func (b *pastedBox) question(kind oddKind) question {
	var lines []string
	for i, l := range b.lines {
		if b.kinds[i] == kind {
			lines = append(lines, onOneLine(l.Text))
		}
	}
	q := question{name: questionName("odd", b.of+string(kind)+"\n"+strings.Join(lines, "\n")), out: true, some: true}
	n := len(lines)
	these := english.Count(n, "line", "lines")
	says, many, other := " "+verbFor(n, "looks", "look")+" like ", "decisions", "actions"
	if b.of == actionsWord {
		many, other = other, many
	}
	switch {
	case kind == oddNoted:
		says += "something that was noted"
	case n == 1:
		says += "an action"
		if kind == oddDecision {
			says = strings.TrimSuffix(says, "an action") + "a decision"
		}
	default:
		says += string(kind) + "s"
	}
	q.label = b.of + ": " + these + says
	them := verbFor(n, "it", "them")
	keep, move := many, other
	if n == 1 {
		keep, move = oneOfMany(many), oneOfMany(other)
	}
	as := Option{Label: "Make " + them + " " + move, Value: answerSo}
	stay := Option{Label: "Keep " + them + " as " + keep, Value: answerWhole}
	if q.options = []Option{as, stay}; kind == oddNoted {
		q.options = []Option{stay}
	}
	return q
}

// oneOfMany is one of actions or decisions: an action.
func oneOfMany(many string) string {
	if many == "actions" {
		return "an action"
	}
	return "a decision"
}

// looksLike is what a line looks like, where that is not what its box holds.
func (rd *reading) looksLike(of string, l pastedLine) (oddKind, error) {
	s := onOneLine(straight(l.Text))
	var cut lineCut
	bare := cut.unlabelled(s)
	if whyLeft(l.Text) != "" {
		return oddNone, nil
	}
	if of == actionsWord {
		_, about := rd.r.cutSeveral(l.Text)
		_, _, _, known, err := rd.r.refAsked(about)
		switch {
		case err != nil || known || actionLabel.MatchString(cut.label):
			return oddNone, err
		case saysNoted.MatchString(bare):
			return oddNoted, nil
		case !saysDecided.MatchString(bare):
			return oddNone, nil
		}
		is, err := rd.looksAction(bare)
		if err != nil || is {
			return oddNone, err
		}
		return oddDecision, nil
	}
	if decisionLabel.MatchString(bare) {
		return oddNone, nil
	}
	d, _ := decisionLine(l)
	if ref, err := rd.decidedThere(d.Text); err != nil || ref != "" {
		return oddNone, err
	}
	if saysNoted.MatchString(bare) {
		return oddNoted, nil
	}
	_, about := rd.r.cutSeveral(l.Text)
	refs, _, _, known, err := rd.r.refAsked(about)
	if err != nil {
		return oddNone, err
	}
	ofAction := known && !slices.ContainsFunc(refs, func(ref string) bool { return strings.Contains(ref, "-D-") })
	if ofAction || actionLabel.MatchString(cut.label) {
		return oddAction, nil
	}
	is, err := rd.looksAction(bare)
	if err != nil || !is || known {
		return oddNone, err
	}
	return oddAction, nil
}

// looksAction reports whether a line is plainly one of an action: it begins
// with somebody of the register who is to do something, or with another name
// and has a date.
func (rd *reading) looksAction(line string) (bool, error) {
	rules, err := rd.r.lineRules()
	if err != nil {
		return false, err
	}
	a, err := rd.r.readActionLine(rd.r.tx, line, rules)
	if err != nil || len(a.Owners) == 0 {
		return false, err
	}
	dated := a.Due.Missing == ""
	first := strings.HasPrefix(store.Fold(line), store.Fold(a.Owners[0].Words))
	person := slices.ContainsFunc(a.Owners, func(n lineName) bool { return len(n.People) > 0 })
	return person && (first || dated) || first && dated, nil
}
