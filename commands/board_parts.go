package commands

import (
	"fmt"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// papersWords says when the papers are due or were sent; "" of a meeting that
// is no board and has none.
func (c *Call) papersWords(tx *store.Tx, m *store.Meeting) (string, error) {
	day, reckoned, err := reminders.PapersDue(tx, m)
	if err != nil {
		return "", err
	}
	switch {
	case !m.PapersSent.IsZero():
		s := "Sent on " + english.Long(m.PapersSent)
		if !day.IsZero() && m.PapersSent.After(day.Last()) {
			s += ", due " + english.Short(day)
		}
		return s, nil
	case day.IsZero() && !isBoard(*m):
		return "", nil
	case day.IsZero():
		return english.NotRecorded, nil
	}
	s := "Due " + dayAndAway(c.Today(), day)
	if reckoned {
		s += " (worked out, not recorded)"
	}
	if isPlanned(m) {
		return s + ". Not recorded as sent", nil
	}
	return s, nil
}

// readsClosed reports whether the one who asks may see the closed session of
// a meeting.
func (c *Call) readsClosed(tx *store.Tx, m *store.Meeting) (bool, error) {
	subject := about(m)
	subject.Closed = true
	return c.may(tx, Read, subject)
}

// agendaSeen are the items of a meeting that the one who asks may see.
func (c *Call) agendaSeen(tx *store.Tx, m *store.Meeting) ([]store.AgendaItem, error) {
	closed, err := c.readsClosed(tx, m)
	if err != nil || closed {
		return m.Agenda, err
	}
	var out []store.AgendaItem
	for _, it := range m.Agenda {
		if it.Session != "closed" {
			out = append(out, it)
		}
	}
	return out, nil
}

// agenda tells those items, numbered, and what is suggested besides.
func (c *Call) agenda(tx *store.Tx, m *store.Meeting) ([]Block, error) {
	seen, err := c.agendaSeen(tx, m)
	if err != nil {
		return nil, err
	}
	var items []Text
	for _, it := range seen {
		items = append(items, agendaItem(tx, &it))
	}
	out := []Block{Para(T("Agenda: " + english.NotRecorded + "."))}
	if len(items) > 0 {
		out = []Block{Para(B("Agenda")), List{Items: items, Numbered: true}}
	}
	more, err := c.suggested(tx, m)
	return append(out, more...), err
}

// agendaItem is an item with its purpose, lead and paper.
func agendaItem(tx *store.Tx, it *store.AgendaItem) Text {
	var f facts
	switch it.Purpose {
	case "decide", "discuss", "note":
		f.say("To " + it.Purpose + ".")
	}
	if lead := personName(tx, it.Lead); lead != "" {
		f.say("Lead: " + lead + ".")
	}
	if it.Session == "closed" {
		f.say("Closed session.")
	}
	t := Join(B(sentence(it.Item)))
	if s := f.String(); s != "" {
		t = Join(t, T(" "+s))
	}
	return Join(t, linkAfter(it.PaperURL))
}

// boardActions are the open actions due by a meeting that is still to be
// held.
func (c *Call) boardActions(tx *store.Tx, m *store.Meeting) ([]Block, error) {
	if !isPlanned(m) || !isBoard(*m) || m.Start.IsZero() {
		return nil, nil
	}
	list, _, err := readable(c, tx, store.Actions.By(tx, "open", m.Partnership))
	if err != nil {
		return nil, err
	}
	var due []dated
	for _, a := range list {
		d, err := byItsDay(tx, &a, c.Today())
		if err != nil {
			return nil, err
		}
		if !d.on.IsZero() && !d.on.Last().After(m.Start.Last()) {
			due = append(due, d)
		}
	}
	if len(due) == 0 {
		return []Block{Para(T("No action is due by this board."))}, nil
	}
	sortActions(due, c.Today())
	var items []Text
	for _, d := range due[:min(len(due), pageSize)] {
		if err := d.carry(tx, c.Today()); err != nil {
			return nil, err
		}
		items = append(items, Join(refText(d.Ref, d.Text), T(" "+sentence(ownerWords(tx, &d.Action))+" "+rag(&d, c.Today())+"."+closedSession(d.Session))))
	}
	if n := len(due) - pageSize; n > 0 {
		items = append(items, T(fmt.Sprintf("and %d more: type /csp actions %s", n, m.Partnership)))
	}
	return []Block{Para(B("Actions due by this board (" + english.Thousands(len(due)) + ")")), List{Items: items}}, nil
}
