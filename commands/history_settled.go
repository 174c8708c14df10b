package commands

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// officeHistory is the office, when that or its channel is what is asked of;
// only its staff see what was done there.
func (c *Call) officeHistory(tx *store.Tx, words string) (found, bool, error) {
	m := mention.FindStringSubmatch(words)
	here := m != nil && m[1] == "#" && m[2] == c.Desk.Reminders.Office && m[2] != ""
	if !here && !strings.EqualFold(strings.TrimPrefix(words, "the "), store.OfficeID) {
		return found{}, false, nil
	}
	if ok, err := c.may(tx, Keep, Subject{Wide: true}); err != nil || !ok || c.Public {
		return found{}, false, err
	}
	o, err := store.Offices.Get(tx, store.OfficeID)
	if errors.Is(err, store.ErrNotFound) {
		o, err = store.Office{Meta: store.Meta{ID: store.OfficeID}, Name: "the office"}, nil
	}
	return found{store.Offices.Name, store.OfficeID, &o}, true, err
}

// withSettled adds to a record's changes what was said of messages about it,
// or for its channel, whose fate was not known. Only the office's
// staff are told, as they are by held.
func (c *Call) withSettled(tx *store.Tx, f found, items []store.HistoryItem) ([]store.HistoryItem, error) {
	if ok, err := c.may(tx, Keep, Subject{Wide: true}); err != nil || !ok || c.Public {
		return items, err
	}
	for s, err := range store.Settlements.By(tx, "about", f.Kind+"/"+f.ID) {
		if err != nil {
			return nil, err
		}
		for h, err := range tx.History(store.Settlements.Name, s.ID) {
			if err != nil {
				return nil, err
			}
			items = append(items, h)
		}
	}
	slices.SortStableFunc(items, func(a, b store.HistoryItem) int { return cmp.Compare(b.Set.Number, a.Set.Number) })
	return items, nil
}

// historyLines are the lines of a change in a record's history.
func historyLines(h *store.HistoryItem, see sight) ([]Text, error) {
	_, now, err := versions(h)
	if s, ok := now.(*store.Settlement); ok && err == nil {
		return []Text{settledLine(s)}, nil
	}
	lines, err := changeLines(h.Entry.Kind, h, see)
	var out []Text
	for _, l := range lines {
		out = append(out, T(l))
	}
	return out, err
}

// settledLine is what was said of a message, as a change of how it stood.
func settledLine(s *store.Settlement) Text {
	return Join(T(settledName(s)+", for "), placeOf(s.To), T(": "+s.Was+" → "+s.Now))
}

// settledName is what a message is called of which somebody said something.
func settledName(s *store.Settlement) string {
	if s.Day.IsZero() {
		return "Message"
	}
	return "Message of " + english.Long(s.Day)
}

// settledOnly reports whether a change is no more than what somebody said of a
// message. That was acted on, so it is not taken back.
func settledOnly(tx *store.Tx, number uint64) (bool, error) {
	for e, err := range tx.Entries(number) {
		if err != nil || e.Kind != store.Settlements.Name {
			return false, err
		}
	}
	return true, nil
}

// settledStays is said where somebody would take that back.
const settledStays = "What was said of a message is not taken back, since the message was dealt with."
