package commands

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// people of the invented office, by the name a conversation has for them.
var speakers = map[string]Actor{
	"console":  Console(),
	"staff":    {Team: "T0OFFICE", User: "U0STAFF", Staff: true},
	"admin":    {Team: "T0OFFICE", User: "U0ADMIN", Admin: true},
	"member":   {Team: "T0OFFICE", User: "U0OTHER"},
	"bea":      {Team: "T0OFFICE", User: "U0LOWE"}, // confirmed secretariat of Eastborough
	"guest":    {Team: "T0OFFICE", User: "U0GUEST", Guest: true, Channels: []string{"C0WEST"}},
	"lost":     {Team: "T0OFFICE", User: "U0LOST", Guest: true},
	"stranger": {Team: "T0ELSE", User: "U0LOWE", Stranger: true}, // another's U0LOWE
}

// TestConversations plays every conversation in testdata/talk over the
// invented office: a line "$ who@channel words" is typed, and what follows it
// is what a terminal shows, whole; -update writes that down anew.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/talk/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	rewrite := flag.Lookup("update")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			old, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := replay(t, string(old))
			if rewrite != nil && rewrite.Value.String() == "true" {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(old) {
				g, o := firstDifference(got, string(old))
				t.Errorf("got:\n%s\nwant:\n%s", g, o)
			}
		})
	}
}

// replay types every line of a conversation and returns it with the answers.
func replay(t *testing.T, script string) string {
	d := northshireDesk(t)
	var b strings.Builder
	for line := range strings.Lines(script) {
		switch {
		case strings.HasPrefix(line, "# "):
			b.WriteString(line)
		case strings.HasPrefix(line, "$ "):
			who, words, _ := strings.Cut(strings.TrimSpace(line[2:]), " ")
			who, channel, _ := strings.Cut(who, "@")
			a, ok := speakers[who]
			if !ok {
				t.Fatalf("nobody is called %s", who)
			}
			r, err := d.Do(context.Background(), Request{Actor: a, Channel: channel, Text: words, Now: sundayMorning})
			if err != nil {
				t.Fatalf("%s: %v", words, err)
			}
			b.WriteString("\n" + line)
			if r.Refused {
				b.WriteString("(refused) ")
			} else if r.Bad {
				b.WriteString("(wrong) ")
			}
			for out := range strings.Lines(r.Console()) {
				if strings.TrimSpace(out) != "" {
					fmt.Fprintln(&b, strings.TrimRight(out, "\n"))
				}
			}
		}
	}
	return b.String()
}

// firstDifference returns the paragraphs of two texts where they first
// differ.
func firstDifference(got, want string) (string, string) {
	g, w := strings.Split(got, "\n\n"), strings.Split(want, "\n\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return g[i], strings.Join(w[min(i, len(w)):min(i+1, len(w))], "")
		}
	}
	return "", strings.Join(w[len(g):], "\n\n")
}
