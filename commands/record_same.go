package commands

import (
	"regexp"
	"strings"
)

// listMark is what a list has before a line, whoever wrote it. A letter with a
// full stop may be somebody's initial, and 2.5 is a number.
var listMark = regexp.MustCompile(`^(?:[•▪◦●○‣·*+>-]+\s+|\[[ xX]?\]\s+|\(?\d{1,3}[.):]\s+|\(?[a-zA-Z]\)\s+)+`)

// lineKey is a line without what may differ where two say the same: case,
// spaces, the mark of a list and a full stop.
func lineKey(s string) string {
	s = listMark.ReplaceAllString(onOneLine(straight(s)), "")
	return strings.ToLower(strings.TrimRight(s, " .;,"))
}

// sameLine reports whether two lines say the same. One that is taken for
// another is lost, so that a sign is enough to make them two.
func sameLine(a, b string) bool { return lineKey(a) == lineKey(b) }
