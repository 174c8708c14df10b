package main

import (
	"context"
	"errors"
	"fmt"
)

// runCheck reads every stored value and says what is wrong.
func runCheck(ctx context.Context, c *call) error {
	if _, err := c.parse(c.flags(), 0, 0); err != nil {
		return err
	}
	c.in = emptyInput()
	return c.onStore(ctx, "")
}

// checkStore reads the store's file through.
func checkStore(ctx context.Context, o *office, c *call) error {
	if o.bolt != nil {
		if _, err := o.bolt.Check(ctx); err != nil {
			return err
		}
	}
	fmt.Fprintln(c.out, "The store is whole.")
	return nil
}

// backupStore writes a copy of the store's file to out, as it is at one
// moment.
func backupStore(ctx context.Context, o *office, c *call) error {
	if o.bolt == nil {
		return errors.New("a store in memory has no file to copy. Type csp export FILE")
	}
	return o.bolt.Backup(ctx, c.out)
}
