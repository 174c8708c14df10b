package commands

import (
	"strings"
	"time"
)

var weekdays = func() map[string]time.Weekday {
	m := map[string]time.Weekday{"tues": time.Tuesday, "weds": time.Wednesday, "thur": time.Thursday, "thurs": time.Thursday}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		m[name], m[name[:3]] = d, d
	}
	return m
}()

// monthNamed reads a month's name or its first three letters, or sept.
func monthNamed(w string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if w == name || w == name[:3] || m == time.September && w == "sept" {
			return m, true
		}
	}
	return 0, false
}

// number reads a number of at most so many digits, without a sign.
func number(s string, digits int) (int, bool) {
	if s == "" || len(s) > digits {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// parseClock reads a time of day as people type it: 10am, 10:30, 2:15pm,
// midday. The whole of s must be one, or the answer is a Problem with an
// example.
func parseClock(s string) (hour, minute int, err error) {
	w := strings.ToLower(strings.TrimSpace(s))
	if w == "midday" {
		return 12, 0, nil
	}
	h, ok := readClock(w)
	if !ok {
		return 0, 0, &Problem{Says: "“" + typed(s) + "” is not a time that I know.", Then: "Type a time such as 10am, 10:30, 2:15pm or midday."}
	}
	return h / 60, h % 60, nil
}

// readClock returns the minutes after midnight.
func readClock(w string) (int, bool) {
	half := ""
	for _, suffix := range []string{"am", "pm"} {
		if rest, ok := strings.CutSuffix(w, suffix); ok {
			w, half = rest, suffix
		}
	}
	hours, minutes, colon := strings.Cut(w, ":")
	h, ok := number(hours, 2)
	m := 0
	if ok && colon {
		m, ok = number(minutes, 2)
		ok = ok && len(minutes) == 2
	}
	switch {
	case !ok, m > 59, !colon && half == "", h > 23:
		return 0, false
	case half == "":
	case h == 0 || h > 12:
		return 0, false
	case h == 12 && half == "am": // midnight is said otherwise, if at all
		return 0, false
	case h < 12 && half == "pm":
		h += 12
	}
	return h*60 + m, true
}

// cutAtWord splits what was typed at the last place where a word stands:
// "durham on 1 March 2025" at on.
func cutAtWord(s, word string) (before, after string, ok bool) {
	w := strings.Fields(s)
	for i := len(w) - 1; i >= 0; i-- {
		if strings.EqualFold(w[i], word) {
			return strings.Join(w[:i], " "), strings.Join(w[i+1:], " "), true
		}
	}
	return s, "", false
}
