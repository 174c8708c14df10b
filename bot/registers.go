package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync"

	"csp/store"
	"csp/store/register"
)

// importFlags are the flags of import.
func importFlags(c *call, o *register.Options) *flag.FlagSet {
	fs := c.flags()
	fs.BoolVar(&o.DryRun, "dry-run", false, "say what would change, and change nothing")
	fs.BoolVar(&o.Prune, "prune", false, "remove what the file does not name")
	fs.BoolVar(&o.Force, "force", false, "overwrite what changed since the file was exported")
	return fs
}

// importMemory is how much memory an import should do with, in bytes. It takes
// more when it must.
const importMemory = 380 << 20

// importing lets one import run at a time, since the memory limit is the
// process's.
var importing sync.Mutex

// importStore applies the register file that comes on in.
func importStore(ctx context.Context, o *office, c *call) error {
	opts := register.Options{Actor: "console", Now: o.calendar.Now()}
	if _, err := c.parse(importFlags(c, &opts), 1, 1); err != nil {
		return err
	}
	if o.bolt == nil && !opts.DryRun {
		return &usageError{"CSP_STORE is in memory: what is imported would be gone at once. Set CSP_STORE to bolt:PATH, or add --dry-run."}
	}
	importing.Lock()
	defer importing.Unlock()
	// A change is held until it is whole. Without a limit the collector would
	// let as much again gather beside it.
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(min(importMemory, debug.SetMemoryLimit(-1))))
	src, err := io.ReadAll(io.LimitReader(c.in, register.MaxSize+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", c.input, err)
	}
	drain(c.in)
	file, _ := register.Parse(c.input, src) // its problems are Import's error
	report, err := register.Import(ctx, o.store, file, opts)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, strings.Join(report.Lines(), "\n"))
	return err
}

// exportStore writes the register to out.
func exportStore(ctx context.Context, o *office, c *call) error {
	return register.Export(ctx, o.store, c.out)
}

// loadExample imports the example register (the briefing's own data), or the
// invented office with its dates hung on the calendar's today.
func (o *office) loadExample(ctx context.Context, invented bool) error {
	if invented {
		return o.load(ctx, "invented office", register.Invented(store.DateOf(o.calendar.Now())), store.Change{Actor: "console", Name: "the sandbox"})
	}
	return o.load(ctx, "example register", register.Example(), store.Change{Actor: "console", Name: "the example"})
}

func (o *office) load(ctx context.Context, name string, src []byte, by store.Change) error {
	file, _ := register.Parse(name, src)
	_, err := register.Import(ctx, o.store, file, register.Options{Actor: by.Actor, Name: by.Name, Now: o.calendar.Now()})
	return err
}
