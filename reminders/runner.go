package reminders

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"csp/store"
	"csp/store/kv"
)

// Options is what a Runner stands on.
type Options struct {
	Store  *store.Store
	Plan   Plan
	Poster Poster
	Clock  Clock
	Office string // the office's channel; "": what is for it waits
	// Admins are the U… ids that are told of what only a person can mend;
	// none: the office's channel is.
	Admins []string
	// Quiet is how long Slack may take to show a message; CatchUp how far back
	// what fell due while the bot was off is still sent.
	Quiet, CatchUp time.Duration
	// Alone: no other process can have the store open, so an earlier sender is
	// dead.
	Alone  bool
	Holder string // names this sender for people
	// Doubt names the occasion since which the ledger may know less than was
	// posted: it was restored, or is a copy. "": it knows all.
	Doubt string
	Log   *slog.Logger
	Note  func(what string, n int) // counts what was done, for metrics; nil: not counted
	// Pace is the time from post to post in one channel.
	Pace time.Duration
	// Stepped: the calendar is moved by hand, as in a trial, so that a step of
	// it is no time off.
	Stepped bool
	// Inline has each post made before the tick ends, one after another.
	Inline bool
}

const (
	every    = 10 * time.Second // from tick to tick
	deadline = 15 * time.Second // of one call of Slack
	leaseFor = 6 * every        // how long a sender that shows no life is waited for
)

// Runner sends what is owed, once each, for as long as it runs. decide says
// by what rule; this type carries it out.
type Runner struct {
	Options

	mu      sync.Mutex
	last    time.Duration // when a tick last ended, by the monotonic clock
	kick    chan struct{}
	running atomic.Bool
	urgent  atomic.Bool  // a person waits
	looked  atomic.Int64 // by the calendar, in nanoseconds: when the last look that is over began

	once    sync.Mutex
	byHand  *sender // of Once
	stopped error   // why byHand must not go on
}

// NewRunner returns a Runner that sends nothing before Run.
func NewRunner(o Options) *Runner {
	if o.Note == nil {
		o.Note = func(string, int) {}
	}
	return &Runner{Options: o, kick: make(chan struct{}, 1)}
}

// Now has what a person has just asked for sent: by Run when it runs, else in
// the call itself.
func (r *Runner) Now(ctx context.Context) {
	r.urgent.Store(true)
	if r.running.Load() {
		r.Kick()
		return
	}
	if err := r.Once(ctx, false); err != nil {
		r.Log.Error("send what is owed now", "err", err)
	}
}

// Once does what is to be done at this moment, for who does not Run: all of
// it, or only what is to go out at once.
func (r *Runner) Once(ctx context.Context, all bool) error {
	r.once.Lock()
	defer r.once.Unlock()
	if r.byHand == nil || r.stopped != nil {
		l, rival, err := r.take(ctx)
		if err != nil {
			return err
		}
		r.stopped = nil
		r.byHand = newSender(r, l, rival)
		r.byHand.inline = true
		r.byHand.fail = func(err error) { r.stopped = err }
	}
	r.byHand.silent = !all
	for range onceSteps {
		if attempts, jobs := r.byHand.step(ctx); attempts > 0 || jobs == 0 {
			break
		}
	}
	return r.stopped
}

// onceSteps is how many steps Once makes at most: two readings of the history
// may come before an attempt.
const onceSteps = 4

// Kick has the runner look at once what is to be done, as after a notice that
// is owed now.
func (r *Runner) Kick() {
	select {
	case r.kick <- struct{}{}:
	default:
	}
}

// take makes this runner the sender. It waits while another one lives.
func (r *Runner) take(ctx context.Context) (*store.Ledger, bool, error) {
	var seen store.Lease
	since := r.Clock.Mono()
	for {
		var now store.Lease
		err := r.Store.View(ctx, func(tx *store.Tx) (err error) {
			now, err = tx.Lease()
			return err
		})
		if err != nil {
			return nil, false, err
		}
		if now != seen {
			seen, since = now, r.Clock.Mono()
		}
		if r.Alone || now.Epoch == 0 || now.Free || r.Clock.Mono()-since >= leaseFor {
			l, err := r.Store.TakeLedger(ctx, now, r.Holder)
			if !errors.Is(err, store.ErrNotSender) {
				// Who was not seen to leave may still be speaking to Slack.
				return l, !r.Alone && now.Epoch > 0 && !now.Free, err
			}
			continue
		}
		if err := r.Clock.Sleep(ctx, every); err != nil {
			return nil, false, err
		}
	}
}

// Run sends until ctx ends, and then returns nil. Another error is one that
// the program has to end with: the store must be opened again.
func (r *Runner) Run(ctx context.Context) error {
	r.running.Store(true)
	defer r.running.Store(false)
	for {
		err := r.reign(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, kv.ErrUnknown), errors.Is(err, kv.ErrClosed), errors.Is(err, store.ErrDamaged):
			return fmt.Errorf("send reminders: %w", err)
		}
		r.Note("restarted", 1)
		r.Log.Error("the sender begins anew", "err", err)
		if r.Clock.Sleep(ctx, every) != nil {
			return nil
		}
	}
}

// reign is the time of one sender, from taking the ledger to an error after
// which it must not go on with what it remembers.
func (r *Runner) reign(ctx context.Context) error {
	l, rival, err := r.take(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	s := newSender(r, l, rival)
	s.fail = cancel
	r.tick(ctx, s)
	<-ctx.Done()
	s.work.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	if !r.Alone {
		leave, cancel := context.WithTimeout(context.WithoutCancel(ctx), deadline)
		defer cancel()
		return l.Update(leave, (*store.LedgerTx).Leave)
	}
	return nil
}
