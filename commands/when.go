package commands

import (
	"fmt"
	"strings"
	"time"

	"csp/store"
	"csp/store/english"
)

// dateRules say how a typed date is read where it leaves something out.
type dateRules struct {
	Today store.Date
	// Past: it came after "on" or "since", so that a weekday or a date
	// without a year means the last one, and yesterday and 2 weeks ago are
	// dates.
	Past bool
	// After: a date without a year, or a weekday, means the first one after
	// this day, as in actions pasted from a board. Zero: the first from today on.
	After store.Date
	// Partial: March 2021 and 2021 are allowed too.
	Partial bool
	// Board allows "next board".
	Board bool
}

// dateExample is shown with every refusal.
const dateExample = "Type a date such as 14 March 2026, 14/3/26, Friday, next Tuesday, tomorrow, in 2 weeks or end of March."

// parseDate reads a date as people type it, day first. The whole of s must be
// a date, or the answer is a Problem with an example. The date is always to
// be said back in full.
func parseDate(s string, rules dateRules) (store.Due, error) {
	w := strings.Fields(strings.ToLower(s))
	if rules.Board && len(w) == 2 && w[0] == "next" && w[1] == "board" {
		return store.Due{NextBoard: true}, nil
	}
	d, says := rules.read(w)
	if says == "" && (d.Year < firstYear || d.Year > lastYear) {
		says = "is not a date that I know"
	}
	if says != "" {
		return store.Due{}, &Problem{Says: "“" + typed(s) + "” " + says + ".", Then: dateExample}
	}
	return store.Due{Date: d}, nil
}

// parseDay is parseDate where the next board is no answer.
func parseDay(s string, rules dateRules) (store.Date, error) {
	rules.Board = false
	d, err := parseDate(s, rules)
	return d.Date, err
}

// The years that a typed date may lie in.
const (
	firstYear = 1900
	lastYear  = 2199
)

const notADate = "is not a date that I know"

// read returns the date that the words mean; says is what is wrong with
// them, "" when nothing is.
func (r dateRules) read(w []string) (d store.Date, says string) {
	switch len(w) {
	case 1:
		return r.oneWord(w[0])
	case 2:
		return r.twoWords(w[0], w[1])
	case 3, 4:
		if w[0] == "in" && len(w) == 3 {
			return r.inSome(w[1], w[2])
		}
		if k, ok := number(w[0], 3); ok && k > 0 && w[2] == "ago" && len(w) == 3 {
			return r.ago(-k, w[1])
		}
		if w[0] == "end" && w[1] == "of" {
			return r.endOf(w[2], w[3:])
		}
		if day, ok := weekdays[w[0]]; ok {
			return r.named(day, w[1:])
		}
		if len(w) == 3 {
			return r.dayMonth(w[0], w[1], w[2])
		}
	}
	return d, notADate
}

func (r dateRules) oneWord(w string) (store.Date, string) {
	switch w {
	case "today":
		return r.Today, ""
	case "tomorrow":
		return r.Today.AddDays(1), ""
	case "yesterday":
		return r.ago(-1, "days")
	}
	if day, ok := weekdays[w]; ok {
		if r.Past {
			return r.Today.AddDays(-((int(r.Today.Weekday()-day)+6)%7 + 1)), ""
		}
		since := r.Today
		if !r.After.IsZero() { // Friday in the minutes is the one after the board
			since = r.After
		}
		return since.AddDays((int(day-since.Weekday())+6)%7 + 1), ""
	}
	if d, m, ok := strings.Cut(w, "/"); ok && !strings.Contains(m, "/") {
		return r.halfSlashed(d, m)
	}
	if strings.Count(w, "/") == 2 {
		return slashed(w)
	}
	d, err := store.ParseDate(w)
	switch {
	case err != nil && len(w) == 10 && strings.Count(w, "-") == 2:
		return d, noSuchDay
	case err != nil:
		return d, notADate
	case !d.Exact() && !r.Partial:
		return d, "needs a day"
	}
	return d, ""
}

func (r dateRules) twoWords(a, b string) (store.Date, string) {
	if day, ok := weekdays[b]; ok && a == "next" {
		monday := r.Today.AddDays(7 - (int(r.Today.Weekday())+6)%7)
		return monday.AddDays((int(day) + 6) % 7), ""
	}
	if m, ok := monthNamed(a); ok {
		y, ok := number(b, 4)
		switch {
		case !ok:
			return store.Date{}, notADate
		case !r.Partial:
			return store.Date{}, "needs a day"
		}
		return store.Date{Year: y, Month: m}, ""
	}
	return r.dayMonth(a, b, "")
}

