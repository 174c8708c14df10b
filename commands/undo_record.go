package commands

import (
	"errors"

	"csp/store"
)

// undoRecord takes back the change by which a board was recorded as held, for
// one who may, while the time for that runs; no button otherwise.
func (c *Call) undoRecord(tx *store.Tx, m *store.Meeting) ([]Button, error) {
	if m.Status != "held" || c.Public {
		return nil, nil
	}
	for h, err := range tx.History(store.Meetings.Name, m.ID) {
		if err != nil || h.Set.Age(c.Now) > undoTime {
			return nil, err
		}
		was, now, err := versions(&h)
		if err != nil {
			return nil, err
		}
		old, _ := was.(*store.Meeting)
		if held, ok := now.(*store.Meeting); !ok || held.Status != "held" || old != nil && old.Status == "held" {
			continue
		}
		if err := c.mayTakeBack(tx, h.Set.Number); err != nil {
			var back *store.UndoneError
			if _, ok := asProblem(err); ok || errors.As(err, &back) {
				err = nil
			}
			return nil, err
		}
		return []Button{labelled(undoButton(h.Set.Number), "Undo this record")}, nil
	}
	return nil, nil
}
