package reminders

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"csp/store"
)

const (
	// patience is how long the calendar may stand still before it counts as a
	// time off.
	patience = 5 * time.Minute
	// anyTime is patience with a calendar that is moved by hand.
	anyTime = 1<<63 - 1
	// markEvery is how often the mark is stored while nothing happens.
	markEvery = time.Minute
)

// keepMark stores how far the calendar was handled, and with it when it was
// not.
func (s *sender) keepMark(ctx context.Context, trusted bool) error {
	now := s.Clock.Calendar()
	if !trusted || !s.marked.IsZero() && now.Sub(s.marked).Abs() < markEvery {
		return nil
	}
	err := s.update(ctx, func(tx *store.LedgerTx) error {
		if !s.Alone {
			if err := tx.Beat(); err != nil {
				return err
			}
		}
		if s.Stepped {
			return tx.SetMark(now, anyTime)
		}
		return tx.SetMark(now, patience)
	})
	if err == nil {
		s.marked = now
	}
	return err
}

// offAt returns the time off during which a moment fell, false when somebody
// was there.
func offAt(offs []store.Off, at time.Time) (store.Off, bool) {
	for _, o := range offs {
		if !at.Before(o.From) && at.Before(o.Until) {
			return o, true
		}
	}
	return store.Off{}, false
}

// tooOld reports whether a line fell due so long before the end of a time off
// that it is only counted.
func tooOld(offs []store.Off, at time.Time, catchUp time.Duration) bool {
	o, off := offAt(offs, at)
	return off && o.Until.Sub(at) > catchUp
}

// Why a line is dropped.
const (
	whyOld     = "older than the catch-up time"
	whyUseless = "of no use any more"
)

// drop records that lines will not be said, and owes the office their count.
func (s *sender) drop(ctx context.Context, now time.Time, lines []Line) error {
	useless := 0
	sum := sha256.New()
	for i := range lines {
		sum.Write([]byte(lines[i].Key))
		if !lines[i].Useful(now) {
			useless++
		}
	}
	key := "away " + hex.EncodeToString(sum.Sum(nil)[:16])
	err := s.update(ctx, func(tx *store.LedgerTx) error {
		for i := range lines {
			why := whyOld
			if !lines[i].Useful(now) {
				why = whyUseless
			}
			if err := tx.SkipLine(lines[i].Key, why, now); err != nil {
				return err
			}
			for _, key := range lines[i].Covers {
				if err := tx.SkipLine(key, store.Covered, now); err != nil {
					return err
				}
			}
		}
		if err := s.Plan.Settled(tx, now, lines); err != nil {
			return err
		}
		return tx.Owe(store.Notice{Key: key, Body: Says(awayWords(len(lines), useless, s.CatchUp))})
	})
	if err == nil {
		s.Note("dropped", len(lines))
	}
	return err
}
