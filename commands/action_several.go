package commands

import (
	"errors"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// maxSeveral is how many actions of one line are named back.
const maxSeveral = 5

// oneAtATime refuses a line that goes on with the references of more actions:
// the second would be taken for a note about the first. A reference in a
// sentence is a word of it.
func (c *Call) oneAtATime(tx *store.Tx, line string, first *store.Action, rest string) error {
	listed := strings.HasSuffix(strings.TrimSpace(strings.TrimSuffix(strings.Join(strings.Fields(line), " "), rest)), ",")
	all := []*store.Action{first}
	for rest != "" && len(all) <= maxSeveral {
		after, and := cutAnd(rest)
		a, more, err := c.actionLeading(tx, after)
		var p *Problem
		if errors.Is(err, errNoAction) || errors.As(err, &p) {
			break
		}
		if err != nil {
			return err
		}
		listed = listed || and
		all, rest = append(all, a), more
	}
	if len(all) == 1 || rest != "" && !listed {
		return nil
	}
	names := make([]string, len(all))
	p := &Problem{}
	for i, a := range all {
		names[i] = actionName(a)
		b := openAction(a)
		if c.Command.Name == "done" && a.IsOpen() {
			b = actionDone(a)
		}
		p.Offer = append(p.Offer, b)
	}
	p.Says = "One action at a time: " + english.And(names...) + " are " + strconv.Itoa(len(names)) + " actions. Nothing is changed."
	p.Then = "Type a line for each, such as /csp " + c.Command.Name + " " + actionTyped(first) + "."
	return p
}

// cutAnd takes what joins one reference to the next off a line.
func cutAnd(s string) (rest string, found bool) {
	for _, join := range []string{"and ", "& ", "+ ", ", ", "; "} {
		if len(s) > len(join) && strings.EqualFold(s[:len(join)], join) {
			return strings.TrimSpace(s[len(join):]), true
		}
	}
	return s, false
}
