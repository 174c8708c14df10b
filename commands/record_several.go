package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// severalKnown is what a pasted line that names several actions stands for: a
// line for each, or words about the first alone, as chosen. It is the line
// itself where it names one, and none while it is still asked.
func (rd *reading) severalKnown(line string) ([]string, error) {
	r := rd.r
	how, rest := r.cutSeveral(line)
	refs, verb, said, ok, err := r.refAsked(rest)
	if err != nil || !ok {
		return []string{line}, err
	}
	first, _, err := rd.actionOf(refs)
	if err != nil || first == nil {
		return []string{line}, err
	}
	more, shared, err := r.furtherActions(r.tx, first, said)
	switch {
	case err != nil:
		return nil, err
	case len(more) == 0 && how == "":
		return []string{line}, nil
	case len(more) == 0, how == onlyWord:
		return []string{rest}, nil
	}
	each, err := rd.eachKnown(first, more, verb, said, shared)
	if err != nil || how != "" {
		return each, err
	}
	a := pastedAction{line: lineAction{Line: line}, out: r.d.Choices[leavingName(line)] == answerOut}
	if !a.out {
		switch rd.ask(&a, severalQuestion(line, append([]*store.Action{first}, more...), each)) {
		case answerSo:
			return each, nil
		case answerWhole:
			return []string{rest}, nil
		}
	}
	rd.actions = append(rd.actions, a)
	return nil, nil
}

// cutSeveral takes only or both off a pasted line that goes on with references,
// and puts these apart.
func (r *recording) cutSeveral(line string) (how, rest string) {
	if strings.ContainsAny(line, "\t|") {
		return "", line // a row of a table
	}
	return r.cutHow(r.tx, apart((&lineCut{}).unlabelled(onOneLine(straight(line)))))
}

// severalQuestion asks which of its actions a line is about.
func severalQuestion(line string, all []*store.Action, each []string) question {
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = actionName(a)
	}
	reads := make([]string, len(each))
	for i, line := range each {
		reads[i] = "“" + cutTo(line, maxLabel) + "”"
	}
	every := bothWord
	if len(all) > 2 {
		every = "all " + english.Thousands(len(all))
	}
	return question{
		name: questionName("several", line), label: quotedLine(line), out: true,
		hint: "This line names " + english.Count(len(all), "action", "actions") + ": " + english.And(names...) + ". For " + every + " it reads: " + english.And(reads[:min(len(reads), linesNamed)]...) + ".",
		options: []Option{
			{Label: upper(every) + ": a line for each", Value: answerSo},
			{Label: cutTo("Only "+names[0]+", with these words", maxLabel), Value: answerWhole},
		},
	}
}

// eachKnown is a line for each action that a line names: with the words that
// follow its reference where each has some, else with those of them all.
func (rd *reading) eachKnown(first *store.Action, more []*store.Action, verb, said, shared string) ([]string, error) {
	r := rd.r
	type part struct {
		a     *store.Action
		words []string
	}
	parts := []part{{a: first}}
	w := strings.Fields(said)
	for i := 0; i < len(w); {
		m, err := r.mentioned(r.tx, w, i)
		if err != nil {
			return nil, err
		}
		if m.a != nil && m.a.ID != first.ID {
			parts, i = append(parts, part{a: m.a}), m.to
			continue
		}
		last := &parts[len(parts)-1]
		last.words, i = append(last.words, w[i]), i+1
	}
	var own, all []string
	for _, p := range parts {
		words := p.words
		for len(words) > 0 && onlyJoins(words[len(words)-1:]) {
			words = words[:len(words)-1]
		}
		if !onlyJoins(words) {
			own = append(own, strings.TrimSpace(verb+" "+actionTyped(p.a))+" "+trimmedNote(strings.Join(words, " ")))
		}
	}
	if len(own) == len(parts) && len(parts) == len(more)+1 {
		return own, nil
	}
	for _, a := range append([]*store.Action{first}, more...) {
		all = append(all, strings.TrimSpace(verb+" "+actionTyped(a)+" "+trimmedNote(shared)))
	}
	return all, nil
}
