package commands

import (
	"slices"

	"csp/store"
	"csp/store/english"
)

const comingName = "who is coming"

// comingMove is the answer of one person whether they come to a meeting.
type comingMove struct {
	Meeting string // id
	Day     string // on which the meeting was when they were asked
	Person  string // who is asked; id
	As      string // coming, apologies, substitute; "": not answered
	By      string // the substitute; "": not known yet who
}

func (m *comingMove) work(d *draft) error {
	old, err := store.Meetings.Get(d.tx, m.Meeting)
	if err != nil {
		return err
	}
	d.right, d.own = Attend, m.Person
	d.title, d.short, d.press = "Who is coming: "+labelOf(d.tx, "meetings", &old), "Who is coming", "Record it"
	if err := d.c.must(d.tx, Attend, seatOf(&old, m.Person)); err != nil {
		return err
	}
	if err := m.takes(d, &old); err != nil {
		return err
	}
	if m.As == "substitute" && m.By == m.Person {
		return &Problem{Says: "Nobody can be their own substitute.", Then: "Give the name of the one who comes instead."}
	}
	now := old
	now.Attendance = slices.Clone(old.Attendance)
	seat := store.Attendance{Person: m.Person, As: m.As}
	if m.As == "substitute" {
		seat.Person, seat.For = m.By, m.Person
	}
	i := slices.IndexFunc(now.Attendance, m.isSeat)
	if i >= 0 {
		seat.Organisation = now.Attendance[i].Organisation
	}
	says := answerSays(d.tx, &seat)
	switch {
	case i >= 0 && now.Attendance[i] == seat, i < 0 && m.As == "":
		return &Problem{Says: says, Then: "That is how it is recorded already, so there is nothing to change.", Offer: []Button{comingButton(m.Meeting)}}
	case m.As == "":
		now.Attendance = slices.Delete(now.Attendance, i, i+1)
	case i >= 0:
		now.Attendance[i] = seat
	default:
		now.Attendance = append(now.Attendance, seat)
	}
	d.said = []Text{T(says)}
	lines, err := turnoutLines(d.tx, &now)
	if err != nil {
		return err
	}
	d.note(meetingOf(d.tx, &old) + ": " + english.Moment(old.Start) + ".")
	for _, l := range lines {
		d.note(l)
	}
	d.then = []Button{comingButton(m.Meeting)}
	d.after = append(d.after, func() error { return d.c.askedAgain(d.tx, &now) })
	return d.change(&old, &now)
}

func comingButton(meeting string) Button {
	return Button{Label: "Who is coming", Type: comingWord + " meetings/" + meeting}
}

// isSeat reports whether a seat is that of the person who is asked: their own,
// or their substitute's.
func (m *comingMove) isSeat(a store.Attendance) bool {
	return a.For == m.Person || a.For == "" && a.Person == m.Person
}

// takes is a Problem of a meeting that takes no answers, or that is on another
// day than the one that they were asked about.
func (m *comingMove) takes(d *draft, old *store.Meeting) error {
	name := meetingName(old) + " on " + english.Long(old.Start.Date)
	switch {
	case old.Status == "cancelled":
		return &Problem{Says: name + " is cancelled.", Then: "Nothing is recorded."}
	case !takesAnswers(old, d.c.Today()):
		return &Problem{Says: name + " has been.", Then: "Who was there is recorded with the board."}
	case m.Day != "" && m.Day != old.Start.Date.String():
		return &Problem{Says: "The meeting is moved: it is on " + english.Moment(old.Start) + " now.", Then: "Say whether you come then:", Offer: answerButtons(old)}
	}
	return nil
}

// askAgain takes the answers out of a meeting that is moved to another day:
// they were for the old one. Seats that are vacant stay so.
func (d *draft) askAgain(old, now *store.Meeting) {
	if old.Start.Date == now.Start.Date {
		return
	}
	now.Attendance = slices.DeleteFunc(slices.Clone(old.Attendance), func(a store.Attendance) bool {
		return a.As == "coming" || a.As == "apologies" || a.As == "substitute"
	})
	if n := len(old.Attendance) - len(now.Attendance); n > 0 {
		d.note(upper(english.Count(n, "answer", "answers")) + " whether somebody comes " + verbFor(n, "was", "were") + " for the old day, and " + verbFor(n, "is", "are") + " taken out. Ask again who is coming.")
	}
	d.after = append(d.after, func() error {
		tx := d.tx
		gone := *now
		gone.Start = old.Start
		return d.c.movedAway(tx, &gone)
	})
}
