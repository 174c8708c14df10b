package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"csp/store"
	"csp/store/kv"
	"csp/store/kv/boltkv"

	"github.com/coreos/go-systemd/v22/daemon"
)

// keepWatch tells the service manager, where there is one, that the bot is
// ready as soon as it receives, and from then on, at half the watchdog's
// interval, that the store still answers. A Slack that is away is not a
// reason to be restarted; a store that hangs is, and one that must be opened
// again (kv.ErrUnknown) or is damaged ends the program with what to do.
func (a *app) keepWatch(ctx context.Context, end context.CancelCauseFunc) {
	every, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		a.log.Warn("watchdog setting", "error", err)
	}
	go func() {
		if a.edge.AwaitReady(ctx) == nil {
			a.log.Info("ready")
			a.notify(daemon.SdNotifyReady)
		}
	}()
	defer a.notify(daemon.SdNotifyStopping)
	look := storeLook
	if every > 0 {
		look = min(look, every/2)
	}
	t := time.NewTicker(look)
	defer t.Stop()
	for {
		switch err := a.storeAnswers(ctx, look/2); {
		case err == nil && every > 0:
			a.notify(daemon.SdNotifyWatchdog)
		case errors.Is(err, kv.ErrUnknown), errors.Is(err, boltkv.ErrDamaged), errors.Is(err, store.ErrDamaged):
			end(fmt.Errorf("the store must be opened again: %w", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// storeLook is how often the store is asked whether it still answers.
const storeLook = 5 * time.Second

// storeAnswers is nil when the store answers within a time.
func (a *app) storeAnswers(ctx context.Context, within time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		done <- a.office.store.View(ctx, func(tx *store.Tx) error {
			_, err := tx.Revision()
			return err
		})
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (a *app) notify(state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		a.log.Warn("tell the service manager", "error", err)
	}
}
