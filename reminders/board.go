package reminders

import (
	"time"

	"csp/store"
	"csp/store/english"
)

// board returns the meeting with the id when it is a board that was not
// cancelled, else nil.
func (v *View) board(id string) *store.Meeting {
	m := get(v, &store.Meetings, id)
	if m == nil || !isBoard(m) || m.Status == "cancelled" {
		return nil
	}
	return m
}

// coming is board for what is of no use once the board was held.
func (v *View) coming(id string) *store.Meeting {
	m := v.board(id)
	if m == nil || m.Status == "held" {
		return nil
	}
	return m
}

// boardStep is what all steps of a board have in common.
func boardStep(m *store.Meeting) Step {
	return Step{Subject: m.ID, SubjectKind: store.Meetings.Name, Partnerships: []string{m.Partnership}, Rec: m}
}

// before makes the steps of a board that are of no use when it has been.
func (v *View) before(k *Kind, m *store.Meeting, until store.Date, to Audience) []Step {
	a := v.anchor("meetings", m.ID, "start", m.Start.Date)
	proto := boardStep(m)
	proto.Over = v.over(m)
	return on(v.climb(v.timings(k.Name, m.Timings, proto.Partnerships, k.Timings), a, until), a, proto, to)
}

// over is when a board has been: at its start, or at the end of its day.
func (v *View) over(m *store.Meeting) time.Time {
	if m.Start.Timed() {
		return m.Start.In(v.Zone)
	}
	return m.Start.Last().AddDays(1).At(v.Zone, 0, 0)
}

// papersDue is the day on which a board's papers go out: the one recorded, or
// counted from the board by the timing papers-due.
func (v *View) papersDue(m *store.Meeting) store.Date {
	if !m.PapersDue.IsZero() {
		return m.PapersDue
	}
	if !m.Start.Exact() {
		return store.Date{}
	}
	o := v.timings(papersDueName, m.Timings, []string{m.Partnership}, papersDefault)[0]
	day := v.add(m.Start.Date, o)
	if o.N > 0 {
		return v.cal.NextWorking(day)
	}
	return v.cal.LastWorking(day)
}

// PapersDue returns the day on which a board's papers go out, as the reminders
// have it; the zero Date of what is no board and has none recorded, or has no
// exact day. reckoned says that it is not recorded but worked out.
func PapersDue(tx *store.Tx, m *store.Meeting) (day store.Date, reckoned bool, err error) {
	if !m.PapersDue.IsZero() || !isBoard(m) {
		return m.PapersDue, false, nil
	}
	v := newView(tx, Settings{Zone: time.UTC}, time.Time{})
	day = v.papersDue(m)
	return day, !day.IsZero(), v.err
}

// papersDefault is 5 clear working days before the board.
var papersDefault = []string{"-5cwd"}

// boardWords says when and where a board is.
func boardWords(m *store.Meeting) string {
	if m.Place == "" {
		return english.Moment(m.Start)
	}
	return english.Moment(m.Start) + ", " + m.Place
}
