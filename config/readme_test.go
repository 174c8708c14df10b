package config

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite README's table of settings")

const (
	readme    = "../README.md"
	tableFrom = "<!-- settings: made by go test ./config -update -->\n"
	tableTo   = "<!-- settings end -->\n"
)

func TestReadmeListsEverySetting(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), tableFrom)
	got, after, closed := strings.Cut(rest, tableTo)
	if !found || !closed {
		t.Fatalf("README.md has no table between %q and %q", tableFrom, tableTo)
	}
	want := table()
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("README's settings are not those of the program; run: go test ./config -update\ngot:\n%s\nwant:\n%s", got, want)
	}
	if err := os.WriteFile(readme, []byte(before+tableFrom+want+tableTo+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("| setting | default | meaning |\n| --- | --- | --- |\n")
	for _, s := range Settings() {
		value := "not set"
		if s.Default != "" {
			value = "`" + s.Default + "`"
		}
		b.WriteString("| `" + s.Name + "` | " + value + " | " + strings.ReplaceAll(s.Meaning, "|", `\|`) + " |\n")
	}
	return b.String()
}
