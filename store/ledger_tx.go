package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"csp/store/kv"
)

// ErrNotSender: another sender has taken the ledger over. Whoever hears this
// sends nothing more.
var ErrNotSender = errors.New("another sender has taken over")

// Lease says who sends. It changes hands by its epoch alone, never by time:
// a clock that is wrong must not make two senders.
type Lease struct {
	Epoch  uint64 `json:"epoch"`  // counts the senders; 0: there was none
	Holder string `json:"holder"` // for people: the machine and process
	Beat   uint64 `json:"beat"`   // moves while the holder lives
	Free   bool   `json:"free,omitempty"`
}

var keyLease = kv.Key("l", "lease")

// Lease returns the present lease, the zero Lease when nobody ever sent.
func (tx *Tx) Lease() (Lease, error) {
	var l Lease
	err := tx.ledgerValue(keyLease, &l)
	if errors.Is(err, kv.ErrNotFound) {
		err = nil
	}
	if err != nil {
		return Lease{}, fmt.Errorf("read lease: %w", err)
	}
	return l, nil
}

// Ledger is the pen of one sender: every transaction made with it fails with
// ErrNotSender as soon as another sender has taken over.
type Ledger struct {
	store *Store
	epoch uint64
}

// TakeLedger makes the caller the sender, if the lease is still as it was
// seen; otherwise the answer is ErrNotSender. Whoever held it before cannot
// write to the ledger from then on, but may still be speaking to Slack.
func (s *Store) TakeLedger(ctx context.Context, seen Lease, holder string) (*Ledger, error) {
	l := &Ledger{store: s}
	err := s.engine.Update(ctx, func(w kv.Writer) error {
		now, err := (&Tx{r: w}).Lease()
		if err != nil {
			return err
		}
		if now != seen {
			return ErrNotSender
		}
		l.epoch = now.Epoch + 1
		return putLedger(w, keyLease, Lease{Epoch: l.epoch, Holder: holder})
	})
	if err != nil {
		return nil, fmt.Errorf("take ledger: %w", err)
	}
	return l, nil
}

// Epoch is the number of this sender.
func (l *Ledger) Epoch() uint64 { return l.epoch }

// LedgerTx is a transaction of the sender: it reads everything and writes the
// ledger.
type LedgerTx struct {
	*Tx
	epoch uint64
	out   kv.Writer
}

// Update runs fn in one transaction, all or nothing; fn may run again. An
// error other than fn's own and ErrNotSender leaves open whether it was
// stored: the sender then stops and looks.
func (l *Ledger) Update(ctx context.Context, fn func(*LedgerTx) error) error {
	err := l.store.engine.Update(ctx, func(w kv.Writer) error {
		tx := &LedgerTx{Tx: &Tx{r: w, waker: l.store.waker}, epoch: l.epoch, out: w}
		now, err := tx.Lease()
		if err != nil {
			return err
		}
		if now.Epoch != l.epoch {
			return ErrNotSender
		}
		return fn(tx)
	})
	if err != nil {
		return fmt.Errorf("write ledger: %w", err)
	}
	return nil
}

// Beat shows others that the sender lives.
func (tx *LedgerTx) Beat() error {
	l, err := tx.Lease()
	if err != nil {
		return err
	}
	l.Beat++
	return putLedger(tx.out, keyLease, l)
}

// Leave lets the next sender begin without waiting. What the sender asked of
// Slack must have ended.
func (tx *LedgerTx) Leave() error {
	l, err := tx.Lease()
	if err != nil {
		return err
	}
	l.Free = true
	return putLedger(tx.out, keyLease, l)
}

// Owe is the function Owe for the sender's own notices.
func (tx *LedgerTx) Owe(n Notice) error { return owe(tx.Tx, tx.out, n) }

// SkipLine is the function SkipLine for the sender.
func (tx *LedgerTx) SkipLine(line, why string, at time.Time) error {
	return skipLine(tx.Tx, tx.out, line, why, at)
}

func parkKey(to string) []byte { return kv.Key("l", "park", to) }

// Parked is a destination that Slack refuses: what is owed there waits.
type Parked struct {
	Why   string    `json:"why"`   // Slack's name for the refusal
	Since time.Time `json:"since"` // the calendar's time
	// Let is when it was let go for a trial: it looked mended, and no post has
	// proved it yet. The zero time: it holds back.
	Let time.Time `json:"let,omitzero"`
}

// Parked returns why a destination is parked, or ErrNotFound when it is not.
func (tx *Tx) Parked(to string) (Parked, error) {
	p, err := tx.parked(to)
	if err == nil && !p.Let.IsZero() {
		return Parked{}, ErrNotFound
	}
	return p, err
}

// parked is Parked also for a destination that was let go for a trial.
func (tx *Tx) parked(to string) (p Parked, err error) {
	err = tx.ledgerValue(parkKey(to), &p)
	return p, err
}

// ParkedAll returns every parked destination.
func (tx *Tx) ParkedAll() (map[string]Parked, error) {
	all := map[string]Parked{}
	for it, err := range tx.r.Scan(kv.Span("l", "park")) {
		if err != nil {
			return nil, err
		}
		s, err := keyTexts(it.Key, 3)
		if err != nil {
			return nil, err
		}
		p, err := tx.parked(s[2])
		if err != nil {
			return nil, err
		}
		if p.Let.IsZero() {
			all[s[2]] = p
		}
	}
	return all, nil
}

// trial is how long after it was let go a refusal still belongs to the same
// parking.
const trial = 7 * 24 * time.Hour

// Park holds back what is owed to a destination until Unpark. It reports
// whether that is new: not when the destination holds back already, or was
// only on trial, so that it is told once.
func (tx *LedgerTx) Park(to, why string, now time.Time) (bool, error) {
	old, err := tx.parked(to)
	switch {
	case errors.Is(err, kv.ErrNotFound):
	case err != nil:
		return false, err
	case old.Let.IsZero():
		return false, nil
	case now.Sub(old.Let) < trial:
		old.Why, old.Let = why, time.Time{}
		return false, putLedger(tx.out, parkKey(to), old)
	}
	return true, putLedger(tx.out, parkKey(to), Parked{Why: why, Since: now})
}

// Unpark lets it go out again, on trial until Taken.
func (tx *LedgerTx) Unpark(to string, now time.Time) error {
	p, err := tx.Parked(to)
	if errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	p.Let = now
	return putLedger(tx.out, parkKey(to), p)
}

// Taken records that a destination took a post: if it was parked, that is
// over.
func (tx *LedgerTx) Taken(to string) error {
	_, err := tx.parked(to)
	if errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return tx.out.Delete(parkKey(to))
}
