package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"csp/store/kv"
)

// Entries yields a change set's entries, one a record, in the order in which
// the records were first written.
func (tx *Tx) Entries(number uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for s, err := range tx.listed(number) {
			var e Entry
			if err == nil {
				e, err = tx.entry(s, number)
			}
			if err != nil {
				err = fmt.Errorf("read change %d: %w", number, err)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// listed yields the records that a change set wrote.
func (tx *Tx) listed(number uint64) iter.Seq2[subject, error] {
	return func(yield func(subject, error) bool) {
		from, to := kv.Span("c", number)
		for it, err := range tx.r.Scan(append(from, 0), to) { // past the header
			var names [][2]string
			if err == nil {
				it.Value, err = unseal(it.Value)
			}
			if err == nil {
				err = decode(it.Value, &names)
			}
			if err != nil {
				yield(subject{}, err)
				return
			}
			for _, n := range names {
				if !yield(subject{n[0], n[1]}, nil) {
					return
				}
			}
		}
	}
}

// entry puts one record's entry of a change set together.
func (tx *Tx) entry(s subject, number uint64) (Entry, error) {
	h, err := tx.historyAt(s, number)
	if err != nil {
		return Entry{}, damaged(err)
	}
	e := Entry{Kind: s.kind, ID: s.id, Before: h.Before}
	from := historyKey(s, number+1)
	_, to := kv.Span("h", s.kind, s.id)
	for it, err := range tx.r.Scan(from, to) {
		if err == nil {
			h, err = parseHistory(it.Value)
		}
		e.After = h.Before
		return e, err
	}
	e.After, err = tx.current(s)
	return e, err
}

// current returns a record's JSON, nil when it is not there.
func (tx *Tx) current(s subject) (json.RawMessage, error) {
	b, err := tx.getSealed(recordKey(s.kind, s.id))
	if errors.Is(err, kv.ErrNotFound) {
		return nil, nil
	}
	return b, err
}

// damaged turns the absence of what must be there into damage.
func damaged(err error) error {
	if errors.Is(err, kv.ErrNotFound) {
		return ErrDamaged
	}
	return err
}

func parseHistory(sealed []byte) (history, error) {
	var h history
	b, err := unseal(sealed)
	if err == nil {
		err = decode(b, &h)
	}
	return h, err
}

// HistoryItem is one moment of a record's history: the change set, and the
// record's entry in it.
type HistoryItem struct {
	Set   ChangeSet
	Entry Entry
}

// History yields what was done to a record, newest first. It goes on past a
// delete, so a record that is no longer there has one too.
func (tx *Tx) History(kind, id string) iter.Seq2[HistoryItem, error] {
	return func(yield func(HistoryItem, error) bool) {
		s := subject{kind, id}
		after, err := tx.current(s)
		if err != nil {
			yield(HistoryItem{}, fmt.Errorf("read history of %s %s: %w", kind, id, err))
			return
		}
		for it, err := range tx.r.ScanBack(kv.Span("h", kind, id)) {
			var h HistoryItem
			if err == nil {
				h, err = tx.historyItem(s, it, after)
			}
			if err != nil {
				err = fmt.Errorf("read history of %s %s: %w", kind, id, err)
			}
			if !yield(h, err) || err != nil {
				return
			}
			after = h.Entry.Before
		}
	}
}

// FirstChange returns the number of the change set in which a record was first
// stored, 0 when it never was.
func (tx *Tx) FirstChange(kind, id string) (uint64, error) {
	for it, err := range tx.r.Scan(kv.Span("h", kind, id)) {
		var n uint64
		if err == nil {
			n, err = numberOf(it.Key)
		}
		if err != nil {
			return 0, fmt.Errorf("read the first change of %s %s: %w", kind, id, err)
		}
		return n, nil
	}
	return 0, nil
}

func (tx *Tx) historyItem(s subject, it kv.Item, after json.RawMessage) (HistoryItem, error) {
	number, err := numberOf(it.Key)
	if err != nil {
		return HistoryItem{}, err
	}
	h, err := parseHistory(it.Value)
	if err != nil {
		return HistoryItem{}, err
	}
	set, err := tx.ChangeSet(number)
	return HistoryItem{set, Entry{s.kind, s.id, h.Before, after}}, damaged(err)
}

// numberOf returns the change set's number at the end of a history key.
func numberOf(key []byte) (uint64, error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) != 4 {
		return 0, ErrDamaged
	}
	n, ok := p[3].(uint64)
	if !ok {
		return 0, ErrDamaged
	}
	return n, nil
}
