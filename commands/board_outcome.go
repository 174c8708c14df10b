package commands

import (
	"cmp"
	"slices"

	"csp/store"
	"csp/store/english"
)

// boardOutcome is what came of a meeting: its decisions and its actions, those
// of a closed session only for who may see them.
func (c *Call) boardOutcome(tx *store.Tx, m *store.Meeting) ([]Block, error) {
	list, hidden, err := readable(c, tx, store.Decisions.Of(tx, "meetings", m.ID))
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(d store.Decision) bool { return !taken(&d) })
	slices.SortFunc(list, func(a, b store.Decision) int { return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID)) })
	var items []Text
	for i := range list {
		d := &list[i]
		items = append(items, Join(B(orWord(d.Ref, "No reference")), T(". "+sentence(d.Text)+closedSession(d.Session))))
	}
	out := cameOf("Decisions", items, hidden, m)
	actions, hidden, err := readable(c, tx, store.Actions.Of(tx, "meetings", m.ID))
	if err != nil {
		return nil, err
	}
	if m.Status != "held" { // its record was taken back
		actions = slices.DeleteFunc(actions, func(a store.Action) bool { return a.Status == "cancelled" })
	}
	slices.SortFunc(actions, func(a, b store.Action) int { return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID)) })
	items = nil
	for i := range actions {
		d, err := onItsDay(tx, &actions[i], c.Today())
		if err != nil {
			return nil, err
		}
		items = append(items, Join(B(orWord(d.Ref, "No reference")),
			T(". "+sentence(d.Text)+" "+sentence(ownerWords(tx, &d.Action))+" "+sentence(actionState(&d, c.Today()))+closedSession(d.Session))))
	}
	return append(out, cameOf("Actions", items, hidden, m)...), nil
}

// closedSession follows what is of a closed session.
func closedSession(session string) string {
	if session == "closed" {
		return " Closed session."
	}
	return ""
}

// cameOf is a list of what came of a meeting, a page long at most. Of one that
// was held it is said when there is nothing.
func cameOf(title string, items []Text, hidden bool, m *store.Meeting) []Block {
	n := len(items)
	switch {
	case n == 0 && m.Status != "held":
		return nil
	case n == 0 && hidden:
		return []Block{Para(T(title + ": None that you may see."))}
	case n == 0:
		return []Block{Para(T(title + ": None recorded."))}
	case n > pageSize:
		items = append(slices.Clone(items[:pageSize]), T("and "+english.Thousands(n-pageSize)+" more: type /csp "+lowerFirst(title)+" "+m.Partnership))
	}
	return []Block{Para(B(title + " of this board (" + english.Thousands(n) + ")")), List{Items: items}}
}
