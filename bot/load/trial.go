package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"csp/bot/program"
	"csp/bot/sandbox"
)

// trial is an office with csp built, a store and a small Slack, in which the
// calendar may say what the trial wants.
type trial struct {
	program *program.Program
	port    string
	staff   []string // CSP_STAFF
	slack   *sandbox.Slack
}

// newTrial builds csp and opens the workspace. The one who gets a trial closes
// its Slack, or has a server that does.
func newTrial(ctx context.Context, dir string, w sandbox.Workspace, staff ...string) (*trial, error) {
	t := &trial{staff: staff}
	var err error
	if t.program, err = program.Build(ctx, dir); err != nil {
		return nil, err
	}
	port, letGo, err := freePort()
	if err != nil {
		return nil, err
	}
	t.port = port
	t.slack = sandbox.New(w, sandbox.Options{RequestURL: t.base()})
	return t, errors.Join(t.slack.Start("127.0.0.1:0"), letGo())
}

func (t *trial) base() string { return "http://127.0.0.1:" + t.port }

// settings are those of a bot that is reached over signed HTTP.
func (t *trial) settings() []string {
	return append(t.program.Settings(t.slack), "CSP_ADDR=127.0.0.1:"+t.port,
		"SLACK_SIGNING_SECRET="+sandbox.DefaultSigningSecret, "CSP_STAFF="+strings.Join(t.staff, ","))
}

// at are the settings of a bot whose calendar begins at now.
func (t *trial) at(now time.Time) []string {
	return append(t.settings(), "CSP_LOG=error", "CSP_CHANNEL="+sandbox.Office, "CSP_QUIET=2s", "CSP_NOW="+now.Format(time.RFC3339))
}

// importText imports a register at a time.
func (t *trial) importText(ctx context.Context, now time.Time, text string) error {
	return t.program.Import(ctx, t.at(now), text)
}

// serve starts the bot at a time.
func (t *trial) serve(now time.Time) (*server, error) { return t.start(t.at(now)) }

// start starts the bot, which lives until it is stopped, and waits until it
// is ready.
func (t *trial) start(settings []string) (*server, error) {
	return start(t.program.Cmd(context.Background(), settings, "serve"), t.base())
}
