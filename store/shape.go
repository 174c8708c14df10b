package store

import (
	"reflect"
	"strings"
	"sync"
)

// node is one field of a record type as the store works with it: what its
// tags say, and where it lies. A type's nodes are worked out once.
type node struct {
	Field
	path   string // from the record on, without positions: members.organisation
	hidden bool   // the store's own, not the register's
	group  *shape // of a group
}

// shape is a record type, or a group inside one.
type shape struct {
	nodes       []*node
	from, until *node // the ends of a term, nil when it has none
}

var shapes sync.Map // reflect.Type to *shape, of whole records

// shapeOf returns the shape of a record type.
func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := newShape(t, "")
	shapes.Store(t, s)
	return s
}

func newShape(t reflect.Type, path string) *shape {
	s := &shape{}
	s.add(t, nil, path)
	for _, n := range s.nodes {
		switch {
		case n.Name == "from" && n.Type == DateField:
			s.from = n
		case n.Name == "until" && n.Type == DateField:
			s.until = n
		}
	}
	return s
}

func (s *shape) add(t reflect.Type, index []int, path string) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(index[:len(index):len(index)], i)
		if f.Anonymous {
			s.add(f.Type, at, path)
			continue
		}
		s.nodes = append(s.nodes, newNode(f, at, path))
	}
}

func newNode(f reflect.StructField, at []int, path string) *node {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	n := &node{path: name}
	n.Name, n.Index = name, at
	if path != "" {
		n.path = path + "." + name
	}
	for opt := range strings.SplitSeq(f.Tag.Get("reg"), ",") {
		key, val, _ := strings.Cut(opt, "=")
		switch key {
		case "":
		case "-":
			n.hidden = true
		case "required":
			n.Required = true
		case "exact":
			n.Exact = true
		case "ref":
			n.Ref = val
		case "enum":
			n.Enum = strings.Split(val, "|")
		default:
			n.Form = key
		}
	}
	t := f.Type
	if n.List = t.Kind() == reflect.Slice; n.List {
		t = t.Elem()
	}
	if n.Type = typeOf(t); n.Type == GroupField {
		n.group = newShape(t, n.path)
		n.Fields = n.group.fields(false)
	}
	return n
}

func typeOf(t reflect.Type) FieldType {
	switch t {
	case reflect.TypeFor[Date]():
		return DateField
	case reflect.TypeFor[Moment]():
		return MomentField
	case reflect.TypeFor[Due]():
		return DueField
	case reflect.TypeFor[Money]():
		return MoneyField
	case reflect.TypeFor[Timings]():
		return MapField
	}
	switch t.Kind() {
	case reflect.Int, reflect.Uint64:
		return NumberField
	case reflect.Struct:
		return GroupField
	case reflect.String:
		return TextField
	}
	panic("store: no field can be a " + t.String())
}

// fields describes the shape without the store's own fields.
func (s *shape) fields(timed bool) []Field {
	var out []Field
	for _, n := range s.nodes {
		if !n.hidden && (timed || n.Type != MapField) {
			out = append(out, n.Field)
		}
	}
	return out
}

// eachText calls fn for every text of a record that is not empty, in the
// order of its fields.
func (s *shape) eachText(v reflect.Value, fn func(n *node, text string)) {
	for _, n := range s.nodes {
		if n.Type != TextField && n.Type != GroupField {
			continue
		}
		fv := v.FieldByIndex(n.Index)
		if !n.List {
			n.eachText(fv, fn)
			continue
		}
		for i := range fv.Len() {
			n.eachText(fv.Index(i), fn)
		}
	}
}

func (n *node) eachText(v reflect.Value, fn func(*node, string)) {
	if n.group != nil {
		n.group.eachText(v, fn)
	} else if v.Len() > 0 {
		fn(n, v.String())
	}
}
