package commands

import (
	"strings"
	"testing"
)

// Every phrase stands for a look-up: what people may have meant never runs
// anything that writes.
func TestPhrasesLookUp(t *testing.T) {
	d := northshireDesk(t)
	for _, p := range phrases {
		cmd := d.command(strings.Fields(p.means))
		if cmd == nil || cmd.Read == nil {
			t.Errorf("%q stands for %q, which looks nothing up", p.says, p.means)
		}
		if strings.Contains(p.means, "*") != strings.Contains(p.says, "*") {
			t.Errorf("%q stands for %q: the * is lost", p.says, p.means)
		}
		got, ok := phrased(strings.Fields(strings.Replace(p.says, "*", "east borough", 1)))
		if want := strings.Replace(p.means, "*", "east borough", 1); !ok || got != want {
			t.Errorf("%q: got %q, want %q", p.says, got, want)
		}
	}
}

func TestWhatPeopleSay(t *testing.T) {
	d := northshireDesk(t)
	for said, typed := range map[string]string{
		"overdue":                              "actions overdue",
		"what's overdue in westmere?":          "actions westmere overdue",
		"please show my actions":               "actions mine",
		"who chairs eastborough?":              "chair eastborough",
		"who is the chair of eastborough ?":    "chair eastborough",
		"Who’s the chair of the eastborough?":  "chair eastborough",
		"could you show me eastborough please": "eastborough",
		"thanks":                               "thanks",
		"next board":                           "boards",
		"eastborough next board":               "board eastborough",
		"board eastborough next board":         "board eastborough",
		"chair eastborough on next board":      "chair eastborough on 8 December 2026",
		"next board of east?":                  "board east",
		"eastborough, please?":                 "eastborough",
		"show the schemes":                     "schemes",
		"schemes in westmere":                  "schemes westmere",
		"the people to meet":                   "who",
		"who is bea lowe":                      "who bea lowe",
		"what is due?":                         "today",
		"decisions needed":                     "needed",
		"list schemes":                         "schemes",
		"show hub":                             "show hub",
		"?":                                    "help",
	} {
		got := ask(t, d, Request{Actor: Console(), Text: said, Now: sundayMorning})
		want := ask(t, d, Request{Actor: Console(), Text: typed, Now: sundayMorning})
		got, _, _ = strings.Cut(got, "\n\nRead as /csp ")
		if got != want {
			t.Errorf("%q:\n%s\nwant as %q:\n%s", said, got, typed, want)
		}
	}
}

// A name goes before a phrase, and what a command is to write is left as it
// was typed.
func TestPhrasesComeLast(t *testing.T) {
	d := northshireDesk(t)
	table := d.table
	var wrote string
	d.table = append(table[:len(table):len(table)], &Command{Name: "action", Run: func(c *Call) (Reply, error) {
		wrote = c.Args
		return Reply{}, nil
	}})
	d.table[len(table)], d.table[0] = d.table[0], d.table[len(table)] // before the log's alias
	ask(t, d, Request{Actor: Console(), Text: "please action add Ask who chairs what, please?", Now: sundayMorning})
	if want := "add Ask who chairs what, please?"; wrote != want {
		t.Errorf("written %q, want %q", wrote, want)
	}
}
