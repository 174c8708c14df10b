package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
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
	a.print(time.Since(begun))
	if err := a.awaitTold(ctx); err != nil {
		return err
	}
	fmt.Printf("memory              %.1f MiB\n", a.bot.memory())
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

// killed ends the bot without a word and starts it again.
func (a *acting) killed() error {
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

func (a *acting) print(all time.Duration) {
	slices.Sort(a.took)
	at := func(q float64) time.Duration {
		return a.took[int(q*float64(len(a.took)-1))].Round(time.Millisecond / 10)
	}
	fmt.Printf("%d actions recorded, updated and closed by %d people, %d at once, in %v: %.0f commands a second\n",
		a.actions, actionsPeople, a.clients, all.Round(time.Second), float64(3*a.actions)/all.Seconds())
	fmt.Printf("acknowledgements    %d: median %v, p99 %v, slowest %v\n", len(a.took), at(0.5), at(0.99), at(1))
	fmt.Printf("faults              %d sent twice, %d cut off, %d typed again without an answer, %d acknowledged before they were done\n",
		a.doubled, a.cut, a.again, a.late)
	if at(0.99) >= actionsAcked {
		a.breach("99 acknowledgements of 100 take %v", at(0.99))
	}
}

// breach notes something that must not be.
func (a *acting) breach(format string, with ...any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.breaches = append(a.breaches, fmt.Sprintf(format, with...))
}

// judge reads the register and says what is wrong with it.
func (a *acting) judge(ctx context.Context) error {
	if err := a.csp(ctx, actionsSecond, "check"); err != nil {
		a.breach("%v", err)
	}
	file := filepath.Join(a.dir, "after.yaml")
	if err := a.csp(ctx, actionsSecond, "export", file); err != nil {
		return err
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	a.compare(src)
	a.compareTold()
	for _, b := range a.breaches[:min(len(a.breaches), 20)] {
		fmt.Println("wrong:", b)
	}
	if n := len(a.breaches); n > 0 {
		return fmt.Errorf("%d things are wrong", n)
	}
	return errors.Join(ctx.Err())
}
