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
// record, After for one that was deleted; both are the record's JSON, for
// AnyKind.Decode.
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
	Size int // how many records it wrote
}

type changeHeader struct {
	Change
	Size int `json:"size"`
}

// enter adds a record to the change set. A record that is written twice in
// one change has one entry, from how it was before to how it is in the end;
// one that comes and goes again has none.
func (tx *Tx) enter(e Entry) error {
	s := subject{e.Kind, e.ID}
	at, again := tx.entries[s]
	if again {
		first, err := tx.entry(tx.rev, at)
		if err != nil {
			return err
		}
		e.Before = first.Before
	} else {
		at = tx.places
		tx.places++
		tx.entries[s] = at
	}
	if e.Before == nil && e.After == nil {
		delete(tx.entries, s)
		return errors.Join(tx.drop(kv.Key("c", tx.rev, at)), tx.drop(kv.Key("h", e.Kind, e.ID, tx.rev, at)))
	}
	return errors.Join(
		tx.put(kv.Key("c", tx.rev, at), seal(entryJSON(e))),
		tx.put(kv.Key("h", e.Kind, e.ID, tx.rev, at), nil))
}

// entryJSON encodes an entry. Kind and id are slugs and the rest is JSON
// already, so there is nothing to escape.
func entryJSON(e Entry) []byte {
	dst := make([]byte, 0, len(e.Before)+len(e.After)+len(e.Kind)+len(e.ID)+60)
	dst = append(dst, `{"kind":"`+e.Kind+`","id":"`+e.ID+`"`...)
	if e.Before != nil {
		dst = append(append(dst, `,"before":`...), e.Before...)
	}
	if e.After != nil {
		dst = append(append(dst, `,"after":`...), e.After...)
	}
	return append(dst, '}')
}

// finish writes the head of the change set, if the transaction wrote any
// record, and remembers the request either way. It returns the change set's
// number, 0 for none.
func (tx *Tx) finish(c Change) (uint64, error) {
	n := tx.rev
	if len(tx.entries) == 0 {
		n = 0
	}
	if c.Request != "" {
		if err := tx.putNumber(requestKey(c.Request), n); err != nil {
			return 0, err
		}
	}
	if n == 0 {
		return 0, nil
	}
	c.At = c.At.Round(0).UTC()
	head, err := encode(changeHeader{c, len(tx.entries)})
	if err != nil {
		return 0, err
	}
	for kind, more := range tx.counts {
		have, err := tx.getNumber(kv.Key("t", kind))
		if err == nil && more != 0 {
			err = tx.putNumber(kv.Key("t", kind), have+uint64(more))
		}
		if err != nil {
			return 0, err
		}
	}
	return n, errors.Join(tx.put(kv.Key("c", n), seal(head)), tx.putNumber(keyRevision, n))
}

// maxRequest bounds a request id: it becomes a key.
const maxRequest = 255

func requestKey(request string) []byte { return kv.Key("q", request) }

// repeated returns a RepeatedError when the request was carried out before.
func (tx *Tx) repeated(request string) error {
	if request == "" {
		return nil
	}
	if len(request) > maxRequest {
		return fmt.Errorf("request id of %d bytes, more than %d", len(request), maxRequest)
	}
	b, err := tx.getSealed(requestKey(request))
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
		err = decode(b, &h)
	}
	if err != nil {
		return ChangeSet{}, fmt.Errorf("read change %d: %w", number, err)
	}
	return ChangeSet{number, h.Change, h.Size}, nil
}

// Entries yields a change set's entries, one a record, in the order the
// records were first written.
func (tx *Tx) Entries(number uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		from, to := kv.Span("c", number)
		for it, err := range tx.r.Scan(append(from, 0), to) { // past the header
			var e Entry
			if err == nil {
				it.Value, err = unseal(it.Value)
			}
			if err == nil {
				err = decode(it.Value, &e)
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

func (tx *Tx) entry(number uint64, at int) (Entry, error) {
	var e Entry
	b, err := tx.getSealed(kv.Key("c", number, at))
	if err == nil {
		err = decode(b, &e)
	}
	return e, err
}

// ChangeSets yields every change set, newest first.
func (tx *Tx) ChangeSets() iter.Seq2[ChangeSet, error] {
	return func(yield func(ChangeSet, error) bool) {
		n, err := tx.Revision()
		if err != nil {
			yield(ChangeSet{}, err)
			return
		}
		for ; n > 0; n-- {
			set, err := tx.ChangeSet(n)
			if !yield(set, err) || err != nil {
				return
			}
		}
	}
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
		for it, err := range tx.r.ScanBack(kv.Span("h", kind, id)) {
			var h HistoryItem
			if err == nil {
				h, err = tx.historyItem(it.Key)
			}
			if err != nil {
				err = fmt.Errorf("read history of %s %s: %w", kind, id, err)
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
	number, ok1 := p[3].(uint64)
	at, ok2 := p[4].(int64)
	if !ok1 || !ok2 {
		return HistoryItem{}, ErrDamaged
	}
	set, err := tx.ChangeSet(number)
	if err != nil {
		return HistoryItem{}, err
	}
	e, err := tx.entry(number, int(at))
	return HistoryItem{set, e}, err
}

// Age returns how long ago the change set was written, never negative.
func (c Change) Age(now time.Time) time.Duration { return max(now.Sub(c.At), 0) }
