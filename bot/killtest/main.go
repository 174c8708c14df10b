// Command killtest kills the bot again and again, as a power cut would, while
// it sends a year of reminders into a small Slack on this machine that
// misbehaves, and then counts: every reminder must stand there once.
//
//	go run ./bot/killtest -kills 1000
//
// It prints what it did and exits 1 when a reminder is lost, doubled, or was
// not on the list beforehand. The seed that it prints gives the same kills
// again, as far as a machine can.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"time"

	"csp/bot/program"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "killtest:", err)
		os.Exit(1)
	}
}

// plan is how hard the bot is tried.
type plan struct {
	kills        int
	seed         uint64
	quiet        time.Duration
	partnerships int
	days         int // working days of the year that are lived through
}

func run(ctx context.Context, args []string) (err error) {
	var p plan
	fs := flag.NewFlagSet("killtest", flag.ContinueOnError)
	fs.IntVar(&p.kills, "kills", 1000, "how often the bot is killed")
	fs.Uint64Var(&p.seed, "seed", uint64(time.Now().UnixNano()), "where chance begins")
	fs.DurationVar(&p.quiet, "quiet", 300*time.Millisecond, "CSP_QUIET")
	fs.IntVar(&p.partnerships, "partnerships", 12, "how many partnerships have a plan, a secretariat and actions")
	fs.IntVar(&p.days, "days", 250, "working days")
	if err := fs.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "csp-kill-")
	if err != nil {
		return err
	}
	fmt.Printf("seed %d\n", p.seed)
	t := &trial{plan: p, chance: rand.New(rand.NewPCG(p.seed, 1))}
	defer func() {
		if err != nil {
			fmt.Fprintln(os.Stderr, "killtest: what it left is in", dir)
			return
		}
		err = os.RemoveAll(dir)
	}()
	if t.program, err = program.Build(ctx, dir); err != nil {
		return err
	}
	return t.live(ctx)
}
