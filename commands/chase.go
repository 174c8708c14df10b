package commands

import (
	"iter"

	"csp/store"
	"csp/store/english"
)

// chaseShown is how many emails a card tells of.
const chaseShown = 5

// chaseLog says when an owner without Slack was emailed, and by whom, the
// latest first, to those who may ask the owner themselves.
func (c *Call) chaseLog(tx *store.Tx, seq iter.Seq2[store.Email, error], newestFirst bool) ([]Block, error) {
	if c.Public {
		return nil, nil
	}
	var all []store.Email
	for e, err := range seq {
		if err != nil {
			return nil, err
		}
		ok, err := c.may(tx, Ask, about(&e))
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if newestFirst {
			all = append(all, e)
		} else {
			all = append([]store.Email{e}, all...)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	var items []Text
	for _, e := range all[:min(len(all), chaseShown)] {
		about := ""
		if newestFirst {
			about = ", about " + english.Count(len(e.Actions), "action", "actions")
		}
		items = append(items, T(english.Long(e.On)+byWhom(e.By)+about))
	}
	head := "Emailed " + english.Count(len(all), "time", "times")
	return []Block{Para(B(head)), List{Items: items}}, nil
}

// chased is the chase log of a person, and the buttons that go on with it.
func (c *Call) chased(tx *store.Tx, p *store.Person) ([]Block, []Button, error) {
	log, err := c.chaseLog(tx, store.Emails.ByBack(tx, "person", p.ID), true)
	if err != nil {
		return nil, nil, err
	}
	row, err := c.mailButtons(tx, p)
	return log, row, err
}

// mailButtons write to a person without Slack about their open actions.
func (c *Call) mailButtons(tx *store.Tx, p *store.Person) ([]Button, error) {
	if p.Slack != "" || c.Public {
		return nil, nil
	}
	for a, err := range store.Actions.Of(tx, "people", p.ID) {
		if err != nil {
			return nil, err
		}
		if !a.IsOpen() || a.Owner != p.ID {
			continue
		}
		ok, err := c.may(tx, Record, about(&a))
		if err != nil {
			return nil, err
		}
		if ok {
			return []Button{
				{Label: "Copy for email", Type: emailedWord + " people/" + p.ID + " " + copyWord},
				{Label: "Mark as emailed", Type: emailedWord + " people/" + p.ID},
			}, nil
		}
	}
	return nil, nil
}
