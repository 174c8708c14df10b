package commands

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"csp/store"
	"csp/store/english"
)

// seatPart is a part of a line of attendance: a name, or what stands beside
// one.
type seatPart struct {
	words  string
	beside string // in brackets, or behind a dash
}

// seatParts takes a line of attendance apart: Mei Tan (Council), DN and RS.
func seatParts(text string) []seatPart {
	text = straight(strings.NewReplacer("\t", ",", "|", ",", "[", "(", "]", ")").Replace(text))
	text = (&lineCut{}).unlabelled(onOneLine(text))
	var cells []string
	depth, from := 0, 0
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		case ',', ';', '&':
			if depth == 0 {
				cells, from = append(cells, text[from:i]), i+1
			}
		}
	}
	var out []seatPart
	waits := "" // what stands before the first name
	for _, cell := range append(cells, text[from:]) {
		for _, s := range andBreak.Split(cell, -1) {
			p := seatPart{}
			p.words, p.beside = outOfBrackets(s)
			if name, rest, ok := strings.Cut(p.words, " - "); ok {
				p.words, p.beside = name, strings.TrimSpace(rest+" "+p.beside)
			}
			switch p.words = strings.Trim(onOneLine(p.words), " .:-"); {
			case p.words != "":
				p.beside = strings.TrimSpace(waits + " " + p.beside)
				out, waits = append(out, p), ""
			case len(out) > 0:
				out[len(out)-1].beside = strings.TrimSpace(out[len(out)-1].beside + " " + p.beside)
			default:
				waits = strings.TrimSpace(waits + " " + p.beside)
			}
		}
	}
	return out
}

var andBreak = regexp.MustCompile(`(?i)(?:^|\s+)and\s+`)

// outOfBrackets takes out of words what stands in brackets.
func outOfBrackets(s string) (words, inside string) {
	for {
		open := strings.IndexByte(s, '(')
		if open < 0 {
			return s, strings.TrimSpace(inside)
		}
		in, after, _ := strings.Cut(s[open+1:], ")")
		if in = strings.Trim(in, " ()"); inside != "" && in != "" {
			inside += ", "
		}
		s, inside = s[:open]+" "+after, inside+in
	}
}

// titleWords are words of titles and bodies, which no name has.
var titleWords = []string{
	"secretary", "manager", "officer", "chair", "vice-chair", "director", "head", "lead", "superintendent", "inspector", "analyst",
	"commissioner", "coordinator", "co-ordinator", "worker", "adviser", "advisor", "member", "sergeant", "constable", "minutes", "notes",
	"council", "police", "service", "services", "probation", "board", "office", "trust", "nhs", "icb", "opcc", "housing", "fire", "rescue",
	"partnership", "homes", "authority", "university", "college", "school", "team", "support", "safety", "of", "the", "none",
	"present", "attended", "attending", "absent", "apologies", "yes", "no", "health", "education", "environment", "youth", "voluntary", "sector",
}

// maybeName reports whether words may be somebody's name: a few, in capitals,
// and none of a title.
func maybeName(words string) bool {
	w := strings.Fields(words)
	for _, s := range w {
		if slices.Contains(titleWords, strings.ToLower(strings.Trim(s, ".,"))) {
			return false
		}
	}
	return len(w) > 0 && len(w) < 6 && looksNamed(words) && unicode.IsUpper([]rune(words)[0])
}

// namesIn reports whether there may be a name in a line of attendance.
func namesIn(text string) bool {
	return slices.ContainsFunc(seatParts(text), func(p seatPart) bool { return maybeName(p.words) })
}

// verbWords are words of a sentence about somebody, which no title has.
var verbWords = []string{"said", "was", "were", "is", "are", "has", "had", "have", "will", "to", "gave", "would", "should", "must", "needs", "asks", "told", "spoke"}

// saysMore reports whether a line of attendance has a sentence about somebody
// and not names alone: Mei Tan raised the turnout.
func saysMore(text string) bool {
	return slices.ContainsFunc(seatParts(text), func(p seatPart) bool {
		w := strings.Fields(p.words)
		lower := slices.IndexFunc(w, func(s string) bool { return unicode.IsLower([]rune(s)[0]) })
		if lower < 1 || awayBehind.MatchString(p.words) || slices.ContainsFunc(w, func(s string) bool { return slices.Contains(titleWords, strings.ToLower(strings.Trim(s, ".,"))) }) {
			return false
		}
		verb := slices.Contains(verbWords, w[lower]) || strings.HasSuffix(w[lower], "ed") && len(w) > lower+1
		return verb && maybeName(strings.Join(w[:lower], " "))
	})
}

// standsFor are the words before the one for whom somebody came.
var standsFor = regexp.MustCompile(`(?i)^(?:(?:substitut(?:e|ing)|sub|deput(?:y|ising)|standing in|attending) )?(?:for|on behalf of|representing) (.+)$`)

// sentSorry is how a list says that somebody sent apologies.
var sentSorry = regexp.MustCompile(`(?i)^(?:sent )?apologies(?: sent| received| given)?$`)

const (
	absentWords = `(?:was |were )?(?:absent|not present|not there|not in attendance)|(?:did|could) not attend|(?:was )?unable to attend`
	sorryWords  = `(?:sent |gave )?(?:his |her |their )?apologies(?: sent| received| given| for absence)?`
)

// wasAbsent is how it says that somebody was not there, and sent none.
var wasAbsent = regexp.MustCompile(`(?i)^(?:` + absentWords + `)$`)

