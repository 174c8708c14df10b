package reminders

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
	"csp/store/register"
)

// bodyText is what the body of a notice says: paragraphs, lists, small print.
func bodyText(body json.RawMessage) string {
	var parts []struct {
		Para, Note []saying
		List       struct{ Items [][]saying }
	}
	if err := json.Unmarshal(body, &parts); err != nil {
		panic(err)
	}
	var out []string
	add := func(spans []saying) {
		words := ""
		for _, s := range spans {
			words += s.Text
		}
		if words != "" {
			out = append(out, words)
		}
	}
	for _, p := range parts {
		add(p.Para)
		for _, item := range p.List.Items {
			add(item)
		}
		add(p.Note)
	}
	return strings.Join(out, " | ")
}

var londonZone = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return l
}()

// bureau is an office's store with its sender and a small Slack.
type bureau struct {
	*rig
	seen int
}

// newBureau begins on Monday 2 November 2026 at 10am.
func newBureau(t *testing.T) *bureau {
	t.Helper()
	at := time.Date(2026, 11, 2, 10, 0, 0, 0, londonZone)
	s := Settings{Zone: londonZone, Hour: 9, Office: "C9", CatchUp: 7 * 24 * time.Hour}
	w := &world{Engine: kvtest.Twice(memkv.New()), now: at, quiet: 90 * time.Second}
	b := &bureau{rig: &rig{world: w, t: t, open: []store.Option{store.WithWaker(Waker(s))}}}
	b.begin()
	return b
}

// begin starts a process over the store.
func (b *bureau) begin() {
	b.t.Helper()
	s := Settings{Zone: londonZone, Hour: 9, Office: "C9", CatchUp: 7 * 24 * time.Hour}
	b.again(nil, nil)
	b.sender.Plan = NewPlan(b.store, s, false)
}

// load imports a register.
func (b *bureau) load(yaml string) {
	b.t.Helper()
	file, _ := register.Parse("test", []byte("register: 1\n"+yaml))
	if _, err := register.Import(b.t.Context(), b.store, file, register.Options{Actor: "console", Now: b.now}); err != nil {
		b.t.Fatal(err)
	}
}

// change writes records as a command does.
func (b *bureau) change(fn func(*store.Tx) error) uint64 {
	b.t.Helper()
	n, err := b.store.Change(b.t.Context(), store.Change{Actor: "U0STAFF", Command: "test", At: b.now}, fn)
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

// at lets it become a time, as 2026-11-03T09:00, and the sender do its work.
// Nobody works in between.
func (b *bureau) at(when string) {
	b.t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04", when, londonZone)
	if err != nil {
		b.t.Fatal(err)
	}
	b.now = at
	b.until(at.Add(30 * time.Second))
}

// day lets the days until one pass, with a tick every hour.
func (b *bureau) pass(until string) {
	b.t.Helper()
	end, err := time.ParseInLocation("2006-01-02T15:04", until, londonZone)
	if err != nil {
		b.t.Fatal(err)
	}
	for b.now.Before(end) {
		b.now = b.now.Add(time.Hour)
		for range 3 {
			b.sender.step(b.t.Context())
			b.now = b.now.Add(2 * time.Second)
		}
	}
}

// news are the messages since the last call, reminders left out.
func (b *bureau) news() []string {
	var out []string
	for _, m := range b.posted[b.seen:] {
		if !m.deleted && len(m.lines) == 0 {
			out = append(out, m.to+": "+m.text)
		}
	}
	b.seen = len(b.posted)
	return out
}

func (b *bureau) hears(want ...string) {
	b.t.Helper()
	got := b.news()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		b.t.Errorf("at %s is said:\n%s\nshould be:\n%s", b.now.Format("2006-01-02 15:04"), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if faults, err := b.store.Check(b.t.Context()); err != nil || len(faults) > 0 {
		b.t.Errorf("the store: %v %v", faults, err)
	}
}

// listedNow are the names of the kinds in the list of the next ten years.
func (b *bureau) listedNow() map[string]bool {
	b.t.Helper()
	kinds := map[string]bool{}
	err := b.store.View(b.t.Context(), func(tx *store.Tx) error {
		s := Settings{Zone: londonZone, Hour: 9, Office: "C9", CatchUp: 7 * 24 * time.Hour}
		today := store.DateOf(b.now)
		list, err := Lines(tx, s, b.now, today, today.AddMonths(36))
		for _, l := range list {
			kinds[l.Kind] = true
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return kinds
}

func put[T any](tx *store.Tx, k *store.Kind[T], id string, change func(*T)) error {
	rec, err := k.Get(tx, id)
	if err != nil {
		return fmt.Errorf("read %s: %w", id, err)
	}
	change(&rec)
	_, err = k.Put(tx, rec)
	return err
}
