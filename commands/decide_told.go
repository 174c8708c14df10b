package commands

import (
	"reflect"
	"slices"
	"strings"

	"csp/store"
)

// decisionTold says what a new decision is: its words, and what else is known
// of it. That it is the board's, taken, and of an open session goes without
// saying.
func (d *draft) decisionTold(now *store.Decision) []Block {
	out := Facts{}
	for _, f := range store.Decisions.Fields() {
		switch f.Name {
		case "id", "source", "checked", "ref", "text":
			continue
		case "kind", "status", "session":
			if slices.Contains([]string{"board", "taken", "open"}, reflect.ValueOf(now).Elem().FieldByIndex(f.Index).String()) {
				continue
			}
		}
		label := fieldLabel(store.Decisions.Name, f.Name)
		switch {
		case f.Name == "partnerships" && len(now.Partnerships) == 1:
			out = append(out, Fact{"Partnership", T(partnershipName(d.tx, now.Partnerships[0]))})
			continue
		case f.Name == "meeting":
			label = "Board"
		}
		if words := d.fieldItems(f, now); len(words) > 0 {
			out = append(out, Fact{label, T(upper(strings.Join(words, "; ")))})
		}
	}
	return []Block{Para(B(sentence(now.Text))), out}
}
