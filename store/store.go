// Package store holds what is known: the register's records, their history
// and the counters of references, as typed kinds over the ordered keys of kv.
// It knows the rules that make the data whole (ids, references, revisions);
// who may write, and what is said of it, is decided above.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"csp/store/kv"
)

// Sentinels of the package, wrapped with what was asked for.
var (
	// ErrNotFound: no such record.
	ErrNotFound = kv.ErrNotFound
	// ErrTaken: the id, reference or prefix already belongs to another record.
	ErrTaken = errors.New("already taken")
	// ErrTwoChairs: a partnership would have two chairs at one time.
	ErrTwoChairs = errors.New("two chairs at one time")
	// ErrLoop: a record would come after, or stand under, itself.
	ErrLoop = errors.New("goes round in a loop")
	// ErrConflict: the record has moved on since it was read; see ConflictError.
	ErrConflict = errors.New("changed by somebody else")
	// ErrDamaged: stored bytes do not match their checksum.
	ErrDamaged = errors.New("stored value is damaged")
	// ErrInUse: other records still refer to the record.
	ErrInUse = errors.New("still referred to")
	// ErrNoSuch: a record refers to one that is not there.
	ErrNoSuch = errors.New("refers to nothing")
	// ErrRepeated: this request was already carried out; see RepeatedError.
	ErrRepeated = errors.New("already done")
	// ErrNewer: the store was written by a later version of the program.
	ErrNewer = errors.New("store is of a newer version")
)

// Store is an open register. Its methods may be called from many goroutines.
type Store struct {
	engine kv.Engine
	waker  *Waker // nil: nobody is to be reminded
	clock  func() time.Time
}

// Open checks the format of what engine holds, brings an older one up to
// this version, and returns the store; a newer one is ErrNewer. It reads a key
// or two of a store that is up to date. It does not take over the engine: who
// opened it closes it, after the store's last use.
func Open(ctx context.Context, engine kv.Engine, options ...Option) (*Store, error) {
	if err := migrate(ctx, engine, Format, migrations); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s := &Store{engine: engine, clock: time.Now}
	for _, o := range options {
		o(s)
	}
	if err := s.checkWaker(ctx); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return s, nil
}

// MachineClock has the age of requests told by another clock than the
// machine's.
func MachineClock(now func() time.Time) Option { return func(s *Store) { s.clock = now } }

// Engine returns what the store stands on, for backups.
func (s *Store) Engine() kv.Engine { return s.engine }

// View runs fn over one consistent snapshot. Inside it nothing may be
// written, waited for or asked of Slack.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	return s.engine.View(ctx, func(r kv.Reader) error { return fn(&Tx{r: r, waker: s.waker, veil: veilOf(ctx)}) })
}

// Change is who writes, and by what.
type Change struct {
	Request string    `json:"request,omitempty"` // id of the request, for retries, 255 bytes at most; "": none
	Actor   string    `json:"actor"`             // T…/U…, or a name such as console
	Name    string    `json:"name,omitempty"`    // how the actor was called then
	Command string    `json:"command,omitempty"` // what was typed or pressed
	At      time.Time `json:"at"`                // the calendar's time
}

// RepeatedError answers a request id that was already carried out. Number is
// the change set it made, 0 when it wrote nothing.
type RepeatedError struct{ Number uint64 }

// Error names the change set.
func (e *RepeatedError) Error() string { return fmt.Sprintf("change %d: %v", e.Number, ErrRepeated) }

// Unwrap makes errors.Is(err, ErrRepeated) true.
func (e *RepeatedError) Unwrap() error { return ErrRepeated }

// Change runs fn in one transaction and keeps everything it wrote as one
// change set, or nothing at all. It returns the change set's number, 0 when
// fn wrote no record. fn may run again, so what it leaves outside must be
// set anew by each run. A request id that was carried out before is answered
// with a RepeatedError and fn is not run.
//
// When fn returns, the change is looked at as a whole: the error then holds
// every ReferenceError, InUseError and ClashError that was found.
func (s *Store) Change(ctx context.Context, c Change, fn func(*Tx) error) (uint64, error) {
	var number uint64
	err := s.engine.Update(ctx, func(w kv.Writer) error {
		rev, err := (&Tx{r: w}).Revision()
		if err != nil {
			return err
		}
		held := &buffer{Writer: w}
		defer held.end()
		tx := newChange(held, rev+1)
		tx.waker, tx.at, tx.clock = s.waker, c.At, s.clock
		if err := tx.repeated(c.Request); err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		if err := tx.Settle(); err != nil {
			return err
		}
		if number, err = tx.finish(c); err != nil {
			return err
		}
		if number > 0 {
			if err := tx.wakeTouched(c); err != nil {
				return err
			}
		}
		return held.flush()
	})
	if err != nil {
		return 0, fmt.Errorf("write change: %w", err)
	}
	return number, nil
}
