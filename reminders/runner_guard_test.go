package reminders

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// twoClocks are a wall clock and a monotonic one that can be set apart.
type twoClocks struct {
	wall time.Time
	mono time.Duration
}

func (c *twoClocks) Wall() time.Time     { return c.wall }
func (c *twoClocks) Calendar() time.Time { return c.wall }
func (c *twoClocks) Mono() time.Duration { return c.mono }
func (c *twoClocks) Sleep(context.Context, time.Duration) error {
	panic("nobody waits")
}

func TestGuard(t *testing.T) {
	for name, leap := range map[string]time.Duration{
		"an hour on": time.Hour, "a day on": 24 * time.Hour, "ten years on": 10 * 365 * 24 * time.Hour,
		"an hour back": -time.Hour, "a day back": -24 * time.Hour, "ten years back": -10 * 365 * 24 * time.Hour,
	} {
		t.Run(name, func(t *testing.T) {
			c := &twoClocks{wall: start}
			real := start // what Slack's clock says
			asked := 0
			date := func(context.Context) (time.Time, error) { asked++; return real, nil }
			pass := func(d time.Duration) {
				c.wall, c.mono, real = c.wall.Add(d), c.mono+d, real.Add(d)
			}
			g := newGuard(c)
			look := func(want bool) {
				t.Helper()
				if ok, err := g.look(t.Context(), date); ok != want || err != nil {
					t.Errorf("trusted %v, %v, want %v", ok, err, want)
				}
			}
			look(true)
			for range 5 {
				pass(every)
				look(true)
			}
			if asked != 1 {
				t.Errorf("slack was asked %d times without a doubt", asked)
			}
			c.wall = c.wall.Add(leap)
			pass(every)
			look(false)
			if got := g.slackNow(); got.Sub(real).Abs() > time.Second {
				t.Errorf("slack's time is taken for %s, it is %s", got, real)
			}
			pass(every)
			look(false)
			c.wall = c.wall.Add(-leap) // somebody sets it right
			pass(every)
			look(true)
		})
	}
}

func TestGuardAfterASuspension(t *testing.T) {
	c := &twoClocks{wall: start}
	g := newGuard(c)
	date := func(context.Context) (time.Time, error) { return c.wall, nil }
	for range 2 {
		if ok, err := g.look(t.Context(), date); !ok || err != nil {
			t.Fatal(ok, err)
		}
		c.wall = c.wall.Add(9 * time.Hour) // and the monotonic clock stood still
	}
}

func TestGuardAsksAgain(t *testing.T) {
	c := &twoClocks{wall: start}
	g := newGuard(c)
	gone := errors.New("gone")
	if ok, err := g.look(t.Context(), func(context.Context) (time.Time, error) { return time.Time{}, gone }); ok || !errors.Is(err, gone) {
		t.Fatal(ok, err)
	}
	silent := func(context.Context) (time.Time, error) { return time.Time{}, nil }
	if ok, err := g.look(t.Context(), silent); !ok || err != nil {
		t.Errorf("a slack that does not tell the time holds everything: %v", err)
	}
}

// A clock that was wrong from the start holds the reminders and is told of
// once; set right, it lets them go by itself.
func TestAWrongClockHoldsReminders(t *testing.T) {
	g := newRig(t, twoLines, func(o *Options) { o.Admins = []string{"U7"} })
	g.date = start.AddDate(-10, 0, 0)
	g.until(start.Add(10 * time.Minute))
	if got := g.texts(); len(got) != 1 || !strings.HasPrefix(got[0], "U7: The clock of the machine that I run on is ahead of Slack's") {
		t.Errorf("posted: %q", got)
	}
	g.date = time.Time{}
	g.until(start.Add(11 * time.Minute))
	if got := g.texts(); len(got) != 3 {
		t.Errorf("posted: %q", got)
	}
}
