package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"time"

	"csp/bot/program"
	"csp/bot/sandbox"
)

// trial is one run: a Slack that outlives the bot, and the bot.
type trial struct {
	plan
	program     *program.Program
	chance      *rand.Rand
	slack       *sandbox.Slack
	kills, runs int
	faults      map[string]int
}

// live imports the register, lives through the year and counts.
func (t *trial) live(ctx context.Context) error {
	began := time.Now()
	t.faults = map[string]int{}
	t.slack = sandbox.New(workspace(t.partnerships), sandbox.Options{})
	if err := t.slack.Start("127.0.0.1:0"); err != nil {
		return err
	}
	defer t.slack.Close()
	if err := t.program.Import(ctx, t.settings(first), registerText(t.partnerships)); err != nil {
		return err
	}
	day := first
	last := first.AddDate(0, 0, t.days*7/5)
	calm := []time.Time{last, last.AddDate(0, 0, 3), last.AddDate(0, 0, 4)}
	want, err := t.planned(ctx, first, calm[len(calm)-1])
	if err != nil {
		return err
	}
	for i := range t.days {
		for t.kills < t.killsBy(i+1) {
			if err := t.cycle(ctx, day); err != nil {
				return err
			}
		}
		day = day.AddDate(0, 0, 1)
		for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			day = day.AddDate(0, 0, 1)
		}
	}
	// Undisturbed on the last days, so that nothing is still under way.
	t.slack.Behave()
	for _, at := range calm {
		if err := t.calm(ctx, at); err != nil {
			return err
		}
	}
	fmt.Printf("%d kills in %d starts, %d planned lines, faults %v, %s\n", t.kills, t.runs, len(want), t.faults, time.Since(began).Round(time.Second))
	return t.count(ctx, want)
}

// killsBy is how many kills there have been when a day is over.
func (t *trial) killsBy(days int) int { return t.plan.kills * days / t.days }

// settings are the trial's at a calendar time.
func (t *trial) settings(at time.Time) []string {
	return append(t.program.Settings(t.slack), "SLACK_APP_TOKEN="+sandbox.DefaultAppToken, "CSP_ADDR=127.0.0.1:0", "CSP_CHANNEL="+sandbox.Office,
		"CSP_NOW="+at.Format(time.RFC3339), "CSP_QUIET="+t.quiet.String(), "CSP_CATCH_UP=87600h")
}

// csp is the program with the trial's settings at a calendar time.
func (t *trial) csp(ctx context.Context, at time.Time, args ...string) *exec.Cmd {
	return t.program.Cmd(ctx, t.settings(at), args...)
}

// cycle starts the bot and kills it at some instant.
func (t *trial) cycle(ctx context.Context, day time.Time) error {
	at := day.Add(time.Duration(t.chance.IntN(7*3600)) * time.Second)
	t.misbehave()
	cmd := t.csp(ctx, at, "serve")
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		return err
	}
	t.runs++
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve ended by itself: %w: %s", err, log.String())
	case <-time.After(20*time.Millisecond + time.Duration(t.chance.Int64N(int64(3*t.quiet)))):
	case <-ctx.Done():
	}
	t.kills++
	err := cmd.Process.Kill()
	<-ended
	return errors.Join(err, ctx.Err())
}

// misbehave has Slack do something wrong in the next start, now and then.
func (t *trial) misbehave() {
	t.slack.Behave()
	kinds := []string{"", "", sandbox.TooMany, sandbox.Broken, sandbox.Lost, sandbox.Cut, sandbox.Late}
	kind := kinds[t.chance.IntN(len(kinds))]
	if kind == "" {
		return
	}
	method := []string{"chat.postMessage", "chat.postMessage", "conversations.history", "apps.connections.open"}[t.chance.IntN(4)]
	if kind == sandbox.Late {
		method = "chat.postMessage"
	}
	t.faults[kind]++
	t.slack.Misbehave(sandbox.Fault{Method: method, Kind: kind, Count: 1 + t.chance.IntN(2), RetryAfter: time.Second, Delay: t.quiet * 8 / 10})
}

// calm lets the bot work undisturbed until it has nothing more to post.
func (t *trial) calm(ctx context.Context, at time.Time) error {
	cmd := t.csp(ctx, at, "serve")
	if err := cmd.Start(); err != nil {
		return err
	}
	t.runs++
	quiet := 0
	for n := -1; quiet < 3; {
		select {
		case <-time.After(4*t.quiet + 2*time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
		now := len(t.posts())
		if now == n {
			quiet++
		} else {
			quiet = 0
		}
		n = now
	}
	err := cmd.Process.Signal(os.Interrupt)
	return errors.Join(err, cmd.Wait())
}
