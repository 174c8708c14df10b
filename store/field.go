package store

import (
	"encoding"
	"reflect"
	"sync"
)

// FieldType says what a field of a record holds.
type FieldType string

// The types of fields.
const (
	TextField   FieldType = "text"
	NumberField FieldType = "number"
	DateField   FieldType = "date"   // may be partial unless Exact
	MomentField FieldType = "moment" // a date and time of day
	DueField    FieldType = "due"    // a date or next-board
	MoneyField  FieldType = "money"
	MapField    FieldType = "timings"
	GroupField  FieldType = "group" // fields of its own, in Fields
)

// Field describes one field of a kind: the one description that import,
// export, forms and gaps share.
type Field struct {
	Name     string // as in the register
	Type     FieldType
	List     bool
	Required bool
	Exact    bool     // of a date: to the day
	Enum     []string // the values it may have; none: any
	Ref      string   // the kind that it names a record of
	Form     string   // slack, channel, url, prefix, monthday, series: a text of that form
	Fields   []Field  // of a group
	Index    []int    // for reflect.Value.FieldByIndex on the record (or group)
}

type structField struct {
	index    int
	embedded bool
	tag      tag
}

var structFields sync.Map // reflect.Type to []structField

func fieldsOf(t reflect.Type) []structField {
	if fs, ok := structFields.Load(t); ok {
		return fs.([]structField)
	}
	var fs []structField
	for i := range t.NumField() {
		f := t.Field(i)
		fs = append(fs, structField{i, f.Anonymous, parseTag(f)})
	}
	structFields.Store(t, fs)
	return fs
}

var textType = reflect.TypeFor[encoding.TextUnmarshaler]()

func isText(t reflect.Type) bool { return reflect.PointerTo(t).Implements(textType) }

// describe returns the fields of a record type, without the store's own.
func describe(t reflect.Type, timed bool) []Field {
	var out []Field
	for _, sf := range fieldsOf(t) {
		f := t.Field(sf.index)
		switch {
		case sf.embedded:
			for _, in := range describe(f.Type, timed) {
				in.Index = append([]int{sf.index}, in.Index...)
				out = append(out, in)
			}
		case sf.tag.hidden, sf.tag.form == "timings" && !timed:
		default:
			out = append(out, describeField(f.Type, sf))
		}
	}
	return out
}

func describeField(t reflect.Type, sf structField) Field {
	d := Field{
		Name: sf.tag.name, Required: sf.tag.required, Exact: sf.tag.exact,
		Enum: sf.tag.enum, Ref: sf.tag.ref, Form: sf.tag.form, Index: []int{sf.index},
	}
	if t.Kind() == reflect.Slice {
		d.List = true
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[Date]():
		d.Type = DateField
	case reflect.TypeFor[Moment]():
		d.Type = MomentField
	case reflect.TypeFor[Due]():
		d.Type = DueField
	case reflect.TypeFor[Money]():
		d.Type = MoneyField
	case reflect.TypeFor[Timings]():
		d.Type = MapField
	default:
		switch t.Kind() {
		case reflect.Int:
			d.Type = NumberField
		case reflect.Struct:
			d.Type, d.Fields = GroupField, describe(t, false)
		default:
			d.Type = TextField
		}
	}
	return d
}
