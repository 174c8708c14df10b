package commands

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Nothing is lost between the boxes of a form, and each takes what it is
// given.
func TestBoxed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab \nŷ👩"))).Draw(t, "text")
		n := rapid.IntRange(1, 20).Draw(t, "n")
		boxes := boxed(text, n)
		bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if bare(strings.Join(boxes, "")) != bare(text) {
			t.Fatalf("%q became %q", text, boxes)
		}
		for i, box := range boxes {
			if len([]rune(box)) > n || box == "" && i > 0 && i < len(boxes)-1 {
				t.Fatalf("box %d is %q", i, box)
			}
		}
	})
}

// A box does not end with a heading or a title whose text stands in the next.
func TestBoxesEndBeforeHeadings(t *testing.T) {
	item := "- " + strings.Repeat("word ", 9) + "end"
	text := "BACKGROUND\n\nThe plan.\n\nFunded schemes (2)\n\n" + item + "\n" + item + "\n\nCURRENT ISSUES\n\nOpen actions (3)\n\n" +
		item + "\n" + item + "\n" + item + "\n\nPOLICE INVOLVEMENT\n\nNot recorded."
	for n := 80; n < len(text); n++ {
		for i, box := range boxed(text, n) {
			last := box[strings.LastIndexByte(box, '\n')+1:]
			if isHeading(last) || strings.HasPrefix(last, "Open actions") || strings.HasPrefix(last, "Funded schemes") {
				t.Fatalf("of %d letters: box %d ends with %q", n, i, last)
			}
		}
	}
	if got := boxed(text, 220); !strings.HasPrefix(got[1], "CURRENT ISSUES") {
		t.Errorf("cut at %q", got[1])
	}
}
