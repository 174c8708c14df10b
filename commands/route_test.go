package commands

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReferences(t *testing.T) {
	for typed, want := range map[string][]string{
		"DAR-26-001":   {"DAR-26-001"},
		"dar 26 1":     {"DAR-26-001"},
		"dar26-1":      {"DAR-26-001"},
		"dar26001":     {"DAR-26-001"},
		"dar - 26 - 1": {"DAR-26-001"},
		"dar-d-26-4":   {"DAR-D-26-004", "DARD-26-004"},
		"dar d 26 4":   {"DAR-D-26-004", "DARD-26-004"},
		"dar-26-1234":  {"DAR-26-1234"},
		"dar-26-0":     nil,
		"dar 1":        nil,
		"26-1":         nil,
		"darlington":   nil,
		"dar-26-1 now": nil,
		"":             nil,
	} {
		if got := references(typed); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestStraight(t *testing.T) {
	for in, want := range map[string]string{
		"“DAR–26—001”":                   `"DAR-26-001"`,
		"Victims’ commissioner":          "Victims' commissioner",
		"a\u00a0b\u200bc\u202ed\x00e\nf": "a bcde f",
	} {
		if got := straight(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// nasty are lines that people paste, or try.
var nasty = []string{
	"", " ", "/csp", "/csp darlington", "<!channel>", "<!here> eastborough", "=1+1", "@everyone", "🦺🦺🦺", "👩‍👧 who",
	"שלום עולם", "\u202eeastborough", "east\x00borough", "who \x1b[31m", "chair on on on", "chairs on", "page 2", "list page -1",
	"list page 99999999999", "search page 2", "search is:", "search owner:", "search due:", "search \"", "help help", "help ?",
	"who people/", "who /", "show partnerships/eastborough/x", "people/../office", "office", "roles/r1", "r1", "office/office",
	strings.Repeat("a", 3000), strings.Repeat("eastborough ", 250), strings.Repeat("é", 1500), strings.Repeat("<", 3000),
	"search " + strings.Repeat("plan ", 600), "chair " + strings.Repeat("on ", 900), "dar-26-" + strings.Repeat("9", 2900),
}

func TestNastyLines(t *testing.T) {
	d := northshireDesk(t)
	for _, line := range nasty {
		for who := range speakers {
			answered(t, d, speakers[who], line)
		}
	}
}

// answered types a line and wants a clear answer that does not echo more than
// a little of it.
func answered(t *testing.T, d *Desk, a Actor, line string) {
	t.Helper()
	r, err := d.Do(context.Background(), Request{Actor: a, Channel: "C0EAST", Text: line, Now: sundayMorning})
	if err != nil {
		t.Fatalf("%q: %v", cutTo(line, 60), err)
	}
	said := r.Console()
	if strings.TrimSpace(said) == "" {
		t.Errorf("%q: no answer", cutTo(line, 60))
	}
	if !utf8.ValidString(said) || strings.ContainsAny(said, "\x00\x1b\u202e") {
		t.Errorf("%q: what cannot be seen is said back: %q", cutTo(line, 60), said)
	}
	if r.Bad && len(said) > 4000 {
		t.Errorf("%q: %d bytes of refusal", cutTo(line, 60), len(said))
	}
	for _, b := range r.Blocks {
		row, _ := b.(Buttons)
		for _, btn := range row {
			if btn.Label == "" || utf8.RuneCountInString(btn.Label) > 75 {
				t.Errorf("%q: a button called %q", cutTo(line, 60), btn.Label)
			}
		}
	}
}

func FuzzDo(f *testing.F) {
	for _, line := range nasty {
		f.Add(line, true)
	}
	for _, c := range Table {
		for _, ex := range c.Examples {
			f.Add(ex, false)
		}
	}
	d := northshireDesk(f)
	f.Fuzz(func(t *testing.T, line string, guest bool) {
		a := speakers["staff"]
		if guest {
			a = speakers["guest"]
		}
		answered(t, d, a, line)
	})
}

// Every example that help gives works on the register that comes with the
// program, for those who may see it.
func TestExamplesWork(t *testing.T) {
	d := exampleDesk(t)
	for _, c := range Table {
		if len(c.Examples) == 0 && !c.Buttons {
			t.Errorf("%s has no example", c.Name)
		}
		for _, ex := range c.Examples {
			r, err := d.Do(context.Background(), Request{Actor: Console(), Text: ex, Now: sundayMorning})
			if err != nil || r.Bad {
				t.Errorf("/csp %s: %v %s", ex, err, r.Console())
			}
		}
	}
}

// Each button leads somewhere: what it types is answered, and is no refusal.
func TestButtonsLead(t *testing.T) {
	for _, d := range []*Desk{northshireDesk(t), exampleDesk(t)} {
		seen := map[string]bool{}
		todo := []string{"", "list", "help", "who", "chairs", "search plan", "eastborough", "darlington", "p"}
		for len(todo) > 0 && len(seen) < 400 {
			line := todo[0]
			todo = todo[1:]
			if seen[line] {
				continue
			}
			seen[line] = true
			r, err := d.Do(context.Background(), Request{Actor: Console(), Text: line, Now: sundayMorning})
			if err != nil {
				t.Fatalf("/csp %s: %v", line, err)
			}
			// What was done cannot be done again, nor taken back once it was built on.
			stale := slices.ContainsFunc([]string{undoWord, decideWord, itemWord, "cancel"}, func(w string) bool { return strings.HasPrefix(line, w+" ") })
			if r.Bad && len(seen) > 9 && !stale {
				t.Errorf("/csp %s: %s", line, r.Console())
			}
			for _, b := range r.Blocks {
				row, _ := b.(Buttons)
				for _, btn := range row {
					if strings.HasPrefix(btn.Type, undoWord+" ") {
						continue // the walk builds on what it writes
					}
					todo = append(todo, btn.Type)
				}
			}
		}
	}
}
