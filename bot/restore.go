package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"csp/config"
	"csp/store/kv/boltkv"
)

// runBackup copies the store as it is at one moment, also beside a running
// serve, and reads the copy through before it takes its name.
func runBackup(ctx context.Context, c *call) error {
	words, err := c.parse(c.flags(), 1, 1)
	if err != nil {
		return err
	}
	path, out, instead := words[0], c.out, inPlaceOf(words[0])
	c.in, c.args = emptyInput(), nil
	err = writeWhole(path, func(w io.Writer) error {
		c.out = w
		return c.onStore(ctx, "", false)
	}, func(temp string) error {
		return readThrough(ctx, temp)
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s is written%s and was read back whole.\n", path, instead)
	return err
}

// runRestore puts a backup in the store's place, never while a process
// serves it. What was there is kept beside it.
func runRestore(ctx context.Context, c *call) error {
	fs := c.flags()
	force := fs.Bool("force", false, "replace a store that is sound")
	words, err := c.parse(fs, 1, 1)
	if err != nil {
		return err
	}
	if c.cfg.Store.Engine != config.BoltEngine {
		return &usageError{"CSP_STORE is in memory: there is no file to restore. Set CSP_STORE to bolt:PATH."}
	}
	if err := thereToRead(words[0], "a backup"); err != nil {
		return err
	}
	path := c.cfg.Store.Path
	if served(ctx, path) {
		return fmt.Errorf("csp serve runs on %s. Stop it, then restore", path)
	}
	r, err := boltkv.Restore(ctx, words[0], path, *force, boltOptions())
	if err != nil {
		return err
	}
	kept := ""
	if r.Kept != "" {
		kept = " What was there is kept as " + filepath.Join(filepath.Dir(path), filepath.Base(r.Kept)) + "."
	}
	_, err = fmt.Fprintf(c.out, "%s is restored from %s and was read back whole.%s\n", path, words[0], kept)
	return err
}

// served reports whether a process serves the store.
func served(ctx context.Context, path string) bool {
	_, err := callRelay(ctx, path, relayed{Program: "version"}, console{emptyInput(), io.Discard, io.Discard})
	return err == nil
}

// boltOptions are how this program opens a store's file: as this machine's.
// Where the machine has no id of its own, as in a container, which is made
// anew with another name each time, the machine is not looked at.
func boltOptions() boltkv.Options {
	id, err := os.ReadFile("/etc/machine-id")
	if err != nil {
		id = nil
	}
	return boltkv.Options{Host: strings.TrimSpace(string(id)), Program: "csp"}
}
