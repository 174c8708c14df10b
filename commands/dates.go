package commands

import (
	"fmt"

	"csp/store"
	"csp/store/english"
)

// period is a range of dates: 1 April 2024 to 31 March 2027, 2015 to 2020,
// from May 2025, until June 2022; Not recorded when neither end is. Two dates
// of one year name it once.
func period(from, until store.Date) string {
	switch {
	case from.IsZero() && until.IsZero():
		return english.NotRecorded
	case until.IsZero():
		return "from " + english.Short(from)
	case from.IsZero():
		return "until " + english.Short(until)
	case from == until:
		return english.Short(from)
	case from.Year == until.Year && from.Month != 0 && until.Month != 0:
		return dayAndMonth(from) + " to " + english.Short(until)
	}
	return english.Short(from) + " to " + english.Short(until)
}

func dayAndMonth(d store.Date) string {
	if d.Day == 0 {
		return d.Month.String()
	}
	return fmt.Sprintf("%d %s", d.Day, d.Month)
}

// inDays is how many days it is to a date, to the day: in 129 days. Of a
// partial date it is away.
func inDays(today, d store.Date) string {
	n := today.DaysUntil(d)
	if n < 2 || !d.Exact() {
		return english.Away(today, d)
	}
	return "in " + english.Count(n, "day", "days")
}

// dayAndAway is a date and how far it is: Tuesday 8 December 2026, in 16
// days. Today is "today (Sunday 22 November 2026)".
func dayAndAway(today, d store.Date) string {
	a := english.Away(today, d)
	switch a {
	case "":
		return english.Long(d)
	case "today":
		return "today (" + english.Long(d) + ")"
	}
	return english.Long(d) + ", " + a
}

// passed reports whether the whole of a date lies before today.
func passed(today, d store.Date) bool { return !d.IsZero() && d.Last().Before(today) }

// during reports whether a day lies in a dated period; a Not recorded end is
// open, and a partial date counts from its first and to its last day.
func during(day, from, until store.Date) bool {
	return !day.Before(from.First()) && (until.IsZero() || !day.After(until.Last()))
}
