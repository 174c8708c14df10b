package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

const (
	newBoardName    = "new board"
	boardMovedName  = "board moved"
	boardCancelName = "board cancelled"
)

// newBoardMove is a board that is planned.
type newBoardMove struct {
	Partnership string // id
	Title       string
	Start       store.Moment
	Place       string
	Days        givenDays
	Series      string // "": the partnership's, when the day is one of it
}

func (m *newBoardMove) work(d *draft) error {
	p, err := store.Partnerships.Get(d.tx, m.Partnership)
	if err != nil {
		return err
	}
	d.right, d.title, d.short, d.press = Record, "A new board of "+p.Name, "New board", "Plan the board"
	now := store.Meeting{Partnership: p.ID, Title: m.Title, Kind: "board", Start: m.Start, Place: m.Place, Status: "planned"}
	if passed(d.c.Today(), m.Start.Date) {
		d.title, d.press, now.Status = "A board of "+p.Name+" that was held", "Record it as held", "held"
		d.note("Was the board held then? If not, correct the date.")
	}
	fill, err := encodeState(m)
	if err != nil {
		return err
	}
	d.instead = []Button{{Label: "Change it first", Type: "board " + p.ID + " new", Action: "board.fill", Value: fill}}
	if err := d.sameDay(&now); err != nil {
		return err
	}
	if err := d.inSeries(m, &now); err != nil {
		return err
	}
	if now.Meta, err = d.meta("meetings", p.ID, "board", m.Start.Date.String()); err != nil {
		return err
	}
	if err := d.setDays(&now, m.Days); err != nil {
		return err
	}
	if err := d.change(nil, &now); err != nil {
		return err
	}
	return d.boardNotes(nil, &now)
}

// inSeries gives a new board the series that was asked for, or the
// partnership's when its day is the next of it.
func (d *draft) inSeries(m *newBoardMove, now *store.Meeting) error {
	if now.Series = m.Series; m.Series != "" {
		return nil
	}
	last, _, err := seriesLast(d.tx, m.Partnership)
	if err != nil || last == nil {
		return err
	}
	next, err := seriesBoards(d.tx, m.Partnership, d.c.Today(), 1)
	if err == nil && len(next) > 0 && next[0].on == m.Start.Date {
		now.Series = last.Series
	}
	return err
}

// boardMovedMove is a planned meeting on another day, at another time or in
// another place.
type boardMovedMove struct {
	Meeting   string // id
	Start     store.Moment
	Place     string     // "": it stays
	PapersDue store.Date // zero: moved along when it was recorded
}

func (m *boardMovedMove) work(d *draft) error {
	old, err := d.planned(m.Meeting, "moved")
	if err != nil {
		return err
	}
	d.title, d.short, d.press = meetingOf(d.tx, &old)+" is moved", "Moved", "Move the board"
	now := old
	now.Start = m.Start
	if m.Place != "" {
		now.Place = m.Place
	}
	switch {
	case !m.PapersDue.IsZero():
		now.PapersDue = m.PapersDue
	case !old.PapersDue.IsZero() && old.Start.Date != now.Start.Date:
		if now.PapersDue, err = d.papersMoved(&old, &now); err != nil {
			return err
		}
	}
	if err := d.sameDay(&now); err != nil {
		return err
	}
	d.askAgain(&old, &now)
	if err := d.change(&old, &now); err != nil {
		return err
	}
	return d.boardNotes(&old, &now)
}

// boardCancelMove is a planned meeting that does not take place.
type boardCancelMove struct{ Meeting string }

func (m *boardCancelMove) work(d *draft) error {
	old, err := d.planned(m.Meeting, "cancelled")
	if err != nil {
		return err
	}
	d.title = meetingOf(d.tx, &old) + " on " + english.Long(old.Start.Date) + " is cancelled"
	d.short, d.press = "Cancelled", "Cancel the board"
	now := old
	now.Status = "cancelled"
	d.after = append(d.after, func() error { return d.c.askedAgain(d.tx, &now) })
	if err := d.change(&old, &now); err != nil {
		return err
	}
	return d.boardNotes(&old, &now)
}

