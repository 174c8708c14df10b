package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as names are compared: small letters without accents or
// apostrophes, & as and, every other mark a space, one space between words,
// and the ways to write anti-social behaviour made one (asb).
func Fold(s string) string { return mergeSame(foldPlain(s)) }

// foldPlain is Fold without making phrases one.
func foldPlain(s string) string { return string(appendFold(make([]byte, 0, len(s)), s)) }

// samePhrases are, folded, what people write for one thing.
var samePhrases = []struct{ words, same string }{
	{"anti social behaviour", "asb"},
	{"anti social behavior", "asb"},
	{"antisocial behaviour", "asb"},
	{"antisocial behavior", "asb"},
	{"anti social", "asb"},
	{"antisocial", "asb"},
}

// mergeSame replaces, in a folded text, phrases that mean one thing. It
// replaces whole words only: antisocially stays.
func mergeSame(s string) string {
	if !strings.Contains(s, "anti") {
		return s
	}
	var b strings.Builder
	for at := 0; at < len(s); {
		n, same := phraseAt(s[at:])
		b.WriteString(same)
		at += n
		// On to the next word, with the space before it.
		next := strings.IndexByte(s[at:], ' ')
		if next < 0 {
			next = len(s) - at - 1
		}
		b.WriteString(s[at : at+next+1])
		at += next + 1
	}
	return b.String()
}

// phraseAt returns how long the phrase is at the beginning of s, and what it
// becomes; 0 when there is none.
func phraseAt(s string) (n int, same string) {
	for _, p := range samePhrases {
		rest, found := strings.CutPrefix(s, p.words)
		if found && (rest == "" || rest[0] == ' ') {
			return len(p.words), p.same
		}
	}
	return 0, ""
}

// foldByte says what becomes of an ASCII byte: the byte that it becomes, or
// one of these.
const (
	asSpace   = ' '
	asNothing = 0
	asAnd     = '&'
)

var foldByte = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '&':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		case c == '\'' || c == '`':
			t[c] = asNothing
		default:
			t[c] = asSpace
		}
	}
	return t
}()

// folder appends folded text, with one space between words.
type folder struct {
	dst   []byte
	begun bool // something was written
	space bool // a space stands before what comes next
}

func (f *folder) ascii(c byte) {
	switch c = foldByte[c]; c {
	case asNothing:
	case asSpace:
		f.space = true
	case asAnd:
		f.space = true
		f.gap()
		f.dst = append(f.dst, "and"...)
		f.space = true
	default:
		f.gap()
		f.dst = append(f.dst, c)
	}
}

// gap writes the space that is due.
func (f *folder) gap() {
	if f.space && f.begun {
		f.dst = append(f.dst, ' ')
	}
	f.space, f.begun = false, true
}

// appendFold appends foldPlain(s) to dst.
func appendFold(dst []byte, s string) []byte {
	f := folder{dst: dst}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return appendFoldAny(dst, s)
		}
		f.ascii(s[i])
	}
	return f.dst
}

// letters are those that have no accent to take away but a plain way to be
// written.
var letters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d",
	'þ': "th", 'ħ': "h", 'ı': "i", 'ŋ': "ng", 'ŧ': "t", 'ς': "σ",
}

func appendFoldAny(dst []byte, s string) []byte {
	f := folder{dst: dst}
	// NFKD leaves alone what stands behind a byte that is no text. An acute
	// accent by itself, which it would make a space and a mark, is somebody's
	// apostrophe.
	s = strings.ReplaceAll(strings.ToValidUTF8(s, " "), "´", "'")
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r < utf8.RuneSelf:
			f.ascii(byte(r))
		case unicode.In(r, unicode.M, unicode.Cf), strings.ContainsRune("’‘‛ʼʻʹ′", r):
			// Accents, what cannot be seen, and apostrophes.
		case unicode.IsLetter(r), unicode.IsDigit(r):
			f.gap()
			r = unicode.ToLower(r)
			if plain, ok := letters[r]; ok {
				f.dst = append(f.dst, plain...)
			} else {
				f.dst = utf8.AppendRune(f.dst, r)
			}
		default:
			f.space = true
		}
	}
	return f.dst
}
