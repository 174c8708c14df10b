package store

import (
	"bytes"
	"reflect"
	"slices"

	"csp/store/kv"
)

// derived is what the store keeps of a record beside the record: its index
// entries, names and mentions as sorted keys without values, and its words.
type derived struct {
	keys  [][]byte
	words []byte // sealed; nil: no record
}

// move replaces what was derived from old by what is derived from rec;
// either may be nil.
func (k *Kind[T]) move(tx *Tx, old, rec *T, id string) error {
	had, has := k.derive(old, id), k.derive(rec, id)
	err := eachDifference(had.keys, has.keys, tx.w.Delete, func(key []byte) error { return tx.w.Put(key, nil) })
	if err != nil || bytes.Equal(had.words, has.words) {
		return err
	}
	if has.words == nil {
		return tx.w.Delete(wordsKey(k.Name, id))
	}
	return tx.w.Put(wordsKey(k.Name, id), has.words)
}

// eachDifference calls lost for what is in a alone and found for what is in b
// alone. Both are sorted.
func eachDifference(a, b [][]byte, lost, found func([]byte) error) error {
	for len(a) > 0 || len(b) > 0 {
		var err error
		switch {
		case len(b) == 0 || len(a) > 0 && bytes.Compare(a[0], b[0]) < 0:
			err = lost(a[0])
			a = a[1:]
		case len(a) == 0 || bytes.Compare(a[0], b[0]) > 0:
			err = found(b[0])
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (k *Kind[T]) derive(rec *T, id string) derived {
	if rec == nil {
		return derived{}
	}
	d := derived{keys: make([][]byte, 0, 24)}
	for _, ix := range k.Indexes {
		for _, parts := range ix.Keys(rec) {
			key := kv.AppendKey(kv.Key("i", k.Name, ix.Name), parts...)
			d.keys = append(d.keys, kv.AppendKey(key, id))
		}
	}
	var names []string
	if k.Names != nil {
		names = k.Names(rec)
	}
	d.keys = appendNameKeys(d.keys, k.Name, id, names)
	text := make([]byte, 0, 512)
	shape := shapeOf(reflect.TypeFor[T]())
	shape.eachText(reflect.ValueOf(rec).Elem(), func(n *node, s string) {
		if n.Ref != "" {
			ref := Reference{From: k.Name, FromID: id, Field: n.path, Kind: n.Ref, ID: s}
			d.keys = append(d.keys, backKey(ref))
		}
		// Nobody looks for planned or board; of a closed session those must
		// know who may not see it.
		if !k.Beside && (len(n.Enum) == 0 || s == "closed") {
			text = appendWords(text, s)
		}
	})
	d.words = seal(text)
	slices.SortFunc(d.keys, bytes.Compare)
	d.keys = slices.CompactFunc(d.keys, bytes.Equal)
	return d
}

// mention remembers what a record refers to, to be found in the end.
func (k *Kind[T]) mention(tx *Tx, rec *T) {
	shape := shapeOf(reflect.TypeFor[T]())
	shape.eachText(reflect.ValueOf(rec).Elem(), func(n *node, s string) {
		if n.Ref != "" {
			tx.mentions[subject{n.Ref, s}] = struct{}{}
		}
	})
}
