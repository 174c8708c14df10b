package commands

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// lineCut is a line taken apart as far as its words alone tell.
type lineCut struct {
	line  string // as it came, on one line
	label string // a bullet, a number, "Action:": no part of the action
	text  string // what is left without label and date
	due   lineDue
	cells []lineWay // the ways to read a row of a table, or a line whose date stands before what is to be done
}

// lineWay is one way to tell who is named in a line from what is to be done.
type lineWay struct {
	lead, body string
	whole      string // all of it, when lead names nobody
	some       bool   // lead are names by their capitals: when one of them is known, all are somebody
	hard       bool   // lead is followed by "to": unless it is no name at all, it is somebody
}

// lineLabel is what stands before an action in minutes: a bullet, a number
// (3. or 9.2), the word action with a colon or in capitals.
var lineLabel = regexp.MustCompile(`^(?:[•▪◦●○‣·*+>-]+\s+|\[[ xX]?\]\s+|\(?\d{1,3}[.):]\s+|\d{1,3}(?:\.\d{1,3})+[.):]?\s+|\(?[a-zA-Z][.)]\s+|(?i:actions?(?: points?)?(?: \d{1,3}(?:\.\d{1,3})*)?)\s*[:-]\s*)`)

// cutLine takes a line apart. It looks nothing up.
func cutLine(line string, rules lineRules) lineCut {
	var cells []string
	for _, cell := range strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == '|' || r == '\n' || r == '\r' }) {
		if cell = strings.Join(strings.Fields(straight(cell)), " "); cell != "" {
			cells = append(cells, cell)
		}
	}
	c := lineCut{line: strings.Join(cells, " ")}
	if len(cells) > 1 {
		c.row(cells, rules)
		return c
	}
	c.text = c.unlabelled(c.line)
	if rules.Asked {
		c.text = courtesyLast.ReplaceAllString(c.text, "")
	}
	c.text, c.due = cutDue(c.text, rules)
	if rules.Named || rules.Asked {
		return c
	}
	if text, due, ok := dateFirst(c.text, rules); ok && c.due.Missing != "" {
		c.text, c.due = text, due
		return c
	}
	if way, due, ok := dateInLead(c.text, rules, c.due); ok {
		c.text, c.due, c.cells = way.whole, due, []lineWay{way}
	}
	return c
}

// unlabelled takes the labels off the beginning of a line.
func (c *lineCut) unlabelled(s string) string {
	for {
		if label, rest, ok := loudLabel(s); ok {
			c.label, s = c.label+label, rest
			continue
		}
		at := lineLabel.FindStringIndex(s)
		if at == nil || at[1] == len(s) || isInitial(s, s[at[1]:]) {
			return s
		}
		c.label += s[:at[1]]
		s = s[at[1]:]
	}
}

// initialFirst is a name that begins with an initial, where a line may name
// somebody: M. Tan to call.
var initialFirst = regexp.MustCompile(`^(?:[A-Z]\.\s+)+\p{Lu}[\p{L}'-]*\p{Ll}[\p{L}'-]*(?:\s+\([^()]*\))?(?:\s*[,;:/&(]|\s+(?:to|will|shall)\s|\s+(?:and|for|with|-)\s+\p{Lu}|\s*$)`)

// isInitial reports whether a line begins with somebody's initial rather than
// with a letter that counts lines; rest is what follows it.
func isInitial(s, rest string) bool {
	word, _, _ := strings.Cut(rest, " ")
	return initialFirst.MatchString(s) && !slices.Contains(plainVerbs, strings.ToLower(word)) &&
		!isHead(strings.Trim(rest, headMarks)) && !saysDecided.MatchString(rest) && !saysNoted.MatchString(rest)
}

// number is a cell that counts the rows of a table.
var rowNumber = regexp.MustCompile(`^\(?\d{1,3}(?:\.\d{1,3})*[.):]?$`)

// row reads the cells of a table's row: a number, who, what and by when, in
// any order.
func (c *lineCut) row(cells []string, rules lineRules) {
	if rowNumber.MatchString(cells[0]) {
		c.label, cells = cells[0]+" ", cells[1:]
	}
	cells = slices.Clone(cells)
	cells[0] = c.unlabelled(cells[0])
	c.due = lineDue{Missing: noDate}
	for i := len(cells) - 1; i >= 0 && len(cells) > 1; i-- {
		if d, ok := readDue(cells[i], rules); ok {
			c.due, c.due.Clause = d, cells[i]
			cells = slices.Delete(cells, i, i+1)
			break
		}
	}
	if last := len(cells) - 1; c.due.Clause == "" {
		cells[last], c.due = cutDue(cells[last], rules)
		if cells[last] == "" {
			cells = cells[:last]
		}
	}
	c.text = strings.Join(cells, " ")
	if len(cells) < 2 {
		return
	}
	for i := range cells {
		rest := slices.Delete(slices.Clone(cells), i, i+1)
		c.cells = append(c.cells, lineWay{lead: cells[i], body: strings.Join(rest, ", "), whole: c.text})
	}
}

