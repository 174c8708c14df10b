package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/memkv"
	"csp/store/register"
)

// Whoever runs the program should know whose code is in it.
func TestReadmeNamesEveryDependency(t *testing.T) {
	goMod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, found := strings.Cut(string(text), "\n## What it is built on\n")
	if !found {
		t.Fatal("README.md has no section on what it is built on")
	}
	var used, named []string
	for _, i := range imports(t) {
		for _, m := range regexp.MustCompile(`(?m)^(?:require )?\t?(\S+) v\S+`).FindAllStringSubmatch(string(goMod), -1) {
			if within(i.path, m[1]) {
				used = append(used, m[1])
			}
		}
	}
	for _, m := range regexp.MustCompile("`([a-z.]+\\.[a-z]+/[^`]+)`").FindAllStringSubmatch(list, -1) {
		named = append(named, m[1])
	}
	slices.Sort(used)
	slices.Sort(named)
	if used = slices.Compact(used); len(used) < 5 || !slices.Equal(used, named) {
		t.Errorf("README names   %q\nthe files import %q", named, used)
	}
}

// The service file in README starts the program that we build, as it says.
func TestReadmeServiceFile(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```ini\n")
	unit, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("README.md has no service file")
	}
	for _, line := range []string{
		"Type=notify", "WatchdogSec=60", "ExecStart=/usr/local/bin/csp serve", "RestartPreventExitStatus=2",
		"NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectory=csp", "Environment=CSP_STORE=bolt:/var/lib/csp/csp.db",
	} {
		if !slices.Contains(strings.Split(unit, "\n"), line) {
			t.Errorf("the service file has no line %s", line)
		}
	}
}

// The recipes in README are compiled into the packages that they speak of.
func TestReadmeRecipesCompile(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	overlay := map[string]string{}
	for n, m := range regexp.MustCompile("(?s) {3}```go\n(.*?) {3}```").FindAllStringSubmatch(string(text), -1) {
		folder, head := "store", "package store\n"
		switch {
		case strings.Contains(m[1], "Command{"):
			folder, head = "commands", "package commands\nimport \"csp/store\"\n"
		case strings.Contains(m[1], "= Kind{"):
			folder, head = "reminders", "package reminders\nimport (\"csp/store\"; \"csp/store/english\")\n"
		}
		target, err := filepath.Abs(fmt.Sprintf("../%s/recipe%d.go", folder, n))
		if err != nil {
			t.Fatal(err)
		}
		overlay[target] = filepath.Join(t.TempDir(), "recipe.go")
		if err := os.WriteFile(overlay[target], []byte(head+m[1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if len(overlay) < 3 {
		t.Fatalf("README has %d recipes with code", len(overlay))
	}
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(file, list, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "go", "build", "-overlay", file, "../store", "../commands", "../reminders").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// The register that README starts from is one that can be imported.
func TestReadmesRegisterIsSound(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```yaml\n")
	src, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("README.md shows no register")
	}
	s, err := store.Open(t.Context(), memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	file, _ := register.Parse("README.md", []byte(dedent(src)))
	report, err := register.Import(t.Context(), s, file, register.Options{Actor: "console", Now: time.Now()})
	if err != nil || report.Count(register.Added) != 4 {
		t.Errorf("%v, %v", report.Lines(), err)
	}
}

// dedent takes a list's indent from lines.
func dedent(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimPrefix(line, "   "))
	}
	return b.String()
}
