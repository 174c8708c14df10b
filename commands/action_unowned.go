package commands

import (
	"errors"
	"strings"

	"csp/store"
)

// A line such as eastborough to sort the lights has a partnership where its
// owner belongs: who is to do it is asked.

// ownerLeftOut reports whether a line has nothing in its owner's place, or a
// partnership's name, which it then is about.
func (c *Call) ownerLeftOut(tx *store.Tx, a *lineAction) (bool, error) {
	if word, text, _ := strings.Cut(a.Text, " "); len(a.Owners) == 0 && !a.Nobody && strings.EqualFold(word, "to") && text != "" {
		a.Text = sayText(text)
		return true, nil
	}
	if a.Partnership != "" || len(a.Owners) != 1 || a.Owners[0].clear() || len(a.Owners[0].People) > 0 {
		return false, nil
	}
	best, err := c.begins(tx, asking{Words: a.Owners[0].Words, Kinds: []string{"partnerships"}, team: c.Actor.Team})
	if err != nil || len(best) != 1 {
		return false, err
	}
	a.Partnership = best[0].ID
	return true, nil
}

// askUnowned asks who is to do what a line says.
func (c *Call) askUnowned(tx *store.Tx, a *lineAction) error {
	me, err := c.person(tx)
	if err != nil {
		return err
	}
	with := func(who string) string { return a.typedLine(who, lowerFirst(a.Text), a.dueWords()) }
	p := &Problem{
		Says: "No owner is named.",
		Then: "Put the owner before “to”, such as /csp " + with(orWord(me.Name, "Alex Marsh")) + ".",
	}
	if len(a.Owners) > 0 {
		p.Says = "No owner is named: “" + typed(a.Owners[0].Words) + "” is the partnership."
	}
	if me.ID != "" {
		p.Offer = append(p.Offer, c.once(Button{Label: "I am to do it", Type: with("people/" + me.ID)}))
	}
	p.Offer = append(p.Offer, c.once(Button{Label: "Owner not named", Type: with("nobody")}))
	return p
}

// givenBack gives a line that is refused back to copy, unless a button has it.
func givenBack(err error, line string) error {
	var p *Problem
	if !errors.As(err, &p) || p.Refused || len(p.Offer) > 0 {
		return err
	}
	back := *p
	back.Then = strings.TrimSpace(back.Then + " To copy: /csp " + line)
	return &back
}
