package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// takenMonths is how far back a brief tells what was decided, at the least.
const takenMonths = 3

// takenLately tells the decisions taken at the last board and since, since the
// last brief and in the last months, of the board and of the commissioner
// apart, as far as the reader may see them; nothing when there was none.
func (b *briefing) takenLately(all []store.Decision) error {
	from := b.today.AddMonths(-takenMonths)
	last, err := b.lastBrief()
	if err != nil {
		return err
	}
	if day := store.DateOf(last.At.In(b.zone())); !last.At.IsZero() && day.Before(from) {
		from = day
	}
	m, err := b.lastHeld()
	if err != nil {
		return err
	}
	if m != nil && m.Start.Date.Exact() && m.Start.Before(from) {
		from = m.Start.Date
	}
	sortDecisions(all)
	for _, sort := range []struct{ kind, title string }{
		{"board", "Taken by the board"}, {"pcc", "Taken by the commissioner"}, {"", "Taken, not recorded by whom"},
	} {
		var entries []entry
		for i := range all {
			d := &all[i]
			new := d.Decided.IsZero() && !last.At.IsZero() && d.Rev > last.Rev
			if d.Kind != sort.kind || !taken(d) || !new && (d.Decided.IsZero() || d.Decided.Last().Before(from)) && (m == nil || d.Meeting != m.ID) {
				continue
			}
			entries = append(entries, b.cite(b.takenLine(d), "1 decision", "decisions", found{"decisions", d.ID, d}))
		}
		if len(entries) > 0 {
			b.list(sort.title+" since "+english.Short(from), entries, "", "decisions "+b.p.ID)
		}
	}
	return nil
}

// lastHeld is the last board that was held, nil when none was.
func (b *briefing) lastHeld() (*store.Meeting, error) {
	meetings, _, err := readable(b.Call, b.tx, store.Meetings.By(b.tx, "start", b.p.ID))
	var m *store.Meeting
	for i := range meetings {
		if isBoard(meetings[i]) && meetings[i].Status == "held" {
			m = &meetings[i]
		}
	}
	return m, err
}

// takenLine is a decision that was taken: what, when, and at a board or not.
func (b *briefing) takenLine(d *store.Decision) Text {
	var f facts
	f.say(sentence(d.Text))
	at := "Decided " + when(d.Decided)
	if d.Decided.IsZero() {
		at = "Decided on a day that is not recorded"
	}
	if m, ok := linked(b.Call, b.tx, &store.Meetings, d.Meeting); ok {
		switch {
		case m.Start.Date != d.Decided:
			at += ", at the board of " + english.Short(m.Start.Date)
		case isBoard(m):
			at += ", at the board"
		}
	} else if d.Kind == "board" {
		at += ", outside a board"
	}
	f.say(sentence(at))
	if d.Amount.Known {
		f.say("Amount: " + d.Amount.Pounds() + ".")
	}
	if d.Kind == "pcc" {
		f.say(publishedWords(d))
	}
	return Join(B(orWord(orWord(d.Ref, d.Notice), "No reference")), T(". "+strings.TrimSpace(f.String()+closedSession(d.Session))))
}
