package store

import (
	"errors"
	"time"

	"csp/store/kv"
)

// Tally is what became of reminder lines in one week, Monday to Sunday by the
// calendar.
type Tally struct {
	Sent    int            `json:"sent,omitempty"`
	Held    int            `json:"held,omitempty"`    // given up: a person had to look whether they are there
	Missing int            `json:"missing,omitempty"` // sent, and not found when what was posted was read back
	Skipped map[string]int `json:"skipped,omitempty"` // by why
}

func (t *Tally) skip(why string, n int) {
	if t.Skipped == nil {
		t.Skipped = map[string]int{}
	}
	t.Skipped[why] += n
}

// WeekOf returns the Monday of a day's week.
func WeekOf(d Date) Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

func tallyKey(monday Date) []byte { return kv.Key("l", "tally", monday.String()) }

// Tally returns what became of reminder lines in the week from a Monday on.
func (tx *Tx) Tally(monday Date) (Tally, error) {
	var t Tally
	err := tx.ledgerValue(tallyKey(monday), &t)
	if errors.Is(err, kv.ErrNotFound) {
		return Tally{}, nil
	}
	return t, err
}

// count adds to the tally of the week of a moment of the calendar, in the
// transaction of what it counts.
func (tx *Tx) count(w kv.Writer, at time.Time, add func(*Tally)) error {
	week := WeekOf(DateOf(at))
	t, err := tx.Tally(week)
	if err != nil {
		return err
	}
	add(&t)
	return putLedger(w, tallyKey(week), t)
}

// Missing records that a post was not found where it was sent, once.
func (tx *LedgerTx) Missing(key string, at time.Time) error {
	p, err := tx.Post(key)
	if err != nil || p.Missing {
		return err
	}
	p.Missing = true
	if err := writePost(tx.out, &p); err != nil {
		return err
	}
	if p.Type != ReminderType {
		return nil
	}
	return tx.count(tx.out, at, func(t *Tally) { t.Missing += p.spoken() })
}

// Due is how many lines it counts.
func (t *Tally) Due() int {
	n := t.Sent + t.Held
	for _, skipped := range t.Skipped {
		n += skipped
	}
	return n
}
