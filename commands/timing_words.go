package commands

import (
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// stepsWords says the offsets of a reminder: 12, 9 and 6 months before, on the
// day, each week for 4 weeks after, then each month.
func stepsWords(steps []string) string {
	var out []string
	for i := 0; i < len(steps); {
		o, err := store.ParseOffset(steps[i])
		if err != nil { // the store takes no other
			return strings.Join(steps, ", ")
		}
		run := []string{strconv.Itoa(max(o.N, -o.N))}
		j := i + 1
		for ; j < len(steps); j++ {
			p, err := store.ParseOffset(steps[j])
			if err != nil || o.N == 0 || p.N == 0 || o.Times != 1 || p.Times != 1 || p.Unit != o.Unit || p.N < 0 != (o.N < 0) {
				break
			}
			run = append(run, strconv.Itoa(max(p.N, -p.N)))
		}
		out = append(out, stepWords(o, run))
		i = j
	}
	return strings.Join(out, ", ")
}

// stepWords says one offset, or the numbers of a run of them.
func stepWords(o store.Offset, run []string) string {
	one, many := unitWords(o.Unit)
	n := max(o.N, -o.N)
	side := " after"
	if o.N < 0 {
		side = " before"
	}
	each := "each " + one
	if n > 1 {
		each = "each " + english.Count(n, one, many)
	}
	switch {
	case o.N == 0:
		return "on the day"
	case o.Times == store.Forever:
		return "then " + each
	case o.Times > 1:
		return each + " for " + english.Count(n*o.Times, one, many) + side
	case len(run) == 1:
		return english.Count(n, one, many) + side
	}
	return english.And(run...) + " " + many + side
}

func unitWords(u store.Unit) (one, many string) {
	switch u {
	case store.Months:
		return "month", "months"
	case store.Weeks:
		return "week", "weeks"
	case store.WorkingDays:
		return "working day", "working days"
	case store.ClearDays:
		return "clear working day", "clear working days"
	}
	return "day", "days"
}
