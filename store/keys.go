package store

import (
	"fmt"
	"iter"

	"csp/store/kv"
)

// The store's key space. The first element says what a key is; every value
// that is not empty is sealed.
//
//	k kind id               a record: JSON
//	i kind index … id       an index entry, empty
//	r kind id kind id field what refers to the record, empty
//	n kind name id          a name, folded, empty
//	w kind words id         a name from a later word on, folded, empty
//	s kind id               a record's words, folded, for search
//	t kind                  how many records there are
//	c number [n]            a change set's header and the list of its records
//	h kind id number        a record as it was before a change set
//	u number                the change set that took a change set back
//	b actor number          a change set by who made it, empty
//	q request               a request that was carried out: change number
//	o second request        the same by its age, on the machine's clock, empty
//	f prefix year           the last reference given out
//	p of partnership        the prefix that was made for a partnership
//	p to prefix             the partnership that a prefix was made for
//	l post key              the ledger: a post
//	l open destination key  a post that a sender has something to do for, empty
//	l sent second key       a post that was sent, by the machine's clock, empty
//	l held second key       a post that was given up, likewise
//	l line key              what became of a reminder line
//	l park destination      why nothing is sent there for now
//	l cleared destination   the doubt for which it was read
//	l lease, mark, off, …   who sends, how far the calendar was handled, and when not
//	g account partnership   when somebody was last briefed
//	v actor about           what somebody has filled in so far
//	a kind id               when a record and its dates were first stored
//	d day reminder kind id  a record to be looked at on a day, empty
//	e kind id reminder      the day on which that is
//	y person                the hour that a person chose for reminders
//	m …                     revision, format, the index of wake-ups
var (
	keyRevision = kv.Key("m", "revision")
	keyFormat   = kv.Key("m", "format")
)

func recordKey(kind, id string) []byte { return kv.Key("k", kind, id) }

func backKey(r Reference) []byte {
	return kv.Key("r", r.Kind, r.ID, r.From, r.FromID, r.Field)
}

// Reference is one record's mention of another.
type Reference struct {
	From, FromID string // the kind and id of the record that refers
	Field        string // its path without positions: members.organisation
	Kind, ID     string // what it refers to
}

// Referring yields what refers to a record, by kind and id.
func (tx *Tx) Referring(kind, id string) iter.Seq2[Reference, error] {
	return tx.referring(kv.Span("r", kind, id))
}

// ReferringFrom yields what of one kind refers to a record, by id.
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
	s, err := keyTexts(key, 6)
	if err != nil {
		return Reference{}, fmt.Errorf("read reference: %w", err)
	}
	return Reference{Kind: s[1], ID: s[2], From: s[3], FromID: s[4], Field: s[5]}, nil
}

// keyTexts takes a key apart that is n texts.
func keyTexts(key []byte, n int) ([]string, error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) != n {
		return nil, ErrDamaged
	}
	s := make([]string, n)
	for i, v := range p {
		var ok bool
		if s[i], ok = v.(string); !ok {
			return nil, ErrDamaged
		}
	}
	return s, nil
}
