package main

import (
	"strings"
	"testing"
)

// A terminal gets no files; it is told their names in one line.
func TestAskNamesFiles(t *testing.T) {
	got := must(t, "ask", "/csp brief darlington download")
	if strings.Count(got, "Files,") != 1 || !strings.Contains(got, "briefing-darlington-") || !strings.Contains(got, ".docx, ") {
		t.Errorf("it reads %q", got)
	}
	if got := must(t, "ask", "/csp brief darlington"); strings.Contains(got, "Files,") || !strings.HasPrefix(got, "As at ") {
		t.Errorf("a brief to read begins %.80q", got)
	}
}
