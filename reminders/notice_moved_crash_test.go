package reminders

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// movedOffice is an office as it stands before one of its boards moves: what
// its store holds, and what was posted.
type movedOffice struct {
	items  []kv.Item
	posted []*standing
}

// beforeTheMove is the office on the evening before.
func beforeTheMove(t *testing.T) movedOffice {
	t.Helper()
	b := newBureau(t)
	b.load(ownersYAML)
	b.at("2026-11-03T09:00")
	var o movedOffice
	err := b.Engine.View(t.Context(), func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			o.items = append(o.items, kv.Item{Key: slices.Clone(it.Key), Value: slices.Clone(it.Value)})
		}
		return nil
	})
	if err != nil || len(o.items) == 0 {
		t.Fatalf("%d keys, %v", len(o.items), err)
	}
	o.posted = b.posted
	return o
}

// world is that office the next morning, with the office's own plan. Somebody
// moves the board, and presses again until they hear that it is moved; then
// back does what it does, likewise, as soon as an owner was told.
func (o movedOffice) world(t testing.TB, faults map[int]outcome, back func(moved uint64) func(*store.Tx) error) *world {
	t.Helper()
	s := Settings{Zone: londonZone, Hour: 9, Office: "C9", CatchUp: 7 * 24 * time.Hour}
	w := &world{
		Engine: kvtest.Twice(memkv.New()), now: time.Date(2026, 11, 4, 9, 0, 0, 0, londonZone), quiet: 90 * time.Second, faults: faults,
		open: []store.Option{store.WithWaker(Waker(s))}, plan: func(st *store.Store) Plan { return NewPlan(st, s, false) },
		where: true, posted: slices.Clone(o.posted),
	}
	err := w.Engine.Update(t.Context(), func(to kv.Writer) error {
		for _, it := range o.items {
			if err := to.Put(it.Key, it.Value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	moved, undone := uint64(0), false
	change := func(ctx context.Context, st *store.Store, request string, fn func(*store.Tx) error) (uint64, bool) {
		n, err := st.Change(ctx, store.Change{Request: request, Actor: "U0STAFF", Command: "test", At: w.now}, fn)
		var again *store.RepeatedError
		if errors.As(err, &again) {
			return again.Number, true
		}
		return n, err == nil
	}
	w.press = func(ctx context.Context, st *store.Store) {
		if moved == 0 {
			n, ok := change(ctx, st, "move", func(tx *store.Tx) error {
				return put(tx, &store.Meetings, "m", func(m *store.Meeting) { m.Start.Date.Day = 15 })
			})
			if ok {
				moved = n
			}
			return
		}
		if back == nil || undone || !w.texts()[ofOlu] {
			return
		}
		_, undone = change(ctx, st, "back", back(moved))
	}
	return w
}

// A board that moves is told once to everybody, its owners among them,
// whatever goes wrong between moving it, owing the notices, sending them and
// recording that; and once it is taken back no message says so any more.
func TestEveryCrashPointOfABoardThatMoves(t *testing.T) {
	t.Parallel()
	office := beforeTheMove(t)
	told := []string{"C0EAST: " + movedLine + movesWith, "U0LEE: " + movedLine + movesWith, ofOlu, ofSam}
	const takenBack = "U0MAY: Eastborough: what was told here was taken back on Wednesday 4 November 2026. The board is on Tuesday 8 December 2026, 10am."
	for _, c := range []struct {
		name   string
		within int
		wants  []string
		back   func(uint64) func(*store.Tx) error
	}{
		{"moved", 2, told, nil},
		// Who was not told by then never is.
		{"taken back", 1, []string{takenBack}, func(moved uint64) func(*store.Tx) error {
			return func(tx *store.Tx) error {
				_, err := tx.Undo(moved, store.Date{Year: 2026, Month: 11, Day: 4}, "x")
				return err
			}
		}},
	} {
		life := func(t *testing.T, faults map[int]outcome) *world {
			w := office.world(t, faults, c.back)
			w.wants = c.wants
			if err := w.play(t, nil); err != nil {
				t.Fatalf("%v: %v\n%v", faults, err, w.kinds)
			}
			at := map[string]int{}
			for _, m := range w.posted[len(office.posted):] {
				if m.deleted {
					continue
				}
				if at[m.to]++; at[m.to] > 1 || c.back != nil && strings.Contains(m.text, movedLine) {
					t.Fatalf("%v: in %s stands %q\n%v", faults, m.to, m.text, w.kinds)
				}
			}
			return w
		}
		t.Run(c.name, func(t *testing.T) { everyPoint(t, life, c.within, 300) })
	}
}
