package commands

import (
	"strings"
	"time"

	"csp/commands/paper"
	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// exportBoards is the meetings of a partnership, or of all, as a file for a
// calendar. It tells when and where they are, and nothing of what they are
// about, since such files are passed on.
func (c *Call) exportBoards(tx *store.Tx, words string) (Reply, error) {
	p, err := c.place(tx, words)
	if err != nil {
		return Reply{}, err
	}
	seq := store.Meetings.All(tx)
	if p != nil {
		seq = store.Meetings.By(tx, "start", p.ID)
	}
	list, _, err := readable(c, tx, seq)
	if err != nil {
		return Reply{}, err
	}
	sortMeetings(list)
	var events []paper.Event
	undated := 0
	for i := range list {
		m := &list[i]
		if !m.Start.Exact() {
			undated++
			continue
		}
		e, err := c.event(tx, m)
		if err != nil {
			return Reply{}, err
		}
		events = append(events, e)
	}
	without := ""
	if undated > 0 {
		without = " " + upper(english.Count(undated, "meeting without an exact date is", "meetings without an exact date are")) + " left out."
	}
	if len(events) == 0 {
		return Reply{Blocks: []Block{Para(T("No meeting with an exact date is recorded" + forPlace(p) + ", so there is no file." + without))}}, nil
	}
	title := "Boards" + ofPlace(p)
	return Reply{
		Blocks: []Block{
			Para(T(title + " go to your direct messages with me: " + english.Count(len(events), "meeting", "meetings") + ", as a file for a calendar." + without)),
			Note(T("Open the file with your calendar. A later file changes the same entries; a cancelled meeting is marked as cancelled.")),
		},
		Files: []File{{
			Name: c.exportName("boards", p) + ".ics", Title: title + ", " + english.Short(c.Today()) + " (calendar)",
			Bytes: paper.Calendar(title, c.Now, events),
		}},
	}, nil
}

// event is a meeting in a calendar.
func (c *Call) event(tx *store.Tx, m *store.Meeting) (paper.Event, error) {
	var says []string
	due, _, err := reminders.PapersDue(tx, m)
	if err != nil {
		return paper.Event{}, err
	}
	switch {
	case m.Status == "held":
		says = append(says, "Held. Minutes: "+minutesWords(m.Minutes)+".")
	case !m.PapersSent.IsZero():
		says = append(says, "Papers sent "+when(m.PapersSent)+".")
	case !due.IsZero():
		says = append(says, "Papers due "+when(due)+".")
	}
	e := paper.Event{
		UID: "meeting-" + m.ID + "@csp", Revision: m.Rev, Off: m.Status == "cancelled",
		Title: partnershipName(tx, m.Partnership) + ": " + meetingName(m), Place: m.Place, Text: strings.Join(says, "\n"), URL: m.MinutesURL,
		AllDay: !m.Start.Timed(), Long: time.Duration(m.MinutesLong) * time.Minute,
	}
	e.Start = m.Start.In(c.zone())
	if e.AllDay {
		e.Start = m.Start.Date.At(time.UTC, 0, 0)
	}
	return e, nil
}
