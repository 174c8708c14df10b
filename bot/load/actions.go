package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"csp/bot/sandbox"
)

// actionsArg has the program record, update and close actions.
const actionsArg = "actions"

// acting is the office at work.
type acting struct {
	*trial
	actions, clients int

	bot    *server // that runs now
	typing *server // where clients type: its address stays when the bot is started again

	mu       sync.Mutex
	took     []time.Duration // of each acknowledgement
	late     int             // acknowledged before they were carried out
	again    int             // typed again, since no answer came
	doubled  int             // that Slack sent twice
	cut      int             // whose connection was cut
	refs     []string        // of the actions, as they were answered; "" until then
	breaches []string
	cpu      time.Duration // of the bot, in all its lives
	rows     [][3]string   // the table of figures: what, how much, and beside which goal
}

// actionsAcked is the longest that 99 acknowledgements of 100 may take.
const actionsAcked = 500 * time.Millisecond

func actions(ctx context.Context, args []string) error {
	var a acting
	fs := flag.NewFlagSet("load actions", flag.ContinueOnError)
	fs.IntVar(&a.actions, "actions", 20000, "actions that are recorded, updated and closed")
	fs.IntVar(&a.clients, "clients", 12, "requests at once")
	limit := fs.Duration("limit", 15*time.Minute, "how long it may take")
	if err := fs.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "csp-actions-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(ctx, *limit)
	defer cancel()
	w, staff := actionsWorkspace()
	if a.trial, err = newTrial(ctx, dir, w, staff...); err != nil {
		return err
	}
	defer a.slack.Close()
	a.refs = make([]string, a.actions)
	return a.run(ctx)
}

func (a *acting) run(ctx context.Context) error {
	if err := a.importText(ctx, actionsImport, actionsRegister()); err != nil {
		return err
	}
	var err error
	if a.bot, err = a.serve(actionsFirst); err != nil {
		return err
	}
	a.typing = a.bot
	defer func() { a.bot.stop() }()
	for i := range actionsHomes {
		if err := a.slack.OpenHome(ctx, actionsUser(i*actionsPeople/actionsHomes)); err != nil {
			return err
		}
	}
	a.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.TooMany, Count: 20, RetryAfter: time.Second})
	a.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Broken, Count: 10})
	a.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Lost, Count: 5})
	begun := time.Now()
	if err := a.typeAll(ctx); err != nil {
		return err
	}
	all := time.Since(begun)
	if err := a.spent(); err != nil {
		return err
	}
	a.speed(all)
	a.awaitTold(ctx)
	a.row("memory", fmt.Sprintf("%.1f MiB", a.bot.memory()), "")
	a.bot.stop()
	return a.judge(ctx)
}

// typeAll has all clients type, and in the middle kills the bot and starts it
// on the morning after.
func (a *acting) typeAll(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	half := make(chan struct{})
	var wg, killer sync.WaitGroup
	killer.Go(func() {
		select {
		case <-half:
			if err := a.killed(); err != nil {
				cancel(err)
			}
		case <-ctx.Done():
		}
	})
	for c := range a.clients {
		wg.Go(func() {
			if err := a.client(ctx, c, half); err != nil {
				cancel(err)
			}
		})
	}
	wg.Wait()
	err := context.Cause(ctx)
	cancel(nil)
	killer.Wait()
	return err
}

// spent adds the processor time of the bot that runs to that of those before.
func (a *acting) spent() error {
	used, err := a.bot.cpu()
	a.cpu += used
	return err
}

// killed ends the bot without a word and starts it again.
func (a *acting) killed() error {
	if err := a.spent(); err != nil {
		return err
	}
	if err := a.bot.cmd.Process.Kill(); err != nil {
		return err
	}
	_ = a.bot.cmd.Wait()
	began := time.Now()
	bot, err := a.serve(actionsSecond)
	if err == nil {
		a.bot = bot
		fmt.Printf("killed in the middle, ready again on the day after in %v\n", time.Since(began).Round(time.Millisecond))
	}
	return err
}

// row adds a figure to the table. goal says what it should be, "" for what has
// none.
func (a *acting) row(what, value, goal string) {
	a.rows = append(a.rows, [3]string{what, value, goal})
}

// none is a figure that should be 0.
func (a *acting) none(what string, n int) { a.row(what, fmt.Sprint(n), metOr("none", n == 0)) }

// metOr is a goal with whether it is met.
func metOr(goal string, met bool) string {
	if met {
		return goal + ": met"
	}
	return goal + ": MISSED"
}

// speed is how fast it went. How fast it should go holds for a machine of two
// processors that does nothing else, so it is told and breaks nothing.
func (a *acting) speed(all time.Duration) {
	slices.Sort(a.took)
	at := func(q float64) time.Duration {
		return a.took[int(q*float64(len(a.took)-1))].Round(time.Millisecond / 10)
	}
	commands := 3 * a.actions
	a.row("actions recorded, updated and closed", fmt.Sprintf("%d by %d people, %d at once", a.actions, actionsPeople, a.clients), "")
	a.row("in", fmt.Sprintf("%v: %.0f commands a second", all.Round(time.Second), float64(commands)/all.Seconds()), "")
	a.row("acknowledgements", fmt.Sprint(len(a.took)), "")
	a.row("  median", at(0.5).String(), "")
	a.row("  p99", at(0.99).String(), metOr("under "+actionsAcked.String(), at(0.99) < actionsAcked))
	a.row("  slowest", at(1).String(), "")
	a.row("  before the command was done", fmt.Sprint(a.late), "")
	a.row("processor, a command", (a.cpu / time.Duration(commands)).Round(10*time.Microsecond).String(), "")
	a.row("sent twice, cut off, typed again", fmt.Sprintf("%d, %d, %d", a.doubled, a.cut, a.again), "")
}

// breach notes something that must not be.
func (a *acting) breach(format string, with ...any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.breaches = append(a.breaches, fmt.Sprintf(format, with...))
}

// judge reads the register, ends with the table of figures, and says what is
// wrong.
func (a *acting) judge(ctx context.Context) error {
	if err := a.program.Run(ctx, a.at(actionsSecond), "check"); err != nil {
		a.breach("%v", err)
	}
	src, err := a.program.Cmd(ctx, a.at(actionsSecond), "export").Output()
	if err != nil {
		return fmt.Errorf("csp export: %w", err)
	}
	a.compare(src)
	a.compareTold()
	a.none("wrong", len(a.breaches))
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, r := range a.rows {
		fmt.Fprintln(out, strings.TrimRight(strings.Join(r[:], "\t"), "\t"))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, b := range a.breaches[:min(len(a.breaches), 20)] {
		fmt.Println("wrong:", b)
	}
	if n := len(a.breaches); n > 0 {
		return fmt.Errorf("%d things are wrong", n)
	}
	return errors.Join(ctx.Err())
}
