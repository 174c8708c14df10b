package commands

import (
	"regexp"
	"slices"
	"strings"
)

const noDate = "No due date is given."

// cutDue takes the date off the end of a line: by 15 Jan, due Friday,
// (15 Jan), - next board.
func cutDue(s string, rules lineRules) (rest string, d lineDue) {
	trimmed := strings.TrimRight(s, " .,;")
	if open := strings.LastIndexByte(trimmed, '('); open >= 0 && strings.HasSuffix(trimmed, ")") {
		inner := trimmed[open+1 : len(trimmed)-1]
		if _, d, ok := dueClause(inner, rules, true); ok {
			d.Clause = trimmed[open:]
			return strings.TrimSpace(trimmed[:open]), d
		}
	}
	if rest, d, ok := dueClause(trimmed, rules, false); ok {
		return rest, d
	}
	d = lineDue{Missing: noDate}
	w := strings.Fields(trimmed)
	if atNextBoard(w, rules) {
		d.Missing, d.NextBoard, d.Words = "", true, "next board"
		return s, d
	}
	if words := atBoardOf(w, rules); words != "" {
		if read, ok := readDue(words, rules); ok {
			read.Words = words
			return s, read
		}
		d.Bad, d.Missing, d.Clause = true, badDate(words, rules), words
		return s, d
	}
	if said := vagueLast(w); said != "" {
		d.Missing = "“" + said + "” is no date."
		return s, d
	}
	for i := len(w) - 2; i >= 0; i-- {
		if tail := strings.Join(w[i+1:], " "); isBy(w[i]) && looksLikeDate(w[i+1:]) {
			d.Bad, d.Missing, d.Clause = true, badDate(tail, rules), w[i]+" "+tail
			break
		}
	}
	return s, d
}

// dueClause finds by or due with a date behind it at the end of words, or a
// date after a dash or a comma; alone says that the words may be nothing but a
// date.
func dueClause(s string, rules lineRules, alone bool) (rest string, d lineDue, ok bool) {
	w := strings.Fields(s)
	for i := max(0, len(w)-maxDueWords-1); i < len(w); i++ {
		at := i // where the date begins
		if n := rules.byWords(w, i); n > 0 {
			at = i + n
		} else if w[i] == "-" {
			at = i + 1
		} else if !(i == 0 && alone || i > 0 && (rules.Asked || strings.HasSuffix(w[i-1], ","))) {
			continue
		}
		if d, ok := readDue(strings.Join(w[at:], " "), rules); ok {
			d.Clause = strings.Join(w[i:], " ")
			return strings.TrimRight(strings.Join(w[:i], " "), " ,;-"), d, true
		}
	}
	return s, d, false
}

// maxDueWords is how many words a date may have with what stands around it.
const maxDueWords = 9

func isBy(word string) bool {
	word = strings.ToLower(strings.Trim(word, ".,:;("))
	return word == "by" || word == "due"
}

// isBy reports whether a date may follow the word.
func (r lineRules) isBy(word string) bool {
	return isBy(word) || r.Asked && slices.Contains([]string{"before", "on", "for", "until"}, strings.ToLower(word))
}

// dueLabel names a date in minutes: Deadline: 20 Jan.
var dueLabel = regexp.MustCompile(`^\(?(?:deadline|target(?: date)?|due(?: date)?|by when|timescale)\s*:$`)

// byWords is how many words from one on say that a date follows, 0 for none.
func (r lineRules) byWords(w []string, i int) int {
	for n := min(3, len(w)-i); n > 0 && !r.After.IsZero(); n-- {
		if dueLabel.MatchString(strings.ToLower(strings.Join(w[i:i+n], " "))) {
			return n
		}
	}
	switch {
	case !r.isBy(w[i]):
		return 0
	case i+1 < len(w) && r.isBy(w[i+1]): // due by
		return 2
	}
	return 1
}

// passedWords say, behind a date, that it is meant although it has passed.
const passedWords = " although passed"

var ordinal = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)$`)

// readDue reads words that are a date and nothing else.
func readDue(s string, rules lineRules) (lineDue, bool) {
	d := lineDue{Words: strings.Trim(s, " .,;:()")}
	words := d.Words
	if at := len(words) - len(passedWords); at > 0 && strings.EqualFold(words[at:], passedWords) {
		words, d.Sure = words[:at], true
	}
	due, says := rules.due(words)
	if says != "" {
		return lineDue{}, false
	}
	d.Due = due
	d.Passed = !due.NextBoard && due.Date.Last().Before(rules.Today)
	return d, true
}

// plainDate writes a date as minutes have it in the way that dates are typed:
// the 15th of January, the next meeting.
func plainDate(s string) string {
	w := strings.Fields(strings.ReplaceAll(s, ",", " "))
	if len(w) > 1 && strings.EqualFold(w[0], "the") {
		w = w[1:]
	}
	for i := range w {
		w[i] = ordinal.ReplaceAllString(w[i], "$1")
		w[i] = strings.Trim(w[i], ".")
	}
	if i := slices.Index(w, "of"); i > 0 && !strings.EqualFold(w[i-1], "end") {
		w = slices.Delete(w, i, i+1)
	}
	said := strings.Join(w, " ")
	if strings.EqualFold(said, "next meeting") || strings.EqualFold(said, "next board meeting") {
		return "next board"
	}
	return said
}

// vague are words by which something is wanted, and which are no date.
var vague = []string{"asap", "a.s.a.p", "as soon as possible", "ongoing", "on-going", "immediately", "tbc", "tba", "in due course", "urgently", "soon", "continuing"}

// vagueLast is the one of them with which words end, "" for none.
func vagueLast(w []string) string {
	said := strings.Trim(strings.Join(w, " "), " .,;:()")
	for _, v := range vague {
		at := len(said) - len(v)
		if at >= 0 && strings.EqualFold(said[at:], v) && (at == 0 || strings.ContainsRune(" (", rune(said[at-1]))) {
			return said[at:]
		}
	}
	return ""
}

// timeWords stand in what is meant as a date.
var timeWords = []string{
	"today", "tomorrow", "yesterday", "week", "weeks", "fortnight", "month", "months", "quarter", "year",
	"spring", "summer", "autumn", "winter", "easter", "christmas",
}

// looksLikeDate reports whether words after "by" were meant as a date: they
// hold a number, the name of a month or of a weekday, or another word of time.
func looksLikeDate(w []string) bool {
	if len(w) > maxDueWords-2 {
		return false
	}
	found := len(w) > 1 && strings.EqualFold(w[0], "end") && strings.EqualFold(w[1], "of")
	for _, word := range w {
		if strings.ContainsRune(word, '"') {
			return false
		}
		word = strings.ToLower(strings.Trim(word, ".,;:()"))
		_, month := monthNamed(word)
		_, day := weekdays[word]
		found = found || month || day || strings.ContainsAny(word, "0123456789") || slices.Contains(timeWords, word)
	}
	return found
}
