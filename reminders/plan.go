package reminders

import (
	"context"
	"slices"
	"sync"
	"time"

	"csp/store"
)

// office is the Plan of an office's store.
type officePlan struct {
	Settings
	store *store.Store
	quiet bool // no moment is one for reminders

	mu    sync.Mutex
	early []store.Waiting // to be looked at again when there is something
}

// NewPlan returns the plan of what the store's records owe. A silent one lets
// no reminder go out, only what a person has asked for just now.
func NewPlan(s *store.Store, o Settings, silent bool) Plan {
	return &officePlan{Settings: o, store: s, quiet: silent}
}

// Owed is Due, or DueOf some records.
func (p *officePlan) Owed(tx *store.Tx, now time.Time, of []store.Waiting) ([]Line, error) {
	if of != nil {
		return DueOf(tx, p.Settings, now, of)
	}
	looked, err := Due(tx, p.Settings, now)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	p.early = looked.Early
	p.mu.Unlock()
	return looked.Lines, nil
}

// FirstHour and LastHour are the hours of a working day in which reminders
// are sent: from the first, up to and with the minute of the last.
const FirstHour, LastHour = 9, 17

// Moment is true on a working day from nine to five.
func (p *officePlan) Moment(tx *store.Tx, at time.Time) (bool, error) {
	cal, err := store.CalendarOf(tx)
	if err != nil {
		return false, err
	}
	return !p.quiet && sendingHours(cal, at), nil
}

// Notices is Tell.
func (p *officePlan) Notices(tx *store.Tx, now time.Time) (Telling, error) {
	return Tell(tx, p.Settings, now)
}

// Settled moves the wake-ups of the lines' records.
func (p *officePlan) Settled(tx *store.LedgerTx, now time.Time, lines []Line) error {
	var waits []store.Waiting
	for i := range lines {
		waits = append(waits, lines[i].Waits)
	}
	return rearm(tx, now, waits)
}

// rearm has each record's wake-ups worked out anew, once.
func rearm(tx *store.LedgerTx, now time.Time, waits []store.Waiting) error {
	done := map[[2]string]bool{}
	for _, w := range waits {
		which := [2]string{w.Kind, w.ID}
		if w.Kind == "" || done[which] {
			continue
		}
		done[which] = true
		if err := tx.Rearm(now, w.Kind, w.ID); err != nil {
			return err
		}
	}
	return nil
}

// Batches of Upkeep, so that nobody else waits long for the store.
const (
	rearmBatch = 200
	earlyBatch = 50
)

// Upkeep goes on with an index that is made anew, and moves wake-ups that
// came early.
func (p *officePlan) Upkeep(ctx context.Context, l *store.Ledger, now time.Time) (bool, error) {
	for left := true; left; {
		var err error
		if left, err = p.store.Rearm(ctx, now, rearmBatch); err != nil {
			return false, err
		}
	}
	p.mu.Lock()
	early := p.early
	p.early = nil
	p.mu.Unlock()
	for part := range slices.Chunk(early, earlyBatch) {
		err := l.Update(ctx, func(tx *store.LedgerTx) error { return rearm(tx, now, part) })
		if err != nil {
			return false, err
		}
	}
	return true, nil
}
