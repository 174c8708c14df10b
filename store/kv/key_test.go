package kv_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"csp/store/kv"

	"pgregory.net/rapid"
)

// rank is the documented order of kinds.
func rank(p any) int {
	switch p.(type) {
	case []byte:
		return 0
	case string:
		return 1
	case int64:
		return 2
	case uint64:
		return 3
	default:
		return 4
	}
}

// comparePart is the documented order of two parts, worked out without keys.
func comparePart(a, b any) int {
	if d := cmp.Compare(rank(a), rank(b)); d != 0 {
		return d
	}
	switch a := a.(type) {
	case []byte:
		return bytes.Compare(a, b.([]byte))
	case string:
		return strings.Compare(a, b.(string))
	case int64:
		return cmp.Compare(a, b.(int64))
	case uint64:
		return cmp.Compare(a, b.(uint64))
	case bool:
		switch {
		case a == b.(bool):
			return 0
		case a:
			return 1
		}
		return -1
	}
	panic("no such part")
}

func compareTuple(a, b []any) int {
	for i := range min(len(a), len(b)) {
		if d := comparePart(a[i], b[i]); d != 0 {
			return d
		}
	}
	return cmp.Compare(len(a), len(b))
}

// text leans on the bytes that the encoding uses itself.
func text() *rapid.Generator[string] {
	edge := rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 2, 3, 'a', 0xFE, 0xFF}), 0, 4).Draw(t, "edge"))
	})
	return rapid.OneOf(edge, edge, rapid.String())
}

func part() *rapid.Generator[any] {
	return rapid.OneOf(
		rapid.Map(text(), func(s string) any { return s }),
		rapid.Map(text(), func(s string) any { return []byte(s) }),
		rapid.Map(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-2, 2)), func(n int64) any { return n }),
		rapid.Map(rapid.OneOf(rapid.Uint64(), rapid.Uint64Range(0, 2)), func(n uint64) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
	)
}

func tuple() *rapid.Generator[[]any] { return rapid.SliceOfN(part(), 0, 4) }

// near gives a tuple and one that often shares its beginning.
func near(t *rapid.T) (a, b []any) {
	a, b = tuple().Draw(t, "a"), tuple().Draw(t, "b")
	if n := rapid.IntRange(0, len(a)).Draw(t, "shared"); n > 0 {
		b = append(append([]any{}, a[:n]...), b...)
	}
	return a, b
}

func in(key, from, to []byte) bool {
	return bytes.Compare(from, key) <= 0 && bytes.Compare(key, to) < 0
}

func TestKeyOrderIsTupleOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := near(t)
		if got, want := bytes.Compare(kv.Key(a...), kv.Key(b...)), compareTuple(a, b); got != want {
			t.Fatalf("keys of %#v and %#v compare %d, want %d", a, b, got, want)
		}
	})
}

func TestParseIsTheInverseOfKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := append([]any{}, tuple().Draw(t, "tuple")...)
		got, err := kv.Parse(kv.Key(want...))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("Parse(Key(%#v)) = %#v, %v", want, got, err)
		}
	})
}

func TestSpanHoldsTheTupleAndItsExtensions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := near(t)
		from, to := kv.Span(a...)
		want := len(b) >= len(a) && compareTuple(b[:len(a)], a) == 0
		if got := in(kv.Key(b...), from, to); got != want {
			t.Fatalf("span of %#v holds %#v: %v, want %v", a, b, got, want)
		}
	})
}

func TestSpanPrefixHoldsTheStringsThatGoOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := near(t)
		prefix := text().Draw(t, "prefix")
		if len(b) > len(a) && rapid.Bool().Draw(t, "cut") {
			if s, ok := b[len(a)].(string); ok {
				prefix = s[:rapid.IntRange(0, len(s)).Draw(t, "at")]
			}
		}
		from, to := kv.SpanPrefix(append(append([]any{}, a...), prefix)...)
		want := false
		if len(b) > len(a) && compareTuple(b[:len(a)], a) == 0 {
			s, ok := b[len(a)].(string)
			want = ok && strings.HasPrefix(s, prefix)
		}
		if got := in(kv.Key(b...), from, to); got != want {
			t.Fatalf("span of %#v %q… holds %#v: %v, want %v", a, prefix, b, got, want)
		}
	})
}

