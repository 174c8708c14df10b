package reminders

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// start is a Tuesday.
var start = time.Date(2026, 12, 8, 9, 0, 0, 0, time.UTC)

// listed is a plan that owes a list of lines, the same for ever.
type listed []Line

func (p listed) Owed(tx *store.Tx, now time.Time) ([]Line, error) {
	var out []Line
	for _, l := range p {
		known, err := tx.Line(l.Key)
		if settled := err == nil && known.State != store.LineTaken; !settled && !l.At.After(now) {
			out = append(out, l)
		}
	}
	return out, nil
}

func (listed) Moment(_ *store.Tx, at time.Time) (bool, error) {
	return at.Hour() >= 9 && at.Hour() < 17, nil
}
func (listed) Settled(*store.LedgerTx, time.Time, []Line) error { return nil }
func (listed) Upkeep(context.Context, *store.Ledger, time.Time) (bool, error) {
	return true, nil
}

var twoLines = listed{
	{Key: "a", At: start, Channel: "C1", Text: "the board"},
	{Key: "b", At: start, Channel: "C1", Text: "the plan"},
}

const noticeSays = "the board has moved"

// newWorld is a store that owes a notice, with faults to come.
func newWorld(t testing.TB, faults map[int]outcome) *world {
	t.Helper()
	w := &world{Engine: kvtest.Twice(memkv.New()), now: start, quiet: 90 * time.Second, faults: faults}
	s, err := store.Open(t.Context(), w.Engine)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Change(t.Context(), store.Change{Actor: "x"}, func(tx *store.Tx) error {
		return store.Owe(tx, store.Notice{Key: "moved", Channel: "C2", Body: Says(noticeSays)})
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) runner(s *store.Store, plan Plan) *Runner {
	return NewRunner(Options{
		Store: s, Plan: plan, Poster: w, Clock: w, Quiet: w.quiet, CatchUp: 7 * 24 * time.Hour,
		Alone: true, Inline: true, Pace: time.Second, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Office: "C9",
	})
}

// live runs one process until it dies or until the end. It reports whether it
// saw the end.
func (w *world) live(t testing.TB, plan Plan, end time.Time) bool {
	t.Helper()
	w.dead = false
	s, err := store.Open(t.Context(), w) // each of its commits may fail
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	r := w.runner(s, plan)
	l, _, err := r.take(ctx)
	if err != nil {
		return false
	}
	sender := newSender(r, l, false)
	sender.fail = cancel
	for ctx.Err() == nil && !w.dead {
		if w.now.After(end) {
			return true
		}
		sender.step(ctx)
		w.now = w.now.Add(max(sender.next(), 100*time.Millisecond))
	}
	return false
}

// play runs processes, each started as soon as the one before has died, until
// the end, and returns what is wrong then.
func (w *world) play(t testing.TB, plan Plan) error {
	t.Helper()
	end := start.Add(25 * time.Minute)
	for i := 0; !w.live(t, plan, end); i++ {
		w.now = w.now.Add(50 * time.Millisecond)
		if i > 20 {
			return fmt.Errorf("it died too often")
		}
	}
	return w.wrong(t)
}

// wrong says what was lost or doubled, or what the ledger tells that is not
// so.
func (w *world) wrong(t testing.TB) error {
	t.Helper()
	said := map[string]int{}
	var ts []string
	for _, m := range w.posted {
		if !m.deleted {
			for line := range strings.SplitSeq(m.text, "\n") {
				said[line]++
			}
			ts = append(ts, m.ts)
		}
	}
	for _, text := range []string{"the board", "the plan", noticeSays} {
		if said[text] != 1 {
			return fmt.Errorf("%q was said %d times", text, said[text])
		}
	}
	s, err := store.Open(t.Context(), w.Engine)
	if err != nil {
		return err
	}
	if faults, err := s.Check(t.Context()); err != nil || len(faults) > 0 {
		return fmt.Errorf("the store: %v %w", faults, err)
	}
	return s.View(t.Context(), func(tx *store.Tx) error {
		for p := range tx.OpenPosts() {
			return fmt.Errorf("post %s is still %s", p.Key, p.State)
		}
		for p, err := range tx.PostsSent(start.Add(-time.Hour), start.Add(time.Hour)) {
			if err != nil || !slices.Contains(ts, p.TS) {
				return fmt.Errorf("the ledger tells of a message that is not there: %+v %w", p, err)
			}
		}
		return nil
	})
}

// TestEveryCrashPoint lets every operation between due and recorded go wrong
// in every way, and every pair of them, and finds each reminder said once.
func TestEveryCrashPoint(t *testing.T) {
	calm := newWorld(t, nil)
	if err := calm.play(t, twoLines); err != nil {
		t.Fatal(err)
	}
	points, pairs := 0, 0
	seen := map[string]int{}
	for i, kind := range calm.kinds {
		if kind == "commit" && i > lastOf(calm.kinds, "post")+2 {
			break // the mark that moves while nothing happens
		}
		for _, a := range outcomes[kind] {
			points++
			seen[kind+" "+string(a)]++
			first := map[int]outcome{i: a}
			w := newWorld(t, first)
			if err := w.play(t, twoLines); err != nil {
				t.Fatalf("%v: %v\n%v", first, err, w.kinds)
			}
			upTo := max(lastOf(w.kinds, "post"), lastOf(w.kinds, "find")) + 2
			for j := i + 1; j < len(w.kinds) && j <= upTo; j++ {
				for _, b := range outcomes[w.kinds[j]] {
					if a == blind && b == blind {
						continue // two readings are what is promised
					}
					pairs++
					both := map[int]outcome{i: a, j: b}
					w2 := newWorld(t, both)
					if err := w2.play(t, twoLines); err != nil {
						t.Fatalf("%v: %v\n%v", both, err, w2.kinds)
					}
				}
			}
		}
	}
	t.Logf("%d operations, %d points, %d pairs: each reminder once", len(calm.kinds), points, pairs)
	if points < 30 || pairs < 1000 {
		t.Errorf("only %d points and %d pairs", points, pairs)
	}
}

func lastOf(kinds []string, kind string) int {
	last := -1
	for i, k := range kinds {
		if k == kind {
			last = i
		}
	}
	return last
}
