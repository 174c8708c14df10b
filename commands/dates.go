package commands

import (
	"fmt"

	"csp/store"
)

// longDate is Friday 13 March 2026; a partial date as shortDate has it.
func longDate(d store.Date) string {
	if !d.Exact() {
		return shortDate(d)
	}
	return d.Weekday().String() + " " + shortDate(d)
}

// shortDate is 13 March 2026, March 2021 or 2021, or Not recorded.
func shortDate(d store.Date) string {
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

// clock is a time of day as people say it: 10am, 2:15pm, midday.
func clock(hour, minute int) string {
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

// moment is Tuesday 8 December 2026, 10am; without the time when that is Not
// recorded.
func moment(m store.Moment) string {
	if !m.Timed() {
		return longDate(m.Date)
	}
	return longDate(m.Date) + ", " + clock(m.Clock())
}

// period is a range of dates: 1 April 2024 to 31 March 2027, 2015 to 2020,
// from May 2025, until June 2022; Not recorded when neither end is. Two dates
// of one year name it once.
func period(from, until store.Date) string {
	switch {
	case from.IsZero() && until.IsZero():
		return NotRecorded
	case until.IsZero():
		return "from " + shortDate(from)
	case from.IsZero():
		return "until " + shortDate(until)
	case from == until:
		return shortDate(from)
	case from.Year == until.Year && from.Month != 0 && until.Month != 0:
		return dayAndMonth(from) + " to " + shortDate(until)
	}
	return shortDate(from) + " to " + shortDate(until)
}

func dayAndMonth(d store.Date) string {
	if d.Day == 0 {
		return d.Month.String()
	}
	return fmt.Sprintf("%d %s", d.Day, d.Month)
}

// away is how far a date is from today: today, tomorrow, in 16 days, in 4
// months, 3 days ago, 8 months ago. Of a partial date it is "" until the
// whole of it has passed, and then what is sure: last year, about 4 years
// ago.
func away(today, d store.Date) string {
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
		return "in " + monthsWords(months(today, d))
	case n > -60:
		return fmt.Sprintf("%d days ago", -n)
	}
	return monthsWords(months(d, today)) + " ago"
}

// aboutAgo is how long ago a partial date was, in the unit that is known; ""
// while it has not passed.
func aboutAgo(today, d store.Date) string {
	years := today.Year - d.Year
	n := 12*years + int(today.Month) - int(d.Month)
	switch {
	case !passed(today, d):
		return ""
	case d.Month == 0 && years == 1:
		return "last year"
	case d.Month == 0:
		return "about " + count(years, "year", "years") + " ago"
	case n == 1:
		return "last month"
	}
	return "about " + monthsWords(n) + " ago"
}

// inDays is how many days it is to a date, to the day: in 129 days. Of a
// partial date it is away.
func inDays(today, d store.Date) string {
	n := today.DaysUntil(d)
	if n < 2 || !d.Exact() {
		return away(today, d)
	}
	return "in " + count(n, "day", "days")
}

// months returns how many whole months lie from one date to a later one.
func months(from, to store.Date) int {
	n := (to.Year-from.Year)*12 + int(to.Month-from.Month)
	if from.AddMonths(n).After(to) {
		n--
	}
	return n
}

func monthsWords(n int) string {
	if n >= 24 {
		return count(n/12, "year", "years")
	}
	return count(n, "month", "months")
}

// dayAndAway is a date and how far it is: Tuesday 8 December 2026, in 16
// days. Today is "today (Sunday 22 November 2026)".
func dayAndAway(today, d store.Date) string {
	a := away(today, d)
	switch a {
	case "":
		return longDate(d)
	case "today":
		return "today (" + longDate(d) + ")"
	}
	return longDate(d) + ", " + a
}

// passed reports whether the whole of a date lies before today.
func passed(today, d store.Date) bool { return !d.IsZero() && d.Last().Before(today) }

// during reports whether a day lies in a dated period; a Not recorded end is
// open, and a partial date counts from its first and to its last day.
func during(day, from, until store.Date) bool {
	return !day.Before(from.First()) && (until.IsZero() || !day.After(until.Last()))
}
