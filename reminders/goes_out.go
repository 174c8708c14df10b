package reminders

import (
	"errors"
	"time"

	"csp/store"
)

// offs are the times during which nobody handled the calendar, with the one
// that a sender would find if it began now.
func (v *View) offs() ([]store.Off, error) {
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
	return offs, nil
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
		return v.now.Truncate(time.Second), nil
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

// sendingHours reports whether reminders may be sent at a moment.
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
