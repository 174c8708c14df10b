package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Timings are a reminder kind's offsets (-12m, -10wd, +1w*4) where they
// differ from the default; an empty list is off.
type Timings map[string][]string

// timingRule says what offsets a name in timings takes.
type timingRule int

const (
	ladder  timingRule = iota // any
	offOnly                   // the empty list alone: its dates are in the calendar
	oneStep                   // one, once: it sets a date
)

// timingNames are the kinds of reminders, and papers-due, the deadline that
// board-papers counts from.
var timingNames = map[string]timingRule{
	"plan-renewal": ladder, "plan-refresh": ladder, "plan-share": ladder,
	"assessment": offOnly, "fact-check": offOnly, "pilot-horizon": offOnly,
	"pilot-review": ladder, "scheme-return": ladder, "scheme-end": ladder,
	"decision-needed": ladder,
	"board-items":     ladder, "board-updates": ladder, "board-papers": ladder,
	"board-brief": ladder, "board-soon": ladder, "board-record": ladder,
	"board-minutes": ladder, "board-missing": ladder,
	"action-given": ladder, "action-due": ladder,
	"papers-due": oneStep,
}

// TimingNames returns every name that may stand in timings, sorted.
func TimingNames() []string { return slices.Sorted(maps.Keys(timingNames)) }

// Unit is what an offset counts in.
type Unit string

// The units of offsets. Working days leave out weekends, bank holidays and
// the office's closures; clear working days leave out both ends as well.
const (
	Months      Unit = "m"
	Weeks       Unit = "w"
	Days        Unit = "d"
	WorkingDays Unit = "wd"
	ClearDays   Unit = "cwd"
)

// Forever is the Times of an offset that repeats without end.
const Forever = -1

// Offset is one step of a reminder, counted from its anchor date: -12m, 0d,
// or +1w*4, which is +1w, +2w, +3w and +4w.
type Offset struct {
	N     int // negative: before the anchor
	Unit  Unit
	Times int // how often it repeats, 1: once; Forever
}

// maxOffset and maxTimes bound an offset, so that no sum of them leaves the
// calendar.
const (
	maxOffset = 999
	maxTimes  = 999
)

var errOffset = errors.New("write -12m, -2w, -10wd, -5cwd, 0d, +1w*4 or +1m*")

// ParseOffset reads -12m, -2w, -10wd, -5cwd, 0d, +1w*4 (four times) and +1m*
// (for ever). Every number but 0 has its sign, and only what comes after the
// anchor repeats for ever.
func ParseOffset(s string) (Offset, error) {
	step, times, repeats := strings.Cut(s, "*")
	o := Offset{Times: 1}
	digitsEnd := strings.IndexFunc(step, func(r rune) bool { return r >= 'a' && r <= 'z' })
	if digitsEnd < 0 {
		return Offset{}, fmt.Errorf("%s is not an offset: %w", quoted(s), errOffset)
	}
	n, unit := step[:digitsEnd], Unit(step[digitsEnd:])
	o.Unit = unit
	ok := slices.Contains([]Unit{Months, Weeks, Days, WorkingDays, ClearDays}, unit)
	if n != "0" {
		ok = ok && len(n) > 1 && (n[0] == '-' || n[0] == '+')
		if ok {
			o.N, ok = number(n[1:], maxOffset)
		}
		if n != "" && n[0] == '-' {
			o.N = -o.N
		}
	}
	switch {
	case repeats && times == "":
		o.Times = Forever
		ok = ok && o.N > 0
	case repeats:
		var fits bool
		o.Times, fits = number(times, maxTimes)
		ok = ok && fits && n != "0"
	}
	if !ok {
		return Offset{}, fmt.Errorf("%s is not an offset: %w", quoted(s), errOffset)
	}
	return o, nil
}

// number reads 1 to most, without a leading zero.
func number(s string, most int) (int, bool) {
	if s == "" || len(s) > 9 || s[0] == '0' {
		return 0, false
	}
	n, ok := digits(s)
	return n, ok && n <= most
}

// String returns the offset as ParseOffset reads it.
func (o Offset) String() string {
	s := strconv.Itoa(o.N) + string(o.Unit)
	if o.N > 0 {
		s = "+" + s
	}
	switch {
	case o.Times == Forever:
		s += "*"
	case o.Times > 1:
		s += "*" + strconv.Itoa(o.Times)
	}
	return s
}

// timings checks the names and offsets of a record's timings, in the order of
// the names.
func (c *check) timings(field string, t Timings) {
	if len(t) > 0 && !c.timed {
		c.add(field, c.kind+" have no reminders", "set timings on the office or the partnership")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(t)) {
		at := field + "." + name
		rule, known := timingNames[name]
		switch {
		case !known:
			c.add(at, quoted(name)+" is not a kind of reminder", "write "+nearestTiming(name))
		case rule == offOnly && len(t[name]) > 0:
			c.add(at, "goes by the calendar and takes no offsets", "write [] to turn it off")
		case rule == oneStep && len(t[name]) != 1:
			c.add(at, "takes one offset", "write [-5cwd]")
		default:
			c.offsets(at, rule, t[name])
		}
	}
}

func (c *check) offsets(at string, rule timingRule, list []string) {
	for i, s := range list {
		o, err := ParseOffset(s)
		if err == nil && rule == oneStep && o.Times != 1 {
			err = errOffset
		}
		if err != nil {
			c.add(fmt.Sprintf("%s[%d]", at, i+1), quoted(s)+" is not an offset", errOffset.Error())
		}
	}
}

// nearestTiming returns the name that was meant, or all of them.
func nearestTiming(typed string) string {
	best, least := "", 4
	if len(typed) < 30 {
		for _, name := range TimingNames() {
			if d := levenshtein.ComputeDistance(typed, name); d < least {
				best, least = name, d
			}
		}
	}
	if best != "" {
		return best
	}
	return alternatives(TimingNames())
}
