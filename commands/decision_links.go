package commands

import (
	"iter"

	"csp/store"
	"csp/store/english"
)

// linked returns the record that another one names, when it is there and the
// one who asks may read it: who reads a record need not read what it hangs on.
func linked[T any](c *Call, tx *store.Tx, k *store.Kind[T], id string) (rec T, ok bool) {
	rec, err := k.Get(tx, id)
	if id == "" || err != nil {
		return rec, false
	}
	ok, err = c.may(tx, Read, about(&rec))
	return rec, ok && err == nil
}

// linkedName names the record that another one names: "" for no id, and the
// words hidden for one that the one who asks may not read.
func linkedName[T any](c *Call, tx *store.Tx, k *store.Kind[T], id, hidden string) string {
	if id == "" {
		return ""
	}
	if _, ok := linked(c, tx, k, id); !ok {
		return hidden
	}
	return called(tx, k.Name, id)
}

// goesWith are the decisions of the other side that a decision is linked to.
func goesWith(c *Call, tx *store.Tx, d *store.Decision) []store.Decision {
	var out []store.Decision
	if o, ok := linked(c, tx, &store.Decisions, d.GoesWith); ok {
		out = append(out, o)
	}
	list, _, err := readable(c, tx, store.Decisions.Of(tx, "decisions", d.ID))
	if err != nil {
		return out
	}
	sortDecisions(list)
	for _, o := range list {
		if o.GoesWith == d.ID && o.ID != d.GoesWith && o.Status != "cancelled" {
			out = append(out, o)
		}
	}
	return out
}

// otherSide names the decisions of the other side about the same scheme or
// pilot that are not linked: the commissioner's for a board's, the boards'
// for a commissioner's.
func otherSide(c *Call, tx *store.Tx, d *store.Decision) []string {
	var out []string
	seen := map[string]bool{d.ID: true}
	for _, o := range goesWith(c, tx, d) {
		seen[o.ID] = true
	}
	look := func(seq iter.Seq2[store.Decision, error]) {
		list, _, err := readable(c, tx, seq)
		if err != nil {
			return
		}
		sortDecisions(list)
		for _, o := range list {
			if seen[o.ID] || o.Kind == d.Kind || o.Status == "cancelled" {
				continue
			}
			seen[o.ID] = true
			name := decisionName(&o)
			switch o.Kind {
			case "pcc":
				name += " of the commissioner"
			case "board":
				name += " of the board"
			}
			if !taken(&o) {
				name += " (not taken)"
			}
			out = append(out, name)
		}
	}
	if d.Scheme != "" {
		look(store.Decisions.Of(tx, "schemes", d.Scheme))
	}
	if d.Pilot != "" {
		look(store.Decisions.Of(tx, "pilots", d.Pilot))
	}
	return out
}

// decisionName is a decision's reference, or its first words.
func decisionName(d *store.Decision) string {
	if d.Ref != "" {
		return d.Ref
	}
	return "“" + cutTo(d.Text, shortText) + "”"
}

// shortText is how much of a long text stands in another record's line.
const shortText = 60

// decisionInShort is a decision in the line of another record.
func decisionInShort(d *store.Decision) string {
	s := "“" + cutTo(d.Text, shortText) + "”"
	if d.Ref != "" {
		s = d.Ref + ", " + s
	}
	switch d.Kind {
	case "board":
		s += " (decision of the board"
	case "pcc":
		s += " (decision of the commissioner"
	default:
		s += " (decision"
	}
	switch {
	case d.Status == "deferred":
		s += ", deferred"
	case !taken(d) && d.NeededBy.IsZero():
		s += ", needed, date not recorded"
	case !taken(d):
		s += ", needed by " + english.Short(d.NeededBy)
	case !d.Decided.IsZero():
		s += ", taken " + when(d.Decided)
	default:
		s += ", taken, date not recorded"
	}
	return s + ")."
}
