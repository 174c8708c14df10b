package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
	"csp/config"
	"csp/reminders"
	"csp/store"
)

// runSandbox starts a small Slack on this machine and the same bot that
// serves an office, connected to it by Socket Mode. It ignores every SLACK_
// variable, so that nothing reaches a real workspace.
func runSandbox(ctx context.Context, c *call) error {
	fs := c.flags()
	addr := fs.String("addr", "127.0.0.1:0", "where the page is; port 0 takes a free port")
	invented := fs.Bool("invented", false, "an invented office, with dates and sums")
	if _, err := c.parse(fs, 0, 0); err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(c.err, &slog.HandlerOptions{Level: max(c.cfg.Log, slog.LevelWarn)}))
	t, err := newTrial(ctx, c.cfg, trialOptions{addr: *addr, invented: *invented, log: log})
	if err != nil {
		return err
	}
	t.stepped()
	fmt.Fprintln(c.out, t.slack.URL())
	fmt.Fprintln(c.err, "Open the address in a browser. Press Ctrl+C here to stop.")
	err = t.app.Run(ctx)
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	return errors.Join(err, t.Close(stop))
}

// trial is a sandbox with the bot in it.
type trial struct {
	slack  *sandbox.Slack
	office *office
	app    *app
	people atomic.Pointer[people] // the bot's, for what the page offers as one types
	cfg    config.Config
	log    *slog.Logger
}

type trialOptions struct {
	addr      string
	invented  bool
	log       *slog.Logger
	slack     sandbox.Options
	workspace sandbox.Workspace // empty: the default one
	http      bool              // the bot is reached over signed HTTP, not Socket Mode
	wrap      wrapEngine        // put around the engine; nil: none
}

// newTrial starts the small Slack, opens the office's store (in memory, with
// a register of its own, unless CSP_STORE names one) and connects the bot.
func newTrial(ctx context.Context, cfg config.Config, o trialOptions) (*trial, error) {
	switch {
	case o.workspace.Team != "":
	case o.invented:
		o.workspace = sandbox.InventedWorkspace()
	default:
		o.workspace = sandbox.DefaultWorkspace()
	}
	t := &trial{log: o.log, cfg: trialConfig(cfg, o.workspace)}
	spec := config.StoreSpec{Engine: config.MemEngine}
	if cfg.StoreSet {
		spec = cfg.Store
	}
	t.cfg.Store = spec
	var err error
	if t.office, err = openOffice(ctx, t.cfg, spec, opening{wrap: o.wrap}); err != nil {
		return nil, err
	}
	if err := t.office.loadIfEmpty(ctx, o.invented); err != nil {
		return nil, errors.Join(err, t.office.Close())
	}
	if o.slack, err = t.slackOptions(ctx, o); err != nil {
		return nil, errors.Join(err, t.office.Close())
	}
	t.slack = sandbox.New(o.workspace, o.slack)
	if err := t.slack.Start(o.addr); err != nil {
		return nil, errors.Join(&usageError{fmt.Sprintf("The page cannot be served at %s: %v. Give another address with --addr, such as --addr 127.0.0.1:0, which takes a free port.", o.addr, err)}, t.office.Close())
	}
	t.cfg.APIURL = t.slack.APIURL()
	if o.http {
		t.cfg.AppToken = ""
	}
	if err := t.connect(ctx); err != nil {
		t.slack.Close()
		return nil, errors.Join(err, t.office.Close())
	}
	return t, nil
}

// connect puts a new bot over the office into the small Slack.
func (t *trial) connect(ctx context.Context) (err error) {
	t.app, err = newApp(ctx, t.cfg, t.office, t.log)
	if err == nil {
		t.people.Store(t.app.edge.people)
	}
	if err == nil && t.cfg.AppToken == "" {
		t.slack.SetRequestURL("http://" + t.app.listener.Addr().String())
	}
	return err
}

// Close stops the bot, then the small Slack, then lets the store go.
func (t *trial) Close(ctx context.Context) error {
	err := t.app.Stop(ctx)
	t.slack.Close()
	return errors.Join(err, t.office.Close())
}

// trialConfig is the settings with everything of Slack replaced by the
// sandbox's own.
func trialConfig(cfg config.Config, w sandbox.Workspace) config.Config {
	cfg = cfg.WithSlack(sandbox.DefaultBotToken, sandbox.DefaultAppToken, sandbox.DefaultSigningSecret, cfg.APIURL)
	cfg.Addr = "127.0.0.1:0"
	cfg.Channel = sandbox.Office
	cfg.Staff, cfg.Admins = config.Principals{Users: []config.User{{ID: sandbox.Staff}}}, config.Principals{}
	return cfg
}

