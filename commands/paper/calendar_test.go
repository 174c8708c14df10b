package paper

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestCalendar(t *testing.T) {
	same(t, "sample.ics", Calendar("Boards of Eastborough; all", made, []Event{
		{UID: "east-2027-04@csp", Revision: 7, Title: "Eastborough board", Place: "Teams, room 2", Text: "Papers due 1 April 2027.\nMinutes: not drafted.", URL: "https://example.org/a b", Start: made.Add(24 * time.Hour), Long: 90 * time.Minute},
		{UID: "east-2027-06@csp", Title: "Bwrdd Dinas Llŷr a'r Cylch: cyfarfod cyffredinol blynyddol y bartneriaeth ŵŷêâ", Start: time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC), AllDay: true, Off: true},
	}))
}

// maxOctets is how long a line may be, without its end.
const maxOctets = 75

// events reads a calendar file as strictly as RFC 5545 has it.
func events(file string) ([]map[string]string, error) {
	if !strings.HasSuffix(file, "\r\n") || strings.Contains(strings.ReplaceAll(file, "\r\n", ""), "\n") {
		return nil, fmt.Errorf("a line does not end as it should")
	}
	lines := strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n")
	for _, l := range lines {
		if len(l) > maxOctets || !utf8.ValidString(l) || l == "" {
			return nil, fmt.Errorf("%d octets, or half a letter: %q", len(l), l)
		}
	}
	var out []map[string]string
	for _, l := range strings.Split(strings.ReplaceAll(strings.Join(lines, "\r\n"), "\r\n ", ""), "\r\n") {
		name, value, ok := strings.Cut(l, ":")
		if !ok {
			return nil, fmt.Errorf("no value: %q", l)
		}
		if l == "BEGIN:VEVENT" {
			out = append(out, map[string]string{})
		} else if len(out) > 0 {
			out[len(out)-1][name] = value
		}
	}
	return out, nil
}

// words takes the escapes out of a text again.
func words(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if i++; s[i] == 'n' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func FuzzCalendar(f *testing.F) {
	f.Add("Board, a; b\\n", "line\r\nEND:VEVENT", uint64(1))
	f.Add(strings.Repeat("ŷ", 100), "\\", uint64(1<<40))
	f.Add("\r", "BEGIN:VEVENT\x00", uint64(0))
	f.Fuzz(func(t *testing.T, title, text string, rev uint64) {
		got, err := events(string(Calendar(title, made, []Event{
			{UID: "a@csp", Revision: rev, Title: title, Text: text, URL: "https://" + title, Start: made},
			{UID: "b@csp", Start: made, AllDay: true, Off: true},
		})))
		if err != nil || len(got) != 2 {
			t.Fatalf("%q, %q: %v: %q", title, text, err, got)
		}
		if words(got[0]["SUMMARY"]) != clean(title) || words(got[0]["DESCRIPTION"]) != clean(text) {
			t.Errorf("%q and %q came out as %q", title, text, got[0])
		}
		if got[0]["STATUS"] != "CONFIRMED" || got[1]["STATUS"] != "CANCELLED" || got[1]["UID"] != "b@csp" {
			t.Errorf("the events are %q", got)
		}
	})
}
