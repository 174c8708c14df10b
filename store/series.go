package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Series is how often a meeting comes again. It is words, not an RFC 5545
// rule, in these shapes:
//
//	every 6 weeks on Tuesday
//	monthly on day 15
//	monthly on the last day
//	quarterly on the 2nd Tuesday
//	quarterly on the last Friday
//	yearly on 4 March
//
// Monthly and quarterly go with each of the four days of a month.
type Series struct {
	weeks   int          // every so many weeks on weekday
	months  int          // 1, 3 or 12
	nth     int          // of weekday in its month, lastOne: the last
	weekday time.Weekday // with weeks or nth
	day     int          // of the month, lastOne: the last
	month   time.Month   // of a year
}

const lastOne = -1

const seriesHint = "every 6 weeks on Tuesday, monthly on day 15, monthly on the last day, quarterly on the 2nd Tuesday or yearly on 4 March"

var ordinals = []string{"", "1st", "2nd", "3rd", "4th"}

// ParseSeries reads the words of a series, capitals or not. The whole text
// must be one of the shapes.
func ParseSeries(words string) (Series, error) {
	w := strings.Fields(strings.ToLower(words))
	var s Series
	ok := false
	if len(w) >= 4 && len(words) <= 60 {
		switch w[0] {
		case "every":
			s, ok = parseWeeks(w)
		case "monthly":
			s, ok = parseMonthDay(w[1:])
			s.months = 1
		case "quarterly":
			s, ok = parseMonthDay(w[1:])
			s.months = 3
		case "yearly":
			s, ok = parseYearDay(w)
			s.months = 12
		}
	}
	if !ok {
		return Series{}, fmt.Errorf("%s is not a series of meetings: write %s", quoted(words), seriesHint)
	}
	return s, nil
}

// parseWeeks reads every 6 weeks on tuesday.
func parseWeeks(w []string) (s Series, ok bool) {
	if len(w) != 5 || w[2] != "weeks" || w[3] != "on" {
		return s, false
	}
	var fits, known bool
	s.weeks, fits = number(w[1], 52)
	s.weekday, known = weekdayNamed(w[4])
	return s, fits && known
}

// parseMonthDay reads on day 15, on the last day, on the 2nd tuesday.
func parseMonthDay(w []string) (s Series, ok bool) {
	switch {
	case len(w) == 3 && w[0] == "on" && w[1] == "day":
		s.day, ok = number(w[2], 31)
	case len(w) != 4 || w[0] != "on" || w[1] != "the":
	case w[2] == "last" && w[3] == "day":
		s.day, ok = lastOne, true
	default:
		s.weekday, ok = weekdayNamed(w[3])
		if s.nth = slices.Index(ordinals, w[2]); w[2] == "last" {
			s.nth = lastOne
		} else {
			ok = ok && s.nth > 0
		}
	}
	return s, ok
}

// parseYearDay reads yearly on 4 march.
func parseYearDay(w []string) (s Series, ok bool) {
	if len(w) != 4 || w[1] != "on" {
		return s, false
	}
	s.day, ok = number(w[2], 31)
	for m := time.January; m <= time.December; m++ {
		if strings.ToLower(m.String()) == w[3] {
			s.month = m
		}
	}
	// 2024 has a 29 February, the most a year can have.
	return s, ok && s.month > 0 && s.day <= endOfMonth(2024, s.month)
}

func weekdayNamed(s string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.ToLower(d.String()) == s {
			return d, true
		}
	}
	return 0, false
}

// String returns the series as the register writes it.
func (s Series) String() string {
	period := map[int]string{1: "monthly on ", 3: "quarterly on ", 12: "yearly on "}[s.months]
	switch {
	case s.weeks > 0:
		return fmt.Sprintf("every %d weeks on %s", s.weeks, s.weekday)
	case s.month > 0:
		return fmt.Sprintf("%s%d %s", period, s.day, s.month)
	case s.nth == lastOne:
		return period + "the last " + s.weekday.String()
	case s.nth > 0:
		return period + "the " + ordinals[s.nth] + " " + s.weekday.String()
	case s.day == lastOne:
		return period + "the last day"
	}
	return period + "day " + strconv.Itoa(s.day)
}

// Next returns the exact date of the meeting that follows one on the date
// after (its first day when it is partial); the zero Date follows the zero
// Date. Weeks and quarters count from after; a monthly or yearly series keeps
// to its day although the meeting before was moved a little: it is the first
// one that is more than a week, or 3 months, later. A day that a month does
// not have is its last day.
func (s Series) Next(after Date) Date {
	switch {
	case after.IsZero():
		return Date{}
	case s.weeks > 0:
		after = after.First()
		// Weeks run from Monday, so a board moved by a day or two is still
		// in its week.
		fromMonday := func(d time.Weekday) int { return (int(d) + 6) % 7 }
		return after.AddDays(7*s.weeks + fromMonday(s.weekday) - fromMonday(after.Weekday()))
	case s.months == 3:
		return s.in(Date{after.Year, after.First().Month, 1}.AddMonths(3))
	}
	least := after.First().AddDays(7)
	month := Date{after.Year, after.First().Month, 1}
	if s.months == 12 {
		least = after.AddMonths(3)
		month.Month = s.month
	}
	for {
		if d := s.in(month); d.After(least) {
			return d
		}
		month = month.AddMonths(s.months)
	}
}

// in returns the series' date in a month.
func (s Series) in(month Date) Date {
	end := endOfMonth(month.Year, month.Month)
	d := month
	switch {
	case s.nth == lastOne:
		d.Day = end
		d.Day -= (int(d.Weekday()) - int(s.weekday) + 7) % 7
	case s.nth > 0:
		d.Day = 1
		d.Day += (int(s.weekday)-int(d.Weekday())+7)%7 + 7*(s.nth-1)
	case s.day == lastOne:
		d.Day = end
	default:
		d.Day = min(s.day, end)
	}
	return d
}

func endOfMonth(year int, m time.Month) int {
	return time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
