package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// writeWhole writes a file so that it is there whole or not at all: to a
// temporary name, synced, looked at by each check, renamed, and the folder
// synced.
func writeWhole(path string, write func(io.Writer) error, checks ...func(temp string) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
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
		return fmt.Errorf("write %s: %w", path, err)
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
	words, err := c.parse(importFlags(c, nil), 1, 1)
	if err != nil {
		return err
	}
	f, err := os.Open(words[0])
	if err != nil {
		return fmt.Errorf("%w. Type the name of a register file (YAML)", err)
	}
	defer f.Close()
	c.in = f
	return c.onStore(ctx, words[0])
}

// runExport writes the register to a file, or to out without one.
func runExport(ctx context.Context, c *call) error {
	words, err := c.parse(c.flags(), 0, 1)
	if err != nil {
		return err
	}
	c.in, c.args = emptyInput(), nil
	if len(words) == 0 {
		return c.onStore(ctx, "")
	}
	return writeWhole(words[0], func(w io.Writer) error {
		c.out = w
		return c.onStore(ctx, "")
	})
}

func emptyInput() io.Reader { return eof{} }

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }
