package commands

import (
	"strings"

	"csp/store"
)

// cardLine is what to type for a partnership's card: its id alone, unless a
// command is called that.
func (c *Call) cardLine(id string) string {
	if c.Desk.find(id) != nil {
		return "card " + id
	}
	return id
}

// offer returns a row of those buttons that type a command which is there
// and which the one who asks may run; no block when there is none.
func (c *Call) offer(tx *store.Tx, buttons ...Button) []Block {
	var row Buttons
	for _, b := range buttons {
		word, _, _ := strings.Cut(b.Type, " ")
		if cmd := c.Desk.find(word); cmd != nil && c.listed(tx, cmd) {
			row = append(row, b)
		}
	}
	if len(row) == 0 {
		return nil
	}
	return []Block{row}
}

// ifMay returns the buttons when the one who asks has the right over the
// record that they change.
func (c *Call) ifMay(tx *store.Tx, right Right, rec any, buttons ...Button) ([]Button, error) {
	ok, err := c.may(tx, right, about(rec))
	if err != nil || !ok {
		return nil, err
	}
	return buttons, nil
}
