package store_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	. "csp/store"
)

// The longest key that the store's file takes.
const maxKey = 32_768

func TestNoTextIsTooLongForAKey(t *testing.T) {
	long := strings.Repeat("A", maxKey+7_232)
	for _, k := range slices.Concat(Table, Beside) {
		for _, f := range k.Fields() {
			free := f.Ref == "" && f.Enum == nil && f.Form == "" // of any length; names are cut
			if f.Type != TextField || free || f.Form == "email" || f.Form == "url" {
				continue // no part of a key
			}
			for _, text := range []string{long, "C" + long, "U" + long, "T0X/U" + long, "T" + long + "/U0X"} {
				full, _ := fullAndOther(k)
				v := reflect.ValueOf(full).Elem().FieldByIndex(f.Index)
				if f.List {
					v = v.Index(0)
				}
				v.SetString(text)
				found := false
				for _, p := range CheckRecord(k, full) {
					found = found || strings.HasPrefix(p.Field, f.Name)
				}
				if name, _ := k.Called(); !found {
					t.Errorf("%s: %s of %d letters is taken", name, f.Name, len(text))
				}
			}
		}
	}
}

func TestTokensAreNotPrintedBack(t *testing.T) {
	for in, want := range map[string]string{
		"xoxb-1-abc": "(hidden)", "xoxe.xoxp-1-abc": "(hidden)", "is xapp-1-A-b. Write": "is (hidden). Write", "a box": "a box",
	} {
		if got := HideTokens(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
