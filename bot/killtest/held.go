package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"csp/store"
	"csp/store/kv/boltkv"
)

// unknowns is after how many attempts that nobody knows the end of a post is
// held, so that a person looks whether it is there.
const unknowns = 3

// held are the lines of posts that were given up as the promise has it: their
// fate was unknown so often, and somebody was told of it in Slack.
func (t *trial) held(ctx context.Context, notices map[string]int) (lines map[string]bool, err error) {
	e, err := boltkv.Open(t.program.Store(), boltkv.Options{Program: "killtest"})
	if err != nil {
		return nil, fmt.Errorf("open what the bot left: %w", err)
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	s, err := store.Open(ctx, e)
	if err != nil {
		return nil, err
	}
	lines = map[string]bool{}
	err = s.View(ctx, func(tx *store.Tx) error {
		state, err := tx.LedgerState()
		if err != nil {
			return err
		}
		for _, p := range state.Held {
			told := slices.ContainsFunc(p.Told, func(key string) bool { return notices[key] > 0 })
			if p.Type != store.ReminderType || p.Unknowns < unknowns || !told {
				continue
			}
			for _, l := range p.Lines {
				lines[l] = true
			}
		}
		return nil
	})
	return lines, err
}
