package commands

import (
	"slices"
	"strings"
	"unicode"
)

// actionsIn are the actions that a pasted line holds. Behind a date another
// may follow: LB to look at bins by 15 Jan, and MT to report by 22 Jan.
func (r *recording) actionsIn(line string, rules lineRules) ([]string, error) {
	w := strings.Fields(line)
	if strings.ContainsAny(line, "\t|") {
		return []string{line}, nil
	}
	for i := 4; i < len(w)-1; i++ {
		if !slices.Contains([]string{"to", "will", "shall"}, strings.ToLower(w[i])) {
			continue
		}
		for at := i - 1; at > 3 && at >= i-leadOfNext; at-- {
			head, ok, err := r.endsBefore(w, at, i, rules)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
			rest, err := r.actionsIn(strings.Join(w[at:], " "), rules)
			return append([]string{head}, rest...), err
		}
	}
	return []string{line}, nil
}

// leadOfNext is how many words may name who does the next action of a line.
const leadOfNext = 7

// endsBefore reports whether a whole action, with its date, ends before the
// word at, from which on the words before the word to name somebody else.
func (r *recording) endsBefore(w []string, at, to int, rules lineRules) (head string, ok bool, err error) {
	lead := strings.Join(w[at:to], " ")
	if r := []rune(strings.TrimLeft(lead, "@(")); len(r) == 0 || unicode.IsDigit(r[0]) || looksLikeDate(w[at:to]) {
		return "", false, nil
	}
	before := w[:at]
	for len(before) > 0 && slices.Contains([]string{"and", "&", "then", "-"}, strings.ToLower(strings.Trim(before[len(before)-1], ",;"))) {
		before = before[:len(before)-1]
	}
	head = strings.TrimRight(strings.Join(before, " "), " ,;.")
	if c := cutLine(head, rules); c.due.Clause == "" || c.due.Missing != "" {
		return "", false, nil
	}
	names, err := r.lineNames(r.tx, lead)
	if err != nil || len(names) == 0 {
		return "", false, err
	}
	known := !slices.ContainsFunc(names, func(n lineName) bool { return len(n.People) == 0 && n.Organisation == nil })
	if !known && !(looksNamed(lead) && unicode.IsUpper([]rune(lead)[0])) {
		return "", false, nil
	}
	a, err := r.readActionLine(r.tx, head, rules)
	return head, a.Text != "", err
}
