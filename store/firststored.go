package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"csp/store/kv"
)

// firstStored is when each value of a record's anchor fields was first
// stored, by field=value, on the calendar of who stored it. Under "" it has
// when the record itself was.
type firstStored map[string]time.Time

func firstStoredKey(kind, id string) []byte { return kv.Key("a", kind, id) }

// stampFirst remembers which values of the record's anchor fields are new. A
// value that comes back keeps its first time, and so does a record that was
// deleted and is there again.
func (k *Kind[T]) stampFirst(tx *Tx, old, rec *T) error {
	fields, anchored := tx.waker.anchors(k.Name)
	if !anchored {
		return nil
	}
	var missing []string
	if old == nil {
		missing = append(missing, "")
	}
	for _, f := range fields {
		if v := k.anchor(rec, f); v != "" && (old == nil || k.anchor(old, f) != v) {
			missing = append(missing, f+"="+v)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	key := firstStoredKey(k.Name, metaOf(rec).ID)
	have, err := tx.readFirst(key)
	if err != nil {
		return err
	}
	if have == nil {
		have = firstStored{}
	}
	for _, m := range missing {
		if _, known := have[m]; !known {
			have[m] = tx.at.Round(0).UTC()
		}
	}
	b, err := encode(have)
	if err != nil {
		return err
	}
	return tx.w.Put(key, seal(b))
}

// readFirst returns what is stored under the key, nil when nothing is.
func (tx *Tx) readFirst(key []byte) (firstStored, error) {
	b, err := tx.getSealed(key)
	if errors.Is(err, kv.ErrNotFound) {
		return nil, nil
	}
	var have firstStored
	if err == nil {
		err = decode(b, &have)
	}
	return have, err
}

// anchor returns the text of a date field, of a moment the day alone.
func (k *Kind[T]) anchor(rec *T, field string) string {
	for _, n := range shapeOf(reflect.TypeFor[T]()).nodes {
		if n.Name != field {
			continue
		}
		switch v := reflect.ValueOf(rec).Elem().FieldByIndex(n.Index).Interface().(type) {
		case Moment:
			return v.Date.String()
		case fmt.Stringer:
			return v.String()
		case string:
			return v
		}
	}
	return ""
}

// FirstStored returns when a record's date field first had the value (as the
// register writes it, of a moment the day alone), on the calendar of the
// process that stored it; without a field, when the record was first stored.
// It is the zero Time of what was never stored. What was stored by a program
// that knew of no reminders is looked up in the record's history.
func (tx *Tx) FirstStored(kind, id, field, value string) (time.Time, error) {
	have, err := tx.readFirst(firstStoredKey(kind, id))
	if err != nil {
		return time.Time{}, fmt.Errorf("read when %s %s was first stored: %w", kind, id, err)
	}
	name := ""
	if field != "" {
		name = field + "=" + value
	}
	if at, ok := have[name]; ok {
		return at, nil
	}
	return tx.firstInHistory(kind, id, field, value)
}

// firstInHistory looks for the oldest version of the record that has the
// value.
func (tx *Tx) firstInHistory(kind, id, field, value string) (time.Time, error) {
	var first time.Time
	for h, err := range tx.History(kind, id) {
		if err != nil {
			return time.Time{}, err
		}
		if h.Entry.After != nil && (field == "" || fieldText(h.Entry.After, field) == value) {
			first = h.Set.At
		}
	}
	return first, nil
}

// fieldText returns a field of a record's JSON as the register writes it, of
// a moment the day alone.
func fieldText(rec json.RawMessage, field string) string {
	var fields map[string]json.RawMessage
	var text string
	if json.Unmarshal(rec, &fields) != nil || json.Unmarshal(fields[field], &text) != nil {
		return ""
	}
	if m, err := ParseMoment(text); err == nil {
		return m.Date.String()
	}
	return text
}
