package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"unicode/utf8"
)

// decode reads what encode wrote into v.
func decode(b []byte, v any) error {
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}

// decodeRecord is decode of a record, several times faster: it reads fields
// in the order in which they are written, as encode writes them, and leaves
// everything else to decode.
func decodeRecord[T any](b []byte) (*T, error) {
	rec := new(T)
	p := plain{s: string(b)}
	v := reflect.ValueOf(rec).Elem()
	if p.object(shapeOf(v.Type()), v) && p.at == len(p.s) {
		return rec, nil
	}
	rec = new(T)
	return rec, decode(b, rec)
}

// plain reads the JSON of a record from one string, of which the texts of the
// record are parts. Each method reports false at anything it does not expect.
type plain struct {
	s  string
	at int
}

func (p *plain) next(c byte) bool {
	if p.at < len(p.s) && p.s[p.at] == c {
		p.at++
		return true
	}
	return false
}

// object reads the fields of a record or a group.
func (p *plain) object(s *shape, v reflect.Value) bool {
	if !p.next('{') {
		return false
	}
	if p.next('}') {
		return true
	}
	nodes := s.nodes
	for {
		name, ok := p.text()
		if !ok || !p.next(':') {
			return false
		}
		// A field that is written after its time, or twice, is not ours.
		for len(nodes) > 0 && nodes[0].Name != name {
			nodes = nodes[1:]
		}
		if len(nodes) == 0 {
			return false
		}
		n := nodes[0]
		nodes = nodes[1:]
		fv := v
		for _, i := range n.Index {
			fv = fv.Field(i)
		}
		if n.List {
			ok = p.list(n, fv)
		} else {
			ok = p.value(n, fv)
		}
		if !ok {
			return false
		}
		if p.next('}') {
			return true
		}
		if !p.next(',') {
			return false
		}
	}
}

func (p *plain) list(n *node, v reflect.Value) bool {
	if !p.next('[') {
		return false
	}
	for i := 0; ; i++ {
		if i == v.Cap() {
			v.Grow(max(1, i)) // an empty list is not ours
		}
		v.SetLen(i + 1)
		if !p.value(n, v.Index(i)) {
			return false
		}
		if p.next(']') {
			return true
		}
		if !p.next(',') {
			return false
		}
	}
}

func (p *plain) value(n *node, v reflect.Value) bool {
	switch n.Type {
	case GroupField:
		return p.object(n.group, v)
	case NumberField:
		return p.number(v)
	case MapField:
		return p.timings(v.Addr().Interface().(*Timings))
	}
	s, ok := p.text()
	if !ok {
		return false
	}
	switch n.Type {
	case TextField:
		v.SetString(s)
		return true
	case DateField:
		return set(v, s, ParseDate)
	case MomentField:
		return set(v, s, ParseMoment)
	case DueField:
		return set(v, s, ParseDue)
	case MoneyField:
		return set(v, s, ParseMoney)
	}
	return false
}

func set[V any](v reflect.Value, s string, parse func(string) (V, error)) bool {
	val, err := parse(s)
	if err != nil {
		return false
	}
	*v.Addr().Interface().(*V) = val
	return true
}

// text reads a string.
func (p *plain) text() (string, bool) {
	if !p.next('"') {
		return "", false
	}
	ascii := true
	for i := p.at; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			s := p.s[p.at:i]
			p.at = i + 1
			return s, ascii || utf8.ValidString(s)
		case c == '\\':
			return p.escaped(i)
		case c < ' ':
			return "", false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", false
}

// escaped reads a string in which an escape stands at i.
func (p *plain) escaped(i int) (string, bool) {
	for ; i < len(p.s) && p.s[i] != '"'; i++ {
		if p.s[i] == '\\' {
			i++
		}
	}
	if i >= len(p.s) {
		return "", false
	}
	var s string
	err := json.Unmarshal([]byte(p.s[p.at-1:i+1]), &s)
	p.at = i + 1
	return s, err == nil
}

// number reads a whole number of up to 18 digits that is not negative.
func (p *plain) number(v reflect.Value) bool {
	start := p.at
	for p.at < len(p.s) && p.s[p.at] >= '0' && p.s[p.at] <= '9' {
		p.at++
	}
	n, ok := digits(p.s[start:p.at])
	if long := p.at - start; !ok || long > 18 || long > 1 && p.s[start] == '0' {
		return false
	}
	if v.CanUint() {
		v.SetUint(uint64(n))
	} else {
		v.SetInt(int64(n))
	}
	return true
}

func (p *plain) timings(t *Timings) bool {
	if !p.next('{') {
		return false
	}
	*t = Timings{}
	for {
		name, ok := p.text()
		if !ok || !p.next(':') || !p.next('[') {
			return false
		}
		list := []string{}
		for !p.next(']') {
			if len(list) > 0 && !p.next(',') {
				return false
			}
			s, ok := p.text()
			if !ok {
				return false
			}
			list = append(list, s)
		}
		(*t)[name] = list
		if p.next('}') {
			return true
		}
		if !p.next(',') {
			return false
		}
	}
}
