package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const dueRegister = `register: 1
people: [{id: b-lowe, name: Bea Lowe, slack: U0LOWE}]
partnerships: [{id: east, name: Eastborough Community Safety Partnership, area: Eastborough, channel: C0EAST}]
roles: [{id: sec, person: b-lowe, role: secretariat, partnership: east}]
meetings: [{id: b, partnership: east, kind: board, start: 2026-12-08T10:00}]
`

// What scripts read: one object a line, in order, with the fields that were
// promised, the same beside a bot that serves the store.
func TestRemindersAsJSON(t *testing.T) {
	dir := newOffice(t)
	t.Setenv("CSP_CHANNEL", "C0OFFICE")
	t.Setenv("CSP_NOW", "2026-10-05T10:00:00+01:00")
	file := filepath.Join(dir, "due.yaml")
	if err := os.WriteFile(file, []byte(dueRegister), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "import", file)
	out := must(t, "reminders", "--json", "--until", "2026-12-31")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) < 8 || !slices.IsSorted(ats(t, lines)) {
		t.Errorf("%d lines at %q", len(lines), ats(t, lines))
	}
	first := lines[0]
	for _, part := range []string{
		`{"key":"`, `"kind":"board-items","at":"2026-11-10T09:00:00Z","audience":"partnership","channel":"C0EAST","partnership":"east","subject":"b","text":"The board on `,
	} {
		if !strings.Contains(first, part) {
			t.Errorf("%s\nis without %s", first, part)
		}
	}
	if out := must(t, "reminders", "--json", "--from", "2026-11-11", "--until", "2026-11-11"); out != "" {
		t.Errorf("on a day without reminders: %s", out)
	}
	_, stop := serving(t)
	defer stop()
	if beside := must(t, "reminders", "--json", "--until", "2026-12-31"); beside != out {
		t.Errorf("beside serve it is\n%s", beside)
	}
}

func ats(t *testing.T, lines []string) []string {
	t.Helper()
	var out []string
	for _, l := range lines {
		var r struct{ At, Key string }
		if err := json.Unmarshal([]byte(l), &r); err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339, r.At)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, at.UTC().Format(time.RFC3339)+" "+r.Key)
	}
	return out
}

func TestRemindersUsage(t *testing.T) {
	newOffice(t)
	for _, args := range [][]string{
		{"--from", "2026-12"}, {"--until", "tomorrow"}, {"--from", "2026-12-08", "--until", "2026-12-07"}, {"more"},
	} {
		if code, _, errs := csp(t, append([]string{"reminders"}, args...)...); code != exitUsage || errs == "" {
			t.Errorf("reminders %q: exit %d, %s", args, code, errs)
		}
	}
}