// loadIfEmpty fills a store that holds nothing yet with the example register
// or the invented one.
func (o *office) loadIfEmpty(ctx context.Context, invented bool) error {
	var rev uint64
	err := o.store.View(ctx, func(tx *store.Tx) (err error) {
		rev, err = tx.Revision()
		return err
	})
	if err != nil || rev > 0 {
		return err
	}
	return o.loadExample(ctx, invented)
}

// slackOptions are a Slack in which the app was made from the manifest that
// the program prints: what it does not ask for, it is refused here too.
func (t *trial) slackOptions(ctx context.Context, o trialOptions) (sandbox.Options, error) {
	s := o.slack
	made := bytes.Buffer{}
	if err := writeManifest(&made, manifestOptions{Shortcuts: shortcutsOf(commands.Table)}); err != nil {
		return s, err
	}
	s, err := s.Installed(made.Bytes())
	if err != nil {
		return s, err
	}
	s.Clock, s.Log = t.office.calendar, o.log
	s.Complete = func(as, typed string) []string {
		line, ours := strings.CutPrefix(typed, "/csp ")
		people := t.people.Load()
		if !ours || people == nil {
			return nil
		}
		who, err := people.actor(ctx, "", as)
		if err != nil {
			return nil
		}
		lines := t.office.desk.Complete(ctx, who, t.office.calendar.Now(), line)
		for i := range lines {
			lines[i] = "/csp " + lines[i]
		}
		return lines
	}
	s.Coming, s.Settled = t.coming, t.settled
	s.Tries = []string{"/csp darlington", "/csp", "/csp help"}
	if o.invented {
		s.Tries[0] = "/csp eastborough"
	}
	return s, nil
}

// comingFor is how far the page looks for reminders.
const comingFor = 24 // months

// coming is what goes out by itself after a moment of the calendar, from the
// list that the sender uses, with what else is to be said as far as that is
// known.
func (t *trial) coming(ctx context.Context, after time.Time, most int) ([]sandbox.Coming, error) {
	var out []sandbox.Coming
	day := store.DateOf(after)
	err := t.office.store.View(ctx, func(tx *store.Tx) error {
		list, err := reminders.Lines(tx, t.office.desk.Reminders, after, day, day.AddMonths(comingFor))
		for _, l := range list {
			if len(out) == most {
				break
			}
			if l.At.After(after) {
				out = append(out, sandbox.Coming{At: l.At, To: l.Channel, For: forWhom(&l), Text: l.Text})
			}
		}
		if err != nil {
			return err
		}
		said, err := reminders.NoticesToCome(tx, t.office.desk.Reminders, after, day.AddMonths(comingFor))
		for _, n := range said {
			r, err := commands.ReadNotice(n.Body)
			if err != nil {
				return err
			}
			if n.At.After(after) {
				out = append(out, sandbox.Coming{At: n.At, To: n.Channel, Text: strings.Join(strings.Fields(firstBlock(r)), " ")})
			}
		}
		return err
	})
	slices.SortStableFunc(out, func(a, b sandbox.Coming) int { return a.At.Compare(b.At) })
	return out[:min(len(out), most)], err
}

// trialPace is the time from post to post in one channel of a small Slack,
// which takes them as they come.
const trialPace = 20 * time.Millisecond

// stepped is a trial whose calendar the page moves; before Run.
func (t *trial) stepped() {
	e := t.app.edge
	e.sender.Stepped, e.sender.Pace, e.turns.apart = true, trialPace, trialPace
}

// settleFor is how long the page waits for the bot at most, as when this
// Slack misbehaves.
const settleFor = 10 * time.Second

// settled waits until the bot has posted what is due by a moment.
func (t *trial) settled(ctx context.Context, at time.Time) {
	ctx, cancel := context.WithTimeout(ctx, settleFor)
	defer cancel()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		done, err := t.app.edge.sender.CaughtUp(ctx, at)
		if done || err != nil {
			return
		}
		t.app.edge.sender.Kick()
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
	}
}

// firstBlock is the paragraph with which a notice begins, in words.
func firstBlock(r commands.Reply) string {
	return commands.Reply{Blocks: r.Blocks[:min(len(r.Blocks), 1)]}.Plain()
}

// forWhom says for whom a line is where the place does not tell: what is for
// a person who cannot be reached goes to the office.
func forWhom(l *reminders.Line) string {
	direct := strings.HasPrefix(l.Channel, "U") || strings.HasPrefix(l.Channel, "W")
	if direct || l.Audience == reminders.Office || l.Audience == reminders.Partnership {
		return ""
	}
	return "the " + strings.ReplaceAll(string(l.Audience), "-", " ")
}