var (
	quotedFirst = regexp.MustCompile(`^"([^"]+)"[\s,.:;-]*(.*)$`)
	inBrackets  = regexp.MustCompile(`^(.+?)\s*\(([^()]+)\)$`)
	actionLast  = regexp.MustCompile(`^(.+?)[\s.;,-]+(?i:actions?(?: by)?)\s*[:-]?\s+(\S.*)$`)
	ownerLast   = regexp.MustCompile(`^(.+?)[.;,]\s*\(?(?i:owner|lead|responsible(?: officer)?|assigned to)\s*:\s*(\S.*)$`)
	dashLast    = regexp.MustCompile(`^(.+)\s-\s+(\S.*)$`)
)

// waysOf are the ways to read a line without its date, the likeliest first.
func waysOf(text string) []lineWay {
	if m := quotedFirst.FindStringSubmatch(text); m != nil {
		return []lineWay{{lead: m[2], body: m[1], whole: m[1] + " " + m[2], hard: true}}
	}
	out := colonFirst(text)
	w := strings.Fields(text)
	for i := 1; i < min(len(w)-1, maxLead); i++ {
		word := strings.ToLower(w[i])
		if word != "-" && !slices.Contains(betweenWhoAndWhat, word) {
			continue
		}
		lead := w[:i]
		for len(lead) > 1 && slices.Contains(linking, strings.ToLower(lead[len(lead)-1])) {
			lead = lead[:len(lead)-1]
		}
		way := lineWay{lead: strings.Join(lead, " "), body: strings.Join(w[i+1:], " "), whole: text, hard: word == "to"}
		if word != "to" && word != "-" {
			way.some = looksNamed(way.lead) && unicode.IsUpper([]rune(way.lead)[0])
			way.hard = isInitials(way.lead) || calledRole(way.lead) != ""
		}
		if at := strings.LastIndex(way.lead, ": "); at > 0 { // Parking: LB to look at it
			way.lead, way.body = way.lead[at+2:], way.lead[:at+2]+way.body
		}
		out = append(out, way)
		if word == "to" {
			break
		}
	}
	if who, what, ok := strings.Cut(text, ":"); ok && what != "" && len(strings.Fields(who)) < maxLead {
		out = append(out, lineWay{lead: who, body: what, whole: text})
	}
	for _, behind := range []*regexp.Regexp{ownerLast, inBrackets, actionLast, dashLast} {
		if m := behind.FindStringSubmatch(text); m != nil {
			out = append(out, lineWay{lead: m[2], body: m[1], whole: text})
		}
	}
	return out
}

// initials are names in short: LB, DN / PR.
var initials = regexp.MustCompile(`^[A-Z]{2,3}(?:\s*(?:[/,&+]|and)\s*[A-Z]{2,3})*$`)

// isInitials reports whether names are given in short, with full stops or
// without.
func isInitials(names string) bool {
	return initials.MatchString(strings.TrimSpace(strings.ReplaceAll(names, ".", "")))
}

// colonFirst is how to read a line whose names stand before a colon, behind
// which anything may follow: DN / PR: write to the council.
func colonFirst(text string) []lineWay {
	who, what, ok := strings.Cut(text, ":")
	what = strings.TrimSpace(what)
	if !ok || what == "" || strings.TrimSpace(who) == "" || len(strings.Fields(who)) >= maxLead {
		return nil
	}
	for _, word := range strings.Fields(strings.ToLower(who)) {
		if word == "to" || word == "will" || word == "shall" {
			return nil
		}
	}
	short := isInitials(who)
	out := []lineWay{{lead: who, body: what, whole: text, some: short || looksNamed(who) && !unicode.IsLower([]rune(who)[0])}}
	if r := []rune(what); short && unicode.IsLower(r[0]) {
		out = append(out, lineWay{lead: who, body: what, whole: text, hard: true})
	}
	return out
}

// maxLead is how many words may stand before "to" and still name who.
const maxLead = 14

// linking are words between somebody and what they do: LB agreed to, AB and
// CD are to.
var linking = []string{"is", "are", "agreed", "has", "have", "needs", "need", "asked", "was", "were", "offered", "agrees"}

// sayText is what is to be done as a sentence without its full stop.
func sayText(s string) string {
	return upper(strings.Trim(strings.Join(strings.Fields(s), " "), " .,;:-"))
}
