package store

import (
	"errors"
	"fmt"
	"hash/crc32"
	"iter"

	"csp/store/kv"
)

// The store's key space. The first element says what a key is:
//
//	k kind id               a record: JSON and checksum
//	i kind index … id       an index entry, empty
//	r kind id kind id field what refers to the record, empty
//	n name kind id          a name, folded; the value says how much of it
//	s kind id               a record's words, folded, for search
//	c number [n]            a change set's header and entries
//	h kind id number n      a record's history, empty
//	q request               a request that was carried out: change number
//	f prefix year           the last reference given out
//	m …                     revision and format
var (
	keyRevision = kv.Key("m", "revision")
	keyFormat   = kv.Key("m", "format")
)

func recordKey(kind, id string) []byte { return kv.Key("k", kind, id) }

func backKey(r Reference) []byte {
	return kv.Key("r", r.Kind, r.ID, r.From, r.FromID, r.Field)
}

// Referring yields what refers to a record, by kind and id.
func (tx *Tx) Referring(kind, id string) iter.Seq2[Reference, error] {
	return tx.referring(kv.Span("r", kind, id))
}

// ReferringFrom yields what of one kind refers to a record.
func (tx *Tx) ReferringFrom(kind, id, from string) iter.Seq2[Reference, error] {
	return tx.referring(kv.Span("r", kind, id, from))
}

func (tx *Tx) referring(from, to []byte) iter.Seq2[Reference, error] {
	return func(yield func(Reference, error) bool) {
		for it, err := range tx.r.Scan(from, to) {
			var ref Reference
			if err == nil {
				ref, err = parseBackKey(it.Key)
			}
			if !yield(ref, err) || err != nil {
				return
			}
		}
	}
}

func parseBackKey(key []byte) (Reference, error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) != 6 {
		return Reference{}, fmt.Errorf("read reference: %w", ErrDamaged)
	}
	s := make([]string, len(p))
	for i, v := range p {
		s[i], _ = v.(string)
	}
	return Reference{Kind: s[1], ID: s[2], From: s[3], FromID: s[4], Field: s[5]}, nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealLen is the newline and eight hex digits behind a sealed value.
const sealLen = 9

// seal puts a checksum behind a value, since the engine does not notice one
// that rotted. It stays readable: the JSON, a newline, eight hex digits.
func seal(val []byte) []byte {
	return fmt.Appendf(val[:len(val):len(val)], "\n%08x", crc32.Checksum(val, castagnoli))
}

// unseal returns the value that seal was given, or ErrDamaged.
func unseal(b []byte) ([]byte, error) {
	n := len(b) - sealLen
	if n < 0 || b[n] != '\n' {
		return nil, ErrDamaged
	}
	var sum uint32
	for _, c := range b[n+1:] {
		switch {
		case c >= '0' && c <= '9':
			sum = sum<<4 | uint32(c-'0')
		case c >= 'a' && c <= 'f':
			sum = sum<<4 | uint32(c-'a'+10)
		default:
			return nil, ErrDamaged
		}
	}
	if crc32.Checksum(b[:n], castagnoli) != sum {
		return nil, ErrDamaged
	}
	return b[:n:n], nil
}

// getSealed reads and checks a sealed value.
func (tx *Tx) getSealed(key []byte) ([]byte, error) {
	b, err := tx.r.Get(key)
	if err != nil {
		return nil, err
	}
	v, err := unseal(b)
	if err != nil {
		return nil, errors.Join(err, fmt.Errorf("key %q", key))
	}
	return v, nil
}
