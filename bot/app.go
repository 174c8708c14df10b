package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"csp/commands"
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
	byHand   bool // nothing is sent by itself, as tests want it
	sending  atomic.Pointer[sending]
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
		Desk: o.desk, Store: o.store, Config: cfg, Calendar: o.calendar.Now, Log: log, Doubt: o.doubt(),
	})
	if err != nil {
		return a, err
	}
	o.desk.Health = a.health
	o.desk.Settings = func() []commands.Fact { return settingFacts(cfg) }
	o.calendar.OnSet(a.edge.sender.Kick)
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
	if err == nil && !a.byHand {
		a.send(ctx, cancel)
	}
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

// sending is the sender at work.
type sending struct {
	cancel context.CancelFunc
	done   chan struct{}
}

// send has what is owed sent until ctx or Stop ends it. A store that must be
// opened again ends the program.
func (a *app) send(ctx context.Context, end context.CancelCauseFunc) {
	ctx, cancel := context.WithCancel(ctx)
	s := &sending{cancel, make(chan struct{})}
	a.sending.Store(s)
	go func() {
		defer close(s.done)
		if err := a.edge.sendReminders(ctx); err != nil {
			end(err)
		}
	}()
}

// Stop takes nothing more in, finishes what is under way and lets go, in the
// opposite order of opening. The office stays open; its opener closes it.
func (a *app) Stop(ctx context.Context) error {
	var errs []error
	if s := a.sending.Load(); s != nil {
		s.cancel()
		select {
		case <-s.done:
		case <-ctx.Done():
			errs = append(errs, fmt.Errorf("wait for a post: %w", ctx.Err()))
		}
	}
	for i := len(a.closers) - 1; i >= 0; i-- {
		errs = append(errs, a.closers[i](ctx))
	}
	a.closers = nil
	return errors.Join(errs...)
}
