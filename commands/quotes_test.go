package commands

import (
	"strings"
	"testing"
)

func TestHeldTogether(t *testing.T) {
	for in, want := range map[string]string{
		`due="20 Jan" by`: "due=20 Jan|by", "“20 Jan” now": "20 Jan|now", `a "b`: `a|"b`, `  `: "", `""x`: `""x`, `O'Neill "a  b"c`: "O'Neill|a  bc",
	} {
		if got := strings.Join(heldTogether(in), "|"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
