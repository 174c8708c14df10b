package store

import (
	"fmt"
	"iter"
	"time"

	"csp/store/kv"
)

// oldSettlement is a Settlement as the ledger kept it before settlements were
// audited.
type oldSettlement struct {
	Post string    `json:"post"`
	To   string    `json:"to"`
	Text string    `json:"text"`
	Says string    `json:"says"`
	At   time.Time `json:"at"` // the calendar's time
}

// oldSettlements yields those that the ledger keeps, newest first.
func (tx *Tx) oldSettlements() iter.Seq2[Settlement, error] {
	return func(yield func(Settlement, error) bool) {
		for it, err := range tx.r.ScanBack(kv.Span("l", "settled")) {
			var s oldSettlement
			if err == nil {
				err = tx.ledgerValue(it.Key, &s)
			}
			if err != nil {
				err = fmt.Errorf("read what was said of messages: %w", err)
			}
			if !yield(Settlement{Post: s.Post, To: s.To, Text: s.Text, Says: s.Says, At: MomentOf(s.At)}, err) || err != nil {
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
