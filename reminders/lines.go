package reminders

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"csp/store"
)

// Lines returns every line still to be sent on a day from and with from, up
// to and with until, if nothing changes; sorted by At, then Key. What fell due
// on an earlier day and was not sent has the moment at which it goes out now.
// Left out is what was sent or skipped, what is of no use any more by then,
// and what is only counted since it is older than the catch-up time. Ladders
// without end run to until.
func Lines(tx *store.Tx, s Settings, now time.Time, from, until store.Date) ([]Line, error) {
	v := newView(tx, s, now)
	all, err := v.walk(until)
	if err != nil {
		return nil, err
	}
	offs, err := v.offs()
	if err != nil {
		return nil, err
	}
	var out []Line
	for _, l := range v.linesOf(all, kindOf, store.Date{}, until) {
		if tooOld(offs, l.At, s.CatchUp) {
			continue
		}
		if !store.DateOf(l.At).After(v.today()) {
			if l.At, err = v.goesOut(&l); err != nil {
				return nil, err
			}
		}
		if day := store.DateOf(l.At); !day.Before(from) && !day.After(until) && l.Useful(laterOf(now, l.At)) {
			out = append(out, l)
		}
	}
	sortLines(out)
	return out, v.err
}

// Useful reports whether the line is still of use at now.
func (l *Line) Useful(now time.Time) bool { return l.Over.IsZero() || now.Before(l.Over) }

// Looked is what a sender finds when it looks what is due.
type Looked struct {
	// Lines are owed by now and not settled, the oldest first, those of no use
	// any more and those that an unfinished post has taken among them.
	Lines []Line
	// Early are records that were looked at and owe nothing by now: the sender
	// has them looked at again when there is something (LedgerTx.Rearm).
	Early []store.Waiting
}

// Due returns what is owed at now. It costs what is due, not what is stored.
// While the index is made anew it answers store.ErrConflict.
func Due(tx *store.Tx, s Settings, now time.Time) (Looked, error) {
	if busy, err := tx.Rearming(); err != nil || busy {
		return Looked{}, cmp.Or(err, error(store.ErrConflict))
	}
	v := newView(tx, s, now)
	today := v.today()
	all, err := v.walk(today)
	if err != nil {
		return Looked{}, err
	}
	var out Looked
	for _, w := range all {
		if kindOf(w) == nil {
			continue
		}
		n := len(out.Lines)
		for _, l := range v.linesOf([]store.Waiting{w}, kindOf, store.Date{}, today) {
			if v.goes(&l) {
				out.Lines = append(out.Lines, l)
			}
		}
		if len(out.Lines) == n && !v.later(w, today) {
			out.Early = append(out.Early, w)
		}
	}
	sortLines(out.Lines)
	return out, v.err
}

// DueOf is Due of a few records, whose lines alone it looks at.
func DueOf(tx *store.Tx, s Settings, now time.Time, of []store.Waiting) ([]Line, error) {
	if busy, err := tx.Rearming(); err != nil || busy {
		return nil, cmp.Or(err, error(store.ErrConflict))
	}
	v := newView(tx, s, now)
	once := map[store.Waiting]bool{}
	var few []store.Waiting
	for _, w := range of {
		if !once[w] {
			once[w] = true
			few = append(few, w)
		}
	}
	return slices.DeleteFunc(v.linesOf(few, kindOf, store.Date{}, v.today()), func(l Line) bool { return !v.goes(&l) }), v.err
}

// later reports whether a record owes something later on the same day, so
// that looking again changes nothing.
func (v *View) later(w store.Waiting, today store.Date) bool {
	return w.Day == today && len(v.linesOf([]store.Waiting{w}, kindOf, today, today)) > 0
}

// walk returns what is to be looked at to know all lines until a day.
func (v *View) walk(until store.Date) ([]store.Waiting, error) {
	busy, err := v.tx.Rearming()
	if err != nil {
		return nil, err
	}
	if busy {
		return v.everything()
	}
	var out []store.Waiting
	for w, err := range v.tx.Waiting(until) {
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

// everything is every record for every kind, for when there is no index.
func (v *View) everything() ([]store.Waiting, error) {
	var out []store.Waiting
	for _, k := range Table {
		of, _ := store.KindNamed(k.Of)
		if single, _, _ := of.Traits(); single { // also when it is Not recorded
			out = append(out, store.Waiting{Kind: k.Of, ID: k.Of, Name: k.Name})
			continue
		}
		for rec, err := range of.Each(v.tx) {
			if err != nil {
				return nil, err
			}
			out = append(out, store.Waiting{Kind: k.Of, ID: store.MetaOf(rec).ID, Name: k.Name})
		}
	}
	return out, nil
}

// linesOf returns the lines in from <= day <= until that are not settled, of
// what is to be looked at.
func (v *View) linesOf(all []store.Waiting, kindOf func(store.Waiting) *Kind, from, until store.Date) []Line {
	var out []Line
	for _, w := range all {
		k := kindOf(w)
		if k == nil || v.err != nil {
			continue
		}
		steps := slices.DeleteFunc(v.steps(k, w.ID, until), func(s Step) bool { return s.Day.Before(from) || s.Day.After(until) })
		for _, g := range v.group(k, steps) {
			if l, ok := v.line(k, g); ok {
				l.Waits = w
				out = append(out, l)
			}
		}
	}
	sortLines(out)
	return out
}

// kindOf is the kind of reminder for which a record waits, nil when it is a
// notice.
func kindOf(w store.Waiting) *Kind { return kindNamed(w.Name) }

func kindNamed(name string) *Kind {
	for _, k := range Table {
		if k.Name == name {
			return k
		}
	}
	return nil
}

func sortLines(list []Line) {
	slices.SortFunc(list, func(a, b Line) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Key, b.Key)) })
}

