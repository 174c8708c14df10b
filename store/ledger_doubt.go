package store

import (
	"errors"
	"time"

	"csp/store/kv"
)

// Doubt says that more may have been posted than the ledger knows, since it
// came back from a backup or is a copy: each channel is read before the next
// post to it.
type Doubt struct {
	Cause string    `json:"cause"` // names the occasion, for instance the time of the restore
	Since time.Time `json:"since"` // when the ledger's last post was sent, by the machine's clock
}

var keyDoubt = kv.Key("l", "doubt")

func clearedKey(to string) []byte { return kv.Key("l", "cleared", to) }

// Doubt returns the present doubt, the zero Doubt when there was none ever.
func (tx *Tx) Doubt() (Doubt, error) {
	var d Doubt
	err := tx.ledgerValue(keyDoubt, &d)
	if errors.Is(err, kv.ErrNotFound) {
		return Doubt{}, nil
	}
	return d, err
}

// SetDoubt begins a doubt, unless one of the same cause is known.
func (tx *LedgerTx) SetDoubt(cause string) error {
	d, err := tx.Doubt()
	if err != nil || d.Cause == cause {
		return err
	}
	d = Doubt{Cause: cause}
	for it, err := range tx.r.ScanBack(kv.Span("l", "sent")) {
		if err != nil {
			return err
		}
		parts, err := kv.Parse(it.Key)
		if err != nil || len(parts) != 4 {
			return ErrDamaged
		}
		second, _ := parts[2].(int64)
		d.Since = time.Unix(second, 0).UTC()
		break
	}
	return putLedger(tx.out, keyDoubt, d)
}

// Cleared reports whether a destination was read since the doubt began.
func (tx *Tx) Cleared(to string, d Doubt) (bool, error) {
	var cause string
	err := tx.ledgerValue(clearedKey(to), &cause)
	if errors.Is(err, kv.ErrNotFound) {
		return false, nil
	}
	return cause == d.Cause, err
}

// Clear records that a destination was read, and what stands there that the
// ledger did not know: posts with State, Channel and TS. What it knows better
// stays as it is.
func (tx *LedgerTx) Clear(to string, d Doubt, found []Post, at time.Time) error {
	for _, p := range found {
		old, err := tx.Post(p.Key)
		switch {
		case err == nil && old.State != PostDue && old.State != PostRejected:
			continue
		case err == nil:
			old.State, old.Channel, old.TS, old.How, old.Sent, old.Lines = p.State, p.Channel, p.TS, p.How, p.Sent, p.Lines
			p = old
		case !errors.Is(err, kv.ErrNotFound):
			return err
		}
		for _, line := range p.Lines {
			if _, err := tx.Line(line); err == nil {
				continue
			} else if !errors.Is(err, kv.ErrNotFound) {
				return err
			}
			if err := putLedger(tx.out, lineKey(line), Line{LineSent, p.Key, "", at}); err != nil {
				return err
			}
		}
		if err := writePost(tx.out, &p); err != nil {
			return err
		}
		if n := p.spoken(); n > 0 {
			if err := tx.count(tx.out, at, func(t *Tally) { t.Sent += n }); err != nil {
				return err
			}
		}
	}
	return putLedger(tx.out, clearedKey(to), d.Cause)
}
