package reminders

import (
	"errors"
	"slices"
	"time"

	"csp/store"
)

// Errors of Ask and of Asked.
var (
	// ErrNotTrue: the line is not owed any more, since things have changed.
	ErrNotTrue = errors.New("this reminder is not owed any more")
	// ErrTooLate: on the day that is asked for the line would be of no use.
	ErrTooLate = errors.New("by then it would be of no use")
)

// Ref names a line, sent or to come, to those who want to put it off.
type Ref struct {
	Kind   string   // of the reminder
	Record string   // the id of the record that is looked at for it
	Keys   []string // the line's and what it covers; one of them will do
	// Subject is the id of what it is about, where it is known.
	Subject string
}

// RefOf names a line.
func RefOf(l *Line) Ref {
	return Ref{l.Kind, l.Waits.ID, append([]string{l.Key}, l.Covers...), l.Subject}
}

// Asked is a line that somebody wants to put off.
type Asked struct {
	// Did says what was done about it before, "" when nothing was. Then it can
	// not be put off again.
	Did string
	// Day is the day on which it was or will be said.
	Day store.Date
	// Next is the day of the next line about the same date, the zero Date when
	// none is to come.
	Next store.Date
	// Board is the next board of its partnership after it, nil when none is
	// planned.
	Board                *store.Meeting
	Subject, SubjectKind string
	OfficeOnly           bool
	Words                Text

	v     *View
	kind  *Kind
	id    string
	steps []Step
}

// How far ahead a line is looked for, in days: at first, and then.
const (
	askNear = 100
	askFar  = 3720
)

// Ask looks a line up, to put it off or to say that it is not needed. A line
// that is not owed any more, and was not put off either, is ErrNotTrue.
func Ask(tx *store.Tx, s Settings, now time.Time, r Ref) (*Asked, error) {
	v := newView(tx, s, now)
	a := &Asked{v: v, kind: kindNamed(r.Kind), id: r.Record}
	if a.kind == nil {
		return nil, ErrNotTrue
	}
	for _, days := range []int{askNear, askFar} {
		all := v.steps(a.kind, r.Record, v.today().AddDays(days))
		if a.find(all, r.Keys); len(a.steps) > 0 {
			a.tell(all)
			return a, v.err
		}
	}
	if err := v.err; err != nil {
		return nil, err
	}
	return a.before(r)
}

// find looks for the steps whose lines the keys are, with those that would be
// said in one line with them.
func (a *Asked) find(all []Step, keys []string) {
	for _, g := range a.v.group(a.kind, slices.Clone(all)) {
		if !slices.ContainsFunc(g, func(to addressed) bool { return slices.Contains(keys, to.key) }) {
			continue
		}
		for i := range g {
			same := func(t Step) bool { return keyOf(a.kind, &t, Office) == keyOf(a.kind, g[i].Step, Office) }
			if !slices.ContainsFunc(a.steps, same) {
				a.steps = append(a.steps, *g[i].Step)
			}
		}
		to := g[0].to
		a.Words = a.kind.Words(a.v, g[0].Step, to)
	}
}

// tell says of the line what one needs to know to put it off.
func (a *Asked) tell(all []Step) {
	first := a.steps[0]
	a.Day, a.Subject, a.SubjectKind = first.Day, first.Subject, first.SubjectKind
	a.OfficeOnly = len(first.To) == 1 && first.To[0] == Office
	after := a.from()
	for _, t := range all {
		if t.Subject == first.Subject && t.Anchor == first.Anchor && t.Day.After(after) && (a.Next.IsZero() || t.Day.Before(a.Next)) {
			a.Next = t.Day
		}
	}
	if len(first.Partnerships) != 1 {
		return
	}
	for _, m := range a.v.boardsOf(first.Partnerships[0]) {
		if m.Status != "held" && m.Start.After(after) {
			a.Board = &m
			return
		}
	}
}

// from is the day from which a time to put it off is counted: today, or its
// own when that is to come.
func (a *Asked) from() store.Date {
	if today := a.v.today(); !a.Day.After(today) {
		return today
	}
	return a.Day
}

// before finds who dealt with a line that is owed no more.
func (a *Asked) before(r Ref) (*Asked, error) {
	l := Line{Kind: r.Kind, Waits: store.Waiting{ID: r.Record}, Covers: r.Keys}
	s := a.v.snoozed(&l)
	for _, whole := range a.v.snoozes(r.Kind, r.Record) {
		if s == nil && whole.Whole() && whole.Subject == r.Subject {
			s = &whole
		}
	}
	if s == nil || a.v.err != nil {
		return nil, errors.Join(a.v.err, ErrNotTrue)
	}
	a.Did, a.Subject, a.SubjectKind = a.v.snoozedWords(s), s.Subject, s.SubjectKind
	return a, nil
}

// From is the day from which a time to put it off is counted.
func (a *Asked) From() store.Date { return a.from() }

// Until returns the snoozes that put the line off until a day, or until a
// board, and the working day on which it is said then. They have no id yet.
func (a *Asked) Until(day store.Date, board *store.Meeting) ([]store.Snooze, store.Date, error) {
	var out []store.Snooze
	for i := range a.steps {
		s := a.snooze(&a.steps[i])
		s.Until = day
		if board != nil {
			s.Until, s.Board = board.Start.Date, board.ID
		}
		out = append(out, s)
	}
	at := a.v.again(&out[0])
	if !at.After(a.from()) {
		return nil, at, ErrTooLate
	}
	then := newView(a.v.tx, a.v.Settings, a.v.at(at))
	owed := a.kind.Steps(then, a.kind, a.id, at)
	for i := range a.steps {
		t := a.steps[i]
		useless := !t.Over.IsZero() && !a.v.at(at).Before(t.Over)
		still := slices.ContainsFunc(owed, func(o Step) bool {
			return o.Subject == t.Subject && o.Anchor == t.Anchor && o.Offset == t.Offset
		})
		if useless || !still {
			return nil, at, errors.Join(then.err, ErrTooLate)
		}
	}
	return out, at, then.err
}

// NotNeeded returns the snoozes that say that the line is not needed, or,
// whole, nothing that counts from the same date is. They have no id yet.
func (a *Asked) NotNeeded(whole bool) []store.Snooze {
	var out []store.Snooze
	for i := range a.steps {
		s := a.snooze(&a.steps[i])
		if whole {
			s.Extent = "steps"
		}
		out = append(out, s)
	}
	return out
}

func (a *Asked) snooze(t *Step) store.Snooze {
	return store.Snooze{
		Reminder: a.kind.Name, Of: a.kind.Of, Record: a.id, SubjectKind: t.SubjectKind, Subject: t.Subject,
		Partnerships: t.Partnerships, Anchor: t.Anchor, Offset: t.Offset, Again: t.Snooze, On: a.v.today(),
	}
}

// SnoozeWords says what a snooze does, and who asked for it.
func SnoozeWords(tx *store.Tx, s Settings, now time.Time, sn *store.Snooze) string {
	return newView(tx, s, now).snoozedWords(sn)
}
