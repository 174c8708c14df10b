package commands

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"csp/store/english"
)

// pastedLine is one line of what somebody pasted.
type pastedLine struct {
	Text   string // as it came, without spaces at its ends
	Closed bool   // of the closed session
}

var (
	closedHead = regexp.MustCompile(`(?i)^(?:[-=*#•\s]*)(?:in )?closed session[-=*#:.\s]*$`)
	openHead   = regexp.MustCompile(`(?i)^(?:[-=*#•\s]*)(?:in )?open session[-=*#:.\s]*$`)
	closedMark = regexp.MustCompile(`(?i)\s*[(\[]\s*closed(?: session)?\s*[)\]]\s*\.?$`)
)

// pastedLines are the lines of a text that hold something. Below a line that
// says Closed session they are of the closed session, until one that says
// Open session; one alone is marked by (closed) at its end.
func pastedLines(text string) []pastedLine {
	var out []pastedLine
	closed := false
	for _, line := range strings.FieldsFunc(text, isLineEnd) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case closedHead.MatchString(line):
			closed = true
		case openHead.MatchString(line):
			closed = false
		default:
			l := pastedLine{line, closed}
			if at := closedMark.FindStringIndex(line); at != nil && at[0] > 0 {
				l = pastedLine{line[:at[0]], true}
			}
			out = append(out, l)
		}
	}
	return out
}

// isLineEnd reports whether a character ends a line, in what any program
// pastes.
func isLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// decisionLabel is what stands before a decision in minutes.
var decisionLabel = regexp.MustCompile(`^(?i:decisions?(?: \d{1,3}(?:\.\d{1,3})*)?)\s*[:-]\s*`)

// readDecisionLines reads pasted decisions, one a line. Bullets, numbers and
// the word decision before them are no part of them; nothing else is left
// out.
func readDecisionLines(text string) []pastedLine {
	var out []pastedLine
	for _, l := range pastedLines(text) {
		if d, ok := decisionLine(l); ok {
			out = append(out, d)
		}
	}
	return out
}

// decisionLine reads one of them; false when nothing is left of it.
func decisionLine(l pastedLine) (pastedLine, bool) {
	s := (&lineCut{}).unlabelled(strings.Join(strings.Fields(straight(l.Text)), " "))
	if rest := decisionLabel.ReplaceAllString(s, ""); rest != "" {
		s = rest
	}
	s = upper(strings.TrimRight(s, " .;,"))
	return pastedLine{s, l.Closed}, s != ""
}

// boxesOf lays a text over text boxes that hold size characters each, as
// Slack counts them: whole lines in each, in their order. A line that is
// longer than a box is cut at a space where it has one.
func boxesOf(text string, size int) []string {
	var out []string
	box, held := "", 0
	put := func(line string) {
		n := units(line)
		switch {
		case held == 0 && box == "":
			box, held = line, n
		case held+1+n <= size:
			box, held = box+"\n"+line, held+1+n
		default:
			out = append(out, box)
			box, held = line, n
		}
	}
	for _, line := range strings.FieldsFunc(text, isLineEnd) {
		for line = strings.TrimSpace(line); units(line) > size; {
			cut := cutUnits(line, size)
			put(strings.TrimSpace(line[:cut]))
			line = strings.TrimSpace(line[cut:])
		}
		if line != "" {
			put(line)
		}
	}
	if box != "" {
		out = append(out, box)
	}
	return out
}

// units is a text's length as Slack counts it.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// cutUnits is where to cut a line so that at most size characters stand
// before it: behind a space, where there is one in the last half.
func cutUnits(s string, size int) int {
	at, space, n := 0, 0, 0
	for i, r := range s {
		if n += len(utf16.Encode([]rune{r})); n > size {
			break
		}
		at = i + len(string(r))
		if r == ' ' {
			space = at
		}
	}
	if space > at/2 {
		return space
	}
	return max(at, 1)
}

// joinBoxes is what several text boxes hold together.
func joinBoxes(v map[string][]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(v)) {
		if s := strings.TrimSpace(first(v[name])); strings.HasPrefix(name, "box") && s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}

// maxBoxes is how many boxes a form has: their text, with all that a form is
// sent with, is far from what Slack takes.
const maxBoxes = 12

// linesForm is a step that takes pasted lines, in several boxes since one
// holds 3,000 characters.
func (r *recording) linesForm(step int, label, text string, least int, hint string) (*Form, error) {
	st := recordState{Meeting: r.m.ID, Step: step, Serial: r.d.Serial}
	f := r.frame(step, label, "Next")
	if n := r.d.Sorted[step]; n > 0 && text != "" {
		f.Before = append(f.Before, Para(T(upper(english.Count(n, "line", "lines"))+" of what you pasted before "+verbFor(n, "is", "are")+" here, as the heading says.")))
	}
	boxes := boxesOf(text, maxTyped)
	for want := min(max(least, len(boxes)+1)+r.d.Boxes, maxBoxes); len(boxes) < want; {
		boxes = append(boxes, "")
	}
	if len(boxes) > maxBoxes {
		return nil, fmt.Errorf("%d boxes of pasted lines", len(boxes))
	}
	for i, box := range boxes {
		in := Input{
			Name: r.inputNamed(fmt.Sprintf("box%02d", i)), Label: fmt.Sprintf("%s, box %d", label, i+1),
			Hint: "Goes on from the box above.", Kind: ManyLines, Value: some(box), Optional: true,
		}
		if i == 0 {
			in.Label, in.Hint = label, hint+" "+noNames
		}
		f.Inputs = append(f.Inputs, in)
	}
	if len(boxes) < maxBoxes {
		f.Before = append(f.Before, Buttons{{Label: "More room", Type: "record meetings/" + r.m.ID, Action: "record.more", Value: st.encode()}})
	}
	return f, nil
}

func session(closed bool) string {
	if closed {
		return "closed"
	}
	return "open"
}