// planned is a meeting that is still to be held; another is a Problem.
func (d *draft) planned(id, verb string) (store.Meeting, error) {
	d.right = Record
	m, err := store.Meetings.Get(d.tx, id)
	if err != nil || isPlanned(&m) {
		return m, err
	}
	state := boardState(&m, d.c.Today())
	return m, &Problem{
		Says: meetingName(&m) + " on " + english.Long(m.Start.Date) + " cannot be " + verb + ": it is recorded as " + lowerFirst(state) + ".",
		Then: "To put that right, open it and press Edit.", Offer: []Button{{Label: "Open it", Type: "meetings/" + id}},
	}
}

// sameDay refuses a second board of one partnership on one day.
func (d *draft) sameDay(m *store.Meeting) error {
	for o, err := range store.Meetings.By(d.tx, "start", m.Partnership) {
		if err != nil {
			return err
		}
		if o.ID != m.ID && isBoard(o) && isBoard(*m) && o.Status != "cancelled" && o.Start.Exact() && o.Start.Date == m.Start.Date {
			return &Problem{
				Says: "A board on " + english.Long(m.Start.Date) + " is already recorded.", Then: "Open it?",
				Offer: []Button{{Label: "Open " + meetingName(&o) + ", " + english.Short(o.Start.Date), Type: "meetings/" + o.ID}},
			}
		}
	}
	return nil
}

// papersMoved is the recorded papers deadline of a meeting that moves: as many
// working days before the new day as before the old one.
func (d *draft) papersMoved(old, now *store.Meeting) (store.Date, error) {
	cal, err := store.CalendarOf(d.tx)
	if err != nil || !old.PapersDue.Exact() || !old.Start.Exact() || !now.Start.Exact() || old.PapersDue.After(old.Start.Date) {
		return old.PapersDue, err
	}
	return cal.AddWorkingDays(now.Start.Date, cal.WorkingDaysTo(old.Start.Date, old.PapersDue)), nil
}

// boardNotes say what hangs on a board: that its day is no working day, its
// papers, and the actions that are due at the next board. old is nil of a new
// one.
func (d *draft) boardNotes(old, now *store.Meeting) error {
	if now.Status != "cancelled" {
		if err := d.dayNotes(now); err != nil {
			return err
		}
		if err := d.deadlinesNote(old, now); err != nil {
			return err
		}
	}
	if !now.PapersSent.IsZero() {
		d.note("Its papers were sent on " + english.Short(now.PapersSent) + ".")
	}
	return d.nextBoardNote(now)
}

// dayNotes say that a meeting's day is past or not a working day.
func (d *draft) dayNotes(m *store.Meeting) error {
	cal, err := store.CalendarOf(d.tx)
	if err != nil || !m.Start.Exact() {
		return err
	}
	day := m.Start.Date
	says := pastWords(d.c.Today(), day)
	if name, ok := cal.Holiday(day); ok {
		says += " That is a bank holiday: " + name + "."
	} else if !cal.Working(day) {
		says += " That is a weekend."
	}
	if says != "" {
		d.note(english.Long(day) + "." + says)
	}
	return nil
}

// nextBoardNote says for how many actions the next board, at which they are
// due, is on another day now.
func (d *draft) nextBoardNote(now *store.Meeting) error {
	today := d.c.Today()
	ahead, err := boardsAhead(d.tx, now.Partnership, today)
	if err != nil {
		return err
	}
	after := slices.DeleteFunc(slices.Clone(ahead), func(m store.Meeting) bool { return m.ID == now.ID })
	if isBoard(*now) && isPlanned(now) && !passed(today, now.Start.Date) {
		after = append(after, *now)
		sortMeetings(after)
	}
	was, will := firstDay(ahead), firstDay(after)
	if was == will {
		return nil
	}
	n := 0
	for a, err := range store.Actions.By(d.tx, "open", now.Partnership) {
		if err != nil {
			return err
		}
		if a.Due.NextBoard {
			n++
		}
	}
	if n > 0 {
		d.note(upper(english.Count(n, "action is", "actions are")) + " due at the next board: " + was + " → " + will + ".")
	}
	return nil
}

// firstDay is the day of the first board of a list, in words.
func firstDay(list []store.Meeting) string {
	if len(list) == 0 {
		return "no board is planned"
	}
	return english.Long(list[0].Start.Date)
}
