package store

import (
	"fmt"
	"iter"

	"csp/store/kv"
)

func wordsKey(kind, id string) []byte { return kv.Key("s", kind, id) }

// appendWords appends one text of a record to its words. Every word has a
// space before it; a bar keeps phrases from running over two texts. Where
// folding makes a phrase one, both ways to write it are there.
func appendWords(dst []byte, s string) []byte {
	if len(dst) > 0 {
		dst = append(dst, " |"...)
	}
	dst = append(dst, ' ')
	start := len(dst)
	dst = appendFold(dst, s)
	plain := dst[start:]
	if merged := mergeSame(string(plain)); merged != string(plain) {
		dst = append(append(dst, " | "...), merged...)
	}
	return dst
}

// Words is what a search looks through of one record.
type Words struct {
	// Text is everything typed into the record, folded: every word has a
	// space before it, and " | " stands between two fields. It must not be
	// kept.
	Text []byte
	key  []byte
}

// Record returns the kind and id of the record. It costs more than looking
// through the text, so ask for hits alone.
func (w Words) Record() (kind, id string, err error) {
	s, err := keyTexts(w.key, 3)
	if err != nil {
		return "", "", fmt.Errorf("read words: %w", err)
	}
	return s[1], s[2], nil
}

// ScanWords calls fn with the words of every record of a kind ("" for all
// kinds), by kind and id, until fn returns false.
func (tx *Tx) ScanWords(kind string, fn func(Words) bool) error {
	from, to := kv.Span("s")
	if kind != "" {
		from, to = kv.Span("s", kind)
	}
	for it, err := range tx.r.Scan(from, to) {
		if err == nil {
			it.Value, err = unseal(it.Value)
		}
		if err != nil {
			return fmt.Errorf("read words: %w", err)
		}
		if !fn(Words{it.Value, it.Key}) {
			return nil
		}
	}
	return nil
}

// SearchHit is a record with its words.
type SearchHit struct {
	Kind, ID string
	Words    string // as Words.Text
}

// Texts yields what ScanWords does, at a higher price.
func (tx *Tx) Texts(kind string) iter.Seq2[SearchHit, error] {
	return func(yield func(SearchHit, error) bool) {
		stopped := false
		err := tx.ScanWords(kind, func(w Words) bool {
			h := SearchHit{Words: string(w.Text)}
			var err error
			h.Kind, h.ID, err = w.Record()
			stopped = !yield(h, err) || err != nil
			return !stopped
		})
		if err != nil && !stopped {
			yield(SearchHit{}, err)
		}
	}
}
