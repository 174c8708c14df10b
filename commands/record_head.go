package commands

import (
	"regexp"
	"strings"
)

// section is where the lines below a heading of minutes belong.
type section string

// The sections.
const (
	toWhere     section = "" // where they were pasted
	toDecisions section = "decisions"
	toActions   section = "actions"
	toPresent   section = "present"
	toApologies section = "apologies"
	toAbsent    section = "absent"
	toNext      section = "next"
)

// step is the step of the record to which a section belongs.
func (s section) step() int {
	switch s {
	case toDecisions:
		return stepDecisions
	case toActions:
		return stepActions
	case toNext:
		return stepNext
	}
	return stepSeats
}

// What headings say, by where their lines belong.
var headings = []struct {
	to    section
	words *regexp.Regexp
}{
	{toDecisions, headRegexp(`(?:(?:new|agreed|board|key|main|formal) )?(?:decisions?|resolutions?)(?: made| taken| agreed| log| list)?` + ofMeeting)},
	{toActions, headRegexp(`(?:(?:new|agreed|open|outstanding|board|key|main) )?actions?(?: points?| log| list| items?| agreed| arising)?` + ofMeeting)},
	{toPresent, headRegexp(`(?:in )?attendance|attendees|(?:(?:those|members|people|also) )?(?:present|attending)|who (?:was there|came)|substitutes?|deputies`)},
	{toAbsent, headRegexp(`(?:(?:those|members|people) )?(?:absent|not present|not in attendance|not attending)|absen(?:tees|ces)|did not attend|absent without apologies`)},
	{toApologies, headRegexp(`absent with apologies|apologies(?: (?:for absence|received|given))?(?: from)?`)},
	{toNext, headRegexp(`(?:dates?(?:,? time)?(?: and (?:time|place|venue))* of )?(?:the )?next (?:meetings?|boards?)(?: meeting)?(?: date)?`)},
	{toWhere, headRegexp(`agenda|minutes(?: of (?:the )?(?:last|previous) meeting)?|any other business|a\.?o\.?b\.?|matters arising|welcome(?: and introductions)?|introductions|declarations of interests?|(?:decisions? and actions?|actions? and decisions?)(?: points?)?`)},
}

const ofMeeting = `(?: (?:of|by|from|at) (?:the |this )?(?:board|meeting))?`

