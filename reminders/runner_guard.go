package reminders

import (
	"context"
	"sync/atomic"
	"time"
)

const (
	// leap is how far the machine's clock may run from its monotonic clock
	// between two ticks before it is looked at.
	leap = time.Minute
	// agree is how far it may be from Slack's.
	agree = 2 * time.Minute
)

// guard notices a machine's clock that leaps: it is set to another year, or
// the machine was suspended. The calendar hangs on that clock, so nothing
// that is due by the calendar is sent until Slack's clock agrees with it.
type guard struct {
	clock      Clock
	wall       time.Time // at the last look
	mono       time.Duration
	suspicious bool
	// ahead is how far Slack's clock is ahead of the machine's, as far as
	// known: history is read by Slack's clock.
	ahead atomic.Int64  // nanoseconds; workers read it
	off   time.Duration // how far the clocks disagree; 0: they agree
}

// newGuard is suspicious: the clock may have been wrong from the start.
func newGuard(c Clock) *guard {
	return &guard{clock: c, wall: c.Wall(), mono: c.Mono(), suspicious: true}
}

// look reports whether the clock can be trusted. It asks Slack only when
// there is a doubt. Where Slack does not say what time it is, a clock that
// has not leapt is believed.
func (g *guard) look(ctx context.Context, date func(context.Context) (time.Time, error)) (ok bool, err error) {
	wall, mono := g.clock.Wall(), g.clock.Mono()
	drift := wall.Sub(g.wall) - (mono - g.mono)
	leapt := drift.Abs() > leap
	g.wall, g.mono = wall, mono
	if leapt {
		g.suspicious = true
	}
	if !g.suspicious {
		return true, nil
	}
	slack, err := date(ctx)
	if err != nil {
		return false, err
	}
	if slack.IsZero() {
		g.suspicious = leapt
		return !leapt, nil
	}
	ahead := slack.Sub(g.clock.Wall())
	g.ahead.Store(int64(ahead))
	g.off = 0
	if ahead.Abs() > agree {
		g.off = ahead
		return false, nil
	}
	g.suspicious = false
	return true, nil
}

// slackNow is Slack's time as far as known.
func (g *guard) slackNow() time.Time { return g.clock.Wall().Add(time.Duration(g.ahead.Load())) }
