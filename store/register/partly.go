package register

import (
	"reflect"
	"strings"

	"csp/store"
)

// wrongFields are the fields of one record that are known to be wrong, each
// with whether its value cannot stand in the store. The field "" is the whole
// record.
type wrongFields map[string]bool

// hold reports whether a path (members[2].organisation) lies in one of them.
func (w wrongFields) hold(path string) bool {
	_, ok := w[topOf(path)]
	return ok
}

// topOf is the field of the record itself that a path begins with.
func topOf(path string) string {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return path
}

// wrongFields gathers what is known to be wrong before anything is written.
func (in *importer) wrongFields() map[subject]wrongFields {
	out := map[subject]wrongFields{}
	for i, p := range in.problems.list {
		parsed := i < len(in.file.problems.list)
		if parsed && p.Field == "" {
			continue // an unknown key, which leaves the rest in order
		}
		at := subject{p.Kind, p.ID}
		if out[at] == nil {
			out[at] = wrongFields{}
		}
		out[at][topOf(p.Field)] = parsed || out[at][topOf(p.Field)]
	}
	return out
}

// without is a record without the values that cannot stand in the store; one
// without a value where nothing sure can be said of the rest: its id belongs
// to another, or it is a term whose dates are not known.
func (w wrongFields) without(r Record) Record {
	rest := reflect.New(reflect.TypeOf(r.Value).Elem())
	rest.Elem().Set(reflect.ValueOf(r.Value).Elem())
	_, isRole := r.Value.(*store.Role)
	for field, parsed := range w {
		switch {
		case field == "" || field == "id", isRole && (field == "from" || field == "until" || field == "partnership" || field == "role"):
			return Record{Kind: r.Kind}
		case !parsed:
			continue // the id of nothing, which is told in its own words
		}
		for _, f := range r.Kind.Fields() {
			if f.Name == field {
				rest.Elem().FieldByIndex(f.Index).SetZero()
			}
		}
	}
	r.Value = rest.Interface()
	return r
}
