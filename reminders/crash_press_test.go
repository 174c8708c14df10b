package reminders

import (
	"context"
	"errors"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// pressed is a plan of one line, and of another that a snooze of it makes.
type pressed struct{ listed }

var board = Line{
	Key: Key("soon", "b", "", "", Office, ""), Kind: "soon", At: start, Channel: "C1", Text: "the board",
	Words: Text{plain("the board")}, Waits: store.Waiting{Kind: "meetings", ID: "b", Name: "soon"},
}

func (p pressed) Owed(tx *store.Tx, now time.Time, of []store.Waiting) ([]Line, error) {
	plan := listed{board}
	for s, err := range store.Snoozes.By(tx, "of", "soon", "b") {
		if err != nil {
			return nil, err
		}
		again := board
		again.Key, again.Channel, again.Text = Key("soon", "b", "", "", Office, s.ID), "C3", "the board again"
		again.Words = Text{plain(again.Text)}
		plan = append(plan, again)
	}
	return plan.Owed(tx, now, of)
}

func (p pressed) Said(tx *store.Tx, now time.Time, post *store.Post) ([]Item, error) {
	return SaidNow(tx, Settings{Zone: time.UTC}, now, post)
}

// newPress is a world in which somebody puts the line off as soon as they read
// it, and presses again until they hear that it was done.
func newPress(t testing.TB, faults map[int]outcome) *world {
	t.Helper()
	w := &world{Engine: kvtest.Twice(memkv.New()), now: start, quiet: 90 * time.Second, faults: faults}
	if _, err := store.Open(t.Context(), w.Engine); err != nil {
		t.Fatal(err)
	}
	w.wants = []string{"the board Snoozed until Wednesday 9 December 2026 by Mei.", "the board again"}
	done := false
	w.press = func(ctx context.Context, s *store.Store) {
		var line store.Line
		err := s.View(ctx, func(tx *store.Tx) (err error) {
			line, err = tx.Line(board.Key)
			return err
		})
		if done || err != nil || line.State != store.LineSent {
			return
		}
		_, err = s.Change(ctx, store.Change{Request: "press", Actor: "U1", At: w.now}, func(tx *store.Tx) error {
			sn := store.Snooze{
				Meta: store.Meta{ID: "s1"}, Reminder: "soon", Of: "meetings", Record: "b", SubjectKind: "meetings", Subject: "b",
				On: store.DateOf(w.now), Until: store.DateOf(w.now).AddDays(1), By: "Mei",
			}
			if _, err := store.Snoozes.Put(tx, sn); err != nil {
				return err
			}
			return store.Redraw(tx, line.Post)
		})
		var again *store.RepeatedError
		done = err == nil || errors.As(err, &again)
	}
	return w
}

// TestEveryCrashPointOfAPress lets every operation from a line that is due to
// the message that says who put it off go wrong in every way, and every pair
// of them: the message says so in the end, and the line that it was put off to
// is said once.
func TestEveryCrashPointOfAPress(t *testing.T) {
	t.Parallel()
	calm := newPress(t, nil)
	if err := calm.play(t, pressed{}); err != nil {
		t.Fatal(err)
	}
	e := &enumeration{t: t, plan: pressed{}, world: newPress}
	e.from(calm, map[int]outcome{}, -1)
	t.Logf("%d operations, %d points, %d pairs, %d triples: each line once, and its message tells who put it off", len(calm.kinds), e.points, e.pairs, e.triples)
	if e.points < 30 || !raceEnabled && e.pairs < 1000 {
		t.Error("these are too few")
	}
}
