package commands

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// lines say what a draft changes, record by record and field by field.
// Records to which the same is done share a line.
func (d *draft) lines() []Text {
	var order []string
	who := map[string][]string{}
	for _, s := range d.steps {
		key := strings.Join(d.fieldLines(s), ". ")
		if s.was == nil {
			key = d.newWords(s)
		}
		if who[key] == nil {
			order = append(order, key)
		}
		who[key] = append(who[key], d.stepName(s))
	}
	var out []Text
	for _, key := range order {
		out = append(out, Join(B(english.And(who[key]...)), T(". "+sentence(key))))
	}
	return out
}

// stepName is what a record is called where its change is told.
func (d *draft) stepName(s step) string {
	if s.was == nil {
		_, one := s.kind.Called()
		return "New " + one
	}
	name, _ := s.kind.Called()
	switch r := s.was.(type) {
	case *store.Role:
		return upper(roleOf(d.tx, r))
	case *store.Action:
		return orWord(r.Ref, labelOf(d.tx, name, r))
	}
	return labelOf(d.tx, name, s.was)
}

// roleOf names a role with who holds it: Keith Wanley, chair of Safe Durham
// Partnership.
func roleOf(tx *store.Tx, r *store.Role) string {
	if r.Person == "" {
		return roleWords(tx, r)
	}
	return personName(tx, r.Person) + ", " + roleWords(tx, r)
}

// fieldLines say each field that differs: Until: Not recorded → 30 April
// 2027. Of a list only what differs is told.
func (d *draft) fieldLines(s step) []string {
	var out []string
	for _, f := range s.kind.Fields() {
		if line := d.fieldLine(s, f); line != "" && f.Name != "id" {
			out = append(out, line)
		}
	}
	return out
}

func (d *draft) fieldLine(s step, f store.Field) string {
	kind, _ := s.kind.Called()
	was, now := d.fieldItems(f, s.was), d.fieldItems(f, s.now)
	lost, found := without(was, now), without(now, was)
	switch {
	case len(lost) == 0 && len(found) == 0 && f.List && len(was) == len(now) && !slices.Equal(was, now):
		return fieldLabel(kind, f.Name) + ": " + inNewOrder(now)
	case len(lost) == 0 && len(found) == 0:
		return ""
	case f.List && len(lost) == 0:
		return fieldLabel(kind, f.Name) + ": " + strings.Join(found, "; ") + " added"
	case f.List && len(found) == 0:
		return fieldLabel(kind, f.Name) + ": " + strings.Join(lost, "; ") + " taken out"
	}
	return fieldLabel(kind, f.Name) + ": " + orNot(strings.Join(lost, "; ")) + " → " + orNot(strings.Join(found, "; "))
}

// inNewOrder says a list whose order alone has changed.
func inNewOrder(items []string) string {
	for i, s := range items {
		items[i] = strconv.Itoa(i+1) + ". " + cutTo(s, shortText)
	}
	return "in this order now: " + strings.Join(items, "; ")
}

// newWords say what a new record holds, without where it comes from: that is
// the same for all that a move adds.
func (d *draft) newWords(s step) string {
	kind, _ := s.kind.Called()
	var out []string
	for _, f := range s.kind.Fields() {
		if slices.Contains([]string{"id", "source", "checked"}, f.Name) {
			continue
		}
		if words := d.fieldItems(f, s.now); len(words) > 0 {
			out = append(out, fieldLabel(kind, f.Name)+": "+strings.Join(words, "; "))
		}
	}
	return strings.Join(out, ". ")
}

// fieldItems are the values of a field in words, one of a field that is no
// list; none when nothing is recorded or there is no record.
func (d *draft) fieldItems(f store.Field, rec any) []string {
	if rec == nil {
		return nil
	}
	v := reflect.ValueOf(rec).Elem().FieldByIndex(f.Index)
	if v.IsZero() {
		return nil
	}
	if !f.List {
		return []string{valueWords(d.naming, f, v)}
	}
	var out []string
	for i := range v.Len() {
		out = append(out, valueWords(d.naming, f, v.Index(i)))
	}
	return out
}

// naming names the records that the draft adds, too, although they are not
// stored yet.
func (d *draft) naming(kind, id string) string {
	for _, s := range d.steps {
		if s.was == nil && s.subject() == (subject{kind, id}) {
			return labelOf(d.tx, kind, s.now)
		}
	}
	return d.c.naming(d.tx)(kind, id)
}

// without returns what is in a and not in b.
func without(a, b []string) []string {
	var out []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}
