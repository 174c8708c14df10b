package commands

import (
	"errors"
	"strings"

	"csp/store"
	"csp/store/english"
)

// A line that names a second action among its words may mean both, or words
// about the first: it is asked. These words, before the first reference, say
// which.
const (
	onlyWord = "only"
	bothWord = "both"
)

// severalRule is that in the words of help.
const severalRule = "For several actions at once, put both or all before their references, and what you say is written on each. Where words about one action name another, put only before the first."

// maxSeveral is how many actions of one line have a button of their own.
const maxSeveral = 5

// cutHow takes only or both off a line that goes on with a reference.
func (c *Call) cutHow(tx *store.Tx, line string) (how, rest string) {
	word, rest, _ := strings.Cut(line, " ")
	switch word = strings.ToLower(word); word {
	case "all", "each":
		word = bothWord
	case onlyWord, bothWord:
	default:
		return "", line
	}
	if a, _, err := c.actionLeading(tx, rest); err != nil || a == nil {
		return "", line
	}
	return word, strings.TrimSpace(rest)
}

// actionsLeading are the actions that a line is about, and what it says of
// them. A line that names several without saying that it means them is asked
// about.
func (c *Call) actionsLeading(tx *store.Tx, line string) ([]*store.Action, string, error) {
	how, line := c.cutHow(tx, apart(line))
	a, rest, err := c.actionLeading(tx, line)
	if errors.Is(err, errNoAction) {
		err = c.whichAction(tx, line)
	}
	all := []*store.Action{a}
	if err != nil || how == onlyWord {
		return all, rest, err
	}
	more, said, err := c.furtherActions(tx, a, rest)
	if err != nil || len(more) == 0 {
		return all, rest, err
	}
	if all = append(all, more...); how == "" {
		return nil, "", c.askSeveral(all, rest, said)
	}
	return all, said, nil
}

// apart puts spaces between references that a line begins with and that stand
// together: EAS-26-002,EAS-26-006.
func apart(line string) string {
	head, rest, _ := strings.Cut(line, " ")
	parts := strings.FieldsFunc(head, func(r rune) bool { return strings.ContainsRune(",;/&+", r) })
	for _, p := range parts {
		if !spelledRef.MatchString(p) || len(references(p)) == 0 {
			return line
		}
	}
	return strings.TrimSpace(strings.Join(parts, ", ") + " " + rest)
}

// alsoNamed is an action that words name, and where they do.
type alsoNamed struct {
	a        *store.Action
	from, to int
}

// furtherActions are the actions that the words behind the first reference
// name as well, and what is said without those that stand at their head or,
// behind a comma or "and", at their end.
func (c *Call) furtherActions(tx *store.Tx, first *store.Action, rest string) (more []*store.Action, said string, err error) {
	w := strings.Fields(rest)
	var found []alsoNamed
	for i := 0; i < len(w); {
		m, err := c.mentioned(tx, w, i)
		if err != nil {
			return nil, "", err
		}
		if i++; m.a == nil {
			continue
		}
		found, i = append(found, m), m.to
		if m.a.ID != first.ID && !hasAction(more, m.a) {
			more = append(more, m.a)
		}
	}
	from, to := 0, len(w)
	for _, m := range found {
		if onlyJoins(w[from:m.from]) {
			from = m.to
		}
	}
	for i := len(found) - 1; i >= 0 && found[i].from > from; i-- {
		m := found[i]
		at := m.from
		for at > from && onlyJoins(w[at-1:at]) {
			at--
		}
		if !onlyJoins(w[m.to:to]) || at == m.from && !strings.ContainsAny(w[m.from-1][len(w[m.from-1])-1:], ",;") {
			break
		}
		to = at
	}
	said = strings.TrimRight(strings.Join(w[from:to], " "), " ,;&+")
	return more, strings.TrimLeft(said, " ,;:&+"), nil
}

func hasAction(list []*store.Action, a *store.Action) bool {
	for _, b := range list {
		if b.ID == a.ID {
			return true
		}
	}
	return false
}

