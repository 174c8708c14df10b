package commands

import (
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// due reads words that are a date and nothing else; says is what is wrong with
// them, "" when nothing is.
func (r lineRules) due(words string) (d store.Due, says string) {
	words = plainDate(strings.Trim(words, " .,;:()"))
	if !r.After.IsZero() {
		if d, says, ok := r.minuted(strings.Fields(strings.ToLower(words))); ok {
			return d, says
		}
	}
	if _, month := monthNamed(strings.ToLower(words)); month {
		return d, "“" + words + "” needs a day."
	}
	d, err := parseDate(words, dateRules{Today: r.Today, After: r.After, Board: true})
	var p *Problem
	switch {
	case errors.As(err, &p):
		return d, p.Says
	case err != nil:
		return d, noDate
	}
	return d, ""
}

// badDate says why words that look like a date are none.
func badDate(words string, rules lineRules) string {
	_, says := rules.due(words)
	return orWord(says, noDate)
}

// minuted reads by when as minutes alone have it, where it has one meaning:
// next mtg, end January, w/c 11 January, February 2027, March board. ok is
// false when the words are nothing of the kind.
func (r lineRules) minuted(w []string) (d store.Due, says string, ok bool) {
	rules := dateRules{Today: r.Today, After: r.After}
	switch {
	case len(w) < 2:
		return d, "", false
	case w[0] == "next" && meetingWords(w[1:]):
		return store.Due{NextBoard: true}, "", true
	case w[0] == "end" && w[1] != "of":
		if len(w) > 3 {
			return d, "", false
		}
		if d.Date, says = rules.endOf(w[1], w[2:]); says != "" {
			return d, "", false
		}
		return d, "", true
	case w[0] == "w/c" || w[0] == "w/b":
		return r.weekOf(w[1:])
	case w[0] == "week" && slices.Contains([]string{"commencing", "beginning"}, w[1]):
		return r.weekOf(w[2:])
	}
	month, known := monthNamed(w[0])
	if !known {
		return d, "", false
	}
	if meetingWords(w[1:]) {
		return r.boardIn(month.String())
	}
	if y, is := number(w[1], 4); is && len(w) == 2 && y >= firstYear && y <= lastYear {
		return store.Due{Date: store.Date{Year: y, Month: month}.Last()}, "", true
	}
	return d, "", false
}

// meetingWords reports whether words are what a board is called.
func meetingWords(w []string) bool {
	return slices.Contains([]string{"board", "meeting", "mtg", "board meeting", "board mtg"}, strings.Join(w, " "))
}

// weekOf reads the day with which a week begins.
func (r lineRules) weekOf(w []string) (d store.Due, says string, ok bool) {
	day, err := parseDay(strings.Join(w, " "), dateRules{Today: r.Today, After: r.After})
	switch {
	case err != nil:
		return d, "", false
	case day.Weekday() != 1:
		return d, "A week does not begin on " + english.Long(day) + ".", true
	}
	return store.Due{Date: day}, "", true
}

// boardIn is the one board that is planned in a month of the year after the
// board from which the line is.
func (r lineRules) boardIn(month string) (d store.Due, says string, ok bool) {
	found := -1
	for i, b := range r.Boards {
		switch {
		case b.Month.String() != month || b.After(r.After.AddMonths(12)):
		case found >= 0:
			return d, "More than one board is planned in " + month + ".", true
		default:
			found = i
		}
	}
	switch {
	case found < 0:
		return d, "No board is planned in " + month + ".", true
	case found == 0 && !r.Boards[0].Before(r.Today):
		return store.Due{NextBoard: true}, "", true
	}
	return store.Due{Date: r.Boards[found]}, "", true
}

// atNextBoard reports whether words end with "at the next board", which is
// part of what is to be done and says by when.
func atNextBoard(w []string, rules lineRules) bool {
	words, ok := atBoard(w, rules)
	return ok && words[0] == "next"
}

// atBoardOf is the board of a month with which words end, "" for none: report
// to the March board.
func atBoardOf(w []string, rules lineRules) string {
	words, ok := atBoard(w, rules)
	if ok && !rules.After.IsZero() && words[0] != "next" {
		return strings.Join(w[len(w)-len(words):], " ")
	}
	return ""
}

// atBoard are the words of a board, the next or a month's, with which words
// end behind "at", "to" or the like.
func atBoard(w []string, rules lineRules) ([]string, bool) {
	at := len(w) - 2
	if at > 0 && strings.EqualFold(w[at], "board") {
		at--
	}
	if at < 1 {
		return nil, false
	}
	words := strings.Fields(strings.ToLower(strings.Join(w[at:], " ")))
	_, month := monthNamed(words[0])
	short := words[len(words)-1] == "mtg"
	if !meetingWords(words[1:]) || !month && words[0] != "next" || short && rules.After.IsZero() {
		return nil, false
	}
	before := strings.ToLower(w[at-1])
	if before == "the" && at > 1 {
		before = strings.ToLower(w[at-2])
	}
	return words, slices.Contains([]string{"at", "for", "to", "before", "in"}, before)
}

// dateInLead reads a line whose date stands between who and what: Mei by end of
// Feb: collect comments. Words that are no date stay in what is to be done; d
// is the date that the line has at its end.
func dateInLead(s string, rules lineRules, d lineDue) (lineWay, lineDue, bool) {
	w := strings.Fields(s)
	for i := 1; i < min(len(w)-1, maxLead); i++ {
		if slices.Contains(betweenWhoAndWhat, strings.ToLower(w[i])) {
			break
		}
		n := rules.byWords(w, i)
		lead := strings.Join(w[:i], " ")
		if n == 0 && !dateInBrackets(w[i:]) || !looksNamed(strings.Trim(lead, " ,;-")) {
			continue
		}
		if way, read, ok := dateThenWhat(w, i, i+n, rules); ok && d.Missing != "" {
			return way, read, true
		}
		for j := i + n + 1; j < min(len(w), i+n+maxDueWords); j++ {
			date := looksLikeDate(w[i+n : j])
			if last := w[j-1]; !strings.ContainsAny(last[len(last)-1:], ":,;") && w[j] != "-" && !(date && strings.EqualFold(w[j], "to")) {
				continue
			}
			if d.Missing != "" && date {
				d = lineDue{Bad: true, Missing: badDate(strings.Join(w[i+n:j], " "), rules), Clause: strings.Join(w[i:j], " ")}
			} else if d.Bad {
				d = lineDue{Missing: noDate}
			}
			return lineWay{lead: lead, body: strings.Join(w[i:], " "), whole: s, hard: true}, d, true
		}
		break
	}
	return lineWay{}, d, false
}

// dateInBrackets reports whether words begin with brackets that may hold a
// date: (end of Feb).
func dateInBrackets(w []string) bool {
	for i := range w[:min(len(w), maxDueWords)] {
		if strings.Contains(w[i], ")") {
			return strings.HasPrefix(w[0], "(") && looksLikeDate(w[:i+1])
		}
	}
	return false
}

// dateFirst reads a line that begins with its date: By end of Feb: Mei to
// collect comments.
func dateFirst(s string, rules lineRules) (rest string, d lineDue, ok bool) {
	w := strings.Fields(s)
	if len(w) < 3 {
		return s, d, false
	}
	n := rules.byWords(w, 0)
	if n == 0 {
		return s, d, false
	}
	for j := min(len(w)-1, n+maxDueWords); j > n; j-- {
		body := w[j:]
		switch last := w[j-1]; {
		case strings.ContainsAny(last[len(last)-1:], ":,;"):
		case len(body) > 1 && body[0] == "-":
			body = body[1:]
		default:
			continue
		}
		if d, ok := readDue(strings.Join(w[n:j], " "), rules); ok {
			d.Clause = strings.TrimRight(strings.Join(w[:j], " "), " ,;:")
			return strings.Join(body, " "), d, true
		}
	}
	return s, d, false
}

// betweenWhoAndWhat are the words between who and what they do.
var betweenWhoAndWhat = []string{"to", "will", "shall", "must", "should"}

// dateThenWhat reads a date from the word at on, and what is to be done behind
// it.
func dateThenWhat(w []string, by, at int, rules lineRules) (lineWay, lineDue, bool) {
	for j := min(len(w)-1, at+maxDueWords); j > at; j-- {
		between, body := ": ", w[j:]
		last := w[j-1]
		switch {
		case strings.ContainsAny(last[len(last)-1:], ":,;"):
		case len(body) > 1 && strings.EqualFold(body[0], "to"):
			between, body = " to ", body[1:]
		case len(body) > 1 && (body[0] == "-" || body[0] == ":"):
			body = body[1:]
		default:
			continue
		}
		if d, ok := readDue(strings.Join(w[at:j], " "), rules); ok {
			d.Clause = strings.TrimRight(strings.Join(w[by:j], " "), " ,:")
			lead, what := strings.Join(w[:by], " "), strings.Join(body, " ")
			return lineWay{lead: lead, body: what, whole: lead + between + what, hard: true}, d, true
		}
	}
	return lineWay{}, lineDue{}, false
}
