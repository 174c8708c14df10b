package store

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// Date is a civil date, which may be known only to its month or its year
// (2021-03, 2021). The zero Date is Not recorded. It has no time zone: it is
// the date in the office's own.
type Date struct {
	Year  int
	Month time.Month // 0: only the year is known
	Day   int        // 0: only the month is known
}

// DateOf returns the civil date of t in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads 2021-03-31, 2021-03 or 2021, and nothing else. The empty
// string is an error: absence is the zero Date, not a text.
func ParseDate(s string) (Date, error) {
	var d Date
	ok := false
	switch len(s) {
	case 4:
		d.Year, ok = digits(s)
	case 7:
		var m int
		d.Year, ok = digits(s[:4])
		if ok && s[4] == '-' {
			m, ok = digits(s[5:])
			d.Month = time.Month(m)
			ok = ok && m >= 1 && m <= 12
		} else {
			ok = false
		}
	case 10:
		t, err := time.Parse(time.DateOnly, s)
		d, ok = DateOf(t), err == nil
	}
	if !ok || d.Year < 1 {
		return Date{}, fmt.Errorf("%s is not a date: write 2021-03-31, 2021-03 or 2021", quoted(s))
	}
	return d, nil
}

func digits(s string) (int, bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// IsZero reports whether the date is Not recorded.
func (d Date) IsZero() bool { return d == Date{} }

// valid reports whether the date is one of the calendar, or Not recorded.
func (d Date) valid() bool {
	switch {
	case d.IsZero():
		return true
	case d.Year < 1 || d.Year > 9999 || d.Month < 0 || d.Month > 12 || d.Day < 0:
		return false
	case d.Month == 0:
		return d.Day == 0
	}
	return d.Day <= endOfMonth(d.Year, d.Month)
}

// Exact reports whether the day is known. A date that is not exact never
// fires a reminder.
func (d Date) Exact() bool { return d.Day != 0 }

// String returns the date as the register writes it, "" when Not recorded.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// First returns the first day the date can mean: 1 March 2021 for 2021-03,
// Not recorded for Not recorded.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.Year, max(d.Month, 1), max(d.Day, 1)}
}

// Last returns the last day the date can mean: 31 March 2021 for 2021-03,
// Not recorded for Not recorded.
func (d Date) Last() Date {
	switch {
	case d.IsZero() || d.Exact():
		return d
	case d.Month == 0:
		return Date{d.Year, time.December, 31}
	}
	return DateOf(time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC))
}

// Compare orders dates by the first day they can mean, a shorter date before
// a longer one of the same first day; Not recorded comes first of all.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// Before reports whether d comes before o in Compare's order.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After reports whether d comes after o in Compare's order.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// At returns the instant at midnight (or hour:minute) of the date's first
// day in loc, the zero Time when the date is Not recorded.
func (d Date) At(loc *time.Location, hour, minute int) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	f := d.First()
	return time.Date(f.Year, f.Month, f.Day, hour, minute, 0, 0, loc)
}

// AddDays returns the exact date n days after d's first day, Not recorded
// when d is.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	f := d.First()
	return DateOf(time.Date(f.Year, f.Month, f.Day+n, 0, 0, 0, 0, time.UTC))
}

// AddMonths returns the exact date n months after d's first day, clamped to
// the month's end: 31 March less 1 month is 28 or 29 February. It is Not
// recorded when d is.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	f := d.First()
	end := time.Date(f.Year, f.Month+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return Date{end.Year(), end.Month(), min(f.Day, end.Day())}
}

// DaysUntil returns how many days lie from d's first day to o's first day,
// negative when o is earlier. Both must be recorded.
func (d Date) DaysUntil(o Date) int {
	return int(o.At(time.UTC, 0, 0).Sub(d.At(time.UTC, 0, 0)) / (24 * time.Hour))
}

// Weekday returns the day of the week of d's first day.
func (d Date) Weekday() time.Weekday { return d.At(time.UTC, 0, 0).Weekday() }

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote; "" is Not recorded.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}
