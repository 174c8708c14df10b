package reminders

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// start is a Tuesday.
var start = time.Date(2026, 12, 8, 9, 0, 0, 0, time.UTC)

// listed is a plan that owes a list of lines, the same for ever.
type listed []Line

func (p listed) Owed(tx *store.Tx, now time.Time, _ []store.Waiting) ([]Line, error) {
	var out []Line
	for _, l := range p {
		known, err := tx.Line(l.Key)
		if settled := err == nil && known.State != store.LineTaken; !settled && !l.At.After(now) {
			out = append(out, l)
		}
	}
	return out, nil
}

func (listed) Said(_ *store.Tx, _ time.Time, p *store.Post) ([]Item, error) { return SaidIn(p) }

func (listed) Moment(_ *store.Tx, at time.Time) (bool, error) {
	return at.Hour() >= 9 && at.Hour() < 17, nil
}
func (listed) Notices(*store.Tx, time.Time) (Telling, error)    { return Telling{}, nil }
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
	s, err := store.Open(t.Context(), w, w.open...) // each of its commits may fail
	if err != nil {
		t.Fatal(err)
	}
	if w.plan != nil {
		plan = w.plan(s)
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
		if w.press != nil {
			w.press(ctx, s)
		}
		sender.step(ctx)
		if w.calm(t) {
			return true
		}
		w.now = w.now.Add(max(sender.next(), 100*time.Millisecond))
	}
	return false
}

// calm reports whether for two quiet times nothing was left to do: all is
// said, no post is open and none is on its way. What a sender does wrong
// after that it would do for ever, so that it shows by then.
func (w *world) calm(t testing.TB) bool {
	t.Helper()
	said := w.texts()
	open := slices.ContainsFunc(w.toSay(), func(want string) bool { return !said[want] }) ||
		slices.ContainsFunc(w.posted, func(m *standing) bool { return m.from.After(w.now) })
	err := w.Engine.View(t.Context(), func(r kv.Reader) error {
		for range r.Scan(kv.Span("l", "open")) {
			open = true
			break
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if open || w.calmFrom.IsZero() {
		w.calmFrom = w.now
	}
	return w.now.Sub(w.calmFrom) > 2*w.quiet
}

// texts are the lines that stand there.
func (w *world) texts() map[string]bool {
	said := map[string]bool{}
	for _, m := range w.posted {
		for _, line := range w.linesOf(m) {
			said[line] = true
		}
	}
	return said
}

// linesOf are the lines of a message that stands there.
func (w *world) linesOf(m *standing) []string {
	if m.deleted {
		return nil
	}
	lines := strings.Split(m.text, "\n")
	for i := range lines {
		if w.where {
			lines[i] = m.to + ": " + lines[i]
		}
	}
	return lines
}

// toSay are the lines that are to be said in the end.
func (w *world) toSay() []string {
	if w.wants != nil {
		return w.wants
	}
	return []string{"the board", "the plan", noticeSays}
}

// play runs processes, each started as soon as the one before has died, until
// the end, and returns what is wrong then.
func (w *world) play(t testing.TB, plan Plan) error {
	t.Helper()
	began := w.now
	end := began.Add(12 * time.Minute)
	for i := 0; !w.live(t, plan, end); i++ {
		w.now = w.now.Add(50 * time.Millisecond)
		if i > 20 {
			return fmt.Errorf("it died too often")
		}
	}
	return w.wrong(t, began)
}

// wrong says what was lost or doubled since it began, or what the ledger tells
// that is not so.
func (w *world) wrong(t testing.TB, began time.Time) error {
	t.Helper()
	said := map[string]int{}
	var ts []string
	for _, m := range w.posted {
		for _, line := range w.linesOf(m) {
			said[line]++
		}
		if !m.deleted {
			ts = append(ts, m.ts)
		}
	}
	for _, text := range w.toSay() {
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
		for p, err := range tx.PostsSent(began.Add(-time.Hour), began.Add(time.Hour)) {
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
	t.Parallel()
	calm := newWorld(t, nil)
	if err := calm.play(t, twoLines); err != nil {
		t.Fatal(err)
	}
	e := &enumeration{t: t, plan: twoLines, world: newWorld}
	e.from(calm, map[int]outcome{}, -1)
	t.Logf("%d operations, %d points, %d pairs, %d triples: each reminder once", len(calm.kinds), e.points, e.pairs, e.triples)
	if e.points < 30 || !raceEnabled && (e.pairs < 1000 || e.triples < 100) {
		t.Error("these are too few")
	}
}

// enumeration walks through what can go wrong.
type enumeration struct {
	t                      *testing.T
	plan                   Plan
	world                  func(testing.TB, map[int]outcome) *world
	points, pairs, triples int
}

// from lets one more operation after the last go wrong, in every way, of a
// life in which some did. A third one is tried where the history is read for
// a post that went wrong: two readings fail.
func (e *enumeration) from(life *world, faults map[int]outcome, last int) {
	e.t.Helper()
	upTo := max(lastOf(life.kinds, "post"), lastOf(life.kinds, "find"), lastOf(life.kinds, "correct")) + 2
	for i := last + 1; i < len(life.kinds) && i <= upTo; i++ {
		for _, o := range outcomes[life.kinds[i]] {
			if len(faults) == 2 && (life.kinds[i] != "find" || life.kinds[last] != "find") || o == blind && blinds(faults) > 0 {
				continue // two readings are what is promised
			}
			if raceEnabled && len(faults) > 0 && (i+last)%8 != 0 {
				continue // one process has nothing to race with
			}
			more := maps.Clone(faults)
			more[i] = o
			w := e.world(e.t, more)
			if err := w.play(e.t, e.plan); err != nil {
				e.t.Fatalf("%v: %v\n%v", more, err, w.kinds)
			}
			switch len(more) {
			case 1:
				e.points++
			case 2:
				e.pairs++
			default:
				e.triples++
				continue
			}
			e.from(w, more, i)
		}
	}
}

func blinds(faults map[int]outcome) (n int) {
	for _, o := range faults {
		if o == blind {
			n++
		}
	}
	return n
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
