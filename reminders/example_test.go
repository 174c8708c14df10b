package reminders_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"csp/reminders"
	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
	"csp/store/register"
)

var update = flag.Bool("update", false, "write the examples anew")

var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return l
}()

var settings = reminders.Settings{Zone: london, Hour: 9, Office: "C0OFFICE", CatchUp: 168 * time.Hour}

// office is a store of a test, as it is when reminders hang on it.
type office struct {
	testing.TB
	*store.Store
}

func newOffice(t testing.TB) office {
	t.Helper()
	s, err := store.Open(context.Background(), kvtest.Twice(memkv.New()), store.WithWaker(reminders.Waker(settings)))
	if err != nil {
		t.Fatal(err)
	}
	return office{t, s}
}

// clock reads 2026-11-23T10:00 as the office's time.
func clock(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04", s, london)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// day reads a date.
func day(t testing.TB, s string) store.Date {
	t.Helper()
	d, err := store.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// load imports a register at a moment.
func (o office) load(at, yaml string) {
	o.Helper()
	file, _ := register.Parse("test", []byte("register: 1\n"+yaml))
	if _, err := register.Import(context.Background(), o.Store, file, register.Options{Actor: "console", Now: clock(o, at)}); err != nil {
		o.Fatal(err)
	}
}

// change writes records as a command does.
func (o office) change(at time.Time, fn func(*store.Tx) error) {
	o.Helper()
	if _, err := o.Change(context.Background(), store.Change{Actor: "U0STAFF", Command: "test", At: at}, fn); err != nil {
		o.Fatal(err)
	}
}

// lines are the lines to come as they are at a moment.
func (o office) lines(at, from, until string) []reminders.Line {
	o.Helper()
	var out []reminders.Line
	err := o.View(context.Background(), func(tx *store.Tx) error {
		var err error
		out, err = reminders.Lines(tx, settings, clock(o, at), day(o, from), day(o, until))
		return err
	})
	if err != nil {
		o.Fatal(err)
	}
	return out
}

// days are the days of the lines of a kind for an audience, as 2026-11-10.
func (o office) days(at, kind string, to reminders.Audience) []string {
	o.Helper()
	var out []string
	for _, l := range o.lines(at, at[:10], "2032-12-31") {
		if l.Kind == kind && l.Audience == to {
			out = append(out, l.At.Format(time.DateOnly))
		}
	}
	return out
}

func said(list []reminders.Line) string {
	var b strings.Builder
	for _, l := range list {
		channel := l.Channel
		if channel == "" {
			channel = "nowhere"
		}
		fmt.Fprintf(&b, "%s %s to %s in %s: %s\n", l.At.Format("Mon 2006-01-02 15:04"), l.Kind, l.Audience, channel, l.Text)
	}
	return b.String()
}

// Each kind has an example: what is recorded, and all that is sent for it.
// What is recorded later comes as later.yaml, with its time in the comment.
func TestExamples(t *testing.T) {
	for _, k := range reminders.Table {
		t.Run(k.Name, func(t *testing.T) {
			path := filepath.Join("testdata", k.Name+".txtar")
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			o := newOffice(t)
			words := strings.Fields(lastLine(string(a.Comment))) // 2026-01-05T10:00 until 2027-12-31
			if len(words) < 3 {
				t.Fatalf("%s does not end its comment with: 2026-01-05T10:00 until 2027-12-31", path)
			}
			for i := range a.Files {
				f := &a.Files[i]
				at, _, _ := strings.Cut(f.Name, ".yaml")
				switch {
				case f.Name == "register.yaml":
					o.load(words[0], string(f.Data))
				case strings.HasSuffix(f.Name, ".yaml"):
					o.load(at, string(f.Data))
				default:
					got := said(only(o.lines(words[0], words[0][:10], words[2]), k.Name))
					if got == "" && f.Name != "nothing" {
						t.Errorf("%s: nothing is said", f.Name)
					}
					if *update {
						f.Data = []byte(got)
					} else if got != string(f.Data) {
						t.Errorf("%s: is said\n%sbut should be\n%s", f.Name, got, f.Data)
					}
				}
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(a), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

func only(list []reminders.Line, kind string) []reminders.Line {
	return slices.DeleteFunc(list, func(l reminders.Line) bool { return l.Kind != kind })
}
