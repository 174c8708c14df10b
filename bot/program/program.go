// Package program builds csp and runs it as a process of its own, for what
// tries the whole program: bot/load and bot/killtest.
package program

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"csp/bot/sandbox"
)

// Program is csp, built into a folder in which its store lies too.
type Program struct{ dir string }

// Build builds csp into the folder. It runs anywhere within the module.
func Build(ctx context.Context, dir string) (*Program, error) {
	p := &Program{dir}
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", p.path(), "csp/bot").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build csp: %w: %s", err, out)
	}
	return p, nil
}

// Store is the path of the program's store, to look into once it has ended.
func (p *Program) Store() string { return filepath.Join(p.dir, "csp.db") }

func (p *Program) path() string { return filepath.Join(p.dir, "csp") }

// Settings are those of a program that answers a small Slack, before what the
// caller sets: its store in the folder, and how to reach that Slack.
func (p *Program) Settings(slack *sandbox.Slack) []string {
	return []string{
		"CSP_STORE=" + p.Store(),
		"SLACK_API_URL=" + slack.APIURL(), "SLACK_BOT_TOKEN=" + sandbox.DefaultBotToken,
	}
}

// Cmd is the program, not started yet, with these settings and no others of
// the bot; it works in the folder, and ends with ctx.
func (p *Program) Cmd(ctx context.Context, settings []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, p.path(), args...)
	cmd.Env, cmd.Dir = append(CleanEnv(), settings...), p.dir
	return cmd
}

// Run runs a subcommand to its end. The error holds the beginning of what the
// program said.
func (p *Program) Run(ctx context.Context, settings []string, args ...string) error {
	if out, err := p.Cmd(ctx, settings, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("csp %s: %w: %.300s", args[0], err, out)
	}
	return nil
}

// Import imports a register.
func (p *Program) Import(ctx context.Context, settings []string, text string) error {
	file := filepath.Join(p.dir, "register.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return fmt.Errorf("write the register: %w", err)
	}
	return p.Run(ctx, settings, "import", file)
}

// CleanEnv is the environment without settings of the bot.
func CleanEnv() []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "CSP_") && !strings.HasPrefix(v, "SLACK_") {
			env = append(env, v)
		}
	}
	return env
}
