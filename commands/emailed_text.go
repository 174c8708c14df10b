package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// mail is what an owner is to be written to about: all of their open actions
// that the one who asks may record for, and nobody else's.
type mail struct {
	owner   store.Person
	actions []dated
	places  []string // the partnerships' names, in the order of the actions
	office  string
	today   store.Date
	before  *store.Email // they were written to about all of it, and are left alone
}

// mailTo gathers what to write to an owner. It is a Problem when there is
// nothing.
func (c *Call) mailTo(tx *store.Tx, id string) (*mail, error) {
	owner, err := store.People.Get(tx, id)
	if err != nil {
		return nil, gone(err)
	}
	m := &mail{owner: owner, today: c.Today()}
	refused := false
	for a, err := range store.Actions.Of(tx, "people", id) {
		if err != nil {
			return nil, err
		}
		if !a.IsOpen() || a.Owner != id {
			continue
		}
		ok, err := c.may(tx, Record, about(&a))
		if err != nil {
			return nil, err
		}
		if !ok {
			refused = true
			continue
		}
		d, err := onItsDay(tx, &a, c.Today())
		if err != nil {
			return nil, err
		}
		m.actions = append(m.actions, d)
		if name := partnershipName(tx, a.Partnership); !slices.Contains(m.places, name) {
			m.places = append(m.places, name)
		}
	}
	switch {
	case len(m.actions) == 0 && refused:
		p := refusal(Record, c.Actor)
		return nil, p
	case len(m.actions) == 0:
		return nil, &Problem{Says: owner.Name + " has no open action.", Then: "To see whose actions are open, type /csp actions."}
	}
	sortActions(m.actions, c.Today())
	if o, err := store.Offices.Get(tx, store.OfficeID); err == nil {
		m.office = o.Name
	}
	return m, m.wasSent(tx)
}

// wasSent finds the email that said all of this not long ago.
func (m *mail) wasSent(tx *store.Tx) error {
	for e, err := range store.Emails.ByBack(tx, "person", m.owner.ID) {
		if err != nil {
			return err
		}
		if !m.today.Before(e.Until) {
			continue
		}
		all := true
		for i := range m.actions {
			all = all && slices.Contains(e.Actions, m.actions[i].ID)
		}
		if all {
			m.before = &e
			return nil
		}
	}
	return nil
}

// maxListed is how many actions an email lists: a field of a form holds 3,000
// characters.
const maxListed = 20

// text is the email: to whom, its subject, and the actions, the most urgent
// first.
func (m *mail) text() string {
	var b strings.Builder
	line := func(s string) { b.WriteString(s + "\n") }
	to := m.owner.Email
	if to == "" {
		to = "the email address of " + m.owner.Name + " is not recorded"
	}
	line("To: " + to)
	line("Subject: " + m.subject())
	line("")
	line("Dear " + m.owner.Name + ",")
	line("")
	line("These are your open actions for " + english.And(m.places...) + ":")
	line("")
	for i := range m.actions[:min(len(m.actions), maxListed)] {
		line("- " + cutTo(m.one(&m.actions[i]), 120+len(m.actions[i].Ref)))
	}
	if more := len(m.actions) - maxListed; more > 0 {
		line("- and " + english.Count(more, "more", "more"))
	}
	line("")
	b.WriteString("Please reply with how each of them stands, or with the date by which it will be done.")
	if m.office != "" {
		b.WriteString("\n\n" + m.office)
	}
	return b.String()
}

func (m *mail) subject() string {
	overdue := 0
	for i := range m.actions {
		if m.actions[i].groupOf(m.today) == dueOverdue {
			overdue++
		}
	}
	s := "Your actions: " + english.Count(len(m.actions), "open", "open")
	if overdue > 0 {
		s += ", " + english.Thousands(overdue) + " overdue"
	}
	return s
}

// one is an action in an email.
func (m *mail) one(d *dated) string {
	text := strings.TrimRight(strings.Join(strings.Fields(d.Text), " "), ".")
	words := strings.TrimSpace(d.Ref + " " + cutTo(text, 70))
	over := ""
	if d.carried.times > 0 {
		words = strings.TrimSpace(d.Ref + " " + cutTo(text, 45))
		over = ", carried over from " + english.Short(d.carried.from)
	}
	switch {
	case d.on.IsZero() && d.Due.NextBoard:
		return words + ". Due at the next board" + over + "."
	case d.on.IsZero():
		return words + ". No due date is recorded."
	case d.groupOf(m.today) == dueOverdue:
		return words + ". It was due " + english.On(d.on) + "."
	}
	return words + ". Due " + english.On(d.on) + over + "."
}
