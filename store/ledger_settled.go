package store

import (
	"fmt"
	"iter"
	"time"

	"csp/store/kv"
)

// Settlement is what a person said of a message that the sender could not
// settle by itself. They are kept for good, beside the post that they were
// of.
type Settlement struct {
	Post  string    `json:"post"`
	To    string    `json:"to"`   // where it was for: a C… or U… id
	Text  string    `json:"text"` // what the message says
	Says  string    `json:"says"` // what was said of it, and by whom, in words
	Actor string    `json:"actor"`
	At    time.Time `json:"at"` // the calendar's time
}

// Settle keeps a settlement, in the transaction of what it tells of.
func Settle(tx *Tx, s Settlement) error {
	if tx.w == nil {
		return errReadOnly
	}
	s.At = s.At.Round(0).UTC()
	return putLedger(tx.w, kv.Key("l", "settled", s.At.UnixMilli(), s.Post), s)
}

// Settlements yields the settlements, newest first.
func (tx *Tx) Settlements() iter.Seq2[Settlement, error] {
	return func(yield func(Settlement, error) bool) {
		for it, err := range tx.r.ScanBack(kv.Span("l", "settled")) {
			var s Settlement
			if err == nil {
				err = tx.ledgerValue(it.Key, &s)
			}
			if err != nil {
				err = fmt.Errorf("read what was said of messages: %w", err)
			}
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

// Located records where a post stands of which that was not known.
func (tx *LedgerTx) Located(key, channel, ts string) error {
	p, err := tx.Post(key)
	if err != nil || p.TS != "" {
		return err
	}
	p.Channel, p.TS = channel, ts
	return writePost(tx.out, &p)
}
