package store

import (
	"fmt"
	"iter"
	"strings"
	"unicode"

	"csp/store/kv"

	"golang.org/x/text/unicode/norm"
)

// sameThing are phrases, folded, that people write for one another.
var sameThing = strings.NewReplacer(
	"anti social behaviour", "asb",
	"antisocial behaviour", "asb",
	"anti social", "asb",
	"antisocial", "asb",
)

// Fold returns s as names are compared: small letters without accents or
// apostrophes, every other mark a space, one space between words, and the
// ways to write anti-social behaviour made one (asb).
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '‘', r == '`', r == 'ʼ':
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		default:
			space = true
		}
	}
	return sameThing.Replace(b.String())
}

// How much of a name an entry of the name index holds.
const (
	wholeName = "1" // the name from its beginning
	laterWord = "2" // the name from a later word on
)

// nameKeys are the entries by which a record is found: each name from its
// beginning and from each later word on, and the id.
func nameKeys(kind, id string, names []string, put func(key []byte, val string)) {
	for _, n := range append(names, id) {
		f := Fold(n)
		if f == "" {
			continue
		}
		put(kv.Key("n", f, kind, id), wholeName)
		for i := strings.IndexByte(f, ' '); i >= 0; {
			put(kv.Key("n", f[i+1:], kind, id), laterWord)
			next := strings.IndexByte(f[i+1:], ' ')
			if next < 0 {
				break
			}
			i += 1 + next
		}
	}
}

// NameHit is a record found by a name.
type NameHit struct {
	Kind, ID string
	Name     string // what matched, folded, from the matching word on
	Exact    bool   // all of it was typed
	Start    bool   // it matched from the name's first word on
}

// Named yields the records that a name, or the beginning of one or of a later
// word in one, finds, in the order of the matching words. The query is
// folded; an empty one finds nothing.
func (tx *Tx) Named(query string) iter.Seq2[NameHit, error] {
	q := Fold(query)
	return func(yield func(NameHit, error) bool) {
		if q == "" {
			return
		}
		for it, err := range tx.r.Scan(kv.SpanPrefix("n", q)) {
			var h NameHit
			if err == nil {
				h, err = parseNameKey(it.Key)
				h.Exact, h.Start = h.Name == q, string(it.Value) == wholeName
			}
			if !yield(h, err) || err != nil {
				return
			}
		}
	}
}

func parseNameKey(key []byte) (NameHit, error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) != 4 {
		return NameHit{}, fmt.Errorf("read name: %w", ErrDamaged)
	}
	name, _ := p[1].(string)
	kind, _ := p[2].(string)
	id, _ := p[3].(string)
	return NameHit{Kind: kind, ID: id, Name: name}, nil
}
