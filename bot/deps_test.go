package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// imported is one import of one file. Paths of this project are without "csp/".
type imported struct {
	folder string // of the file that imports: store/kv
	file   string // for the message
	path   string // what it imports
	test   bool   // whether the file is a test
}

// rule is one line of the house's order: who may import what.
type rule struct {
	what    string   // the import it speaks of: a package, with what lies below it
	allowed []string // the folders that may, with what lies below them
	tests   bool     // tests anywhere may too
	why     string
}

var rules = []rule{
	{"bot", []string{"bot"}, false, "bot is the top of the house: nothing below knows of Slack or of how the program is started"},
	{"commands", []string{"bot", "commands"}, false, "what people ask stands above reminders and records, so these can be used without it"},
	{"reminders", []string{"bot", "commands", "reminders"}, false, "the store must not know what hangs on its records"},
	{"store", []string{"bot", "commands", "reminders", "store"}, false, "settings are read before there is a store"},
	{"config", []string{"bot", "config"}, false, "commands and records are told what they need; they do not look at the environment"},
	{"store/kv/kvtest", []string{"store/kv"}, true, "the conformance suite is for tests alone"},
	{"bot/sandbox/chrome", nil, true, "the browser is for tests alone"},
	{"github.com/slack-go/slack", []string{"bot"}, false, "no Slack type passes bot, so that the domain can be read and tested without Slack"},
	{"github.com/gorilla/websocket", []string{"bot"}, false, "only Slack's Socket Mode needs it"},
	{"go.etcd.io/bbolt", []string{"store/kv/boltkv"}, false, "the engine can be changed by writing one package"},
	{"github.com/jackc/pgx", []string{"store/kv/pgkv"}, false, "the engine can be changed by writing one package"},
	{"github.com/gomutex/godocx", []string{"commands/paper"}, false, "who keeps the library may change; the Word files stay"},
	{"github.com/xuri/excelize", []string{"commands/paper"}, false, "a table knows nothing of the file that it becomes"},
	{"github.com/arran4/golang-ical", []string{"commands/paper"}, false, "a date knows nothing of the file that it is sent in"},
	{"github.com/robfig/cron", []string{"reminders", "bot"}, false, "cron is only the tick; what is due is worked out from the records"},
	{"github.com/kelseyhightower/envconfig", []string{"config"}, false, "the environment is read in one place"},
	{"github.com/prometheus", []string{"bot"}, false, "figures are for whoever runs the program"},
	{"testing", []string{"store/kv/kvtest", "bot/sandbox/chrome"}, true, "the program carries no test code"},
	{"github.com/rogpeppe/go-internal", nil, true, "the program carries no test code"},
	{"github.com/chromedp", []string{"bot/sandbox/chrome"}, true, "the program carries no test code"},
	{"pgregory.net/rapid", []string{"store/kv/kvtest"}, true, "the program carries no test code"},
	{"go.uber.org/goleak", nil, true, "the program carries no test code"},
}

// floors are the packages that stand on something of ours only as listed.
var floors = []struct {
	folder string
	on     []string
	why    string
}{
	{"config", []string{"config"}, "settings can be read by any program of ours"},
	{"store/kv", []string{"store/kv"}, "the seam and its engines know keys and bytes, and nothing of partnerships"},
	{"store", []string{"store"}, "records stand on the seam alone"},
	{"reminders", []string{"reminders", "store"}, "what is due follows from the records"},
	{"bot/sandbox", []string{"bot/sandbox"}, "the small Slack knows Slack alone, so that the bot meets in it what it will meet outside"},
	{"commands", []string{"commands", "reminders", "store"}, "what people ask follows from the records and from what is due"},
}

func TestImports(t *testing.T) {
	files := imports(t)
	if len(files) < 50 {
		t.Fatalf("only %d imports found; the test looks in the wrong place", len(files))
	}
	for _, i := range files {
		for _, b := range breaches(i) {
			t.Error(b)
		}
	}
}

// Each rule must be able to fail.
func TestEveryRuleCanFail(t *testing.T) {
	for _, r := range rules {
		if len(breaches(imported{folder: "elsewhere", file: "x.go", path: r.what + "/v9"})) == 0 {
			t.Errorf("a breach of the rule on %s is not seen", r.what)
		}
		for _, folder := range r.allowed {
			if b := breaches(imported{folder: folder, file: "x.go", path: r.what}); len(b) > 0 {
				t.Errorf("%s may import %s, but: %v", folder, r.what, b)
			}
		}
	}
	for _, f := range floors {
		if len(breaches(imported{folder: f.folder, file: "x.go", path: "bot"})) == 0 {
			t.Errorf("a breach of the floor %s is not seen", f.folder)
		}
	}
}

// breaches says which rules an import breaks.
func breaches(i imported) []string {
	var out []string
	for _, r := range rules {
		if within(i.path, r.what) && !withinAny(i.folder, r.allowed) && !(r.tests && i.test) {
			out = append(out, fmt.Sprintf("%s imports %s: %s", i.file, i.path, r.why))
		}
	}
	for _, f := range floors {
		ours := withinAny(i.path, []string{"bot", "commands", "reminders", "store", "config"})
		if ours && within(i.folder, f.folder) && !withinAny(i.path, f.on) && !i.test {
			out = append(out, fmt.Sprintf("%s imports %s: %s", i.file, i.path, f.why))
		}
	}
	return out
}

// within reports whether a package is at or below the other.
func within(pkg, top string) bool { return pkg == top || strings.HasPrefix(pkg, top+"/") }

func withinAny(pkg string, tops []string) bool {
	for _, top := range tops {
		if within(pkg, top) {
			return true
		}
	}
	return false
}

// imports lists every import of every Go file of the project.
func imports(t *testing.T) []imported {
	t.Helper()
	var out []imported
	root := ".."
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel := filepath.ToSlash(strings.TrimPrefix(name, root+string(filepath.Separator)))
		for _, spec := range file.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			out = append(out, imported{
				folder: path.Dir(rel), file: rel, path: strings.TrimPrefix(p, "csp/"), test: strings.HasSuffix(rel, "_test.go"),
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
