package commands

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"csp/store"
)

// sent is what a submitted form would make of the record.
type sent struct {
	rec     any               // a copy of the base with what was typed
	entry   reflect.Value     // of a list: the entry as typed
	removed bool              // of a list: the entry is to go
	errs    map[string]string // by input; none when all could be read
}

// take reads a submission. A field whose input holds what it was opened with
// stays as it is, to the letter.
func (k *keeper) take(values map[string][]string) *sent {
	t := &sent{rec: copyOf(k.base), errs: map[string]string{}}
	holder := reflect.ValueOf(t.rec).Elem()
	if k.st.List != "" {
		t.entry = reflect.New(k.entry(k.base).Type()).Elem()
		t.entry.Set(k.entry(k.base))
		holder = t.entry
	}
	for _, f := range k.fields() {
		name := k.inputName(f.Name)
		v := holder.FieldByIndex(f.Index)
		if sameTyped(values[name], k.typed(f, v)) || k.asked().stays(f.Name, values[name]) {
			continue
		}
		if err := k.read(f, v, values[name]); err != nil {
			t.errs[name] = problemWords(err)
		}
	}
	if k.st.List != "" {
		t.removed = k.st.At > 0 && len(values[k.inputName(removeInput)]) > 0
		k.putEntry(t, values)
	}
	return t
}

// removeInput is the tick that takes an entry out of its list.
const removeInput = "remove"

// placeInput is where an entry stands in a list whose order matters.
const placeInput = "place"

// putEntry puts the entry into the record's list, or takes it out.
func (k *keeper) putEntry(t *sent, values map[string][]string) {
	v := listIn(k.kind, t.rec, k.st.List)
	list := reflect.MakeSlice(v.Type(), 0, v.Len()+1)
	for i := range v.Len() {
		if i+1 != k.st.At {
			list = reflect.Append(list, v.Index(i))
		}
	}
	if t.removed {
		clear(t.errs)
		v.Set(trimmed(list))
		return
	}
	at := k.st.At
	if typed := values[k.inputName(placeInput)]; len(typed) > 0 {
		n, err := parseWhole(strings.TrimSpace(typed[0]))
		if err != nil {
			t.errs[k.inputName(placeInput)] = problemWords(err)
		}
		at = n
	}
	if at < 1 || at > list.Len()+1 {
		at = list.Len() + 1
	}
	list = reflect.Append(list, t.entry)
	for i := list.Len() - 1; i >= at; i-- {
		list.Index(i).Set(list.Index(i - 1))
	}
	list.Index(at - 1).Set(t.entry)
	v.Set(list)
}

// trimmed is a list, or none where it is empty.
func trimmed(list reflect.Value) reflect.Value {
	if list.Len() == 0 {
		return reflect.Zero(list.Type())
	}
	return list
}

// copyOf is a copy of a record whose fields can be set.
func copyOf(rec any) any {
	v := reflect.New(reflect.TypeOf(rec).Elem())
	v.Elem().Set(reflect.ValueOf(rec).Elem())
	return v.Interface()
}

// sameTyped reports whether an input holds what it was opened with.
func sameTyped(now, was []string) bool {
	tidy := func(list []string) []string {
		var out []string
		for _, s := range list {
			s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
			if s != "" && s != noneValue {
				out = append(out, s)
			}
		}
		return out
	}
	return slices.Equal(tidy(now), tidy(was))
}

// problemWords is what a Problem says, in one line.
func problemWords(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return strings.TrimSpace(p.Says + " " + p.Then)
	}
	return "This cannot be read."
}

// changed are the fields in which two versions of a record differ.
func changed(kind store.AnyKind, a, b any) []store.Field {
	var out []store.Field
	va, vb := reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem()
	for _, f := range kind.Fields() {
		if !sameValue(va.FieldByIndex(f.Index), vb.FieldByIndex(f.Index)) {
			out = append(out, f)
		}
	}
	return inOrder(out)
}

// sameValue is equality where no list and an empty one are the same.
func sameValue(a, b reflect.Value) bool {
	if (a.Kind() == reflect.Slice || a.Kind() == reflect.Map) && a.Len() == 0 && b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// onFields puts what a refused write says on the inputs of the form, "" for
// what is of none of them.
func (k *keeper) onFields(wrong []wrongField) map[string]string {
	errs := map[string]string{}
	fields := k.fields()
	for _, w := range wrong {
		name := w.top()
		if k.st.List != "" {
			name = w.Field[strings.LastIndexByte(w.Field, '.')+1:]
		}
		if slices.ContainsFunc(fields, func(f store.Field) bool { return f.Name == name }) {
			name = k.inputName(name)
		} else {
			name = ""
		}
		if !strings.Contains(errs[name], w.Says) {
			errs[name] = strings.TrimSpace(errs[name] + " " + w.Says)
		}
	}
	return errs
}
