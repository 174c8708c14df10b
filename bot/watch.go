package main

import (
	"context"
	"time"

	"csp/store"

	"github.com/coreos/go-systemd/v22/daemon"
)

// keepWatch tells the service manager, where there is one, that the bot is
// ready as soon as it receives, and from then on, at half the watchdog's
// interval, that the store still answers. A Slack that is away is not a
// reason to be restarted; a store that hangs is.
func (a *app) keepWatch(ctx context.Context) {
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
	if every == 0 {
		<-ctx.Done()
		return
	}
	t := time.NewTicker(every / 2)
	defer t.Stop()
	for {
		if a.storeAnswers(ctx, every/4) {
			a.notify(daemon.SdNotifyWatchdog)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

func (a *app) storeAnswers(ctx context.Context, within time.Duration) bool {
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
		return err == nil
	case <-ctx.Done():
		return false
	}
}

func (a *app) notify(state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		a.log.Warn("tell the service manager", "error", err)
	}
}
