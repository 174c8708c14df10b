package kv

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strconv"
)

// ErrBadKey: the bytes are not what Key makes.
var ErrBadKey = errors.New("not a key of ours")

// The first byte of every part says its kind. Kinds sort in this order. The
// numbers are in the files of every office, so they never change.
const (
	tagBytes  = 0x01
	tagString = 0x02
	tagInt    = 0x03
	tagUint   = 0x04
	tagFalse  = 0x05
	tagTrue   = 0x06

	// No tag is as high: it bounds all that may follow a part, and it marks a
	// zero byte inside a text, which ends with a bare zero.
	high = 0xFF
)

// Key makes one key of a tuple, so that the keys' byte order is the tuples'
// order: part by part, a shorter tuple before its own extensions. A part is a
// string, int, int64, uint64, bool or []byte, of exactly that type; anything
// else panics, since it is a mistake of ours. An int is an int64. Strings and
// bytes sort as bytes and may hold any of them; two kinds in one position sort
// as bytes, string, int, uint64, bool. No parts make the empty key, which no
// engine stores.
func Key(parts ...any) []byte {
	return AppendKey(make([]byte, 0, size(parts)+1), parts...)
}

// AppendKey is Key onto the end of dst. Appending parts to a key of Key makes
// the key of the longer tuple.
func AppendKey(dst []byte, parts ...any) []byte {
	for i, p := range parts {
		switch p := p.(type) {
		case string:
			dst = append(appendText(append(dst, tagString), p), 0)
		case []byte:
			dst = append(appendText(append(dst, tagBytes), p), 0)
		case int:
			dst = appendInt(dst, int64(p))
		case int64:
			dst = appendInt(dst, p)
		case uint64:
			dst = binary.BigEndian.AppendUint64(append(dst, tagUint), p)
		case bool:
			if p {
				dst = append(dst, tagTrue)
			} else {
				dst = append(dst, tagFalse)
			}
		default:
			// The part itself is left out: naming its type would move every
			// part of every key to the heap.
			panic("kv: part " + strconv.Itoa(i) + " of a key is not a string, int, int64, uint64, bool or []byte")
		}
	}
	return dst
}

// size is how long the key of parts gets if no text holds a zero byte.
func size(parts []any) int {
	n := 0
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			n += len(p) + 2
		case []byte:
			n += len(p) + 2
		default:
			n += 9
		}
	}
	return n
}

func appendInt(dst []byte, n int64) []byte {
	// The sign bit turned over puts the negative numbers first.
	return binary.BigEndian.AppendUint64(append(dst, tagInt), uint64(n)^(1<<63))
}

// appendText writes s with each zero byte followed by high, so that the bare
// zero at its end sorts before everything that may go on.
func appendText[T string | []byte](dst []byte, s T) []byte {
	for i := range len(s) {
		if s[i] == 0 {
			dst = append(dst, 0, high)
		} else {
			dst = append(dst, s[i])
		}
	}
	return dst
}

// Parse is the inverse of Key. It gives strings as string, bytes as []byte,
// ints as int64, uint64s and bools as they are, and ErrBadKey for what Key
// would not have made. The parts share nothing with key.
func Parse(key []byte) ([]any, error) {
	parts := make([]any, 0, 8) // the keys of an index have six
	for len(key) > 0 {
		tag := key[0]
		key = key[1:]
		switch tag {
		case tagString, tagBytes:
			text, rest, ok := parseText(key)
			if !ok {
				return nil, ErrBadKey
			}
			if key = rest; tag == tagString {
				parts = append(parts, string(text))
			} else {
				parts = append(parts, append([]byte{}, text...))
			}
		case tagInt, tagUint:
			if len(key) < 8 {
				return nil, ErrBadKey
			}
			n := binary.BigEndian.Uint64(key)
			if key = key[8:]; tag == tagInt {
				parts = append(parts, int64(n^(1<<63)))
			} else {
				parts = append(parts, n)
			}
		case tagFalse, tagTrue:
			parts = append(parts, tag == tagTrue)
		default:
			return nil, ErrBadKey
		}
	}
	return parts, nil
}

// parseText reads one text up to its bare zero. The text lies in b unless it
// has a zero of its own.
func parseText(b []byte) (text, rest []byte, ok bool) {
	for {
		i := bytes.IndexByte(b, 0)
		if i < 0 {
			return nil, nil, false
		}
		if text == nil {
			text = b[:i:i]
		} else {
			text = append(text, b[:i]...)
		}
		b = b[i+1:]
		if len(b) == 0 || b[0] != high {
			return text, b, true
		}
		text = append(text, 0)
		b = b[1:]
	}
}

// Span bounds, half-open, every key whose tuple begins with parts or equals
// them. No parts bound every key of Key.
func Span(parts ...any) (from, to []byte) {
	from = Key(parts...)
	to = make([]byte, len(from)+1)
	to[copy(to, from)] = high
	return from, to
}

// SpanPrefix is Span, except that the last part, a string, need only be the
// beginning of the string in its place: "dar" finds "darlington". It panics
// when there is no last part or it is not a string.
func SpanPrefix(parts ...any) (from, to []byte) {
	if len(parts) == 0 {
		panic("kv: a prefix span of no parts")
	}
	last, ok := parts[len(parts)-1].(string)
	if !ok {
		panic("kv: the last part of a prefix span is not a string")
	}
	from = AppendKey(make([]byte, 0, size(parts)), parts[:len(parts)-1]...)
	from = appendText(append(from, tagString), last)
	// The tag itself is below high, so there is always a byte to raise. (The
	// library's TrimRight reads runes, to which every odd byte is alike.)
	n := len(from)
	for from[n-1] == high {
		n--
	}
	to = append([]byte(nil), from[:n]...)
	to[n-1]++
	return from, to
}
