package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"csp/store"
	"csp/store/kv/boltkv"
)

// runCheck reads every stored value and says what is wrong.
func runCheck(ctx context.Context, c *call) error {
	if _, err := c.parse(c.flags(), 0, 0); err != nil {
		return err
	}
	c.in = emptyInput()
	return c.onStore(ctx, "", false)
}

// checkStore reads the store through: its file, every value's checksum, and
// that every index says what the records say.
func checkStore(ctx context.Context, o *office, c *call) error {
	if o.bolt != nil {
		if _, err := o.bolt.Check(ctx); err != nil {
			return err
		}
	}
	faults, err := o.store.Check(ctx)
	if err != nil {
		return err
	}
	if err := whole(c.out, faults); err != nil {
		return fmt.Errorf("%w. Put the last good backup in its place: csp restore FILE", err)
	}
	fmt.Fprintln(c.out, "The store is whole.")
	return nil
}

// whole tells the faults of a store, and is an error if there are any.
func whole(out io.Writer, faults []string) error {
	for _, f := range faults {
		fmt.Fprintln(out, f)
	}
	switch len(faults) {
	case 0:
		return nil
	case 1:
		return errors.New("1 thing is wrong with the store")
	}
	return fmt.Errorf("%d things are wrong with the store", len(faults))
}

// backupStore writes a copy of the store's file to out, as it is at one
// moment. The copy is made aside first, so that a caller who reads slowly
// does not hold the snapshot open.
func backupStore(ctx context.Context, o *office, c *call) (err error) {
	if o.bolt == nil {
		return errors.New("a store in memory has no file to copy. Type csp export FILE")
	}
	f, err := os.CreateTemp(filepath.Dir(o.bolt.Path()), ".csp-backup-*")
	if err != nil {
		return fmt.Errorf("copy the store: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	if err := o.bolt.Backup(ctx, f); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = io.Copy(c.out, f)
	return err
}

// readThrough checks a copy of a store's file, as csp check does.
func readThrough(ctx context.Context, path string) (err error) {
	if _, err := boltkv.Verify(path); err != nil {
		return err
	}
	e, err := boltkv.Open(path, boltOptions())
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, e.Close())
		for _, end := range besideStore {
			_ = os.Remove(path + end) // Open's own, and only this copy's
		}
	}()
	s, err := store.Open(ctx, e)
	if err != nil {
		return err
	}
	faults, err := s.Check(ctx)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return fmt.Errorf("the store that was copied is damaged: %s. Type csp check to see all of it", faults[0])
	}
	return nil
}
