package reminders

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// tick starts what calls the sender: a cron entry that knows no calendar, a
// timer for what must not wait for it, and a watchdog over both. All end with
// ctx.
func (r *Runner) tick(ctx context.Context, s *sender) {
	log := cronLog{r.Log}
	// Recover stands inside: outside, a job that panics would never give back
	// its turn.
	job := cron.NewChain(cron.SkipIfStillRunning(log), cron.Recover(log)).Then(cron.FuncJob(func() {
		s.step(ctx)
		r.mu.Lock()
		r.last = r.Clock.Mono()
		r.mu.Unlock()
	}))
	r.mu.Lock()
	r.last = r.Clock.Mono()
	r.mu.Unlock()
	go r.wake(ctx, s, job)
	go r.watch(ctx, s, job)
}

// wake runs the job at once, and whenever there is something to do before the
// next tick.
func (r *Runner) wake(ctx context.Context, s *sender, job cron.Job) {
	for ctx.Err() == nil {
		began := time.Now()
		job.Run()
		if r.rest(ctx, lookRest*time.Since(began)) {
			continue
		}
		t := time.NewTimer(max(s.next(), 10*time.Millisecond))
		select {
		case <-ctx.Done():
		case <-r.kick:
		case <-s.kick:
		case <-t.C:
		}
		t.Stop()
	}
}

// lookRest is how many times as long as a look took the next one waits. A look
// costs what is due, and every worker that has posted asks for one: on a
// morning with much to say they would leave commands little of the machine.
const lookRest = 4

// rest waits for a while, or until a person asks, which it reports.
func (r *Runner) rest(ctx context.Context, d time.Duration) (asked bool) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return true
	case <-r.kick:
		return true
	case <-t.C:
		return false
	}
}

// watch keeps the cron entry going. A machine's clock that is set back leaves
// cron silent for as long, so an entry without a tick is made anew; when that
// does not help, the program has to be started again.
func (r *Runner) watch(ctx context.Context, s *sender, job cron.Job) {
	start := func() *cron.Cron {
		c := cron.New(cron.WithLogger(cronLog{r.Log}))
		c.Schedule(cron.Every(every), job)
		c.Start()
		return c
	}
	c := start()
	defer func() { <-c.Stop().Done() }()
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		r.mu.Lock()
		silent := r.Clock.Mono() - r.last
		r.mu.Unlock()
		r.Note("tick_age_seconds", int(silent/time.Second))
		switch {
		case silent > 10*every:
			s.fail(fmt.Errorf("no tick for %s", silent))
			return
		case silent > 3*every:
			r.Log.Warn("no tick; the clock may have been set back", "for", silent.String())
			c.Stop()
			c = start()
		}
	}
}

// cronLog passes on what cron says.
type cronLog struct{ log *slog.Logger }

func (l cronLog) Info(msg string, kv ...any) { l.log.Debug("cron: "+msg, kv...) }

func (l cronLog) Error(err error, msg string, kv ...any) {
	l.log.Error("cron: "+msg, append([]any{"err", err}, kv...)...)
}
