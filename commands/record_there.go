package commands

import (
	"cmp"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// What one pastes may be recorded by then: by another who has the same minutes,
// or by oneself. It is not written twice.

// there is what is recorded of this board already and may be read, with what
// the commissioner decided on its day.
type there struct {
	decisions []store.Decision
	actions   []store.Action
}

// recordedThere is what is there, read once.
func (rd *reading) recordedThere() (*there, error) {
	r := rd.r
	if rd.there != nil {
		return rd.there, nil
	}
	out := &there{}
	for d, err := range store.Decisions.Of(r.tx, "partnerships", r.p.ID) {
		if err != nil {
			return nil, err
		}
		if here := d.Meeting == r.m.ID || d.Kind == "pcc" && d.Decided == r.m.Start.Date; !here || !taken(&d) {
			continue
		}
		ok, err := r.may(r.tx, Read, about(&d))
		if err != nil {
			return nil, err
		}
		if ok {
			out.decisions = append(out.decisions, d)
		}
	}
	for a, err := range store.Actions.Of(r.tx, "meetings", r.m.ID) {
		if err != nil {
			return nil, err
		}
		ok, err := r.may(r.tx, Read, about(&a))
		if err != nil {
			return nil, err
		}
		if ok {
			out.actions = append(out.actions, a)
		}
	}
	rd.there = out
	return out, nil
}

// decidedThere is the reference of the decision of this board, or of the
// commissioner on its day, that says what a line says; "" for none.
func (rd *reading) decidedThere(text string) (string, error) {
	all, err := rd.recordedThere()
	if err != nil {
		return "", err
	}
	for i := range all.decisions {
		if d := &all.decisions[i]; sameLine(d.Text, text) {
			return decisionName(d), nil
		}
	}
	return "", nil
}

// raisedThere finds the action of this board that says what a line says, nil
// for none; same says that it is for the same person on the same day as well.
func (rd *reading) raisedThere(line *lineAction) (a *store.Action, same bool, err error) {
	all, err := rd.recordedThere()
	if err != nil || line.Text == "" {
		return nil, false, err
	}
	var said store.Action
	line.into(&said)
	for i := range all.actions {
		o := &all.actions[i]
		if !sameLine(o.Text, said.Text) && !sameLine(o.Text, line.Whole) {
			continue
		}
		if a = o; line.isFor(o, &said) && (line.Due.Missing != "" || line.Due.Due == o.Due) {
			return a, true, nil
		}
	}
	return a, false, nil
}

// isFor reports whether a line names those whom an action has, the one who is
// accountable and those who help: said is the line as an action.
func (a *lineAction) isFor(o, said *store.Action) bool {
	if len(a.Owners) == 0 || !sameLine(o.Text, said.Text) { // whoever is named stands in its words
		return o.Owner == "" && o.Organisation == "" && len(o.Helpers) == 0
	}
	helpers := slices.Clone(o.Helpers)
	for i := range a.Owners {
		n := &a.Owners[i]
		may := func(id string) bool {
			return slices.ContainsFunc(n.People, func(p *store.Person) bool { return p.ID == id })
		}
		at := slices.IndexFunc(helpers, may)
		switch {
		case i == 0 && n.Organisation != nil:
			if o.Owner != "" || o.Organisation != said.Organisation {
				return false
			}
		case i == 0 && !may(o.Owner):
			return false
		case i == 0 || n.Organisation != nil || may(o.Owner):
		case at < 0:
			return false
		default:
			helpers = slices.Delete(helpers, at, at+1)
		}
	}
	return len(helpers) == 0
}

// settleThere leaves out a line that is recorded already, and asks of one that
// is so in part; done says that the line is dealt with.
func (rd *reading) settleThere(a *pastedAction) (done bool, err error) {
	there, same, err := rd.raisedThere(&a.line)
	if err != nil || there == nil {
		return false, err
	}
	if same {
		return rd.leaveThere(leftLine{of: actionsWord, line: a.line.Line, why: leftThere, as: actionName(there)}), nil
	}
	by := "no date"
	switch s := dueText(there.Due); {
	case there.Due.NextBoard:
		by = "due at the next board"
	case s != "":
		by = "due " + s
	}
	rd.ask(a, question{
		name: questionName("there", a.line.Line), label: quotedLine(a.line.Line), out: true,
		hint:    actionName(there) + " of this board says the same: " + rd.whoseWords(there) + ", " + by + ".",
		options: []Option{{Label: "It is another action: write it too", Value: answerSo}},
	})
	return false, nil
}

// whoseWords name who is accountable for an action, and who helps.
func (rd *reading) whoseWords(a *store.Action) string {
	s := ownerWords(rd.r.tx, a)
	var names []string
	for _, id := range a.Helpers {
		names = append(names, personName(rd.r.tx, id))
	}
	if len(names) > 0 {
		s += ", with " + english.And(names...)
	}
	return s
}

// seatsKey stands for who was there, as it is recorded.
func seatsKey(seats []store.Attendance) string {
	var out []string
	for _, s := range seats {
		if s.As != "coming" { // they only said so
			out = append(out, strings.Join([]string{s.Person, s.Name, s.Organisation, s.As, s.For}, "/"))
		}
	}
	slices.Sort(out)
	return "seats " + strings.Join(out, " ")
}

// settleSeats asks whose attendance is right where somebody has recorded it
// since this draft took its own, or where lines were pasted that have somebody
// otherwise than it is recorded.
func (rd *reading) settleSeats() {
	r := rd.r
	now := seatsKey(r.m.Attendance)
	if seatsKey(rd.seats) == now || r.d.Seated && (r.d.Over == "" || r.d.Over == now) || !r.d.Seated && r.m.Recorded.IsZero() {
		return
	}
	as := func(seats []store.Attendance, person string) string {
		for _, s := range seats {
			if s.Person == person {
				return cmp.Or(map[string]string{"apologies": "sent apologies", "substitute": "a substitute"}[s.As], s.As)
			}
		}
		return "not there"
	}
	var other []string
	for _, s := range slices.Concat(r.m.Attendance, rd.seats) {
		theirs, mine := as(r.m.Attendance, s.Person), as(rd.seats, s.Person)
		says := personName(r.tx, s.Person) + " " + theirs + " (you have: " + mine + ")"
		if s.Person != "" && s.Person != answerAdd && theirs != mine && !slices.Contains(other, says) {
			other = append(other, says)
		}
	}
	if !r.d.Seated && !rd.reseated(as) {
		return // what is pasted adds to it
	}
	hint := r.movedOn(r.tx, store.Meetings.Name, r.m.ID) + " It is recorded otherwise"
	if len(other) > 0 {
		hint += ": " + english.And(other[:min(len(other), linesNamed)]...)
	}
	q := question{
		name: questionName("over", now), label: "Who was there", hint: hint + ".",
		options: []Option{{Label: "Keep it as it is recorded", Value: answerNone}, {Label: "Write what I have over it", Value: answerSo}},
	}
	if rd.answer(q, "") == answerNone {
		rd.seats = slices.Clone(r.m.Attendance)
		for _, line := range filledLines(r.d.Stands) {
			if !slices.ContainsFunc(rd.left, func(l leftLine) bool { return l.of == standsWord && l.line == line }) {
				rd.left = append(rd.left, leftLine{of: standsWord, line: line, why: leftChosen})
			}
		}
	}
}

// reseated reports whether somebody whose attendance is recorded would be
// there otherwise.
func (rd *reading) reseated(as func(seats []store.Attendance, person string) string) bool {
	had := rd.r.m.Attendance
	return slices.ContainsFunc(had, func(s store.Attendance) bool {
		return s.Person != "" && s.As != "coming" && as(had, s.Person) != as(rd.seats, s.Person)
	})
}

// settleNext asks whether a next board is to be planned beside one that was
// planned since; on the same day it is there already.
func (rd *reading) settleNext() error {
	r := rd.r
	if r.d.Next.Date == "" {
		return nil
	}
	next, planned, err := nextBoard(r.tx, r.m.Partnership, r.m.Start.Date.AddDays(1))
	day, bad := store.ParseDate(r.d.Next.Date)
	if err != nil || bad != nil || !planned {
		return err
	}
	says := leftLine{of: nextWord, line: "Next board: " + english.Long(day) + at(r.d.Next.Place)}
	if next.Start.Date == day {
		rd.planned, says.why = true, "planned by now"
		rd.left = append(rd.left, says)
		return nil
	}
	q := question{
		name: questionName("next", next.ID), label: "Next board", hint: boardLine(r.Today(), next) + " is planned by now.",
		options: []Option{{Label: "Leave it at that", Value: answerNone}, {Label: "Plan " + english.Long(day) + " as well", Value: answerSo}},
	}
	if rd.planned = rd.answer(q, "") == answerNone; rd.planned {
		says.why = leftChosen
		rd.left = append(rd.left, says)
	}
	return nil
}

// askedSince is the form that asks what is open by then, though nothing was
// when all of it was shown; nil when nothing is.
func (c *Call) askedSince(st recordState) (*Form, error) {
	var f *Form
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		c.known = nil
		r, err := c.recording(tx, st.Meeting)
		if err != nil {
			return err
		}
		n, err := r.toFix()
		if err != nil || n == 0 {
			return err
		}
		r.d.Serial = st.Serial + 1
		if f, err = r.form(stepFix); err == nil {
			f.Before = append([]Block{Para(B("Something has changed since this was shown. Nothing was written yet: this is to be settled first."))}, f.Before...)
		}
		return err
	})
	return f, err
}

// recordedAlready says that a board is recorded, and by whom, above what is
// added to it; nothing of one that is not.
func (r *recording) recordedAlready() ([]Block, error) {
	if r.m.Recorded.IsZero() {
		return nil, nil
	}
	by, err := r.recordedBy()
	return []Block{Para(T("This board was recorded on " + english.Short(r.m.Recorded) + by + ": what you have is added to it."))}, err
}
