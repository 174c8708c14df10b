package store

import (
	"bytes"
	"reflect"
	"strings"

	"csp/store/kv"
)

// derived is everything the store keeps of a record beside the record: its
// index entries, names, mentions and words, by key.
type derived map[string][]byte

// move replaces what was derived from old by what is derived from rec;
// either may be nil.
func (k *Kind[T]) move(tx *Tx, old, rec *T, id string) error {
	had, has := k.derive(old, id), k.derive(rec, id)
	for key := range had {
		if _, stays := has[key]; !stays {
			if err := tx.w.Delete([]byte(key)); err != nil {
				return err
			}
		}
	}
	for key, val := range has {
		if was, stays := had[key]; !stays || !bytes.Equal(was, val) {
			if err := tx.w.Put([]byte(key), val); err != nil {
				return err
			}
		}
	}
	if rec != nil {
		tx.refs = append(tx.refs, k.references(rec, id)...)
	}
	return nil
}

func (k *Kind[T]) derive(rec *T, id string) derived {
	if rec == nil {
		return nil
	}
	d := derived{}
	for _, ix := range k.Indexes {
		for _, parts := range ix.Keys(rec) {
			key := append([]any{"i", k.Name, ix.Name}, parts...)
			d[string(kv.Key(append(key, id)...))] = nil
		}
	}
	var names []string
	if k.Names != nil {
		names = k.Names(rec)
	}
	nameKeys(k.Name, id, names, func(key []byte, val string) {
		if string(d[string(key)]) != wholeName {
			d[string(key)] = []byte(val)
		}
	})
	for _, ref := range k.references(rec, id) {
		d[string(backKey(ref))] = nil
	}
	d[string(kv.Key("s", k.Name, id))] = []byte(words(rec))
	return d
}

func (k *Kind[T]) references(rec *T, id string) []Reference {
	var refs []Reference
	walk(reflect.ValueOf(rec).Elem(), "", func(path string, t tag, v reflect.Value) {
		if t.ref != "" && v.Kind() == reflect.String && v.String() != "" {
			refs = append(refs, Reference{From: k.Name, FromID: id, Field: path, Kind: t.ref, ID: v.String()})
		}
	})
	return refs
}

// words returns all that people typed into a record, folded, for search.
func words(rec any) string {
	var b strings.Builder
	walk(reflect.ValueOf(rec).Elem(), "", func(_ string, t tag, v reflect.Value) {
		if v.Kind() == reflect.String && v.Len() > 0 && !t.hidden {
			b.WriteString(v.String())
			b.WriteString(" | ") // so that no phrase runs over two fields
		}
	})
	return " " + Fold(b.String())
}
