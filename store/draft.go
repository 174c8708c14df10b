package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"csp/store/kv"
)

// Draft is what somebody has filled in so far of something that takes several
// steps, such as the record of a board. It is no record: it has no history,
// and stays out of the register's file; a backup holds it.
type Draft struct {
	Actor string          `json:"actor"` // who fills it in
	About string          `json:"about"` // of what, such as a meeting's id
	At    time.Time       `json:"at"`    // when it was kept last, by the calendar
	Body  json.RawMessage `json:"body"`
}

// DraftAge is how long a draft is kept from when it was last written.
const DraftAge = 7 * 24 * time.Hour

// draftPrune is how many drafts one write looks at to forget the old ones.
const draftPrune = 64

func draftKey(actor, about string) []byte { return kv.Key("v", actor, about) }

// Draft returns what an actor has kept about something; ErrNotFound when that
// is nothing, or older than DraftAge at now.
func (tx *Tx) Draft(actor, about string, now time.Time) (Draft, error) {
	b, err := tx.getSealed(draftKey(actor, about))
	if err != nil {
		return Draft{}, fmt.Errorf("read draft: %w", err)
	}
	d, err := parseDraft(b)
	if err == nil && now.Sub(d.At) > DraftAge {
		return Draft{}, fmt.Errorf("read draft: %w", ErrNotFound)
	}
	return d, err
}

func parseDraft(b []byte) (d Draft, err error) {
	if err := json.Unmarshal(b, &d); err != nil {
		return d, fmt.Errorf("read draft: %w", ErrDamaged)
	}
	return d, nil
}

// Drafts yields what an actor has kept and is not too old, in the order of
// what it is about.
func (tx *Tx) Drafts(actor string, now time.Time) iter.Seq2[Draft, error] {
	return func(yield func(Draft, error) bool) {
		for it, err := range tx.r.Scan(kv.Span("v", actor)) {
			var d Draft
			if err == nil {
				d, err = draftOf(it)
			}
			if err == nil && now.Sub(d.At) > DraftAge {
				continue
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

func draftOf(it kv.Item) (Draft, error) {
	b, err := unseal(it.Value)
	if err != nil {
		return Draft{}, fmt.Errorf("read draft: %w", err)
	}
	return parseDraft(b)
}

// KeepDraft keeps a draft in place of what the actor had about the same, as
// of the change's time, and forgets some that are too old.
func (tx *Tx) KeepDraft(d Draft) error {
	if tx.w == nil {
		return errReadOnly
	}
	d.At = tx.at.Round(0).UTC()
	b, err := encode(d)
	if err == nil {
		err = tx.w.Put(draftKey(d.Actor, d.About), seal(b))
	}
	if err != nil {
		return fmt.Errorf("keep draft: %w", err)
	}
	return tx.pruneDrafts()
}

// DropDraft forgets what an actor kept about something, if anything.
func (tx *Tx) DropDraft(actor, about string) error {
	if tx.w == nil {
		return errReadOnly
	}
	if _, err := tx.r.Get(draftKey(actor, about)); errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	return tx.w.Delete(draftKey(actor, about))
}

func (tx *Tx) pruneDrafts() error {
	var old [][]byte
	left := draftPrune
	for it, err := range tx.r.Scan(kv.Span("v")) {
		if left--; err != nil || left < 0 {
			if err != nil {
				return err
			}
			break
		}
		if d, err := draftOf(it); err != nil || tx.at.Sub(d.At) > DraftAge {
			old = append(old, it.Key)
		}
	}
	for _, key := range old {
		if err := tx.w.Delete(key); err != nil {
			return fmt.Errorf("forget drafts: %w", err)
		}
	}
	return nil
}