// addressed is a step for one audience.
type addressed struct {
	*Step
	to  Audience
	key string
	place
}

// group puts together what a record would say in one place on one day. The
// office's part comes first.
func (v *View) group(k *Kind, steps []Step) [][]addressed {
	type spot struct {
		subject, channel string
		day              store.Date
	}
	var order []spot
	groups := map[spot][]addressed{}
	for i := range steps {
		s := &steps[i]
		if !s.Over.IsZero() && !v.at(s.Day).Before(s.Over) {
			continue // by its own day it is of no use
		}
		for _, to := range s.To {
			a := addressed{s, to, keyOf(k, s, to), v.place(s, to)}
			at := spot{s.Subject, a.channel, s.Day}
			if groups[at] == nil {
				order = append(order, at)
			}
			groups[at] = append(groups[at], a)
		}
	}
	out := make([][]addressed, 0, len(order))
	for _, at := range order {
		g := groups[at]
		slices.SortStableFunc(g, func(a, b addressed) int { return cmp.Compare(rank(a.to), rank(b.to)) })
		out = append(out, g)
	}
	return out
}

func rank(a Audience) int {
	if a == Office {
		return 0
	}
	return 1
}

// line makes one line of a group, false when any part of it was said already:
// the place has been told.
func (v *View) line(k *Kind, g []addressed) (Line, bool) {
	post := ""
	for i := range g {
		settled, in := v.settled(g[i].key)
		if settled {
			return Line{}, false
		}
		post = cmp.Or(post, in)
	}
	l := v.worded(k, g)
	l.Post = post
	return l, v.err == nil
}

// worded is the line of a group, whatever became of it.
func (v *View) worded(k *Kind, g []addressed) Line {
	a := &g[0]
	l := Line{
		Key: a.key, Kind: k.Name, At: v.atFor(a.Day, a.reader), Audience: a.to, Channel: a.channel, Subject: a.Subject,
		SubjectKind: a.SubjectKind, Person: a.person, Name: v.person(a.person), Own: a.own, Over: a.Over, reader: a.reader,
		Anchor: a.Anchor, Offset: a.Offset,
		OfficeOnly: len(a.To) == 1 && a.To[0] == Office, Unconfirmed: a.unconfirmed,
	}
	if action, ok := a.Rec.(*store.Action); ok {
		l.Ref = action.Ref
	}
	if len(a.Partnerships) == 1 {
		l.Partnership = a.Partnerships[0]
	}
	l.Keeper = a.own && v.keeps(a.Step)
	said := *a.Step
	said.Day = v.said(a.Day)
	if a.reader == "" || a.unconfirmed {
		said.Rec = veiled(said.Rec)
	}
	l.Words = k.Words(v, &said, a.to)
	for i := range g {
		if g[i].key != l.Key && !slices.Contains(l.Covers, g[i].key) {
			l.Covers = append(l.Covers, g[i].key)
		}
		if n := g[i].note; n != "" && (i == 0 || n != g[i-1].note) {
			l.Words = append(l.Words, Span{Text: " " + n})
			l.Notes++
		}
	}
	l.Text = l.Words.String()
	return l
}

// said is the day on which a line of that day is said: today when it is late,
// so that what it tells is true on the day and goes to who is there then.
func (v *View) said(day store.Date) store.Date {
	if today := v.today(); day.Before(today) {
		return today
	}
	return day
}

// settled reports what the ledger knows of a line: that it is done with, or
// which unfinished post has taken it.
func (v *View) settled(key string) (done bool, post string) {
	if v.err != nil {
		return true, ""
	}
	l, err := v.tx.Line(key)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return false, ""
	case err != nil:
		v.fail(err)
		return true, ""
	case l.State == store.LineTaken:
		return false, l.Post
	}
	return true, ""
}
