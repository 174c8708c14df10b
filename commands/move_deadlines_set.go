package commands

import (
	"maps"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

const deadlinesName = "board deadlines"

// givenDays are days that hang on a board as somebody gave them, by their
// words; a zero day is the usual one, and what is not given stays.
type givenDays map[string]store.Date

// deadlinesMove sets days that hang on a board.
type deadlinesMove struct {
	Meeting string // id
	Days    givenDays
}

func (m *deadlinesMove) work(d *draft) error {
	old, err := store.Meetings.Get(d.tx, m.Meeting)
	if err != nil {
		return err
	}
	if err := hasDeadlines(&old); err != nil {
		return err
	}
	d.right, d.short, d.press = Record, "Deadlines", "Change the deadlines"
	d.title = "Deadlines of " + labelOf(d.tx, "meetings", &old)
	now := old
	if err := d.setDays(&now, m.Days); err != nil {
		return err
	}
	was, err := allDeadlines(d.tx, &old)
	if err != nil {
		return err
	}
	will, err := allDeadlines(d.tx, &now)
	if err != nil {
		return err
	}
	for i, one := range will {
		if one.day != was[i].day {
			d.said = append(d.said, T(one.name+": "+dayOrNone(was[i].day)+" → "+dayOrNone(one.day)+"."))
			d.passedNote(one)
		}
	}
	return d.change(&old, &now)
}

// hasDeadlines refuses a meeting on which no days hang.
func hasDeadlines(m *store.Meeting) error {
	if isBoard(*m) && m.Status != "cancelled" && m.Start.Exact() {
		return nil
	}
	return &Problem{
		Says: "This meeting has no deadlines: it is not a board, it is cancelled, or its day is not recorded.", Then: "Nothing is changed.",
		Offer: []Button{{Label: "Open it", Type: "meetings/" + m.ID}},
	}
}

// passedNote says that a day that is set lies behind us.
func (d *draft) passedNote(one deadline) {
	if says := pastWords(d.c.Today(), one.day); says != "" && !one.day.IsZero() {
		d.note(one.name + ": " + english.Long(one.day) + "." + says)
	}
}

// dayOrNone is a day that hangs on a board, which may be turned off.
func dayOrNone(day store.Date) string {
	if day.IsZero() {
		return "no day"
	}
	return english.Long(day)
}

// setDays gives a board the days that were given. Those of its reminders
// become timings of its own.
func (d *draft) setDays(m *store.Meeting, given givenDays) error {
	all, err := allDeadlines(d.tx, m)
	if err != nil {
		return err
	}
	cal, err := store.CalendarOf(d.tx)
	if err != nil {
		return err
	}
	for _, one := range all {
		day, ok := given[one.word]
		switch {
		case !ok || day == one.day:
			continue
		case day.IsZero():
			one.makeUsual(m)
			continue
		}
		if err := one.allows(cal, m, day); err != nil {
			return err
		}
		if one.kind == "" {
			m.PapersDue = day
		} else if err := reminders.SetDeadline(d.tx, m, one.kind, day); err != nil {
			return err
		}
	}
	return nil
}

// makeUsual takes the day back that is a board's own.
func (one deadline) makeUsual(m *store.Meeting) {
	if one.kind == "" {
		m.PapersDue = store.Date{}
		return
	}
	m.Timings = maps.Clone(m.Timings)
	delete(m.Timings, one.kind)
}

// farthest is how many days from its board a deadline may be.
const farthest = 366

// allows says why a deadline of a board cannot be on a day.
func (one deadline) allows(cal *store.Calendar, m *store.Meeting, day store.Date) error {
	board := m.Start.Date
	is, then := "", ""
	switch {
	case !day.Exact():
		is, then = "not a day", dateExample
	case !one.after && !day.Before(board):
		is, then = "not before the board, which is on "+english.Long(board), "Give an earlier day."
	case one.after && !board.Before(day):
		is, then = "not after the board, which is on "+english.Long(board), "Give a later day."
	case day.Before(board.AddDays(-farthest)) || board.AddDays(farthest).Before(day):
		is, then = "more than a year from the board, which is on "+english.Long(board), "Check the year."
	case !cal.Working(day):
		is = "not a working day"
		then = "The nearest are " + english.Long(cal.LastWorking(day)) + " and " + english.Long(cal.NextWorking(day)) + "."
	default:
		return nil
	}
	return &Problem{Says: one.name + ": " + english.Long(day) + " is " + is + ".", Then: then, Cause: onInput(one.word)}
}
