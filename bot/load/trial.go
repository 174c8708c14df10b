package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"csp/bot/sandbox"
)

// trial is an invented office with csp built, a store and a small Slack, in
// which the calendar says what the trial wants.
type trial struct {
	dir, bin, port string
	staff          []string // CSP_STAFF
	slack          *sandbox.Slack
}

// newTrial builds csp and opens the workspace. The one who gets a trial closes
// its Slack, or has a server that does.
func newTrial(ctx context.Context, dir string, w sandbox.Workspace, staff ...string) (*trial, error) {
	t := &trial{dir: dir, bin: filepath.Join(dir, "csp"), staff: staff}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", t.bin, "./bot").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build: %w: %s", err, out)
	}
	var err error
	if t.port, err = freePort(); err != nil {
		return nil, err
	}
	t.slack = sandbox.New(w, sandbox.Options{RequestURL: t.base()})
	return t, t.slack.Start("127.0.0.1:0")
}

func (t *trial) base() string { return "http://127.0.0.1:" + t.port }

// env is the environment of a bot whose calendar begins at now.
func (t *trial) env(now time.Time) []string {
	return append(cleanEnv(), "CSP_STORE="+filepath.Join(t.dir, "csp.db"), "CSP_ADDR=127.0.0.1:"+t.port, "CSP_LOG=error",
		"SLACK_API_URL="+t.slack.APIURL(), "SLACK_BOT_TOKEN="+sandbox.DefaultBotToken, "CSP_CHANNEL="+sandbox.Office,
		"SLACK_SIGNING_SECRET="+sandbox.DefaultSigningSecret, "CSP_STAFF="+strings.Join(t.staff, ","), "CSP_QUIET=2s", "CSP_NOW="+now.Format(time.RFC3339))
}

// csp runs a subcommand to its end.
func (t *trial) csp(ctx context.Context, now time.Time, args ...string) error {
	cmd := exec.CommandContext(ctx, t.bin, args...)
	cmd.Env = t.env(now)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("csp %s: %w: %.300s", args[0], err, out)
	}
	return nil
}

// importText imports a register at a time.
func (t *trial) importText(ctx context.Context, now time.Time, text string) error {
	file := filepath.Join(t.dir, "trial.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return err
	}
	return t.csp(ctx, now, "import", file)
}

// serve starts the bot at a time.
func (t *trial) serve(now time.Time) (*server, error) {
	return start(exec.Command(t.bin, "serve"), t.env(now), t.base())
}
