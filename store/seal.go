package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealLen is the newline and eight hex digits behind a sealed value.
const sealLen = 9

const hexDigits = "0123456789abcdef"

// seal puts a checksum behind a value, since the engine does not notice one
// that rotted. It stays readable: the JSON, a newline, eight hex digits. The
// value's own bytes may be written over behind its end.
func seal(val []byte) []byte {
	sum := crc32.Checksum(val, castagnoli)
	val = append(val, '\n')
	for shift := 28; shift >= 0; shift -= 4 {
		val = append(val, hexDigits[sum>>shift&15])
	}
	return val
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

// encode returns v as JSON with room for its seal. People's own < and & stay
// as they are, since the file is there to be read.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'}), nil
}

// getSealed reads and checks a sealed value.
func (tx *Tx) getSealed(key []byte) ([]byte, error) {
	b, err := tx.r.Get(key)
	if err != nil {
		return nil, err
	}
	v, err := unseal(b)
	if err != nil {
		return nil, fmt.Errorf("key %q: %w", key, err)
	}
	return v, nil
}
