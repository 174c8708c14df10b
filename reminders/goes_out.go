package reminders

import (
	"errors"
	"time"

	"csp/store"
)

// offs are the times during which nobody handled the calendar, with the one
// that a sender would find if it began now.
func (v *View) offs() ([]store.Off, error) {
	if v.offsRead {
		return v.known, nil
	}
	offs, err := v.tx.Offs()
	if err != nil {
		return nil, err
	}
	mark, err := v.tx.Mark()
	if err != nil {
		return nil, err
	}
	if v.now.Sub(mark) > patience {
		offs = append(offs, store.Off{From: mark, Until: v.now})
	}
	v.known, v.offsRead = offs, true
	return offs, nil
}

// goes reports whether a line is to be sent by now. What an unfinished post has
// taken goes with it.
func (v *View) goes(l *Line) bool {
	if l.At.After(v.now) {
		return false
	}
	return l.Post != "" || store.DateOf(l.At) == v.today() || !v.now.Before(v.lateFrom(l))
}

// lateFrom is the moment of today from which what fell due on an earlier day is
// sent: the hour at which its reader gets theirs, but no later than when the
// bot came back today.
func (v *View) lateFrom(l *Line) time.Time {
	at := v.hourOf(l, v.today())
	offs, err := v.offs()
	v.fail(err)
	for _, o := range offs {
		if until := o.Until.In(v.Zone); store.DateOf(until) == v.today() && until.Before(at) {
			at = until
		}
	}
	return at
}

// goesOut is when a line of today or before goes out: at its own time when that
// is today, else now, in the hours for it. What comes after the day's post waits
// for the next working day.
func (v *View) goesOut(l *Line) (time.Time, error) {
	today := v.today()
	open := sendingHours(v.cal, v.now)
	if open && l.Channel != "" && l.Post == "" {
		_, free, err := freePost(v.tx, l.Channel, today, 1)
		if err != nil {
			return time.Time{}, err
		}
		open = free
	}
	own := store.DateOf(l.At) == today
	switch {
	case open && own:
		return l.At, nil
	case open:
		return laterOf(v.now.Truncate(time.Second), v.lateFrom(l)), nil
	case v.now.Before(v.at(today)) && v.cal.Working(today):
		return v.hourOf(l, today), nil
	}
	return v.hourOf(l, v.cal.AddWorkingDays(today, 1)), nil
}

// hourOf is the moment of a day at which a line's reader gets theirs.
func (v *View) hourOf(l *Line, day store.Date) time.Time { return v.atFor(day, l.reader) }

// laterOf is the later of two moments.
func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// sendingHours reports whether reminders may be sent at a moment: on a working
// day from nine o'clock to five. Five o'clock is its whole minute, so that what
// is due at five, as an office may set it, is sent at five and not a day late;
// what has not gone out by then waits for the next working day.
func sendingHours(cal *store.Calendar, at time.Time) bool {
	minute := at.Hour()*60 + at.Minute()
	return cal.Working(store.DateOf(at)) && minute >= FirstHour*60 && minute <= LastHour*60
}

// freePost returns the first post of a day to a destination, from the nth on,
// that can still take lines; ok is false when the day's post is out or under
// way.
func freePost(tx *store.Tx, to string, day store.Date, n int) (p store.Post, ok bool, err error) {
	for ; ; n++ {
		p, err = tx.Post(store.PostKey(to, day, n))
		switch {
		case errors.Is(err, store.ErrNotFound):
			return store.Post{Key: store.PostKey(to, day, n), Type: store.ReminderType, To: to, Day: day, Number: n}, true, nil
		case err != nil:
			return store.Post{}, false, err
		case p.State == store.PostRejected:
			return p, true, nil
		case p.State == store.PostSkipped || len(p.Lines) >= maxLines:
		default:
			return store.Post{}, false, nil
		}
	}
}
