package commands

import (
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

var papers = Command{
	Name: "papers", About: "boards", Usage: "PARTNERSHIP [sent [on DATE]]", Short: "when a board's papers are due; mark them as sent",
	Examples: []string{"papers durham"}, Right: Record, Takes: []string{"partnerships"},
	Run: papersRun,
}

const papersSentName = "papers sent"

// papersMove marks the papers of a board as sent.
type papersMove struct {
	Meeting string // id
	Sent    store.Date
}

func (m *papersMove) work(d *draft) error {
	old, err := store.Meetings.Get(d.tx, m.Meeting)
	if err != nil {
		return err
	}
	d.right, d.title, d.short, d.press = Record, "The papers are sent", "Papers sent", "Mark them as sent"
	if m.Sent.After(d.c.Today()) {
		return &Problem{Says: english.Long(m.Sent) + " is still to come.", Then: "Mark the papers as sent on the day, or give the day on which they were."}
	}
	now := old
	now.PapersSent = m.Sent
	if err := d.change(&old, &now); err != nil {
		return err
	}
	due, _, err := reminders.PapersDue(d.tx, &old)
	if n := due.DaysUntil(m.Sent); err == nil && due.Exact() && n > 0 {
		d.note("They were due on " + english.Long(due) + ", " + english.Count(n, "day", "days") + " before.")
	}
	return err
}

// papersRun marks the papers as sent, at once: it is one field, and can be
// undone. Without "sent" it says how they stand.
func papersRun(c *Call) (Reply, error) {
	words, on, dated := cutAtWord(c.Args, "on")
	name, isSent := cutLast(words, "sent")
	if !isSent {
		name, on, dated = c.Args, "", false
	}
	sent := c.Today()
	if dated {
		var err error
		if sent, err = parseDay(on, dateRules{Today: c.Today(), Past: true}); err != nil {
			return Reply{}, err
		}
	}
	if !isSent {
		var r Reply
		err := c.Desk.Store.View(c, func(tx *store.Tx) error {
			var err error
			r, err = c.papersState(tx, name)
			return err
		})
		return r, err
	}
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		m, err := c.boardNamed(tx, strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		if err := c.farBoard(tx, m, name); err != nil {
			return nil, err
		}
		return &papersMove{Meeting: m.ID, Sent: sent}, nil
	})
	if err != nil {
		return Reply{}, err
	}
	return c.saved(made)
}

// papersAhead is how long before a board its papers are marked without a
// question: nobody sends them earlier than they call for items.
const papersAhead = 28 // days

// farBoard asks about a board so far ahead that another may be meant, unless
// it was named itself.
func (c *Call) farBoard(tx *store.Tx, m *store.Meeting, name string) error {
	days := c.Today().DaysUntil(m.Start.Date)
	if !m.Start.Exact() || days <= papersAhead || strings.Contains(name, "meetings/") || strings.ContainsAny(name, "0123456789") {
		return nil
	}
	if may, err := c.may(tx, Record, about(m)); err != nil || !may {
		return err // the refusal comes with the change
	}
	return &Problem{
		Says:  "The board that is coming is " + labelOf(tx, "meetings", m) + ", " + english.Away(c.Today(), m.Start.Date) + ". Nothing is changed.",
		Then:  "Press the button if its papers are sent. For another board, add its date.",
		Offer: papersSentButtons(m),
	}
}

// papersState says when the papers of a board are due or were sent, with the
// button that marks them.
func (c *Call) papersState(tx *store.Tx, name string) (Reply, error) {
	m, err := c.boardNamed(tx, name)
	if err != nil {
		return c.noneYet(err)
	}
	says, err := c.papersWords(tx, m)
	if err != nil {
		return Reply{}, err
	}
	r := Reply{Blocks: []Block{
		Heading("Papers of " + labelOf(tx, "meetings", m)), Para(T(orNot(says))),
	}}
	row, err := c.ifMay(tx, Record, m, papersSentButtons(m)...)
	return withBlocks(r, c.offer(tx, append(row, Button{Label: "Open the board", Type: "board meetings/" + m.ID})...)...), err
}

// papersSentButtons marks the papers of a board that is planned, unless they
// are.
func papersSentButtons(m *store.Meeting) []Button {
	if !isBoard(*m) || !isPlanned(m) || !m.PapersSent.IsZero() {
		return nil
	}
	return []Button{{Label: "Papers sent", Type: "papers meetings/" + m.ID + " sent"}}
}
