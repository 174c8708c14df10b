package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// askMove asks to when an action moves, of which a line says that it does and
// to no day that is read: EAS-26-003 carry over to March.
func (rd *reading) askMove(a *pastedAction, k *knownLine, line string) {
	a.line.Line = line
	rules, _ := rd.r.lineRules() // read already
	q := question{
		name: questionName("move", line), label: quotedLine(line), hint: actionName(&k.action) + " moves, but the line has no day.", date: true, out: true,
		options: []Option{{Label: "Use the next board", Value: answerBoard}, {Label: "Leave its date, and add the words as an update", Value: answerSo}},
	}
	if k.to != "" {
		q.hint = badDate(k.to, rules)
		if d, ok := readDue(k.to, rules); ok {
			q.hint = english.Long(d.Date) + " has passed."
		}
		q.options = append(rules.endOfMonth(k.to), q.options...)
	}
	if rd.r.d.Choices[leavingName(line)] == answerOut {
		a.out = true
		return
	}
	switch v := rd.ask(a, q); v {
	case "", answerOut, answerSo:
	case answerBoard:
		k.moveTo(store.Due{NextBoard: true})
	default:
		if on, _, ok := answeredDay(v); ok {
			k.moveTo(store.Due{Date: on})
		}
	}
}

// moveTo moves an action, unless it is due then: what the line says of it stays
// an update.
func (k *knownLine) moveTo(due store.Due) {
	if due != k.action.Due {
		k.verb, k.due = moveVerb, due
	}
}

// nearDate reports whether words are nearly a date, though none: a month alone,
// a board that is not planned.
func (r lineRules) nearDate(words string) bool {
	words = strings.ToLower(plainDate(strings.Trim(words, " .,;:()")))
	_, month := monthNamed(words)
	_, says, ok := r.minuted(strings.Fields(words))
	return month || ok && says != ""
}

// endOfMonth offers the last day of a month that is named alone, as a date that
// may be meant.
func (r lineRules) endOfMonth(words string) []Option {
	words = plainDate(strings.Trim(words, " .,;:()"))
	if _, ok := monthNamed(strings.ToLower(words)); !ok {
		return nil
	}
	d, says := r.due("end of " + words)
	if says != "" {
		return nil
	}
	return []Option{{Label: english.Long(d.Date), Value: answerOn + d.Date.String()}}
}
