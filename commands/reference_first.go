package commands

import (
	"errors"
	"slices"
	"strings"

	"csp/store"
)

// behindAction are the commands that people type behind an action's reference,
// as they would say it.
var behindAction = []string{"done", "update", "move", "give", "ask", "cancel", "reopen", "edit", "history"}

// referenceFirst is the Problem of a line that begins with a reference and goes
// on, with the line that was meant; nil when it does not begin so.
func (c *Call) referenceFirst(tx *store.Tx) error {
	words := strings.Fields(c.Args)
	for n := 1; n <= min(len(words)-1, maxRefWords); n++ {
		f, ok, err := c.byReference(tx, strings.TrimRight(strings.Join(words[:n], " "), ":,"))
		var p *Problem
		if errors.As(err, &p) {
			return nil // said of the whole line
		}
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		ref, rest := strings.Join(words[:n], " "), strings.Join(words[n:], " ")
		p = &Problem{Says: "The command stands before the reference.", Then: "Did you mean:"}
		switch r := f.Rec.(type) {
		case *store.Action:
			ref = actionTyped(r)
			p.Offer = c.behind(ref, rest, openAction(r))
		case *store.Decision:
			ref = orWord(r.Ref, ref)
			open := Button{Label: "Open " + decisionName(r), Type: showWord + " decisions/" + r.ID}
			p.Offer = []Button{lineButton(decideWord + " " + ref + " " + rest), open}
		}
		return p
	}
	return nil
}

// behind are the lines that words behind an action's reference may have meant.
func (c *Call) behind(ref, rest string, open Button) []Button {
	word, more, _ := strings.Cut(rest, " ")
	word = strings.ToLower(word)
	switch {
	case word == "is" || word == "now": // EAS-26-018 is done
		return c.behind(ref, more, open)
	case word == "closed" || word == "complete" || word == "completed" || word == "finished":
		word = "done"
	}
	if slices.Contains(behindAction, word) {
		return []Button{lineButton(strings.TrimSpace(word + " " + ref + " " + more)), open}
	}
	if rest == "" {
		return []Button{open}
	}
	return []Button{lineButton("update " + ref + " " + rest), open}
}

// lineButton runs a line that stands on it.
func lineButton(line string) Button {
	return Button{Label: cutTo("/csp "+line, maxLabel), Type: line}
}
