package store

import (
	"errors"
	"sync"
	"time"
)

// The years of the built-in bank holidays. What Parliament or the Palace
// adds for a later year goes into the office's bank_holidays.
const (
	firstBankYear = 2019
	lastBankYear  = 2028
)

// LastBankHoliday returns the last day of the built-in list, after which only
// the office's own additions are known.
func LastBankHoliday() Date { return Date{lastBankYear, time.December, 31} }

// Calendar tells working days from others: not a Saturday, a Sunday, a bank
// holiday in England and Wales (the built-in list and the office's
// additions), or a day on which the office is closed.
type Calendar struct {
	built map[Date]string // the bank holidays that the program knows, by all calendars
	own   map[Date]string // what the office adds
}

// builtIn are the bank holidays that the program knows. They are never
// written to again.
var builtIn = sync.OnceValue(func() map[Date]string {
	out := map[Date]string{}
	for year := firstBankYear; year <= lastBankYear; year++ {
		addBankHolidays(out, year)
	}
	return out
})

// NewCalendar returns the calendar of an office.
func NewCalendar(o Office) *Calendar {
	c := &Calendar{builtIn(), make(map[Date]string, len(o.BankHolidays)+len(o.Holidays))}
	for _, list := range [][]Holiday{o.BankHolidays, o.Holidays} {
		for _, h := range list {
			c.own[h.Date] = h.Name
		}
	}
	return c
}

// CalendarOf returns the calendar of the office that the register holds; an
// office that is Not recorded has no closures of its own.
func CalendarOf(tx *Tx) (*Calendar, error) {
	o, err := Offices.Get(tx, OfficeID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	return NewCalendar(o), nil
}

// Holiday returns the name of the holiday or closure that d's first day is;
// ok is false when it is none, as an ordinary Saturday.
func (c *Calendar) Holiday(d Date) (name string, ok bool) {
	day := d.First()
	if name, ok = c.own[day]; !ok {
		name, ok = c.built[day]
	}
	return name, ok
}

// Working reports whether d's first day is a working day.
func (c *Calendar) Working(d Date) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	_, closed := c.Holiday(d)
	return !closed
}

// AddWorkingDays returns the nth working day after d, or before it when n is
// negative; d itself, working day or not, when n is 0. Within 10 working days
// of a board means that day 1 is the next working day.
func (c *Calendar) AddWorkingDays(d Date, n int) Date {
	step := 1
	if n < 0 {
		n, step = -n, -1
	}
	for d = d.First(); n > 0; {
		if d = d.AddDays(step); c.Working(d) {
			n--
		}
	}
	return d
}

// WorkingDaysTo returns how many working days it is from a day to another,
// negative when that comes before: the n by which AddWorkingDays comes to a
// working day.
func (c *Calendar) WorkingDaysTo(from, to Date) int {
	n, step := 0, 1
	if to.Before(from) {
		step = -1
	}
	for d := from; d != to; {
		if d = d.AddDays(step); c.Working(d) {
			n += step
		}
	}
	return n
}

// ClearDaysBefore returns the last day on which n clear working days lie
// before d: neither the day returned nor d itself is counted.
func (c *Calendar) ClearDaysBefore(d Date, n int) Date { return c.AddWorkingDays(d, -n-1) }

// NextWorking returns the first working day on or after d.
func (c *Calendar) NextWorking(d Date) Date {
	d = d.First()
	for !c.Working(d) {
		d = d.AddDays(1)
	}
	return d
}

// LastWorking returns the last working day on or before d.
func (c *Calendar) LastWorking(d Date) Date {
	d = d.First()
	for !c.Working(d) {
		d = d.AddDays(-1)
	}
	return d
}

// BankHolidaysUntil returns the last day up to which the bank holidays are
// known: of the built-in list, and of the years that the office's own
// additions go on with. A year counts when it has as many as every year has.
func (o *Office) BankHolidaysUntil() Date {
	known := map[int]int{}
	for _, h := range o.BankHolidays {
		known[h.Date.Year]++
	}
	end := LastBankHoliday()
	for known[end.Year+1] >= bankHolidaysAYear {
		end.Year++
	}
	return end
}

// bankHolidaysAYear is how many bank holidays England and Wales have in a year
// without a special one.
const bankHolidaysAYear = 8
