package commands

import (
	"fmt"
	"slices"

	"csp/store"
	"csp/store/english"
)

// quietFor is how many working days an owner who was emailed is not asked
// again.
const quietFor = 10

// markEmailed records that owners were written to about their actions, each
// once.
func (c *Call) markEmailed(owners []string) (Reply, error) {
	var said []Text
	w, err := c.write(func(tx *store.Tx) error {
		said, c.known = nil, nil
		rev, err := tx.Revision()
		if err != nil {
			return err
		}
		cal, err := store.CalendarOf(tx)
		if err != nil {
			return err
		}
		for i, id := range owners {
			m, err := c.mailTo(tx, id)
			if err != nil {
				return err
			}
			if e := m.before; e != nil {
				said = append(said, T(m.owner.Name+": already emailed"+byWhom(e.By)+" on "+english.Long(e.On)+"."))
				continue
			}
			e := m.record()
			e.ID, e.By = fmt.Sprintf("email-%08d-%03d", rev+1, i+1), c.ownName(tx)
			e.On, e.Until = c.Today(), cal.AddWorkingDays(c.Today(), quietFor)
			if _, err := store.Emails.Put(tx, e); err != nil {
				return err
			}
			said = append(said, T(m.owner.Name+": emailed"+byWhom(e.By)+" on "+english.Long(e.On)+
				" about "+english.Count(len(e.Actions), "action", "actions")+". The next reminder about them comes on "+english.Long(e.Until)+" or later."))
		}
		return nil
	})
	switch {
	case err != nil:
		return Reply{}, err
	case w.Again:
		return Reply{Blocks: []Block{Para(T("This was recorded already, and is not recorded twice."))}}, nil
	}
	r := Reply{}
	if len(said) == 1 {
		r.Blocks = []Block{Para(said[0])}
	} else {
		r.Blocks = []Block{List{Items: said}}
	}
	if w.Number == 0 {
		return withBlocks(r, Note(T("Nothing is changed."))), nil
	}
	return withBlocks(r, Buttons{undoButton(w.Number)}), nil
}

func byWhom(name string) string {
	if name == "" {
		return ""
	}
	return " by " + name
}

// record is the email as it is recorded, but for its day and its author.
func (m *mail) record() store.Email {
	e := store.Email{Person: m.owner.ID}
	for i := range m.actions {
		e.Actions = append(e.Actions, m.actions[i].ID)
		if p := m.actions[i].Partnership; !slices.Contains(e.Partnerships, p) {
			e.Partnerships = append(e.Partnerships, p)
		}
	}
	return e
}
