package store

import (
	"errors"
	"slices"
	"time"

	"csp/store/kv"
)

var (
	keyMark = kv.Key("l", "mark")
	keyOff  = kv.Key("l", "off")
)

// Off is a time during which nobody handled the calendar.
type Off struct {
	From  time.Time `json:"from"` // zero: since ever
	Until time.Time `json:"until"`
}

// offsKept is how many of the last such times are remembered.
const offsKept = 64

// Mark returns how far the calendar was handled, the zero Time when it never
// was.
func (tx *Tx) Mark() (time.Time, error) {
	var at time.Time
	err := tx.ledgerValue(keyMark, &at)
	if errors.Is(err, kv.ErrNotFound) {
		return time.Time{}, nil
	}
	return at, err
}

// Offs returns the times during which nobody handled the calendar, oldest
// first.
func (tx *Tx) Offs() ([]Off, error) {
	var all []Off
	err := tx.ledgerValue(keyOff, &all)
	if errors.Is(err, kv.ErrNotFound) {
		return nil, nil
	}
	return all, err
}

// SetMark moves the high-water mark forward; it never goes back. When the
// mark stood further back than patience allows, what lies between is
// remembered as a time off.
func (tx *LedgerTx) SetMark(at time.Time, patience time.Duration) error {
	have, err := tx.Mark()
	if err != nil || !at.After(have) {
		return err
	}
	if have.IsZero() || at.Sub(have) > patience {
		all, err := tx.Offs()
		if err != nil {
			return err
		}
		all = append(all, Off{have, at})
		all = slices.Delete(all, 0, max(len(all)-offsKept, 0))
		if err := putLedger(tx.out, keyOff, all); err != nil {
			return err
		}
	}
	return putLedger(tx.out, keyMark, at)
}

var keySweep = kv.Key("l", "sweep")

// Swept returns the day, by the machine's clock, of the last sweep, the zero
// Date when there was none.
func (tx *Tx) Swept() (Date, error) {
	var d Date
	err := tx.ledgerValue(keySweep, &d)
	if errors.Is(err, kv.ErrNotFound) {
		return Date{}, nil
	}
	return d, err
}

// SetSwept records the day of a sweep.
func (tx *LedgerTx) SetSwept(d Date) error { return putLedger(tx.out, keySweep, d) }
