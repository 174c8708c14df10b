package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"csp/reminders"
)

// clocks are the machine's clock and the office's calendar for the sender.
type clocks struct {
	began    time.Time
	calendar func() time.Time
}

func (c clocks) Wall() time.Time     { return time.Now().Round(0) }
func (c clocks) Mono() time.Duration { return time.Since(c.began) }
func (c clocks) Calendar() time.Time { return c.calendar() }

func (c clocks) Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// newSender wires the sender of what is owed. It sends nothing before Run,
// Now or Once.
func newSender(e *edge) *reminders.Runner {
	cfg := e.Config
	var admins []string
	for _, u := range cfg.Admins.Users {
		if u.Team == "" {
			admins = append(admins, u.ID)
		}
	}
	host, _ := os.Hostname()
	settings := remindersOf(cfg)
	settings.Staff = e.people.surelyStaff
	return reminders.NewRunner(reminders.Options{
		Store: e.Store, Plan: reminders.NewPlan(e.Store, settings, wouldMislead(e)), Poster: newPoster(e),
		Clock:  clocks{time.Now(), e.Calendar},
		Office: cfg.Channel, Admins: admins, Quiet: cfg.Quiet, CatchUp: cfg.CatchUp, Pace: time.Second,
		Doubt:  e.Doubt,
		Alone:  true, // a file has one process, and so has what is in memory
		Holder: fmt.Sprintf("%s %d", cmp.Or(host, "?"), os.Getpid()),
		Log:    e.Log, Note: e.metrics.reminder,
	})
}

// wouldMislead reports whether the calendar is not the real one and the
// channels are: what is due by it is no business of theirs.
func wouldMislead(e *edge) bool { return !e.Config.Now.IsZero() && !e.Config.APIURLSet }

// historyScopes are what the bot needs to find a message again whose answer
// was lost.
var historyScopes = []string{"channels:history", "groups:history", "im:history"}

// sendReminders sends what is owed from when Slack delivers until ctx ends.
func (e *edge) sendReminders(ctx context.Context) error {
	if e.AwaitReady(ctx) != nil {
		return nil
	}
	if e.Config.Channel == "" {
		e.Log.Warn("CSP_CHANNEL is not set: what is for the office's channel waits")
	}
	if wouldMislead(e) {
		e.Log.Warn("CSP_NOW is set and Slack is the real one: no reminder is posted")
	}
	e.tellScopes(ctx)
	return e.sender.Run(ctx)
}

// tellScopes says at the start what is not promised without the scopes that
// the manifest asks for.
func (e *edge) tellScopes(ctx context.Context) {
	r, err := e.api.AuthTestContext(ctx)
	if err != nil || r.Header.Get("X-Oauth-Scopes") == "" {
		return
	}
	var missing, history []string
	has := strings.Split(strings.ReplaceAll(r.Header.Get("X-Oauth-Scopes"), " ", ""), ",")
	for _, scope := range botScopes() {
		switch {
		case slices.Contains(has, scope):
		case slices.Contains(historyScopes, scope):
			history = append(history, scope)
		default:
			missing = append(missing, scope)
		}
	}
	if slices.Contains(missing, "chat:write") {
		e.Log.Error("without the scope chat:write nothing can be posted: no reminder goes out; install the app again from csp manifest",
			"missing", strings.Join(missing, " "))
	} else if len(missing) > 0 {
		e.Log.Warn("without these scopes a part of what the bot does fails; install the app again from csp manifest",
			"missing", strings.Join(missing, " "))
	}
	if len(history) > 0 {
		e.Log.Warn("without these scopes a message whose answer was lost cannot be looked for: it is held and a person is told, so it may be missing; install the app again from csp manifest",
			"missing", strings.Join(history, " "))
	}
}
