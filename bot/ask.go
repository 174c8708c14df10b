package main

import (
	"context"
	"fmt"
	"strings"

	"csp/commands"
	"csp/config"
)

// usualStore is where the other subcommands keep the records when CSP_STORE is
// not set.
const usualStore = "csp.db"

// runAsk asks one question as the console. Without CSP_STORE it asks the
// example register, held in memory.
func runAsk(ctx context.Context, c *call) error {
	if _, err := c.parse(c.flags(), 0, 100); err != nil {
		return err
	}
	if c.cfg.StoreSet {
		c.in = emptyInput()
		return c.onStore(ctx, "", false)
	}
	if exists(usualStore) {
		fmt.Fprintf(c.err, "csp: %s lies here, but CSP_STORE is not set, so the example register answers. For your own, type CSP_STORE=%s csp ask …\n", usualStore, usualStore)
	}
	if !exists(usualStore) && exists(usualStore+".id") {
		fmt.Fprintf(c.err, "csp: A store %s was here and is gone, and CSP_STORE is not set, so the example register answers. To bring yours back, type csp restore and the name of the last backup.\n", usualStore)
	}
	o, err := openOffice(ctx, c.cfg, config.StoreSpec{Engine: config.MemEngine}, opening{})
	if err != nil {
		return err
	}
	defer o.Close()
	if err := o.loadExample(ctx, false); err != nil {
		return err
	}
	return askStore(ctx, o, c)
}

// askStore answers on out; a reply that says the question was wrong goes to
// err and exits 1.
func askStore(ctx context.Context, o *office, c *call) error {
	line := strings.TrimSpace(strings.Join(c.args, " "))
	if first, rest, _ := strings.Cut(line, " "); first == "/csp" {
		line = strings.TrimSpace(rest)
	}
	reply, err := o.desk.Do(ctx, commands.Request{Actor: commands.Console(), Text: line, Now: o.calendar.Now()})
	if err != nil {
		return err
	}
	if reply.Bad {
		fmt.Fprintln(c.err, reply.Console())
		return exitError(exitFailed)
	}
	fmt.Fprintln(c.out, reply.Console())
	if len(reply.Files) > 0 {
		var names []string
		for _, f := range reply.Files {
			names = append(names, f.Name)
		}
		fmt.Fprintln(c.out, "\nFiles, which Slack sends and a terminal does not: "+strings.Join(names, ", "))
	}
	return nil
}
