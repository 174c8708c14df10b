package store

import (
	"reflect"
	"strings"
)

// tag is what a field's struct tags say of it: its register name (json) and
// what it may hold (reg).
type tag struct {
	name     string
	hidden   bool // the store's own, not the register's
	required bool
	exact    bool // a date to the day
	ref      string
	enum     []string
	form     string // slack, channel, url, prefix, monthday, series, timings
}

func parseTag(f reflect.StructField) tag {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	t := tag{name: name}
	for opt := range strings.SplitSeq(f.Tag.Get("reg"), ",") {
		key, val, _ := strings.Cut(opt, "=")
		switch key {
		case "":
		case "-":
			t.hidden = true
		case "required":
			t.required = true
		case "exact":
			t.exact = true
		case "ref":
			t.ref = val
		case "enum":
			t.enum = strings.Split(val, "|")
		default:
			t.form = key
		}
	}
	return t
}

// walk calls fn for every leaf value of a record in the order of its fields,
// with the field's path (members.organisation) and tags. Values that write
// themselves as text (dates, sums) are leaves.
func walk(v reflect.Value, path string, fn func(path string, t tag, v reflect.Value)) {
	for _, f := range fieldsOf(v.Type()) {
		fv := v.Field(f.index)
		if f.embedded {
			walk(fv, path, fn)
			continue
		}
		p := f.tag.name
		if path != "" {
			p = path + "." + p
		}
		walkValue(fv, p, f.tag, fn)
	}
}

func walkValue(v reflect.Value, path string, t tag, fn func(string, tag, reflect.Value)) {
	switch {
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			walkValue(v.Index(i), path, t, fn)
		}
	case v.Kind() == reflect.Struct && !isText(v.Type()):
		walk(v, path, fn)
	default:
		fn(path, t, v)
	}
}
