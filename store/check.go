package store

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CheckRecord returns all that is wrong with a record by itself: what is
// missing, and what a field may not hold. A record in order gives nil. Put
// runs it, and then what can only be said beside other records. rec is a
// pointer as kind gave it out.
func CheckRecord(kind AnyKind, rec any) Problems { return kind.Problems(rec) }

// check collects the problems of one record.
type check struct {
	kind, id string
	timed    bool
	at       []string // the path of the group being looked at
	found    Problems
}

func (c *check) add(field, problem, hint string) {
	path := strings.Join(append(c.at[:len(c.at):len(c.at)], field), ".")
	c.found = append(c.found, FieldError{c.kind, c.id, path, problem, hint})
}

// Problems is CheckRecord of a *T.
func (k *Kind[T]) Problems(rec any) Problems {
	r := rec.(*T)
	c := &check{kind: k.Name, id: metaOf(r).ID, timed: k.Timed}
	v := reflect.ValueOf(r).Elem()
	if !ValidID(c.id) {
		c.add("id", quoted(c.id)+" is not an id", "use small letters, digits and hyphens, 64 at most, a letter or digit first")
	} else if k.Single && c.id != k.Name {
		c.add("id", quoted(c.id)+" is not the id of the one "+k.One, "write "+k.Name)
	}
	c.group(shapeOf(v.Type()), v)
	if d := metaOf(r).Disputed; len(d) > 0 {
		c.disputed(k.Fields(), d)
	}
	if k.Alone != nil {
		k.Alone(r, c.add)
	}
	return c.found
}

// disputed finds values that are disputed for a field there is not, which no
// card would ever show.
func (c *check) disputed(fields []Field, list []Dispute) {
next:
	for i, d := range list {
		for _, f := range fields {
			if f.Name == d.Field || d.Field == "" {
				continue next
			}
		}
		c.add(fmt.Sprintf("disputed[%d].field", i+1), quoted(d.Field)+" is not a field of "+c.kind, "write the name of the field that sources disagree on")
	}
}

// group checks every field of a record, or of a group inside one.
func (c *check) group(s *shape, v reflect.Value) {
	for _, n := range s.nodes {
		fv := v.FieldByIndex(n.Index)
		if n.hidden || n.Name == "id" && len(c.at) == 0 {
			continue
		}
		if !n.List {
			c.value(n, n.Name, fv)
			continue
		}
		for i := range fv.Len() {
			c.item(n, i, fv.Index(i))
		}
	}
	if s.from != nil && s.until != nil {
		from := v.FieldByIndex(s.from.Index).Interface().(Date)
		until := v.FieldByIndex(s.until.Index).Interface().(Date)
		if !from.IsZero() && !until.IsZero() && until.Last().Before(from.First()) {
			c.add(s.until.Name, fmt.Sprintf("%s is before from, %s", until, from), "correct one of the two dates")
		}
	}
}

// item checks one value of a list.
func (c *check) item(n *node, i int, v reflect.Value) {
	if n.group == nil && n.Type != TextField {
		c.value(n, n.Name, v)
		return
	}
	name := fmt.Sprintf("%s[%d]", n.Name, i+1)
	if n.group == nil && strings.TrimSpace(v.String()) == "" {
		c.add(name, "is empty", "take it out of the list")
		return
	}
	c.value(n, name, v)
}

func (c *check) value(n *node, name string, v reflect.Value) {
	if n.Required && (v.IsZero() || n.Type == TextField && strings.TrimSpace(v.String()) == "") {
		c.add(name, "is missing", "it is required")
		return
	}
	switch n.Type {
	case GroupField:
		c.at = append(c.at, name)
		c.group(n.group, v)
		c.at = c.at[:len(c.at)-1]
	case TextField:
		if v.Len() > 0 {
			c.text(n, name, v.String())
		}
	case DateField:
		c.date(n, name, v.Interface().(Date))
	case MomentField:
		if m := v.Interface().(Moment); !m.valid() {
			c.add(name, "is not a date and time", "write 2026-12-08T10:00")
		}
	case DueField:
		if d := v.Interface().(Due); !d.valid() || d.NextBoard && !d.Date.IsZero() {
			c.add(name, "is not a due date", "write 2027-01-15 or next-board")
		}
	case MoneyField:
		if m := v.Interface().(Money); m.Pence < 0 || m.Pence/100 > maxPounds {
			c.add(name, "is not a sum", "write pounds and pence as 12500.00")
		}
	case NumberField:
		c.number(n, name, v)
	case MapField:
		c.timings(name, v.Interface().(Timings))
	}
}

func (c *check) date(n *node, name string, d Date) {
	switch {
	case !d.valid():
		c.add(name, "is not a date", "write 2021-03-31, 2021-03 or 2021")
	case n.Exact && !d.IsZero() && !d.Exact():
		c.add(name, quoted(d.String())+" is not a day", "write the whole date, as 2021-03-31")
	}
}

func (c *check) number(n *node, name string, v reflect.Value) {
	i := v.Int()
	switch {
	case i < 0:
		c.add(name, fmt.Sprintf("%d is less than nothing", i), "write a whole number")
	case n.Form == "year" && (i < 1900 || i > 2999):
		c.add(name, fmt.Sprintf("%d is not a year", i), "write all its digits, as 2026")
	}
}

// Unseen reports whether a character is one that no text needs and that hides
// what the text is: a control character, or one that turns the direction of
// what follows.
func Unseen(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85: // the ends of lines among them
		return false
	case unicode.IsControl(r):
		return true
	}
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func (c *check) text(n *node, name, s string) {
	switch {
	case !utf8.ValidString(s):
		c.add(name, "is not text", "write it again in UTF-8")
	case strings.ContainsFunc(s, Unseen):
		c.add(name, "holds a character that cannot be seen", "write it again without")
	case n.Enum != nil:
		for _, e := range n.Enum {
			if s == e {
				return
			}
		}
		c.add(name, quoted(s)+" is not one of its values", "write "+alternatives(n.Enum))
	case n.Ref != "":
		if !ValidID(s) {
			c.add(name, quoted(s)+" is not an id", "write the id of one of the "+n.Ref)
		}
	case n.Form != "":
		if f := forms[n.Form]; !f.ok(s) {
			c.add(name, quoted(s)+" is not "+f.a, "write "+f.hint)
		}
	}
}
