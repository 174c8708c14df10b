package commands

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/memkv"
	"csp/store/register"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares what was said with the file of that name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s line %d:\n%s\nwant:\n%s", file, i+1, g[i], strings.Join(w[min(i, len(w)):min(i+1, len(w))], ""))
		}
	}
	t.Fatalf("%s has %d more lines", file, len(w)-len(g))
}

// ask is the reply to a line, as a terminal shows it.
func ask(t *testing.T, d *Desk, r Request) string {
	t.Helper()
	reply, err := d.Do(context.Background(), r)
	if err != nil {
		t.Fatalf("/csp %s: %v", r.Text, err)
	}
	s := reply.Console()
	if reply.Bad {
		s = "(error) " + s
	}
	return s
}

// exampleDesk is a desk over the example register.
func exampleDesk(t testing.TB) *Desk {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	f, problems := register.Parse("example.yaml", register.Example())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if _, err := register.Import(ctx, s, f, register.Options{Actor: "console", Name: "console", Now: sundayMorning.AddDate(0, 0, -7)}); err != nil {
		t.Fatal(err)
	}
	return NewDesk(s, time.UTC)
}

// lines are asked of a desk one after another, as a terminal would show it.
func lines(t *testing.T, d *Desk, asked ...string) string {
	t.Helper()
	var b strings.Builder
	for _, line := range asked {
		b.WriteString("> /csp " + line + "\n")
		b.WriteString(ask(t, d, Request{Actor: Console(), Text: line, Now: sundayMorning}) + "\n\n")
	}
	return b.String()
}

// What is said of the invented office, a file for each family of commands.
func TestLookUps(t *testing.T) {
	d := northshireDesk(t)
	for name, asked := range map[string][]string{
		"schemes": {
			"schemes", "schemes eastborough", "schemes westmere", "schemes southvale", "schemes eastb", "schemes nowhere",
			"scheme evening wardens", "scheme park lights second", "scheme peer", "scheme park", "scheme nothing like it", "scheme",
		},
		"plans": {
			"plans", "plans replaced", "plans eastborough", "plans eastborough replaced", "plans westmere replaced", "plans southvale",
			"plan eastborough plan 2021", "plan one westmere", "plan eastborough", "plan southvale", "plan westmere", "plan",
		},
		"pilots":      {"pilots", "pilots westmere", "pilots southvale", "pilot high street", "pilot westmere", "pilot southvale", "pilot"},
		"initiatives": {"initiatives", "initiatives westmere"},
		"issues":      {"issues", "issues closed", "issues westmere", "issues westmere closed", "issues southvale"},
		"duties":      {"duties", "duties public meeting", "duties moon", "powers", "powers notice"},
		"decisions": {
			"decisions", "decisions eastborough", "decisions since 1 September 2026", "decisions eastborough since 2027",
			"decisions southvale", "decisions since the flood", "decisions EAS-D-26-001", "EAS-D-26-002", "eas d 26 4", "decisions EAS-26-001",
			"needed", "needed westmere", "needed southvale",
		},
		"boards": {
			"boards", "boards eastborough", "boards westmere", "boards southvale",
			"board eastborough", "board eastborough 8 September 2026", "board eastborough on 8 Dec", "board eastborough 1 May 2026",
			"board westmere", "board westmere 14 January 2027", "board southvale", "board",
			"forward eastborough", "forward westmere", "forward southvale", "forward",
		},
		"actions": {
			"actions", "actions eastborough", "actions overdue", "actions eastborough overdue", "actions southvale", "actions closed",
			"actions bea lowe", "actions mine", "EAS-26-001", "actions eas 26 3", "EAS-26-005", "WES-26-002", "actions EAS-D-26-001", "actions nobody",
		},
		"history": {"history wardens", "history evening wardens", "history EAS-26-001", "history", "history nothing such"},
	} {
		t.Run(name, func(t *testing.T) { golden(t, "lookups/"+name, lines(t, d, asked...)) })
	}
}

// What is said of the example register, where little is recorded.
func TestLookUpsOfTheExample(t *testing.T) {
	golden(t, "lookups/example", lines(t, exampleDesk(t),
		"schemes", "schemes darlington", "scheme restorative", "plans", "plan darlington", "plan durham", "pilots", "pilot durham",
		"initiatives durham", "issues darlington", "duties meeting", "duties page 2", "powers", "powers closure", "boards", "board darlington", "forward durham",
		"actions", "actions darlington", "decisions", "needed", "history one darlington"))
}
