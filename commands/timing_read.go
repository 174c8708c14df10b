package commands

import (
	"slices"
	"strconv"
	"strings"

	"csp/store"
)

// readStepWords reads the steps of a reminder as people write them, and as
// stepsWords says them: 12, 9 and 6 months before, on the day, each week for 4
// weeks after, then each month. The register's notation, -2w, may stand among
// them. ok is false when it is none of that; odd is then the word at which it
// ends.
func readStepWords(words string) (steps []string, odd string, ok bool) {
	r := &stepReader{words: stepTokens(words)}
	for len(r.words) > 0 {
		if r.joint() {
			continue
		}
		at := r.words[0]
		if !r.notation() && !r.onTheDay() && !r.repeated() && !r.counted() {
			return nil, at, false
		}
	}
	return r.steps, "", len(r.steps) > 0
}

// stepReader takes steps off the beginning of words.
type stepReader struct {
	words []string
	steps []string
}

// stepTokens are the words of a line, small, with commas as separators.
func stepTokens(s string) []string {
	return strings.FieldsFunc(strings.ToLower(straight(s)), func(r rune) bool { return strings.ContainsRune(" ,;[]\t\n", r) })
}

// take takes words off the beginning, all of them or none.
func (r *stepReader) take(words ...string) bool {
	if len(r.words) < len(words) || !slices.Equal(r.words[:len(words)], words) {
		return false
	}
	r.words = r.words[len(words):]
	return true
}

// joint takes a word that joins steps.
func (r *stepReader) joint() bool { return r.take("and") || r.take("then") || r.take("also") }

func (r *stepReader) add(o store.Offset) { r.steps = append(r.steps, o.String()) }

func (r *stepReader) notation() bool {
	if _, err := store.ParseOffset(r.words[0]); err != nil {
		return false
	}
	r.steps = append(r.steps, r.words[0])
	r.words = r.words[1:]
	return true
}

func (r *stepReader) onTheDay() bool {
	if !r.take("on", "the", "day") && !r.take("the", "day") && !r.take("on", "its", "day") {
		return false
	}
	r.add(store.Offset{Unit: store.Days, Times: 1})
	return true
}

// repeated takes each 2 weeks for 6 weeks after, or each month.
func (r *stepReader) repeated() bool {
	was := r.words
	if !r.take("each") && !r.take("every") {
		return false
	}
	n, numbered := r.number()
	if !numbered {
		n = 1
	}
	unit, ok := r.unit()
	if !ok {
		r.words = was
		return false
	}
	o := store.Offset{N: n, Unit: unit, Times: store.Forever}
	if !r.take("for") {
		r.take("after")
		r.add(o)
		return true
	}
	whole, ok := r.number()
	span, known := r.unit()
	if !ok || !known || span != unit || whole%n != 0 {
		r.words = was
		return false
	}
	o.Times = whole / n
	if r.take("before") {
		o.N = -n
	} else {
		r.take("after")
	}
	r.add(o)
	return true
}

// counted takes 12, 9 and 6 months before.
func (r *stepReader) counted() bool {
	was := r.words
	var run []int
	for {
		n, ok := r.number()
		if !ok {
			break
		}
		run = append(run, n)
		r.take("and")
	}
	unit, ok := r.unit()
	if len(run) == 0 || !ok {
		r.words = was
		return false
	}
	sign := 1
	switch {
	case r.take("before"), r.take("earlier"), r.take("ahead"):
		sign = -1
	case !r.take("after") && !r.take("later"):
		r.words = was
		return false
	}
	for _, n := range run {
		r.add(store.Offset{N: sign * n, Unit: unit, Times: 1})
	}
	return true
}

// smallNumbers are those that people write as words.
var smallNumbers = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// mostSteps is the highest number that a step may have.
const mostSteps = 999

func (r *stepReader) number() (int, bool) {
	if len(r.words) == 0 {
		return 0, false
	}
	n, err := strconv.Atoi(r.words[0])
	if err != nil {
		n = slices.Index(smallNumbers, r.words[0])
	}
	if r.words[0] == "a" || r.words[0] == "an" {
		n = 1
	}
	if n < 1 || n > mostSteps {
		return 0, false
	}
	r.words = r.words[1:]
	return n, true
}

func (r *stepReader) unit() (store.Unit, bool) {
	for _, u := range []store.Unit{store.ClearDays, store.WorkingDays, store.Days, store.Weeks, store.Months} {
		one, many := unitWords(u)
		if r.take(strings.Fields(one)...) || r.take(strings.Fields(many)...) {
			return u, true
		}
	}
	return "", false
}
