package commands

import "csp/store"

// actionButtons are what the one who asks may do with an action, on its card.
// They do what one would type, and their answer takes the card's place.
func (c *Call) actionButtons(tx *store.Tx, a *store.Action) ([]Block, error) {
	own, err := c.may(tx, Own, about(a))
	if err != nil {
		return nil, err
	}
	record, err := c.may(tx, Record, about(a))
	if err != nil {
		return nil, err
	}
	asks, err := c.may(tx, Ask, about(a))
	if err != nil {
		return nil, err
	}
	name, typed := orWord(a.Ref, "the action"), actionTyped(a)
	var row []Button
	switch {
	case !a.IsOpen():
		if record {
			row = append(row, reopenButton(a))
		}
		return c.offer(tx, row...), nil
	case own:
		row = append(row,
			Button{Label: "Mark " + name + " done", Type: "done " + typed, Action: "done.card", Value: seenState(a.ID, wholeAction(a)), Primary: true},
			Button{Label: "Update " + name, Type: "update " + typed},
		)
	}
	switch {
	case record:
		if i, due, ok := c.dateAsked(a); ok {
			row = append(row, dateButtons(a, i, due, "card")...)
		}
		row = append(row,
			Button{Label: "Move the date", Type: "move " + typed},
			Button{Label: "Give to somebody else", Type: "give " + typed},
			Button{Label: "Cancel " + name, Type: "cancel " + typed, Action: "cancel." + openVerb, Value: a.ID},
		)
	case own:
		row = append(row, Button{Label: "Ask for another date", Type: "move " + typed})
	}
	if mine, err := c.theirs(tx, a); err != nil {
		return nil, err
	} else if asks && !mine && a.Owner != "" {
		row = append(row, Button{Label: "Ask for an update", Type: "ask " + typed})
	}
	return c.offer(tx, row...), nil
}

// ownButtons are the buttons below a list for an action that the one who asks
// may close: they leave the list where it is.
func (c *Call) ownButtons(tx *store.Tx, a *store.Action) ([]Button, error) {
	if !a.IsOpen() {
		return nil, nil
	}
	return c.ifMay(tx, Own, a, actionDone(a), actionUpdate(a))
}
