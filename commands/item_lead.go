package commands

import (
	"strings"

	"csp/store"
)

// leadInput is the input for who leads an item.
const leadInput = "lead"

// strangerMark begins the choice of a lead whom the register does not have.
const strangerMark = "?"

// agendaOptions offers people, and for a lead whom the register does not have
// what was typed, so that the words are not lost.
func agendaOptions(c *Call, tx *store.Tx, input, typedWords string) ([]Option, error) {
	out, err := moveOptions(c, tx, input, typedWords)
	name := strings.TrimPrefix(typed(typedWords), strangerMark)
	if err != nil || input != leadInput || len(out) > 0 || name == "" {
		return out, err
	}
	return []Option{{Label: cutTo("“"+name+"”, who is not in the register", maxLabel), Value: strangerMark + name}}, nil
}

// strangerLeads moves a lead whom the register does not have into the words of
// the item, and returns their name; "" for none.
func strangerLeads(it *store.AgendaItem) string {
	name, is := strings.CutPrefix(it.Lead, strangerMark)
	if !is {
		return ""
	}
	it.Lead = ""
	if it.Item != "" {
		it.Item += ", led by " + name
	}
	return name
}

// strangerNote says that a lead is not in the register, and what to do.
func (d *draft) strangerNote(name string) {
	if name != "" {
		d.note(name + " is not in the register, so the name stands in the words of the item and no lead is recorded. To have a lead, type /csp add person " + name + ", then change the item.")
	}
}
