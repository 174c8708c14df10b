package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"csp/store/kv"
)

// Entry is one record's part in a change set. Before is nil for a new
// record, After for one that was deleted; both are the record's JSON, for
// AnyKind.Decode.
type Entry struct {
	Kind, ID      string
	Before, After json.RawMessage
}

// ChangeSet is the unit of audit and of undo: who wrote what in one go.
type ChangeSet struct {
	Number uint64
	Change
	Size   int    // how many records it wrote
	Undoes uint64 // the change that it took back, 0: none
	// Said is what the one who made it was told, for telling it again; nil
	// where the records say it all. It is JSON, and not of the store's making.
	Said json.RawMessage
}

type changeHeader struct {
	Change
	Size   int    `json:"size"`
	Undoes uint64 `json:"undoes,omitempty"`

	Said json.RawMessage `json:"said,omitempty"`
}

// history is what is kept of an entry, under its record. What the record was
// afterwards is what the next entry has before it, or the record itself, so
// nothing is stored twice.
type history struct {
	Before json.RawMessage `json:"before,omitempty"`
}

func historyKey(s subject, number uint64) []byte { return kv.Key("h", s.kind, s.id, number) }

// enter adds a record to the change set, as it was before. A record that is
// written twice in one change has one entry, from how it was at first to how
// it is in the end; one that comes and goes again (there is neither a before
// nor an after) has none.
func (tx *Tx) enter(s subject, before []byte, stays bool) error {
	_, again := tx.entries[s]
	if again {
		h, err := tx.historyAt(s, tx.rev)
		if err != nil || h.Before != nil || stays {
			return err
		}
		delete(tx.entries, s)
		return tx.w.Delete(historyKey(s, tx.rev))
	}
	tx.entries[s] = tx.places
	tx.places++
	b, err := encode(history{before})
	if err != nil {
		return err
	}
	return tx.w.Put(historyKey(s, tx.rev), seal(b))
}

func (tx *Tx) historyAt(s subject, number uint64) (history, error) {
	var h history
	b, err := tx.getSealed(historyKey(s, number))
	if err == nil {
		err = decode(b, &h)
	}
	return h, err
}

// chunk is how many records one key of a change set's list names.
const chunk = 256

// finish writes the head of the change set and the list of its records, if
// the transaction wrote any, and remembers the request either way. It returns
// the change set's number, 0 for none.
func (tx *Tx) finish(c Change) (uint64, error) {
	n := tx.rev
	if len(tx.entries) == 0 {
		n = 0
	}
	for _, request := range append(tx.answers, c.Request) {
		if request == "" {
			continue
		}
		if err := tx.keepRequest(request, n); err != nil {
			return 0, err
		}
	}
	if err := tx.pruneRequests(); err != nil {
		return 0, err
	}
	if n == 0 {
		return 0, nil
	}
	for kind, more := range tx.counts {
		if err := tx.countMore(kind, more); err != nil {
			return 0, err
		}
	}
	c.At = c.At.Round(0).UTC()
	head, err := encode(changeHeader{c, len(tx.entries), tx.undoes, tx.said})
	if err == nil && tx.undoes != 0 {
		err = tx.putNumber(undoneKey(tx.undoes), n)
	}
	if err == nil && c.Actor != "" {
		err = tx.w.Put(byKey(c.Actor, n), nil)
	}
	if err != nil {
		return 0, err
	}
	return n, errors.Join(tx.list(n), tx.w.Put(kv.Key("c", n), seal(head)), tx.putNumber(keyRevision, n))
}

// countMore adds to the number of records of a kind; none are not counted.
func (tx *Tx) countMore(kind string, more int) error {
	key := kv.Key("t", kind)
	have, err := tx.getNumber(key)
	switch n := int(have) + more; {
	case err != nil || more == 0:
		return err
	case n == 0:
		return tx.w.Delete(key)
	default:
		return tx.putNumber(key, uint64(n))
	}
}

// list writes which records a change set has, in the order in which they were
// first written.
func (tx *Tx) list(number uint64) error {
	all := make([]subject, 0, len(tx.entries))
	for s := range tx.entries {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b subject) int { return cmp.Compare(tx.entries[a], tx.entries[b]) })
	at := 0
	for part := range slices.Chunk(all, chunk) {
		names := make([][2]string, len(part))
		for i, s := range part {
			names[i] = [2]string{s.kind, s.id}
		}
		b, err := encode(names)
		if err == nil {
			err = tx.w.Put(kv.Key("c", number, at), seal(b))
		}
		if err != nil {
			return err
		}
		at++
	}
	return nil
}

// Age returns how long ago the change set was written, never negative.
func (c Change) Age(now time.Time) time.Duration { return max(now.Sub(c.At), 0) }

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
	return ChangeSet{number, h.Change, h.Size, h.Undoes, h.Said}, nil
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

func byKey(actor string, number uint64) []byte { return kv.Key("b", actor, number) }

// ChangesBy yields the change sets that an actor made, newest first.
func (tx *Tx) ChangesBy(actor string) iter.Seq2[ChangeSet, error] {
	return func(yield func(ChangeSet, error) bool) {
		for it, err := range tx.r.ScanBack(kv.Span("b", actor)) {
			var set ChangeSet
			if err == nil {
				set, err = tx.changeBy(it.Key)
			}
			if err != nil {
				err = fmt.Errorf("read changes by %s: %w", quoted(actor), err)
			}
			if !yield(set, err) || err != nil {
				return
			}
		}
	}
}

func (tx *Tx) changeBy(key []byte) (ChangeSet, error) {
	_, n, err := parseByKey(key)
	if err != nil {
		return ChangeSet{}, err
	}
	set, err := tx.ChangeSet(n)
	return set, damaged(err)
}

func parseByKey(key []byte) (actor string, number uint64, err error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) != 3 {
		return "", 0, ErrDamaged
	}
	actor, ok1 := p[1].(string)
	number, ok2 := p[2].(uint64)
	if !ok1 || !ok2 {
		return "", 0, ErrDamaged
	}
	return actor, number, nil
}
