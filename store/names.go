package store

import (
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"csp/store/kv"
)

// What the name index holds of a name: enough to tell names apart, and no
// text that somebody pasted in the place of one.
const (
	maxNameBytes = 100
	maxNameWords = 12
)

// nameForms returns how a name is looked up: folded, and also before phrases
// were made one, so that "anti" finds the ASB team.
func nameForms(name string) []string {
	plain := foldPlain(name)
	merged := mergeSame(plain)
	if plain = cutName(plain); plain == "" {
		return nil
	}
	if merged = cutName(merged); merged == plain {
		return []string{plain}
	}
	return []string{merged, plain}
}

func cutName(s string) string {
	if len(s) <= maxNameBytes {
		return s
	}
	n := maxNameBytes
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return strings.TrimRight(s[:n], " ")
}

// appendNameKeys appends the keys by which a record is found: each name from
// its beginning and, unless it is a reference, from each later word on.
func appendNameKeys(keys [][]byte, kind, id string, names []string) [][]byte {
	for _, name := range names {
		_, _, _, isRef := ParseRef(name)
		for _, f := range nameForms(name) {
			keys = append(keys, kv.Key("n", kind, f, id))
			for range maxNameWords - 1 {
				_, rest, more := strings.Cut(f, " ")
				if !more || isRef {
					break
				}
				f = rest
				keys = append(keys, kv.Key("w", kind, f, id))
			}
		}
	}
	return keys
}

// NameHit is a record found by a name.
type NameHit struct {
	Kind, ID string
	Name     string // what matched, folded, from the matching word on
	Exact    bool   // all of it was typed
	Start    bool   // it matched from the name's first word on
}

// Named yields the records that a name, or the beginning of one or of a later
// word in one, finds: first those whose whole name was typed, then those
// whose name begins so, then those where a later word does; in each of the
// three by kind, then name. A record comes once for each of its names. The
// query is folded; an empty one finds nothing.
func (tx *Tx) Named(query string) iter.Seq2[NameHit, error] {
	kinds := make([]string, len(Table))
	for i, k := range Table {
		kinds[i], _ = k.Called()
	}
	return tx.named(query, kinds)
}

// NamedKind is Named among the records of one kind. What it costs does not
// depend on how many records of other kinds there are.
func (tx *Tx) NamedKind(kind, query string) iter.Seq2[NameHit, error] {
	return tx.named(query, []string{kind})
}

func (tx *Tx) named(query string, kinds []string) iter.Seq2[NameHit, error] {
	forms := nameForms(query)
	return func(yield func(NameHit, error) bool) {
		l := lookup{tx, yield}
		type asked struct{ kind, q string }
		var begin []asked // where names go on after what was typed
		for _, kind := range kinds {
			for _, q := range forms {
				from, to := kv.SpanPrefix("n", kind, q)
				more, ok := l.hits(from, to, q, true)
				if !ok {
					return
				}
				if more {
					begin = append(begin, asked{kind, q})
				}
			}
		}
		for _, b := range begin {
			_, from := kv.Span("n", b.kind, b.q)
			_, to := kv.SpanPrefix("n", b.kind, b.q)
			if _, ok := l.hits(from, to, b.q, false); !ok {
				return
			}
		}
		for _, kind := range kinds {
			for _, q := range forms {
				from, to := kv.SpanPrefix("w", kind, q)
				if _, ok := l.hits(from, to, q, false); !ok {
					return
				}
			}
		}
	}
}

// lookup is one look into the name index.
type lookup struct {
	tx    *Tx
	yield func(NameHit, error) bool
}

// hits yields what lies between two keys, or of that only what was typed
// whole, which comes first; more then says whether anything follows. ok is
// false when no more is wanted.
func (l lookup) hits(from, to []byte, q string, whole bool) (more, ok bool) {
	for it, err := range l.tx.r.Scan(from, to) {
		var h NameHit
		if err == nil {
			h, err = parseNameKey(it.Key)
			h.Exact = h.Name == q
		}
		if err == nil && whole && !h.Exact {
			return true, true
		}
		if !l.yield(h, err) || err != nil {
			return false, false
		}
	}
	return false, true
}

func parseNameKey(key []byte) (NameHit, error) {
	s, err := keyTexts(key, 4)
	if err != nil {
		return NameHit{}, fmt.Errorf("read name: %w", err)
	}
	return NameHit{Kind: s[1], Name: s[2], ID: s[3], Start: s[0] == "n"}, nil
}
