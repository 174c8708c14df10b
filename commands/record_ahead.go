package commands

import (
	"slices"
	"strings"
)

// readAhead reads what minutes say of the next board: a day, perhaps a time
// and a place. Without a day after this board it is nothing.
func (r *recording) readAhead(text string) boardAhead {
	w := aheadWords(text)
	for n := min(len(w), maxDueWords); n > 0; n-- {
		day, err := parseDay(plainDate(strings.Join(w[:n], " ")), dateRules{Today: r.Today(), After: r.m.Start.Date})
		if err != nil {
			continue
		}
		if !day.Exact() || !day.After(r.m.Start.Date) {
			return boardAhead{}
		}
		out := boardAhead{Date: day.String()}
		out.Time, w = clockFirst(w[n:])
		if out.Place = strings.Join(w, " "); units(out.Place) > maxVenue {
			out.Place = ""
		}
		if _, err := parseDay(plainDate(out.Place), dateRules{Today: r.Today()}); err == nil {
			out.Place = "" // of the board after it
		}
		return out
	}
	return boardAhead{}
}

// aheadWords are the words about the next board without its heading.
func aheadWords(text string) []string {
	var out []string
	for _, line := range strings.FieldsFunc(text, isLineEnd) {
		s := headNumber.ReplaceAllString(onOneLine(straight(line)), "")
		for _, h := range headings {
			if m := h.words.FindStringSubmatch(strings.Trim(s, headMarks)); h.to == toNext && m != nil {
				s = orWord(m[3], m[4])
				break
			}
		}
		if m := saysAhead.FindStringSubmatch(s); m != nil {
			s = m[1]
		}
		for _, w := range strings.Fields(strings.ReplaceAll(s, ",", " ")) {
			switch strings.ToLower(strings.Trim(w, ".:;-")) {
			case "", "date", "time", "venue", "place", "on", "location":
			default:
				out = append(out, w)
			}
		}
	}
	return out
}

// clockFirst reads a time of day that words begin with, and what follows it:
// at 10am to 12pm in the library.
func clockFirst(w []string) (at string, rest []string) {
	skip := func(words ...string) {
		for len(w) > 0 && slices.Contains(words, strings.ToLower(w[0])) {
			w = w[1:]
		}
	}
	read := func(s string) (int, bool) {
		s = strings.Trim(strings.ToLower(s), ".,;()")
		if s == "midday" || s == "noon" {
			return 12 * 60, true
		}
		return readClock(strings.ReplaceAll(s, ".", ":"))
	}
	skip("at", "from")
	if len(w) == 0 {
		return "", nil
	}
	from, _, _ := strings.Cut(w[0], "-")
	if n, ok := read(from); ok {
		at, w = twoDigits(n/60)+":"+twoDigits(n%60), w[1:]
		skip("to", "until", "-")
		if len(w) > 0 {
			if _, ok := read(w[0]); ok { // by when it ends
				w = w[1:]
			}
		}
	}
	skip("at", "in", "-")
	return at, w
}

// maxVenue is how many letters name a place.
const maxVenue = 200

// readNext takes note of what was pasted about the next board and is not what
// will be planned.
func (rd *reading) readNext() error {
	r := rd.r
	if err := rd.settleNext(); err != nil {
		return err
	}
	if ahead := r.readAhead(r.d.Ahead); ahead.Date != "" && ahead == r.d.Next {
		return nil
	}
	for _, line := range filledLines(r.d.Ahead) {
		why := leftAhead
		if h, ok := r.headingOf(line); ok && h.rest == "" {
			why = leftHeading
		}
		rd.left = append(rd.left, leftLine{of: nextWord, line: line, why: why})
	}
	return nil
}
