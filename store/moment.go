package store

import (
	"fmt"
	"strings"
	"time"
)

// Moment is a local date and time of day, as 2026-12-08T10:00; the time, or
// all of it, may be Not recorded, and the date may be partial. It means the
// office's own time zone.
type Moment struct {
	Date
	Minutes int // minutes after midnight plus one; 0: the time is Not recorded
}

// MomentOf returns the minute of t in t's own location.
func MomentOf(t time.Time) Moment {
	return Moment{DateOf(t), t.Hour()*60 + t.Minute() + 1}
}

// ParseMoment reads a date as ParseDate does, with or without T and a time
// of day (2026-12-08T10:00).
func ParseMoment(s string) (Moment, error) {
	day, clock, timed := strings.Cut(s, "T")
	d, err := ParseDate(day)
	if err == nil && !timed {
		return Moment{Date: d}, nil
	}
	if err == nil && d.Exact() && len(clock) == 5 {
		if t, err := time.Parse("15:04", clock); err == nil {
			return Moment{d, t.Hour()*60 + t.Minute() + 1}, nil
		}
	}
	return Moment{}, fmt.Errorf("%s is not a date and time: write 2026-12-08T10:00", quoted(s))
}

// valid reports whether the moment is one of the calendar, or Not recorded.
func (m Moment) valid() bool {
	return m.Date.valid() && m.Minutes >= 0 && m.Minutes <= 24*60 && (m.Minutes == 0 || m.Exact())
}

// Timed reports whether the time of day is recorded.
func (m Moment) Timed() bool { return m.Minutes > 0 }

// Clock returns the hour and minute, 0 and 0 when the time is Not recorded.
func (m Moment) Clock() (hour, minute int) {
	n := max(m.Minutes-1, 0)
	return n / 60, n % 60
}

// In returns the instant in loc; midnight when the time is Not recorded.
func (m Moment) In(loc *time.Location) time.Time {
	h, min := m.Clock()
	return m.At(loc, h, min)
}

// Compare orders moments by date, then time; no time comes before any time.
func (m Moment) Compare(o Moment) int {
	if c := m.Date.Compare(o.Date); c != 0 {
		return c
	}
	return m.Minutes - o.Minutes
}

// String returns the moment as the register writes it, "" when Not recorded.
func (m Moment) String() string {
	if !m.Timed() {
		return m.Date.String()
	}
	h, min := m.Clock()
	return fmt.Sprintf("%sT%02d:%02d", m.Date, h, min)
}

// MarshalText writes the moment as String does.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText wrote; "" is Not recorded.
func (m *Moment) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*m = Moment{}
		return nil
	}
	v, err := ParseMoment(string(b))
	if err == nil {
		*m = v
	}
	return err
}

// Due is when an action is due: a date, or the next board and so whenever
// that is. The zero Due is Not recorded.
type Due struct {
	Date
	NextBoard bool
}

// ParseDue reads a date as ParseDate does, or next-board.
func ParseDue(s string) (Due, error) {
	if s == "next-board" {
		return Due{NextBoard: true}, nil
	}
	d, err := ParseDate(s)
	if err != nil {
		return Due{}, fmt.Errorf("%s is not a due date: write 2027-01-15 or next-board", quoted(s))
	}
	return Due{Date: d}, nil
}

// IsZero reports whether the due date is Not recorded.
func (d Due) IsZero() bool { return d == Due{} }

// String returns the due date as the register writes it.
func (d Due) String() string {
	if d.NextBoard {
		return "next-board"
	}
	return d.Date.String()
}

// MarshalText writes the due date as String does.
func (d Due) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote; "" is Not recorded.
func (d *Due) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Due{}
		return nil
	}
	v, err := ParseDue(string(b))
	if err == nil {
		*d = v
	}
	return err
}
