package commands

import (
	"errors"
	"fmt"
	"strings"

	"csp/reminders"
	"csp/store"
)

// listWord stands in the place of a reminder: one of those that /csp reminders
// lists.
const listWord = "list"

// quietButton is the button below a list of reminders to come with which they
// are put off, for those who may do so with one of its page.
func (c *Call) quietButton(tx *store.Tx, l toCome) ([]Block, error) {
	for _, line := range l.shown() {
		err := c.mayQuiet(tx, line.SubjectKind, line.Subject, line.OfficeOnly)
		var p *Problem
		switch {
		case err == nil && !c.Public:
			_, args, _ := strings.Cut(l.line, " ")
			list := strings.TrimSpace(listWord + " " + args)
			if l.page > 1 {
				list += fmt.Sprintf(" page %d", l.page)
			}
			return []Block{Buttons{{Label: "Snooze or not needed", Type: snoozeWord + " " + list}}}, nil
		case err != nil && !errors.As(err, &p) && !errors.Is(err, reminders.ErrNotTrue):
			return nil, err
		}
	}
	return nil, nil
}

// listedLines are the reminders of a page of the list.
func (c *Call) listedLines(tx *store.Tx, words string) (quietState, []reminders.Item, error) {
	l, err := c.toCome(tx, words)
	if err != nil {
		return quietState{}, nil, err
	}
	var st quietState
	var items []reminders.Item
	for _, line := range l.shown() {
		it := reminders.Item{Line: line}
		st.Lines, items = append(st.Lines, lineState(&it)), append(items, it)
	}
	return st, items, nil
}
