// Package english puts dates, times and numbers into plain English, as the
// GOV.UK style guide writes them: 5 October 2026, 10am, 1,204 records.
// https://www.gov.uk/guidance/style-guide/a-to-z
package english

import (
	"fmt"
	"strings"
)

// NotRecorded is said wherever the register holds nothing.
const NotRecorded = "Not recorded"

// Count says how many: 1 scheme, 2 schemes, 1,204 records.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Thousands(n) + " " + many
}

// Thousands writes a number with commas: 1,204.
func Thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// And joins words as people do: a, b and c.
func And(words ...string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}
