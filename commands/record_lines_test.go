package commands

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPastedDecisions(t *testing.T) {
	for _, test := range []struct {
		text string
		want []pastedLine
	}{
		{"", nil},
		{" \n\r\n\t", nil},
		{"Renew the plan", []pastedLine{{"Renew the plan", false}}},
		{"1. renew the plan.\r\n2. Meet on Mondays;", []pastedLine{{"Renew the plan", false}, {"Meet on Mondays", false}}},
		{"• Decision: Fund it\n- DECISION 4 - Stop it", []pastedLine{{"Fund it", false}, {"Stop it", false}}},
		{"RESOLVED to meet", []pastedLine{{"RESOLVED to meet", false}}},
		{"Open\nClosed session:\nPay\n(a) Wait\nOpen session\nGo on", []pastedLine{{"Open", false}, {"Pay", true}, {"Wait", true}, {"Go on", false}}},
		{"Pay for the house (closed)\nMeet [Closed session].", []pastedLine{{"Pay for the house", true}, {"Meet", true}}},
		{"(closed)", []pastedLine{{"(closed)", false}}},
		{"One\u2028two\u0085three", []pastedLine{{"One", false}, {"Two", false}, {"Three", false}}},
	} {
		if got := readDecisionLines(test.text); !slices.Equal(got, test.want) {
			t.Errorf("%q: %+v, want %+v", test.text, got, test.want)
		}
	}
}

// words are the letters and digits of a text, in their order.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && !strings.ContainsRune(".,;:()[]-–•*#=>+", r) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// Each line of plain words is one decision, whole and in its order.
func TestEveryPastedLineIsADecision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.StringMatching(`[A-Z][a-z]{2,9}( [a-z£0-9]{2,9}){1,8}`), 0, 60).Draw(t, "lines")
		marks := rapid.SampledFrom([]string{"", "• ", "1. ", "- ", "9.2 ", "Decision: "}).Draw(t, "mark")
		end := rapid.SampledFrom([]string{"\n", "\r\n", "\n\n"}).Draw(t, "end")
		var text strings.Builder
		for _, l := range lines {
			text.WriteString(marks + l + end)
		}
		got := readDecisionLines(text.String())
		if len(got) != len(lines) {
			t.Fatalf("%d decisions of %d lines", len(got), len(lines))
		}
		for i := range got {
			if got[i].Text != lines[i] || got[i].Closed {
				t.Fatalf("%q became %+v", lines[i], got[i])
			}
		}
	})
}

// Lines laid over boxes fit and are the same lines again.
func TestBoxesHoldEveryLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(20, 200).Draw(t, "size")
		lines := rapid.SliceOfN(rapid.StringMatching(`[A-Za-zŷé😀]{1,9}( [A-Za-zŷé😀]{1,9}){0,12}`), 0, 80).Draw(t, "lines")
		boxes := boxesOf(strings.Join(lines, "\n"), size)
		long := false
		for _, l := range lines {
			long = long || units(l) > size
		}
		for _, b := range boxes {
			if units(b) > size || strings.TrimSpace(b) == "" {
				t.Fatalf("a box of %d with %q", size, b)
			}
		}
		joined := strings.Join(boxes, "\n")
		if !long && joined != strings.Join(lines, "\n") {
			t.Fatalf("%q became %q", lines, joined)
		}
		if lettersOf(joined) != lettersOf(strings.Join(lines, "")) {
			t.Fatalf("letters of %q lost: %q", lines, joined)
		}
	})
}

// Whatever is pasted, no letter is lost: each stands in a decision, or in a
// heading that says which session it is.
func FuzzReadDecisionLines(f *testing.F) {
	for _, s := range []string{"1. Renew the plan\n(closed)", "Closed session\nPay (closed)", "a)\tb | c", "Decision: \n– x", "9.2", "DECISION 3:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := readDecisionLines(s)
		filled := 0
		for _, l := range pastedLines(s) {
			if strings.Trim(straight(l.Text), " .;,") != "" {
				filled++
			}
		}
		if len(got) > filled {
			t.Fatalf("%d decisions of %d lines", len(got), filled)
		}
		for _, d := range got {
			if strings.TrimSpace(d.Text) == "" || strings.ContainsAny(d.Text, "\n\r") {
				t.Fatalf("%q gave %q", s, d.Text)
			}
		}
		if again := readDecisionLines(s); !slices.Equal(again, got) {
			t.Fatal("read otherwise again")
		}
	})
}

func FuzzBoxesOf(f *testing.F) {
	f.Add("one\ntwo three", 5)
	f.Add(strings.Repeat("😀", 50), 7)
	f.Fuzz(func(t *testing.T, s string, size int) {
		if size < 2 || size > maxTyped || !utf8.ValidString(s) {
			return
		}
		boxes := boxesOf(s, size)
		for _, b := range boxes {
			if units(b) > size {
				t.Fatalf("a box of %d holds %d", size, units(b))
			}
		}
		if lettersOf(strings.Join(boxes, "")) != lettersOf(s) && !strings.ContainsFunc(s, isLineEnd) {
			t.Fatalf("%q became %q", s, boxes)
		}
	})
}
