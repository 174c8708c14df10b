package commands

import (
	"csp/store"
	"csp/store/english"
)

// takenLast tells the decisions that the last board took, as far as the reader
// may see them; nothing when there was none.
func (b *briefing) takenLast(all []store.Decision) error {
	meetings, _, err := readable(b.Call, b.tx, store.Meetings.By(b.tx, "start", b.p.ID))
	if err != nil {
		return err
	}
	var m *store.Meeting
	for i := range meetings {
		if isBoard(meetings[i]) && meetings[i].Status == "held" {
			m = &meetings[i]
		}
	}
	if m == nil {
		return nil
	}
	var entries []entry
	for i := range all {
		if d := &all[i]; d.Meeting == m.ID && taken(d) {
			line := Join(B(orWord(d.Ref, "No reference")), T(". "+sentence(d.Text)+closedSession(d.Session)))
			entries = append(entries, b.cite(line, "1 decision", "decisions", found{"decisions", d.ID, d}))
		}
	}
	if len(entries) > 0 {
		b.list("Taken at the last board, "+english.Short(m.Start.Date), entries, "", "decisions "+b.p.ID)
	}
	return nil
}
