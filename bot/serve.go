package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
)

// runServe runs the bot in the workspace that the settings name, until it is
// told to stop.
func runServe(ctx context.Context, c *call) error {
	fs := c.flags()
	adopt := fs.Bool("adopt", false, "this copy of the store is now the one in use")
	if _, err := c.parse(fs, 0, 0); err != nil {
		return err
	}
	_, warnings, err := c.cfg.Serve()
	if err != nil {
		return &usageError{err.Error()}
	}
	log := slog.New(slog.NewJSONHandler(c.err, &slog.HandlerOptions{Level: c.cfg.Log}))
	for _, w := range warnings {
		log.Warn("setting", "says", string(w))
	}
	o, err := openOffice(ctx, c.cfg, c.cfg.Store, opening{})
	if err != nil {
		return err
	}
	defer func() {
		if err := o.Close(); err != nil {
			log.Error("close store", "error", err)
		}
	}()
	switch {
	case *adopt:
		if err := o.adopt(ctx); err != nil {
			return err
		}
	case o.bolt != nil && o.bolt.Foreign():
		log.Warn("this store was last used on another machine; if it has moved here for good, start once with --adopt")
	}
	if !c.cfg.Now.IsZero() {
		log.Warn("CSP_NOW is set: the calendar is not the real one", "now", o.calendar.Now())
	}
	return serveOffice(ctx, c, o, log)
}

func serveOffice(ctx context.Context, c *call, o *office, log *slog.Logger) error {
	a, err := newApp(ctx, c.cfg, o, log)
	var fatal *fatalError
	if errors.As(err, &fatal) {
		return &usageError{err.Error()}
	}
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	err = a.Run(ctx)
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	log.Info("stopping")
	err = errors.Join(err, a.Stop(stop))
	if errors.As(err, &fatal) {
		return &usageError{err.Error()}
	}
	return err
}
