package reminders

import (
	"fmt"
	"strings"

	"csp/store"
)

func plain(s string) Span { return Span{Text: s} }

func bold(s string) Span { return Span{Text: s, Bold: true} }

// longDate is Friday 13 March 2026; a partial date is March 2026 or 2026.
func longDate(d store.Date) string {
	switch {
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", d.Month, d.Year)
	}
	return fmt.Sprintf("%s %d %s %d", d.Weekday(), d.Day, d.Month, d.Year)
}

// when is Tuesday 8 December 2026, 10am; without the time when that is Not
// recorded.
func when(m store.Moment) string {
	if !m.Timed() {
		return longDate(m.Date)
	}
	hour, minute := m.Clock()
	half := "am"
	if hour >= 12 {
		half = "pm"
	}
	h := (hour+11)%12 + 1
	switch {
	case hour == 12 && minute == 0:
		return longDate(m.Date) + ", midday"
	case minute == 0:
		return fmt.Sprintf("%s, %d%s", longDate(m.Date), h, half)
	}
	return fmt.Sprintf("%s, %d:%02d%s", longDate(m.Date), h, minute, half)
}

// away is how far a day is from another: today, tomorrow, in 16 days, in 4
// months, 3 days ago.
func away(from, to store.Date) string {
	switch n := from.DaysUntil(to); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n > 0 && n < 100:
		return fmt.Sprintf("in %d days", n)
	case n > 0:
		return "in " + count(months(from, to), "month", "months")
	case n > -100:
		return fmt.Sprintf("%d days ago", -n)
	}
	return count(months(to, from), "month", "months") + " ago"
}

// months is how many months lie between two days, to the nearer one.
func months(from, to store.Date) int {
	n := (to.Year-from.Year)*12 + int(to.Month-from.Month)
	switch d := to.Day - from.Day; {
	case d > 15:
		n++
	case d < -15:
		n--
	}
	return n
}

// count is 1 paper, 2 papers.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// and lists words: a, b and c.
func and(words []string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}

// named is a record's name, or what it is, with its place in brackets.
func named(name, otherwise, place string) string {
	if name == "" {
		name = otherwise
	}
	if place == "" {
		return name
	}
	return name + " (" + place + ")"
}
