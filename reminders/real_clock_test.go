package reminders

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/memkv"
)

// faultyClock is a world whose machine's clock may be wrong. Slack's is right.
type faultyClock struct {
	*world
	wrong time.Duration // how far the machine's clock is from the right time
	mono  time.Duration // how long the monotonic clock stood still
}

func (c *faultyClock) Wall() time.Time     { return c.now.Add(c.wrong) }
func (c *faultyClock) Calendar() time.Time { return c.now.Add(c.wrong).In(londonZone) }
func (c *faultyClock) Mono() time.Duration { return c.world.Mono() - c.mono }
func (c *faultyClock) Sleep(ctx context.Context, d time.Duration) error {
	return c.world.Sleep(ctx, d)
}
func (c *faultyClock) Date(context.Context) (time.Time, error) { return c.now, nil }

// daily is a plan of one line a day at nine.
func daily(from time.Time, n int) listed {
	var out listed
	for i := range n {
		at := store.DateOf(from).AddDays(i).At(londonZone, 9, 0)
		out = append(out, Line{Key: fmt.Sprint("day", i), At: at, Channel: "C1", Text: at.Format(time.DateOnly)})
	}
	return out
}

// Whatever the machine's clock does, no line goes out before its day, each
// goes out once and on its day as soon as the clock is right, without anybody
// doing more than setting it right.
func TestTheMachinesClockLeaps(t *testing.T) {
	const day = 24 * time.Hour
	for name, wrong := range map[string]time.Duration{
		"an hour on": time.Hour, "a day on": day, "ten years on": 3652 * day,
		"an hour back": -time.Hour, "a day back": -day, "ten years back": -3652 * day,
	} {
		if raceEnabled && name != "a day on" {
			continue // one process has nothing to race with
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := time.Date(2026, 12, 7, 8, 0, 0, 0, londonZone)
			leaps(t, daily(began, 7), began, func(c *faultyClock, right time.Time) {
				c.wrong = 0
				if right.After(began.Add(2*day+3*time.Hour)) && right.Before(began.Add(4*day+5*time.Hour)) {
					c.wrong = wrong
				}
			}, 2)
		})
	}
}

// A machine that sleeps for a night and a day says afterwards what fell due.
func TestTheMachineSleeps(t *testing.T) {
	began := time.Date(2026, 12, 7, 8, 0, 0, 0, londonZone)
	c := leaping(t, daily(began, 6), began)
	c.until(began.Add(30 * time.Hour))
	c.now, c.mono = c.now.Add(29*time.Hour), c.mono+29*time.Hour
	c.until(began.Add(6 * 24 * time.Hour))
	c.once(t, 6)
}

// Nine o'clock comes once on the days on which the clocks change.
func TestTheClocksChange(t *testing.T) {
	for _, began := range []time.Time{
		time.Date(2026, 10, 22, 8, 0, 0, 0, londonZone), time.Date(2027, 3, 25, 8, 0, 0, 0, londonZone),
	} {
		if raceEnabled && began.Year() > 2026 {
			continue
		}
		c := leaping(t, daily(began, 6), began)
		c.until(began.Add(6 * 24 * time.Hour))
		c.once(t, 6)
		for _, m := range c.posted {
			if at := m.from.In(londonZone); at.Hour() != 9 || at.Minute() > 2 {
				t.Errorf("%s goes out at %s", m.text, at)
			}
		}
	}
}

// leaper is a sender over a clock that may be wrong.
type leaper struct {
	*faultyClock
	sender *sender
	set    func(*faultyClock, time.Time)
	plan   listed
}

func leaping(t *testing.T, plan listed, began time.Time) *leaper {
	t.Helper()
	c := &leaper{faultyClock: &faultyClock{world: &world{Engine: memkv.New(), now: began, quiet: 90 * time.Second}}, plan: plan}
	s, err := store.Open(t.Context(), c.Engine)
	if err != nil {
		t.Fatal(err)
	}
	r := c.runner(s, plan)
	r.Clock, r.Poster, r.Admins = c.faultyClock, c.faultyClock, []string{"U7"}
	l, _, err := r.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c.sender = newSender(r, l, false)
	c.sender.fail = func(err error) { t.Errorf("it ends: %v", err) }
	return c
}

// until lives on until the right time of day.
func (c *leaper) until(end time.Time) {
	for c.now.Before(end) {
		if c.set != nil {
			c.set(c.faultyClock, c.now)
		}
		c.sender.step(context.Background())
		c.now = c.now.Add(30 * time.Second)
	}
}

// once says what was not said once, or before its day.
func (c *leaper) once(t *testing.T, days int) {
	t.Helper()
	times := map[string]int{}
	for _, m := range c.posted {
		if m.to != "C1" {
			continue
		}
		for line := range strings.SplitSeq(m.text, "\n") {
			text := line[:len(time.DateOnly)]
			times[text]++
			if right := m.from.In(londonZone); right.Format(time.DateOnly) < text {
				t.Errorf("%s is said on %s", text, right)
			}
		}
	}
	for _, l := range c.plan[:days] {
		if times[l.Text] != 1 {
			t.Errorf("%s is said %d times", l.Text, times[l.Text])
		}
	}
}

// leaps plays the days of a plan with a clock that goes wrong meanwhile.
func leaps(t *testing.T, plan listed, began time.Time, set func(*faultyClock, time.Time), told int) {
	t.Helper()
	c := leaping(t, plan, began)
	c.set = set
	c.until(began.Add(time.Duration(len(plan)) * 24 * time.Hour))
	c.once(t, len(plan))
	n := 0
	for _, m := range c.posted {
		if m.to == "U7" {
			n++
		}
	}
	if n > told {
		t.Errorf("an admin is told %d times", n)
	}
}