func headRegexp(words string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(` + words + `)( \d{1,3}(?:\.\d{1,3})*)?(?:\s*:\s*(\S.*)|\s+-\s+(\S.*))?$`)
}

var (
	// headNumber is what stands before a heading: a bullet, a number.
	headNumber = regexp.MustCompile(`^(?:[•▪◦●○‣·*+>#=_-]+\s*|\[[ xX]?\]\s+|\(?\d{1,3}[.):]\s+|\d{1,3}(?:\.\d{1,3})+[.):]?\s+|\(?[a-zA-Z][.)]\s+)+`)
	// saysApologies is a sentence about who sent apologies.
	saysApologies = regexp.MustCompile(`(?i)^apologies(?: for absence)?(?: (?:were|was|have been))?(?: (?:received|given|sent|noted))? from\s+(\S.*)$`)
	// saysAhead is a sentence about the day of the next board.
	saysAhead = regexp.MustCompile(`(?i)^(?:dates? of )?(?:the )?next (?:meeting|board)(?: meeting)?(?: (?:is|was|will be|to be|takes place|will take place))*(?: (?:set|agreed|fixed|held|arranged|planned))?(?: (?:for|on))?\s+(\S.*)$`)
	// oneOf is a word of a heading that is about its own line alone.
	oneOf = regexp.MustCompile(`(?i)^(?:decision|resolution|action(?: point| item)?)$`)
	// loudAction is the word action, without a colon, before names or a number:
	// ACTION AM to write. An ACTION PLAN is none.
	loudAction = regexp.MustCompile(`^ACTIONS?\s+(?:\d{1,3}(?:\.\d{1,3})*[.)]?\s+\p{Lu}|` + loudName + `(?:(?:\s+and\s+|\s*[,/&+]\s*|\s+)` + loudName + `){0,5}(?:\s+\([^()]*\))?(?:\s+(?:to|will|shall)\s+\S|\s*:\s|\s+-\s))`)
)

// loudName is a word of a name, or initials: no word of a title in capitals.
const loudName = `(?:[A-Z]{1,3}\.?|\p{Lu}[\p{L}'.-]*\p{Ll}[\p{L}'.-]*)`

// loudLabel takes the word action off such a line.
func loudLabel(s string) (label, rest string, ok bool) {
	if !loudAction.MatchString(s) {
		return "", s, false
	}
	at := strings.IndexByte(s, ' ') + 1
	if n := loudNumber.FindStringIndex(s[at:]); n != nil {
		at += n[1]
	}
	rest = s[at:]
	if _, do, ok := cutAtWord(rest, "to"); ok && strings.HasPrefix(do, "be ") {
		return "", s, false // ACTION Plan to be agreed
	}
	return s[:at], rest, rest != ""
}

var loudNumber = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,3})*[.)]?\s+`)

// isHead reports whether words are a heading and nothing else.
func isHead(words string) bool {
	for _, h := range headings {
		if m := h.words.FindStringSubmatch(words); m != nil && m[3] == "" && m[4] == "" {
			return true
		}
	}
	return false
}

// heading is what a line says of where lines belong.
type heading struct {
	to   section
	rest string // what follows it on its line, "" for a heading alone
	one  bool   // it is about its own line alone
}

// headingOf reads a line as a heading, alone or with what it is about behind a
// colon.
func (r *recording) headingOf(line string) (heading, bool) {
	if strings.ContainsAny(line, "\t|") {
		return columnsOf(line)
	}
	s := headNumber.ReplaceAllString(onOneLine(straight(line)), "")
	alone := strings.Trim(s, headMarks)
	for _, h := range headings {
		if m := h.words.FindStringSubmatch(alone); m != nil && m[3] == "" && m[4] == "" {
			return heading{to: h.to}, true
		}
		m := h.words.FindStringSubmatch(strings.TrimSpace(s))
		if m == nil || h.to == toWhere {
			continue
		}
		out := heading{to: h.to, rest: orWord(m[3], m[4]), one: oneOf.MatchString(m[1]) || m[2] != ""}
		if h.to == toNext && strings.HasPrefix(strings.ToLower(m[1]), "date") {
			out.one = true
			return out, true // whatever stands there
		}
		return out, r.isAbout(&out)
	}
	if m := saysApologies.FindStringSubmatch(s); m != nil {
		out := heading{to: toApologies, rest: m[1]}
		return out, r.isAbout(&out)
	}
	if m := saysAhead.FindStringSubmatch(s); m != nil {
		out := heading{to: toNext, rest: m[1]}
		return out, r.isAbout(&out)
	}
	if _, _, loud := loudLabel(s); loud {
		return heading{to: toActions, rest: s, one: true}, true
	}
	return heading{}, false
}

// isAbout reports whether what stands behind a heading is what it says: names,
// a day. Behind Attendance: to be looked into stands neither.
func (r *recording) isAbout(h *heading) bool {
	switch h.to {
	case toPresent, toApologies, toAbsent:
		h.one = true
		return saysNone(h.rest) || namesIn(h.rest) && !saysMore(h.rest)
	case toNext:
		h.one = true
		return r.readAhead(h.rest).Date != ""
	}
	return true
}

// columnsOf reads the head of a table's columns: what its rows are.
func columnsOf(line string) (heading, bool) {
	if whyLeft(line) != leftHeading {
		return heading{}, false
	}
	out := heading{}
	for _, cell := range strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == '|' }) {
		cell = strings.Trim(onOneLine(straight(cell)), headMarks)
		for _, h := range headings[:2] {
			if h.words.MatchString(cell) {
				out.to = h.to
			}
		}
	}
	return out, out.to != toWhere // other columns say nothing of where the rows belong
}

// sortedLine is a pasted line, and where it belongs.
type sortedLine struct {
	to     section
	text   string
	closed bool // of the closed session
}

// sortLines lays lines where their headings say. Those that begin or end a
// closed session stay where they are.
func (r *recording) sortLines(text string) []sortedLine {
	var out []sortedLine
	at, closed := toWhere, false
	for _, line := range strings.FieldsFunc(text, isLineEnd) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			continue
		case closedHead.MatchString(line), openHead.MatchString(line):
			closed = closedHead.MatchString(line)
			out = append(out, sortedLine{toWhere, line, closed})
			continue
		}
		to := at
		if h, ok := r.headingOf(line); ok {
			if to = h.to; !h.one {
				at = to
			}
		}
		out = append(out, sortedLine{to, line, closed})
	}
	return out
}

// beneath is the heading below which a line stands, of those that say how
// somebody was there or away; "" below another.
func (l *sortedLine) beneath() section {
	if l.to == toApologies || l.to == toAbsent {
		return l.to
	}
	return toWhere
}

// withLines adds lines to a text that has not got them yet, each in the
// session of which it is; added is how many that are no headings. A name that
// the text has below another heading is added: where it stands last counts.
func (r *recording) withLines(text string, lines []sortedLine) (out string, added int) {
	had, closed := map[sortedLine]section{}, false
	for _, l := range r.sortLines(text) {
		closed = l.closed
		had[sortedLine{text: l.text, closed: l.closed}] = l.beneath()
	}
	all := []string{text}
	put := func(l sortedLine) {
		switch {
		case l.closed && !closed:
			all = append(all, "Closed session")
		case !l.closed && closed:
			all = append(all, "Open session")
		}
		closed, all = l.closed, append(all, l.text)
	}
	head := sortedLine{} // a heading that waits for the first line below it
	putHead := func() {
		if _, is := had[head]; head.text != "" && !is {
			put(head)
		}
	}
	for _, l := range lines {
		at := l.beneath()
		l.to = toWhere
		if h, is := r.headingOf(l.text); is && h.rest == "" {
			putHead()
			head = l
			continue
		}
		was, is := had[l]
		if is && was == at {
			continue
		}
		if is {
			had[l] = at
		}
		if head.text != "" {
			put(head)
			head = sortedLine{}
		}
		put(l)
		added++
	}
	putHead()
	return strings.TrimSpace(strings.Join(all, "\n")), added
}