// onlyJoins reports whether words do no more than join references.
func onlyJoins(words []string) bool {
	for _, w := range words {
		switch strings.ToLower(strings.Trim(w, ",;&+")) {
		case "", "and", "also":
		default:
			return false
		}
	}
	return true
}

// mentioned is the action that is named by the words from one on, by its
// reference; none of those that the one who asks may not see.
func (c *Call) mentioned(tx *store.Tx, words []string, from int) (alsoNamed, error) {
	for n := 1; n <= min(len(words)-from, maxRefWords); n++ {
		name := strings.Trim(strings.Join(words[from:from+n], " "), " .,;:!?()[]\"'“”‘’")
		name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
		if !spelledRef.MatchString(name) {
			continue
		}
		for _, ref := range references(name) {
			f, ok, err := refRecord(tx, ref)
			if err != nil {
				return alsoNamed{}, err
			}
			a, is := f.Rec.(*store.Action)
			if !ok || !is {
				continue
			}
			if ok, err := c.may(tx, Read, about(a)); err != nil || ok {
				return alsoNamed{a, from, from + n}, err
			}
		}
	}
	return alsoNamed{}, nil
}

// askSeveral asks what a line means that names more actions than one.
func (c *Call) askSeveral(all []*store.Action, rest, said string) error {
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = actionName(a)
	}
	verb, refs := c.Command.Name, make([]string, len(all))
	for i, a := range all {
		refs[i] = actionTyped(a)
	}
	every := bothWord
	if len(all) > 2 {
		every = "all " + english.Count(len(all), "action", "actions")
	}
	p := &Problem{
		Says: "This line names " + english.Count(len(all), "action", "actions") + ": " + english.And(names...) + ". Nothing is changed.",
		Then: "Say which you mean:",
	}
	if said != "" && verb != "move" && verb != "give" {
		p.Then = "Say which you mean. For " + every + ", “" + typed(said) + "” is written on each:"
	}
	p.Offer = []Button{{Label: severalLabel(verb, every), Type: verb + " " + bothWord + " " + strings.TrimSpace(strings.Join(refs, ", ")+" "+said)}}
	namesOne := (verb == moveDueWord || verb == "give") && said != rest
	switch {
	case namesOne && said != "": // behind the reference stands a date or a name
		for i := range all[:min(len(all), maxSeveral)] {
			p.Offer = append(p.Offer, Button{Label: "Only " + names[i], Type: verb + " " + onlyWord + " " + refs[i] + " " + said})
		}
	case onlyJoins(strings.Fields(said)):
		for _, a := range all[:min(len(all), maxSeveral)] {
			b := openAction(a)
			if verb == "done" && a.IsOpen() {
				b = actionDone(a)
			}
			p.Offer = append(p.Offer, b)
		}
	default:
		p.Offer = append(p.Offer, Button{Label: "Only " + names[0] + ", with these words", Type: verb + " " + onlyWord + " " + refs[0] + " " + rest})
	}
	for i, b := range p.Offer {
		if verb == "update" {
			p.Offer[i] = c.once(b)
		}
		if units(b.Type) > maxButtonValue {
			p.Offer, p.Then = nil, "Type a line for each, such as /csp "+verb+" "+refs[0]+"."
			break
		}
	}
	return p
}

// severalLabel is the button that does to several actions what a command does
// to one.
func severalLabel(verb, every string) string {
	switch verb {
	case "done":
		return "Mark " + every + " done"
	case "update":
		return "Update " + every
	case "reopen":
		return "Reopen " + every
	}
	return upper(verb) + " " + every
}

// severalActions is a move that does the same to several actions.
type severalActions []oneAction

func (m severalActions) work(d *draft) error {
	for _, one := range m {
		if err := one.work(d); err != nil {
			if p, ok := asProblem(err); ok && len(m) > 1 {
				also := *p
				also.Says += " Nothing is changed."
				return &also
			}
			return err
		}
	}
	return nil
}
