package commands

import (
	"iter"
	"reflect"

	"csp/store"
)

// textsOf yields what people typed into a record, without the office's own
// note.
func textsOf(rec any) iter.Seq[string] {
	v := reflect.ValueOf(rec).Elem()
	note := store.MetaOf(rec).Note
	return func(yield func(string) bool) {
		eachText(v, func(s string) bool { return s == note || yield(s) })
	}
}

// eachText calls fn for every text in v until it returns false.
func eachText(v reflect.Value, fn func(string) bool) bool {
	switch v.Kind() {
	case reflect.String:
		return v.Len() == 0 || fn(v.String())
	case reflect.Slice:
		for i := range v.Len() {
			if !eachText(v.Index(i), fn) {
				return false
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !eachText(v.Field(i), fn) {
				return false
			}
		}
	}
	return true
}