// dayMonth reads 14 March, with or without its year.
func (r dateRules) dayMonth(day, month, year string) (store.Date, string) {
	n, ok := number(day, 2)
	m, known := monthNamed(month)
	if !ok || !known {
		return store.Date{}, notADate
	}
	if year != "" {
		y, ok := number(year, 4)
		if !ok || len(year) != 4 {
			return store.Date{}, notADate
		}
		return exact(y, m, n)
	}
	return r.yearless(m, n)
}

// yearless finds the next 14 March, or the last one. A leap day waits for
// its year.
func (r dateRules) yearless(m time.Month, day int) (store.Date, string) {
	from, step := r.Today, 1
	switch {
	case r.Past:
		step = -1
	case !r.After.IsZero():
		from = r.After.AddDays(1)
	}
	for i := range 9 { // 1896 and 1904 are leap years, 1900 is not
		d, says := exact(from.Year+i*step, m, day)
		if says == "" && !d.Before(from) && step > 0 || says == "" && !d.After(from) && step < 0 {
			return d, ""
		}
	}
	return store.Date{}, noSuchDay
}

// named reads Friday 13 March 2026, which must be a Friday.
func (r dateRules) named(day time.Weekday, w []string) (store.Date, string) {
	year := ""
	if len(w) == 3 {
		year = w[2]
	}
	d, says := r.dayMonth(w[0], w[1], year)
	if says == "" && d.Weekday() != day {
		return d, "does not fit together: " + english.Short(d) + " is a " + d.Weekday().String()
	}
	return d, says
}

func (r dateRules) inSome(n, unit string) (store.Date, string) {
	k, ok := number(n, 3)
	if !ok || k == 0 {
		return store.Date{}, notADate
	}
	return r.shifted(k, unit)
}

// ago is a date in the past, where one is natural.
func (r dateRules) ago(n int, unit string) (store.Date, string) {
	d, says := r.shifted(n, unit)
	if says == "" && !r.Past {
		says = "has passed"
	}
	return d, says
}

// shifted is so many days, weeks or months from today.
func (r dateRules) shifted(n int, unit string) (store.Date, string) {
	switch strings.TrimSuffix(unit, "s") {
	case "day":
		return r.Today.AddDays(n), ""
	case "week":
		return r.Today.AddDays(7 * n), ""
	case "month":
		return r.Today.AddMonths(n), ""
	}
	return store.Date{}, notADate
}

// endOf reads end of March: the next such last day, or the last one.
func (r dateRules) endOf(month string, year []string) (store.Date, string) {
	m, ok := monthNamed(month)
	if !ok {
		return store.Date{}, notADate
	}
	if len(year) == 1 {
		y, ok := number(year[0], 4)
		if !ok || len(year[0]) != 4 {
			return store.Date{}, notADate
		}
		return store.Date{Year: y, Month: m}.Last(), ""
	}
	from, y := r.Today, r.Today.Year
	if !r.After.IsZero() && !r.Past {
		from, y = r.After.AddDays(1), r.After.Year
	}
	d := store.Date{Year: y, Month: m}.Last()
	switch {
	case r.Past && d.After(from):
		d = store.Date{Year: y - 1, Month: m}.Last()
	case !r.Past && d.Before(from):
		d = store.Date{Year: y + 1, Month: m}.Last()
	}
	return d, ""
}

// slashed reads 14/3/2026 and 14/3/26, of this century.
func slashed(w string) (store.Date, string) {
	p := strings.Split(w, "/")
	day, ok1 := number(p[0], 2)
	m, ok2 := number(p[1], 2)
	y, ok3 := number(p[2], 4)
	if !ok1 || !ok2 || !ok3 || len(p[2]) != 2 && len(p[2]) != 4 {
		return store.Date{}, notADate
	}
	if len(p[2]) == 2 {
		y += 2000
	}
	if m > 12 && day <= 12 {
		return store.Date{}, "has no such month: write the day first"
	}
	return exact(y, time.Month(m), day)
}

// halfSlashed reads 3/1 where it was pasted after a board. Elsewhere it lacks
// its year, or its day, and it is said how it is written.
func (r dateRules) halfSlashed(day, month string) (store.Date, string) {
	n, ok1 := number(day, 2)
	m, ok2 := number(month, 2)
	if !ok1 || !ok2 || m < 1 || m > 12 {
		return store.Date{}, notADate
	}
	d, says := r.yearless(time.Month(m), n)
	if says != "" || !r.After.IsZero() {
		return d, says
	}
	return store.Date{}, fmt.Sprintf("needs its year: write %d %s or %d/%d/%02d", d.Day, d.Month, d.Day, d.Month, d.Year%100)
}

const noSuchDay = "is no day of the calendar"

// exact returns the day when the calendar has it.
func exact(y int, m time.Month, day int) (store.Date, string) {
	if m < 1 || m > 12 || day < 1 || day > (store.Date{Year: y, Month: m}).Last().Day {
		return store.Date{}, noSuchDay
	}
	return store.Date{Year: y, Month: m, Day: day}, ""
}
