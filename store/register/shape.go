package register

import (
	"slices"
	"sync"

	"csp/store"
)

// shape is a kind with its fields as the file has them.
type shape struct {
	kind   store.AnyKind
	name   string
	single bool
	fields []store.Field
}

var shapes = sync.OnceValue(func() []*shape {
	out := make([]*shape, 0, len(store.Table))
	for _, k := range store.Table {
		name, _ := k.Called()
		single, _, _ := k.Traits()
		fields := k.Fields()
		if single { // there is one, so the file does not say which
			fields = slices.DeleteFunc(fields, func(f store.Field) bool { return f.Name == "id" })
		}
		out = append(out, &shape{k, name, single, ordered(fields)})
	}
	return out
})

func shapeNamed(name string) *shape {
	for _, s := range shapes() {
		if s.name == name {
			return s
		}
	}
	return nil
}

// ordered returns a kind's fields as export writes them: the id, what the
// kind is about, and then where it is known from.
func ordered(fields []store.Field) []store.Field {
	last := []string{"timings", "source", "as_at", "checked", "disputed", "note"}
	out := slices.Clone(fields)
	slices.SortStableFunc(out, func(a, b store.Field) int {
		return slices.Index(last, a.Name) - slices.Index(last, b.Name)
	})
	return out
}

func (r Record) shape() *shape {
	kind, _ := r.Kind.Called()
	return shapeNamed(kind)
}
