package commands

import (
	"strings"
	"unicode"
)

// boxed cuts a text into pieces of at most n characters: before a heading, or
// the title of a list, else between paragraphs, lines or words. A heading or a
// title never ends a piece without what follows it.
func boxed(text string, n int) []string {
	var out []string
	rest := []rune(strings.TrimSpace(text))
	for len(rest) > n {
		at := cutPlace(rest, n)
		out = append(out, strings.TrimRight(string(rest[:at]), " \n"))
		rest = []rune(strings.TrimLeft(string(rest[at:]), " \n"))
	}
	return append(out, string(rest))
}

// The places where a text may be cut, the best last.
const (
	noPlace = iota
	wordPlace
	linePlace
	paraPlace
	titlePlace
	headingPlace
)

// cutPlace is where the first piece of a text ends, at most n characters long:
// at the last of the best places of its later half, or of all of it.
func cutPlace(text []rune, n int) int {
	for _, from := range []int{n / 2, n / 4, 1} {
		best, at := noPlace, 0
		for i := from; i <= n; i++ {
			if p := placeAt(text, i); p >= best && p > noPlace {
				best, at = p, i
			}
		}
		if best > wordPlace {
			return at
		}
	}
	for i := n; i > 0; i-- {
		if unicode.IsSpace(text[i]) {
			return i
		}
	}
	return n
}

// placeAt says what kind of place to cut there is before a letter.
func placeAt(text []rune, i int) int {
	switch {
	case i == 0 || i >= len(text) || unicode.IsSpace(text[i]):
		return noPlace
	case text[i-1] == ' ':
		return wordPlace
	case text[i-1] != '\n':
		return noPlace
	}
	before := strings.TrimRight(string(text[:i]), " \n")
	before = before[strings.LastIndexByte(before, '\n')+1:]
	line, after := firstLine(text[i:])
	switch {
	case isHeading(before) || strings.HasPrefix(line, "- ") && !strings.HasPrefix(before, "- "):
		return noPlace
	case isHeading(line):
		return headingPlace
	case strings.HasPrefix(after, "- ") && !strings.HasPrefix(line, "- "):
		return titlePlace
	case i > 1 && text[i-2] == '\n':
		return paraPlace
	}
	return linePlace
}

// firstLine is the first line of a text, and the beginning of the next that is
// not empty.
func firstLine(text []rune) (line, after string) {
	end := 0
	for end < len(text) && text[end] != '\n' {
		end++
	}
	line = string(text[:end])
	for end < len(text) && text[end] == '\n' {
		end++
	}
	return line, string(text[end:min(len(text), end+2)])
}

// isHeading reports whether a line is a heading: all of it in capitals.
func isHeading(line string) bool {
	return line == strings.ToUpper(line) && strings.ToLower(line) != line && !strings.HasPrefix(line, "- ")
}
