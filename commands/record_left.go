package commands

import (
	"regexp"
	"strings"
	"unicode"

	"csp/store/english"
)

// leftLine is a pasted line that is nothing to be recorded.
type leftLine struct {
	of   string // where it was pasted: actionsWord, decisionsWord or standsWord
	line string
	why  string // heading, no words or as chosen
	as   string // of what is recorded already: its reference
}

// Where lines are pasted.
const (
	actionsWord   = "Actions"
	decisionsWord = "Decisions"
	standsWord    = "Who came"
	nextWord      = "Next board"
)

// Why a line is left out.
const (
	leftHeading = "heading"
	leftNoWords = "no words"
	leftNone    = "says that there is none"
	leftAhead   = "about the next board"
	leftChosen  = "as chosen"
	leftThere   = "recorded already"
	leftTwice   = "the same as another line"
	leftAbsent  = "was not there"
)

// columnHead is the head of a column of a table.
var columnHead = regexp.MustCompile(`(?i)^(?:no|nr|item|ref(?:erence)?|owners?|leads?|who|what|(?:by )?when|due(?: date| by)?|deadline|date|status|updates?|progress|comments?|responsible|names?|organisations?|agency|roles?|title|job title|initials|representing|attendance|present|apologies)$`)

// headMarks stand around a heading.
const headMarks = " .:;-=*#_>"

// noneWords say that there is nothing of what a heading names.
var noneWords = regexp.MustCompile(`(?i)^(?:(?:decisions?|resolutions?|actions?|apologies|a\.?o\.?b\.?|any other business)\s*[:-]\s*|[^:]{1,40}:\s*)?(?:none|nil|n/a|not applicable|no (?:apologies|decisions?|actions?|other business|matters arising|declarations?(?: of interests?)?))(?: (?:were |was )?(?:received|made|taken|agreed|recorded|given|raised|reported|declared))?$`)

// saysNone reports whether a line says that there is nothing to be recorded.
func saysNone(line string) bool {
	s := headNumber.ReplaceAllString(onOneLine(straight(line)), "")
	return noneWords.MatchString(strings.Trim(s, headMarks))
}

// whyLeft is why a line is nothing to be recorded, "" when it may be.
func whyLeft(line string) string {
	if !strings.ContainsFunc(line, unicode.IsLetter) {
		return leftNoWords
	}
	if saysNone(line) {
		return leftNone
	}
	cells := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == '|' })
	filled := 0
	for _, cell := range cells {
		cell = onOneLine(straight(cell))
		whole := strings.Trim(cell, headMarks)
		cell = strings.Trim((&lineCut{}).unlabelled(cell), headMarks)
		switch {
		case whole == "":
			continue
		case isHead(whole), isHead(cell), columnHead.MatchString(cell) && len(cells) > 1:
			filled++
		default:
			return ""
		}
	}
	if filled == 0 {
		return ""
	}
	return leftHeading
}

// leftOut takes note of a line that is nothing to be recorded.
func (rd *reading) leftOut(of, line string) bool {
	why := whyLeft(line)
	if why != "" {
		rd.left = append(rd.left, leftLine{of: of, line: line, why: why})
	}
	return why != ""
}

// leftFrom is how many of the lines pasted somewhere were left out, by why.
func (rd *reading) leftFrom(of, why string) int {
	n := 0
	for _, l := range rd.left {
		if l.of == of && l.why == why {
			n++
		}
	}
	return n
}

// leftCounts count what was left out of one of the two: "1 heading, ".
func (rd *reading) leftCounts(of string) string {
	s := ""
	if n := rd.leftFrom(of, leftThere); n > 0 {
		s += english.Thousands(n) + " recorded already, "
	}
	if n := rd.leftFrom(of, leftTwice); n > 0 {
		s += english.Thousands(n) + " the same as another line, "
	}
	if n := rd.leftFrom(of, leftNone); n > 0 {
		s += english.Count(n, "line says", "lines say") + " that there is none, "
	}
	if n := rd.leftFrom(of, leftHeading); n > 0 {
		s += english.Count(n, "heading", "headings") + ", "
	}
	if n := rd.leftFrom(of, leftNoWords); n > 0 {
		s += english.Thousands(n) + " without words, "
	}
	return s
}

// headings are the headings among the lines that were pasted.
func (rd *reading) headings() []string {
	var out []string
	for _, l := range rd.left {
		if l.why == leftHeading {
			out = append(out, cutTo(onOneLine(l.line), maxLabel))
		}
	}
	return out
}

// leftItems are the lines that are left out and no headings, and why.
func (rd *reading) leftItems() []Text {
	var out []Text
	add := func(line, why string) {
		out = append(out, T("“"+cutTo(onOneLine(line), 2*maxLabel)+"” ("+why+")"))
	}
	for _, l := range rd.left {
		switch {
		case l.as != "":
			add(l.line, l.why+" as "+l.as)
		case l.why != leftHeading:
			add(l.line, l.why)
		}
	}
	for i := range rd.actions {
		if a := &rd.actions[i]; a.out {
			add(a.line.Line, leftChosen)
		}
	}
	for i := range rd.decisions {
		if p := &rd.decisions[i]; p.out {
			add(p.rec.Text, leftChosen)
		}
	}
	return out
}

// leftNamed is how many of the lines that are left out are named where more is
// still to be asked.
const leftNamed = 12

// leftBlocks list the lines that are left out, at most as many as most; 0: all
// of them.
func (rd *reading) leftBlocks(most int) []Block {
	items := rd.leftItems()
	var aside []Block
	for _, s := range []struct {
		says  string
		words []string
	}{{"Headings", rd.headings()}, {"Beside names, and not kept", rd.aside}} {
		if len(s.words) > 0 {
			aside = append(aside, Para(T(s.says+": “"+strings.Join(s.words, "”, “")+"”.")))
		}
	}
	if len(items) == 0 {
		return aside
	}
	title := Para(B("Left out: " + english.Count(len(items), "line", "lines")))
	if n := len(items) - most; most > 0 && n > 0 {
		items = append(items[:most], T("and "+english.Count(n, "other line", "other lines")))
	}
	return append([]Block{title, List{Items: items}}, aside...)
}

// bare reports whether a line is a word alone, with nobody and no date.
func (a *lineAction) bare() bool {
	return len(strings.Fields(a.Text)) == 1 && len(a.Owners) == 0 && !a.Nobody && a.Due.Missing != ""
}

// notAnAction says why it is asked whether a line is an action.
func notAnAction(a *lineAction) string {
	if a.bare() {
		return "This line is one word. Is it an action?"
	}
	return "This line says nothing of what is to be done."
}
