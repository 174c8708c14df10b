package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"csp/commands"
)

// The golden files are what Slack is sent, word for word. -update rewrites
// them.

func checkGolden(t *testing.T, name string, v any) {
	t.Helper()
	var got bytes.Buffer
	if err := json.Indent(&got, encode(v), "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	path := filepath.Join("testdata", "golden", name+".json")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs; if it should, run go test ./bot -update\n%s", path, got.String())
	}
}

// everyBlock has a block of each kind, and each look of a span.
func everyBlock() commands.Reply {
	return commands.Reply{Blocks: []commands.Block{
		commands.Heading("Darlington Community Safety Partnership"),
		commands.Para(commands.Join(
			commands.T("Plan ended on "), commands.B("31 March 2026"), commands.T(". See "),
			commands.Link("the plan", "https://example.org/plan?a=1&b=2"), commands.T(" & ask "),
			commands.Text{{Text: "@beth", User: "U0PARTNR1"}}, commands.T(". <!channel> *not bold* :tada:"))),
		commands.Facts{
			{Label: "Chair", Value: commands.T("Not recorded")},
			{Label: "Next board", Value: commands.T("Tuesday 8 December 2026, in 9 days")},
		},
		commands.List{Items: []commands.Text{commands.T("first"), commands.B("second")}},
		commands.List{Numbered: true, Items: []commands.Text{commands.T("one"), commands.T("two")}},
		commands.Rule{},
		commands.Note(commands.T("Source: briefing, as at March 2026 <b>")),
		commands.Note(commands.Link("Source", "https://example.org/")),
		commands.Buttons{
			{Label: "Actions", Type: "actions darlington"},
			{Label: "Mark DAR-26-001 done", Action: "action.done", Value: "DAR-26-001 7", Primary: true},
			{
				Label: "Cancel DAR-26-001 and tell the whole channel", Action: "action.cancel", Value: "DAR-26-001",
				Danger: true, Confirm: "The channel #darlington will be told.",
			},
		},
	}}
}

func TestGolden(t *testing.T) {
	var long commands.List
	for range 700 {
		long.Items = append(long.Items, commands.T(strings.Repeat("line ", 6)))
	}
	rest := drawReply(commands.Reply{Blocks: []commands.Block{commands.Heading("All"), long}}, again{line: "list all", typed: true}, 200)
	rest.Blocks = rest.Blocks[len(rest.Blocks)-2:]
	for name, v := range map[string]any{
		"every-block": drawReply(everyBlock(), again{}, maxText),
		"bad":         drawReply(badReply("Nothing is called <darlngton>. Type /csp list."), again{}, maxText),
		"rest":        rest,
		"reply-view":  replyView(everyBlock(), meta{Channel: "C1", Thread: "1.2"}, again{}),
		"form":        formView(everyInput(), meta{Channel: "C1"}),
		"form-errors": viewAnswer{Action: "errors", Errors: map[string]string{"due": "That day is past."}},
		"options":     suggestions{Options: options(nil, maxOptions)},
	} {
		t.Run(name, func(t *testing.T) { checkGolden(t, name, v) })
	}
}

func TestViewsAreTaken(t *testing.T) {
	many := commands.Form{ID: "a.b", Title: strings.Repeat("A long title ", 9), State: "s"}
	for range 150 {
		many.Before = append(many.Before, commands.Para(commands.T("x")))
	}
	for i := range 120 {
		in := commands.Input{Name: strings.Repeat("n", i+1), Label: strings.Repeat("label ", 500), Hint: strings.Repeat("hint ", 500), Kind: commands.Select}
		for j := range 5 * (i % 50) {
			in.Options = append(in.Options, commands.Option{Label: strings.Repeat("o", 100), Value: strings.Repeat("v", 1+j%75) + strings.Repeat("w", j/75)})
		}
		many.Inputs = append(many.Inputs, in)
	}
	for name, f := range map[string]commands.Form{
		"every input": everyInput(), "too much of everything": many,
		"nothing to send": {ID: "a.b", Title: "Nothing", Before: everyBlock().Blocks},
		"strange values": {ID: "a.b", Title: "", Inputs: []commands.Input{
			{Name: "d", Label: "", Kind: commands.DateInput, Value: []string{"31 March"}},
			{Name: "t", Label: " ", Kind: commands.TimeInput, Value: []string{"9am"}},
			{Name: "s", Label: "S", Kind: commands.Select, Value: []string{"gone"}, Options: []commands.Option{{Label: "A", Value: "a"}, {Label: "", Value: "b"}, {Label: "C"}}},
			{Name: "l", Label: "L", Kind: commands.Lookup, Value: []string{strings.Repeat("x", 200)}},
			{Name: "x", Label: "X", Value: []string{"\x00" + strings.Repeat("y", 4000)}, Max: 10},
			{Name: "", Label: "No name"},
			{Name: "x", Label: "Twice"},
		}},
	} {
		if p := viewProblems(t, formView(f, meta{Channel: "C1"})); len(p) > 0 {
			t.Errorf("%s is refused: %q", name, p)
		}
	}
}
