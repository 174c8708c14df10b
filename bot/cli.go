package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"syscall"

	"csp/config"
	"csp/store"
)

// Exit codes, which people's scripts and service files rely on.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2 // wrong usage or setting
)

// console is where a subcommand reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
}

// program is one subcommand of csp.
type program struct {
	name  string
	usage string // its arguments
	short string // one line
	// run does it. What it needs of the settings is in cfg.
	run func(ctx context.Context, c *call) error
}

// call is one subcommand on its way.
type call struct {
	console
	program *program
	cfg     config.Config
	args    []string
	input   string // the name of the input file, for messages
}

// programs are the subcommands in the order of the usage text.
func programs() []program {
	return []program{
		{"serve", "[--adopt]", "run the bot in your workspace", runServe},
		{"sandbox", "[--addr HOST:PORT] [--invented]", "try the bot in a small Slack on this machine", runSandbox},
		{"ask", `"/csp darlington"`, "ask one question here", runAsk},
		{"import", "FILE [--dry-run] [--prune] [--force]", "check a register file and apply it", runImport},
		{"export", "[FILE]", "write the register to a file", runExport},
		{"reminders", "[--from DATE] [--until DATE] [--json]", "list every reminder to come", runReminders},
		{"backup", "FILE", "copy the whole store, also while the bot runs", runBackup},
		{"restore", "FILE [--force]", "put a backup in the store's place", runRestore},
		{"check", "", "read every stored value and say what is wrong", runCheck},
		{"health", "", "ask the running bot whether it is well", runHealth},
		{"manifest", "[--http URL]", "print the manifest that Slack makes the app from", runManifest},
		{"config", "", "print every setting, its value and its meaning", runConfig},
		{"version", "", "print the version", runVersion},
	}
}

// usageError is a mistake in how the program was called; it exits 2.
type usageError struct{ says string }

func (e *usageError) Error() string { return e.says }

// run is the whole program: it finds the subcommand, reads the settings, and
// turns what comes back into an exit code and at most one sentence on stderr.
func run(ctx context.Context, args []string, con console) int {
	if len(args) == 2 && args[0] == "help" {
		args = []string{args[1], "--help"}
	}
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		fmt.Fprint(con.out, usageText())
		if len(args) == 0 {
			return exitUsage
		}
		return exitDone
	}
	cfg, warnings, err := config.Load()
	for _, w := range warnings {
		fmt.Fprintf(con.err, "csp: warning: %s.\n", w)
	}
	for _, p := range programs() {
		if p.name != args[0] {
			continue
		}
		if err != nil && p.name != "version" && p.name != "config" {
			return report(con, &usageError{err.Error()})
		}
		return report(con, p.run(ctx, &call{con, &p, cfg, args[1:], ""}))
	}
	return report(con, &usageError{fmt.Sprintf("%q is not a subcommand. Type csp help for the list.", args[0])})
}

// report tells an error, one sentence a line, and returns the exit code.
func report(con console, err error) int {
	if err == nil {
		return exitDone
	}
	var relayed exitError
	if errors.As(err, &relayed) {
		return int(relayed)
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(con.err, "csp: %s\n", line)
	}
	var usage *usageError
	switch {
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, store.ErrDamaged):
		fmt.Fprintln(con.err, "csp: Type csp check to see all that is damaged, and csp restore FILE to put the last good backup in its place.")
	case errors.Is(err, syscall.ENOSPC):
		fmt.Fprintln(con.err, "csp: The disk is full. Make room on it and try again.")
	}
	return exitFailed
}

// exitError is an exit code whose words have already been said.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit %d", int(e)) }

func usageText() string {
	var b strings.Builder
	b.WriteString("csp holds what a commissioner's office knows of its Community Safety Partnerships, in Slack.\n\n")
	for _, p := range programs() {
		fmt.Fprintf(&b, "  csp %-52s %s\n", strings.TrimSpace(p.name+" "+p.usage), p.short)
	}
	b.WriteString("\nSettings come from the environment: type csp config to see them.\n")
	return b.String()
}

// parse reads the subcommand's flags, before or after its arguments, and
// checks how many arguments there are.
func (c *call) parse(fs *flag.FlagSet, least, most int) ([]string, error) {
	fs.SetOutput(io.Discard)
	var words []string
	rest := c.args
	for {
		if err := fs.Parse(rest); errors.Is(err, flag.ErrHelp) {
			fmt.Fprintf(c.out, "csp %s: %s.\n", strings.TrimSpace(c.program.name+" "+c.program.usage), c.program.short)
			fs.VisitAll(func(f *flag.Flag) { fmt.Fprintf(c.out, "  --%s  %s\n", f.Name, f.Usage) })
			return nil, exitError(exitDone)
		} else if err != nil {
			return nil, c.wrongUsage(err.Error())
		}
		if fs.NArg() == 0 {
			break
		}
		words = append(words, fs.Arg(0))
		rest = fs.Args()[1:]
	}
	if len(words) < least || len(words) > most {
		return nil, c.wrongUsage(fmt.Sprintf("%s takes %s, not %d", c.program.name, arguments(least, most), len(words)))
	}
	return words, nil
}

func arguments(least, most int) string {
	switch {
	case most == 0:
		return "no argument"
	case least == most && least == 1:
		return "one argument"
	case least == 0 && most == 1:
		return "at most one argument"
	}
	return fmt.Sprintf("%d to %d arguments", least, most)
}

func (c *call) wrongUsage(says string) error {
	return &usageError{fmt.Sprintf("%s. Type: csp %s", says, strings.TrimSpace(c.program.name+" "+c.program.usage))}
}

// flags is an empty flag set of the subcommand.
func (c *call) flags() *flag.FlagSet { return flag.NewFlagSet(c.program.name, flag.ContinueOnError) }