// TestSpanPrefixEndsAtItsOwnByte has the bytes that are no text by themselves.
func TestSpanPrefixEndsAtItsOwnByte(t *testing.T) {
	for _, tt := range []struct{ prefix, other string }{
		{"\xfe", "\xff"}, {"a\xfe", "b"}, {"a\xff", "b"}, {"\ufffd", "\ufffe"}, {"\xff\xfe", "\xff\xff"},
	} {
		from, to := kv.SpanPrefix(tt.prefix)
		if !in(kv.Key(tt.prefix+"!"), from, to) || in(kv.Key(tt.other), from, to) {
			t.Errorf("the span of %q… is %x to %x: %q should be in, %q should not", tt.prefix, from, to, tt.prefix+"!", tt.other)
		}
	}
}

func TestKeyBytesNeverChange(t *testing.T) {
	// These bytes are in offices' files: a change here is a new format.
	got := fmt.Sprintf("%x", kv.Key("dar", "a\x00b", []byte{0, 255}, -1, int64(math.MaxInt64), uint64(7), false, true))
	want := "0264617200" + "026100ff6200" + "0100ffff00" + "037fffffffffffffff" + "03ffffffffffffffff" + "040000000000000007" + "05" + "06"
	if got != want {
		t.Errorf("key is %s, want %s", got, want)
	}
}

func TestAppendKeyGoesOn(t *testing.T) {
	got := kv.AppendKey(kv.Key("action", 26), "DAR", true)
	if want := kv.Key("action", 26, "DAR", true); !bytes.Equal(got, want) {
		t.Errorf("got %x, want %x", got, want)
	}
}

func TestParseRefusesForeignBytes(t *testing.T) {
	for _, key := range []string{"\x00", "\x07", "\xff", "a", "\x02abc", "\x02a\x00\xff", "\x01", "\x03\x00", "\x04\x00\x00\x00\x00\x00\x00\x00", "\x05\x02"} {
		if parts, err := kv.Parse([]byte(key)); !errors.Is(err, kv.ErrBadKey) {
			t.Errorf("Parse(%q) = %#v, %v; want ErrBadKey", key, parts, err)
		}
	}
}

func TestKeyPanicsOnOurMistakes(t *testing.T) {
	type id string
	for name, f := range map[string]func(){
		"named type":       func() { kv.Key(id("dar")) },
		"float":            func() { kv.Key("a", 1.5) },
		"nil":              func() { kv.Key(nil) },
		"prefix of none":   func() { kv.SpanPrefix() },
		"prefix of an int": func() { kv.SpanPrefix("a", 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestKeyAllocatesOnce(t *testing.T) {
	id, n := strings.Repeat("darlington", 3), 26
	if got := testing.AllocsPerRun(100, func() { kv.Key("action", id, n, true) }); got > 1 {
		t.Errorf("Key allocates %v times, want 1", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte{})
	f.Add(kv.Key("dar", "a\x00b", []byte{0, 255}, -1, uint64(7), false, true))
	f.Add([]byte("\x02a\x00\xff"))
	f.Fuzz(func(t *testing.T, key []byte) {
		parts, err := kv.Parse(key)
		if err != nil {
			if !errors.Is(err, kv.ErrBadKey) || parts != nil {
				t.Fatalf("Parse(%x) = %#v, %v", key, parts, err)
			}
			return
		}
		if again := kv.Key(parts...); !bytes.Equal(again, key) {
			t.Fatalf("Key(Parse(%x)) = %x", key, again)
		}
	})
}

func BenchmarkKey(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		kv.Key("action", "darlington", i, "open")
	}
}

func BenchmarkParse(b *testing.B) {
	key := kv.Key("action", "darlington", 26, "open")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := kv.Parse(key); err != nil {
			b.Fatal(err)
		}
	}
}