// How it says so behind a name, or among what stands beside one. Who was away
// for a part of it was there.
var (
	awayBehind   = regexp.MustCompile(`(?i)^(\S.*?)\s+(` + absentWords + `|` + sorryWords + `|(?:joined|arrived|left|dialled in|attended)\b.*)$`)
	sorryBeside  = regexp.MustCompile(`(?i)(?:^|[\s,;])(?:` + sorryWords + `)\s*(?:$|[,;])`)
	absentBeside = regexp.MustCompile(`(?i)(?:^|[\s,;])(?:` + absentWords + `)\s*(?:$|[,;])`)
)

// asAbsent stands for a seat of one who was not there: it is not kept, and
// takes away the seat that they have.
const asAbsent = "absent"

// as takes out of what stands beside a name whether they were there.
func (p *seatPart) as(to section) string {
	if m := awayBehind.FindStringSubmatch(p.words); m != nil {
		p.words, p.beside = m[1], strings.TrimSpace(m[2]+" "+p.beside)
	}
	as := map[section]string{toApologies: "apologies", toAbsent: asAbsent}[to]
	if standsFor.MatchString(p.beside) {
		return orWord(as, "present")
	}
	for _, s := range []struct {
		says *regexp.Regexp
		as   string
	}{{absentBeside, asAbsent}, {sorryBeside, "apologies"}} {
		if s.says.MatchString(p.beside) {
			p.beside = strings.Trim(onOneLine(s.says.ReplaceAllString(p.beside, " ")), " ,;")
			return s.as
		}
	}
	return orWord(as, "present")
}

// attended reads who a line says was there, or sent apologies.
func (rd *reading) attended(to section, line, text string) ([]store.Attendance, error) {
	var out []store.Attendance
	var beside []string
	if saysMore(text) {
		return rd.namesNobody(line, text)
	}
	table := strings.ContainsAny(text, "\t|")
	for i, p := range seatParts(text) {
		if last := len(out) - 1; last >= 0 && sentSorry.MatchString(p.words) {
			out[last].As = "apologies"
			continue
		} else if last >= 0 && wasAbsent.MatchString(p.words) {
			out[last].As = asAbsent
			rd.left = append(rd.left, leftLine{of: standsWord, line: line, why: leftAbsent})
			continue
		}
		as, whole := p.as(to), p.whole()
		name, whom, forSomebody := cutAtWord(p.words, "for")
		if m := standsFor.FindStringSubmatch(p.beside); !forSomebody && m != nil {
			name, whom, forSomebody, p.beside = p.words, m[1], true, ""
		}
		n, err := rd.r.lineName(rd.r.tx, name)
		if err != nil {
			return nil, err
		}
		word := i > 0 && !strings.Contains(name, " ") && !initials.MatchString(name) // perhaps of a body rather than a name
		if len(n.People) == 0 && (n.Organisation != nil || word && table || !maybeName(name)) {
			beside = append(beside, whole)
			continue
		}
		a := store.Attendance{As: as}
		if as == asAbsent {
			rd.left = append(rd.left, leftLine{of: standsWord, line: whole, why: leftAbsent})
		}
		if a.Person, a.Name, err = rd.standName(line, name, as, word && len(n.People) == 0); err != nil {
			return nil, err
		}
		if a.Person+a.Name == "" {
			beside = append(beside, whole)
			continue
		}
		if p.beside != "" {
			beside = append(beside, p.beside)
		}
		if forSomebody && as != asAbsent {
			a.As = "substitute"
			if a.For, err = rd.standFor(line, whom); err != nil {
				return nil, err
			}
		}
		out = append(out, a)
	}
	if len(out) == 0 {
		return rd.namesNobody(line, text)
	}
	rd.aside = append(rd.aside, beside...)
	return out, nil
}

// whole is a part with what stands beside it.
func (p *seatPart) whole() string {
	if p.beside == "" {
		return p.words
	}
	return p.words + " (" + p.beside + ")"
}

// namesNobody asks what a line is among who came that has no name.
func (rd *reading) namesNobody(line, text string) ([]store.Attendance, error) {
	q := question{
		name: "nonames", label: "Who came: lines without a name", out: true,
		hint: "No name of a person is found.", options: []Option{{Label: "Keep what they say as a name", Value: answerNobody}},
	}
	if rd.answer(q, line) == answerOut {
		return nil, errLeftOut
	}
	return []store.Attendance{{As: "present", Name: upper(text)}}, nil
}

// ticked asks of those who are ticked as there, and whom a pasted list of who
// was there does not name.
func (rd *reading) ticked(seats, listed []store.Attendance, line string) []store.Attendance {
	missing := func(s store.Attendance) bool {
		return s.As == "present" && s.Person != "" && slices.Contains(rd.r.d.Seats, s) &&
			!slices.ContainsFunc(listed, func(l store.Attendance) bool { return l.Person == s.Person || l.For == s.Person })
	}
	var names []string
	for _, s := range seats {
		if missing(s) {
			names = append(names, personName(rd.r.tx, s.Person))
		}
	}
	if len(names) == 0 || !rd.r.d.Seated {
		return seats
	}
	q := question{
		name: questionName("ticked", strings.Join(names, " ")), label: cutTo("Was there too: "+english.And(names...), 2*maxLabel),
		hint:    "Ticked as there, and not in the list that you pasted.",
		options: []Option{{Label: "Yes, as ticked", Value: answerSo}, {Label: "No: go by the list", Value: answerNone}},
	}
	if rd.answer(q, cutTo(line, fewWords)) == answerNone {
		return slices.DeleteFunc(seats, missing)
	}
	return seats
}
