package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"csp/config"
	"csp/store/register"
)

// writeWhole writes a file so that it is there whole or not at all: to a
// temporary name, synced, looked at by each check, renamed, and the folder
// synced.
func writeWhole(path string, write func(io.Writer) error, checks ...func(temp string) error) (err error) {
	path, err = writable(path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w. Choose another place", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	b := bufio.NewWriterSize(f, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	if err := errors.Join(b.Flush(), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("%s is not written: %w. Make room, or choose another place", path, err)
	}
	for _, check := range checks {
		if err := check(f.Name()); err != nil {
			return fmt.Errorf("%s is not written: %w", path, err)
		}
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// besideStore are the endings of the files beside a store.
var besideStore = []string{".id", ".holder", ".sock"}

// writable is the file that a name leads to, which may be written whole:
// never a store or what lies beside one, and never a device or a folder.
func writable(path string) (string, error) {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	st, err := os.Stat(path)
	if err == nil && !st.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a file that can be written. Choose another name", path)
	}
	for _, end := range besideStore {
		base, beside := strings.CutSuffix(path, end)
		if exists(path+end) || beside && exists(base) {
			return "", fmt.Errorf("%s belongs to a store, which this would destroy. Choose another name", path)
		}
	}
	return path, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// inPlaceOf says that a file which is about to be written replaces one, "" when
// it does not.
func inPlaceOf(path string) string {
	if exists(path) {
		return " in place of the file that was there"
	}
	return ""
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// runImport reads the file here, where its name means what the person typed,
// and hands its bytes to whoever has the store.
func runImport(ctx context.Context, c *call) error {
	var opts register.Options
	words, err := c.parse(importFlags(c, &opts), 1, 1)
	if err != nil {
		return err
	}
	if err := thereToRead(words[0], "a register file (YAML)"); err != nil {
		return err
	}
	f, err := os.Open(words[0])
	if err != nil {
		return fmt.Errorf("%w. Type the name of a register file (YAML)", err)
	}
	defer f.Close()
	c.in = f
	if path := c.cfg.Store.Path; opts.DryRun && c.cfg.Store.Engine == config.BoltEngine && !exists(path) && !exists(path+".id") {
		c.cfg.Store = config.StoreSpec{Engine: config.MemEngine} // all of the file would be new
	}
	return c.onStore(ctx, words[0], !opts.DryRun)
}

// runExport writes the register to a file, or to out without one.
func runExport(ctx context.Context, c *call) error {
	words, err := c.parse(c.flags(), 0, 1)
	if err != nil {
		return err
	}
	c.in, c.args = emptyInput(), nil
	if len(words) == 0 {
		return c.onStore(ctx, "", false)
	}
	var n counted
	instead := inPlaceOf(words[0])
	err = writeWhole(words[0], func(w io.Writer) error {
		n.to, c.out = w, &n
		return c.onStore(ctx, "", false)
	})
	if err == nil {
		// On stderr, since a script may read stdout.
		_, err = fmt.Fprintf(c.err, "%s is written%s: %s.\n", words[0], instead, n.says())
	}
	return err
}

// counted counts what an export writes.
type counted struct {
	to      io.Writer
	bytes   int
	records int
	line    []byte // the beginning of the line that is being written
}

// What begins a record in an export, and nothing else in it: one of a list,
// and the office, of which there is one.
const (
	recordStart = "  - "
	officeStart = "offi"
)

func (n *counted) Write(p []byte) (int, error) {
	for _, b := range p {
		switch {
		case b == '\n':
			n.line = n.line[:0]
		case len(n.line) < len(recordStart):
			n.line = append(n.line, b)
			if s := string(n.line); s == recordStart || s == officeStart {
				n.records++
			}
		}
	}
	n.bytes += len(p)
	return n.to.Write(p)
}

func (n *counted) says() string {
	if n.records == 1 {
		return fmt.Sprintf("1 record, %d bytes", n.bytes)
	}
	return fmt.Sprintf("%d records, %d bytes", n.records, n.bytes)
}

// thereToRead says plainly when a name is no file that can be read.
func thereToRead(path, what string) error {
	switch st, err := os.Stat(path); {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no file %s. Type the name of %s", path, what)
	case err == nil && st.IsDir():
		return fmt.Errorf("%s is a folder. Type the name of %s", path, what)
	}
	return nil
}

func emptyInput() io.Reader { return eof{} }

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }
