// Command load measures the bot as its users meet it: it builds csp, starts
// it over signed HTTP against a small Slack on this machine, and prints how
// long it takes to be ready, how much memory it holds, how fast it answers
// and what an answer costs beside a bare handler measured in the same run.
//
//	go run ./bot/load
//	go run ./bot/load storm
//	go run ./bot/load actions
//
// The second has 500 posts fall due at once while Slack refuses and loses
// some, and types commands meanwhile. The third has 200 people record, update
// and close 20,000 actions while reminders go out, Slack sends things twice
// and the bot is killed once, and then counts what is in the register.
//
// Everything stays on the loopback address and ends by itself.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// plan is what is measured.
type plan struct {
	rounds   int // each of the bot and the bare handler in turn
	requests int // a round
	clients  int
	text     string // what is typed after /csp
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 && args[0] == bareArg {
		return serveBare(ctx, args[1:])
	}
	if len(args) > 0 && args[0] == stormArg {
		return storm(ctx)
	}
	if len(args) > 0 && args[0] == actionsArg {
		return actions(ctx, args[1:])
	}
	var p plan
	fs := flag.NewFlagSet("load", flag.ContinueOnError)
	fs.IntVar(&p.rounds, "rounds", 5, "rounds of each")
	fs.IntVar(&p.requests, "requests", 5000, "requests a round")
	fs.IntVar(&p.clients, "clients", 4, "clients at once")
	fs.StringVar(&p.text, "text", "darlington", "what is typed after /csp")
	if err := fs.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "csp-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	return measure(ctx, dir, p)
}

func measure(ctx context.Context, dir string, p plan) error {
	bot, err := startBot(ctx, dir)
	if err != nil {
		return err
	}
	defer bot.stop()
	fmt.Printf("start to ready      %v\n", bot.ready.Round(time.Millisecond))
	fmt.Printf("memory when idle    %.1f MiB\n", bot.memory())

	card, err := bot.answer(ctx, p.text)
	if err != nil {
		return err
	}
	bare, err := startBare(ctx, dir, card)
	if err != nil {
		return err
	}
	defer bare.stop()

	var us, them sample
	for range p.rounds {
		if err := us.add(ctx, bot, p); err != nil {
			return err
		}
		if err := them.add(ctx, bare, p); err != nil {
			return err
		}
	}
	fmt.Printf("answer              %d bytes\n", len(card))
	us.print("bot", p)
	them.print("bare handler", p)
	fmt.Printf("cost of one answer  %.2f times the bare handler's\n", us.cost()/them.cost())
	fmt.Printf("memory after load   %.1f MiB\n", bot.memory())
	return nil
}
