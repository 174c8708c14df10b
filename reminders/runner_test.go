package reminders

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"csp/store"
)

// rig is one process in a world.
type rig struct {
	*world
	t      *testing.T
	store  *store.Store
	sender *sender
	died   error
	open   []store.Option
}

func newRig(t *testing.T, plan Plan, set func(*Options)) *rig {
	t.Helper()
	g := &rig{world: newWorld(t, nil), t: t}
	g.again(plan, set)
	return g
}

// again starts another process over the same store.
func (g *rig) again(plan Plan, set func(*Options)) {
	g.t.Helper()
	s, err := store.Open(g.t.Context(), g.world, g.open...)
	if err != nil {
		g.t.Fatal(err)
	}
	r := g.runner(s, plan)
	if set != nil {
		set(&r.Options)
	}
	l, _, err := r.take(g.t.Context())
	if err != nil {
		g.t.Fatal(err)
	}
	g.store, g.sender = s, newSender(r, l, false)
	g.sender.fail = func(err error) { g.died = err }
}

// until lives on until the time of day.
func (g *rig) until(t time.Time) {
	g.t.Helper()
	for !g.now.After(t) {
		g.sender.step(g.t.Context())
		g.now = g.now.Add(max(min(g.sender.next(), every), time.Second))
	}
}

// texts are the messages, as "channel: text".
func (g *rig) texts() []string {
	var out []string
	for _, m := range g.posted {
		if !m.deleted {
			out = append(out, m.to+": "+m.text)
		}
	}
	return out
}

func (g *rig) expect(want ...string) {
	g.t.Helper()
	if got := g.texts(); strings.Join(got, "\n") != strings.Join(want, "\n") {
		g.t.Errorf("posted:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	faults, err := g.store.Check(g.t.Context())
	if err != nil || len(faults) > 0 {
		g.t.Errorf("the store: %v %v", faults, err)
	}
}

const moved = "C2: " + noticeSays

func TestOnePostADayForAChannel(t *testing.T) {
	noon := start.Add(3 * time.Hour)
	g := newRig(t, append(twoLines, Line{Key: "c", At: noon, Channel: "C1", Text: "later"}), nil)
	g.until(start.Add(6 * time.Hour))
	g.expect(moved, "C1: the board\nthe plan")
	g.until(start.Add(25 * time.Hour))
	g.expect(moved, "C1: the board\nthe plan", "C1: later This was due on Tuesday 8 December.")
}

func TestAChannelThatIsFull(t *testing.T) {
	var many listed
	var want []string
	for i := range 250 {
		many = append(many, Line{Key: fmt.Sprintf("k%03d", i), At: start, Channel: "C1", Text: fmt.Sprint(i)})
	}
	g := newRig(t, many, nil)
	g.until(start.Add(time.Minute))
	for _, m := range g.posted {
		if m.to == "C1" {
			want = append(want, strings.Split(m.text, "\n")...)
		}
	}
	if len(g.posted) != 4 || len(want) != 250 {
		t.Errorf("%d posts with %d lines", len(g.posted), len(want))
	}
}

func TestWhatFellDueWhileTheBotWasOff(t *testing.T) {
	on := func(days int, key string) Line {
		return Line{Key: key, At: start.AddDate(0, 0, days), Channel: "C1", Text: key}
	}
	over := on(5, "over")
	over.Over = start.AddDate(0, 0, 6)
	plan := listed{on(1, "old"), on(5, "late"), over, on(9, "today")}
	g := newRig(t, plan, nil)
	g.until(start.Add(time.Minute)) // it handles the first day
	g.now = start.AddDate(0, 0, 9)
	g.again(plan, nil)
	g.until(g.now.Add(time.Minute))
	g.expect(moved, "C1: late This was due on Sunday 13 December. The bot was off.\ntoday",
		"C9: 1 reminder fell due more than 7 days before the bot was back, and was not sent. 1 reminder came too late to be of use, since the board has been, and was not sent. Type /csp today to see where things stand.")
}

func TestOutOfHours(t *testing.T) {
	g := newRig(t, listed{{Key: "a", At: start.Add(-time.Hour), Channel: "C1", Text: "early"}}, nil)
	g.now = start.Add(-3 * time.Hour)
	g.until(start.Add(-time.Minute))
	g.expect()
	g.until(start.Add(time.Minute))
	g.expect(moved, "C1: early")
}

// An order that nobody follows any more goes nowhere: the line is looked at
// again as it is sent.
type fickle struct {
	listed
	gone *bool
}

func (p fickle) Owed(tx *store.Tx, now time.Time, of []store.Waiting) ([]Line, error) {
	if *p.gone {
		return nil, nil
	}
	return p.listed.Owed(tx, now, of)
}

func TestWhatIsNoLongerTrueIsNotSentAgain(t *testing.T) {
	gone := false
	g := newRig(t, fickle{twoLines, &gone}, nil)
	g.lose = 1
	g.until(start.Add(30 * time.Second))
	gone = true
	g.until(start.Add(10 * time.Minute))
	g.expect(moved)
	err := g.store.View(t.Context(), func(tx *store.Tx) error {
		p, err := tx.Post(store.PostKey("C1", store.DateOf(start), 1))
		if p.State != store.PostSkipped {
			t.Errorf("the post is %s", p.State)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestThreeUnknownsAreHeldAndTold(t *testing.T) {
	g := newRig(t, twoLines, func(o *Options) { o.Admins = []string{"U7"} })
	g.lose = 3
	g.until(start.Add(20 * time.Minute))
	held := 0
	for _, s := range g.texts() {
		if strings.HasPrefix(s, "U7: A message for C") || strings.Contains(s, "may not have been posted") {
			held++
		}
	}
	if held != 1 {
		t.Errorf("told %d times:\n%s", held, strings.Join(g.texts(), "\n"))
	}
}

func TestAParkedChannelResumes(t *testing.T) {
	g := newRig(t, twoLines, func(o *Options) { o.Admins = []string{"U7"} })
	g.closed = map[string]bool{"C1": true}
	g.until(start.Add(20 * time.Minute))
	if got := g.texts(); len(got) != 2 || !strings.HasPrefix(got[1], "U7: Reminders for ") {
		t.Errorf("posted: %q", got)
	}
	g.closed = nil
	g.until(start.Add(22 * time.Minute))
	if got := g.texts(); len(got) != 3 || got[2] != "C1: the board\nthe plan" {
		t.Errorf("posted: %q", got)
	}
}

// After a restore, what was posted since the backup is found in the channels
// and not said again.
func TestWhatTheBackupDoesNotKnow(t *testing.T) {
	plan := append(twoLines, Line{Key: "c", At: start.AddDate(0, 0, 1), Channel: "C1", Text: "later"})
	g := newRig(t, plan, nil)
	g.until(start.Add(time.Minute))
	said := g.texts()
	lost := newWorld(t, nil) // the backup, of before anything was said
	lost.posted, lost.now = g.posted, start.Add(2*time.Minute)
	g.world = lost
	g.again(plan, func(o *Options) { o.Doubt = "restored" })
	g.until(start.Add(10 * time.Minute))
	g.expect(said...)
	g.until(start.AddDate(0, 0, 1).Add(time.Minute))
	g.expect(append(said, "C1: later")...)
}
