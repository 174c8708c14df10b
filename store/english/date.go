package english

import (
	"fmt"

	"csp/store"
)

// Long is Friday 13 March 2026; a partial date is as Short has it.
func Long(d store.Date) string {
	if !d.Exact() {
		return Short(d)
	}
	return d.Weekday().String() + " " + Short(d)
}

// Short is 13 March 2026, March 2021 or 2021, or Not recorded.
func Short(d store.Date) string {
	switch {
	case d.IsZero():
		return NotRecorded
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", d.Month, d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

// On puts a date into a sentence: on Saturday 14 March 2026, in March 2026, in
// 2026.
func On(d store.Date) string {
	if d.Exact() {
		return "on " + Long(d)
	}
	return "in " + Long(d)
}

// OnShort is On without the weekday.
func OnShort(d store.Date) string {
	if d.Exact() {
		return "on " + Short(d)
	}
	return "in " + Short(d)
}

// Clock is a time of day as people say it: 10am, 2:15pm, midday.
func Clock(hour, minute int) string {
	half := "am"
	if hour >= 12 {
		half = "pm"
	}
	h := (hour+11)%12 + 1
	switch {
	case hour == 12 && minute == 0:
		return "midday"
	case minute == 0:
		return fmt.Sprintf("%d%s", h, half)
	}
	return fmt.Sprintf("%d:%02d%s", h, minute, half)
}

// Moment is Tuesday 8 December 2026, 10am; without the time when that is Not
// recorded.
func Moment(m store.Moment) string {
	if !m.Timed() {
		return Long(m.Date)
	}
	return Long(m.Date) + ", " + Clock(m.Clock())
}

// Away is how far a date is from today: today, tomorrow, in 16 days, in 4
// months, 3 days ago, 8 months ago. Of a partial date it is "" until the
// whole of it has passed, and then what is sure: last year, about 4 years
// ago.
func Away(today, d store.Date) string {
	switch {
	case d.IsZero():
		return ""
	case !d.Exact():
		return aboutAgo(today, d)
	}
	n := today.DaysUntil(d)
	switch {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n > 0 && n < 100:
		return fmt.Sprintf("in %d days", n)
	case n > 0:
		return "in " + Months(MonthsBetween(today, d))
	case n > -60:
		return fmt.Sprintf("%d days ago", -n)
	}
	return Months(MonthsBetween(d, today)) + " ago"
}

// aboutAgo is how long ago a partial date was, in the unit that is known; ""
// while it has not passed.
func aboutAgo(today, d store.Date) string {
	years := today.Year - d.Year
	n := 12*years + int(today.Month) - int(d.Month)
	switch {
	case !d.Last().Before(today):
		return ""
	case d.Month == 0 && years == 1:
		return "last year"
	case d.Month == 0:
		return "about " + Count(years, "year", "years") + " ago"
	case n == 1:
		return "last month"
	}
	return "about " + Months(n) + " ago"
}

// MonthsBetween returns how many whole months lie from one date to a later one.
func MonthsBetween(from, to store.Date) int {
	n := (to.Year-from.Year)*12 + int(to.Month-from.Month)
	if from.AddMonths(n).After(to) {
		n--
	}
	return n
}

// Months is a number of months: 1 month, 23 months, and from 24 on 2 years.
func Months(n int) string {
	if n >= 24 {
		return Count(n/12, "year", "years")
	}
	return Count(n, "month", "months")
}
