package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"csp/store/kv"
)

// Entry is one record's part in a change set. Before is nil for a new
// record, After for one that was deleted; both are the record's JSON.
type Entry struct {
	Kind   string          `json:"kind"`
	ID     string          `json:"id"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// ChangeSet is the unit of audit and of undo: who wrote what in one go.
type ChangeSet struct {
	Number uint64
	Change
	Size int // how many entries it has
}

type changeHeader struct {
	Change
	Size int `json:"size"`
}

// finish writes the change set of the transaction, if it wrote anything, and
// remembers the request either way.
func (tx *Tx) finish(c Change) error {
	if c.Request != "" {
		n := tx.rev
		if len(tx.entries) == 0 {
			n = 0
		}
		if err := tx.w.Put(kv.Key("q", c.Request), seal(strconv.AppendUint(nil, n, 10))); err != nil {
			return err
		}
	}
	if len(tx.entries) == 0 {
		return nil
	}
	c.At = c.At.Round(0).UTC()
	head, err := json.Marshal(changeHeader{c, len(tx.entries)})
	if err != nil {
		return err
	}
	err = errors.Join(
		tx.w.Put(kv.Key("c", tx.rev), seal(head)),
		tx.w.Put(keyRevision, strconv.AppendUint(nil, tx.rev, 10)),
	)
	for i, e := range tx.entries {
		body, merr := json.Marshal(e)
		err = errors.Join(err, merr,
			tx.w.Put(kv.Key("c", tx.rev, i), seal(body)),
			tx.w.Put(kv.Key("h", e.Kind, e.ID, tx.rev, i), nil))
	}
	return err
}

// repeated returns a RepeatedError when the request was carried out before.
func (tx *Tx) repeated(request string) error {
	if request == "" {
		return nil
	}
	b, err := tx.getSealed(kv.Key("q", request))
	if errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	n, err := strconv.ParseUint(string(b), 10, 64)
	if err != nil {
		return ErrDamaged
	}
	return &RepeatedError{n}
}

// ChangeSet returns the change set with the number, or ErrNotFound.
func (tx *Tx) ChangeSet(number uint64) (ChangeSet, error) {
	b, err := tx.getSealed(kv.Key("c", number))
	var h changeHeader
	if err == nil {
		err = json.Unmarshal(b, &h)
	}
	if err != nil {
		return ChangeSet{}, fmt.Errorf("read change %d: %w", number, err)
	}
	return ChangeSet{number, h.Change, h.Size}, nil
}

// Entries yields a change set's entries in the order they were written.
func (tx *Tx) Entries(number uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		from, to := kv.Span("c", number)
		for it, err := range tx.r.Scan(append(from, 0), to) { // past the header
			var e Entry
			if err == nil {
				it.Value, err = unseal(it.Value)
			}
			if err == nil {
				err = json.Unmarshal(it.Value, &e)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Moment of one record's history: the change set and the record's entry.
type HistoryItem struct {
	Set   ChangeSet
	Entry Entry
}

// History yields what was done to a record, newest first.
func (tx *Tx) History(kind, id string) iter.Seq2[HistoryItem, error] {
	return func(yield func(HistoryItem, error) bool) {
		for it, err := range tx.r.ScanBack(kv.Span("h", kind, id)) {
			var h HistoryItem
			if err == nil {
				h, err = tx.historyItem(it.Key)
			}
			if !yield(h, err) || err != nil {
				return
			}
		}
	}
}

func (tx *Tx) historyItem(key []byte) (HistoryItem, error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) != 5 {
		return HistoryItem{}, ErrDamaged
	}
	number, _ := p[3].(uint64)
	set, err := tx.ChangeSet(number)
	if err != nil {
		return HistoryItem{}, err
	}
	b, err := tx.getSealed(kv.Key("c", number, p[4]))
	h := HistoryItem{Set: set}
	if err == nil {
		err = json.Unmarshal(b, &h.Entry)
	}
	return h, err
}

// Age returns how long ago the change set was written, never negative.
func (c Change) Age(now time.Time) time.Duration { return max(now.Sub(c.At), 0) }
