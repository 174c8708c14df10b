package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"csp/config"
)

// stopTime is how long a stop may take in all.
const stopTime = 10 * time.Second

// app is the running bot. What is opened last is closed first.
type app struct {
	log      *slog.Logger
	office   *office
	edge     *edge
	listener net.Listener
	http     *http.Server
	relay    *relay // nil when the store is in memory
	closers  []func(ctx context.Context) error
}

// newApp wires the bot over an open office: it listens, but takes nothing in
// before Run. On an error nothing stays open but the office.
func newApp(ctx context.Context, cfg config.Config, o *office, log *slog.Logger) (a *app, err error) {
	a = &app{log: log, office: o}
	defer func() {
		if err != nil {
			stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
			defer cancel()
			err = errors.Join(err, a.Stop(stop))
		}
	}()
	a.edge, err = newEdge(edgeOptions{
		Desk: o.desk, Store: o.store, Config: cfg, Calendar: o.calendar.Now, Log: log,
	})
	if err != nil {
		return a, err
	}
	o.desk.Health = a.health
	a.closers = append(a.closers, a.edge.Stop)
	if o.bolt != nil {
		a.relay, err = newRelay(cfg.Store.Path, log, o.serveRelayed(cfg))
		if err != nil {
			return a, err
		}
		a.closers = append(a.closers, a.relay.Stop)
	}
	a.listener, err = net.Listen("tcp", cfg.Addr)
	if err != nil {
		return a, &usageError{fmt.Sprintf("CSP_ADDR %s cannot be listened on: %v. Choose another address.", cfg.Addr, err)}
	}
	a.http = &http.Server{
		Handler:           a.edge.Handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	a.closers = append(a.closers, a.http.Shutdown)
	return a, nil
}

// Run asks Slack who the bot is, for as long as that takes, and takes
// requests until ctx ends or a part of the bot fails for good. The other
// subcommands are served from its beginning, also while Slack is away.
func (a *app) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		if err := a.http.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			cancel(fmt.Errorf("serve http: %w", err))
		}
	}()
	if a.relay != nil {
		go a.relay.Run()
	}
	go a.keepWatch(ctx, cancel)
	a.log.Info("listening", "addr", a.listener.Addr().String())
	err := a.edge.Check(ctx)
	if err == nil {
		err = a.edge.Run(ctx)
	}
	if err != nil && ctx.Err() == nil {
		return err
	}
	<-ctx.Done()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// Stop takes nothing more in, finishes what is under way and lets go, in the
// opposite order of opening. The office stays open; its opener closes it.
func (a *app) Stop(ctx context.Context) error {
	var errs []error
	for i := len(a.closers) - 1; i >= 0; i-- {
		errs = append(errs, a.closers[i](ctx))
	}
	a.closers = nil
	return errors.Join(errs...)
}
