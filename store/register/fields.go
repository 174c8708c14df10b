package register

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"csp/store"

	"go.yaml.in/yaml/v3"
)

// setter fills in the fields of one record.
type setter struct {
	*values
	record int // its index in the file
}

// group reads a mapping into rv, which has the fields; at is its own path.
func (s setter) group(fields []store.Field, at string, rv reflect.Value, n *yaml.Node) {
	for key, val := range s.pairs(n, at) {
		i := slices.IndexFunc(fields, func(f store.Field) bool { return f.Name == key.Value })
		if i < 0 {
			s.wrong(key, at, fmt.Sprintf("has an unknown key %q", key.Value), suggest(key.Value, names(fields), "The keys are "))
			continue
		}
		s.set(fields[i], path(at, key.Value), rv.FieldByIndex(fields[i].Index), val)
	}
}

func path(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

func names(fields []store.Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Name)
	}
	return out
}

// set reads a node into the field's value; null leaves it Not recorded.
func (s setter) set(f store.Field, at string, rv reflect.Value, n *yaml.Node) {
	switch {
	case !s.clean(n, at), absent(n):
	case !f.List:
		s.setOne(f, at, rv, n)
	case n.Kind != yaml.SequenceNode:
		s.wrong(n, at, "is "+shown(n)+" where a list belongs", "Write it in square brackets, or one below the other after dashes.")
	default:
		list := reflect.MakeSlice(rv.Type(), len(n.Content), len(n.Content))
		for i, item := range n.Content {
			at := fmt.Sprintf("%s[%d]", at, i+1)
			if absent(item) || item.Kind == yaml.ScalarNode && item.Value == "" {
				s.wrong(item, at, "is empty", "Take it out of the list.")
				continue
			}
			s.setOne(f, at, list.Index(i), item)
		}
		rv.Set(list)
	}
}

func (s setter) setOne(f store.Field, at string, rv reflect.Value, n *yaml.Node) {
	switch f.Type {
	case store.GroupField:
		s.group(f.Fields, at, rv, n)
	case store.MapField:
		s.timings(at, rv, n)
	case store.NumberField:
		if i, ok := s.number(n, at); ok {
			rv.SetInt(int64(i))
		}
	case store.TextField:
		if text, ok := s.scalar(n, at); ok {
			rv.SetString(s.text(f, at, text, n))
		}
	default:
		text, ok := s.scalar(n, at)
		if !ok {
			return
		}
		if err := rv.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)); err != nil {
			s.wrong(n, at, err.Error(), "")
		}
	}
}

// text checks a word against the field's values and notes what it names. It
// returns the word, in memory that all its like share.
func (s setter) text(f store.Field, at, text string, n *yaml.Node) string {
	switch {
	case text == "":
	case f.Ref != "":
		text = s.file.shared(text)
		s.file.mentions = append(s.file.mentions, mention{s.record, n.Line, at, f.Ref, text})
	case len(f.Enum) > 0:
		if i := slices.Index(f.Enum, text); i >= 0 {
			return f.Enum[i]
		}
		s.wrong(n, at, fmt.Sprintf("%s is not one of %s", shown(n), strings.Join(f.Enum, ", ")), suggest(text, f.Enum, ""))
	}
	return text
}

func (s setter) timings(at string, rv reflect.Value, n *yaml.Node) {
	t := store.Timings{}
	for key, list := range s.pairs(n, at) {
		at := path(at, key.Value)
		if !s.clean(list, at) || absent(list) {
			continue
		}
		if list.Kind != yaml.SequenceNode {
			s.wrong(list, at, "is "+shown(list)+" where a list belongs", "Write [-6m, -2w], or [] for none at all.")
			continue
		}
		offsets := make([]string, 0, len(list.Content))
		for _, o := range list.Content {
			if text, ok := s.scalar(o, at); ok {
				offsets = append(offsets, text)
			}
		}
		t[key.Value] = offsets
	}
	if len(t) > 0 {
		rv.Set(reflect.ValueOf(t))
	}
}

// check adds what the store will find wrong with the record that n describes,
// unless that was said already.
func (s setter) check(kind store.AnyKind, rec any, n *yaml.Node) {
	for _, e := range store.CheckRecord(kind, rec) {
		if !s.toldIn(e.Field) {
			s.wrong(find(n, e.Field), e.Field, e.Problem, sentence(e.Hint))
		}
	}
}

// toldIn reports whether something was said of a field already, or of a part
// of it.
func (s setter) toldIn(field string) bool {
	for at := range s.told {
		if rest, ok := strings.CutPrefix(at, field); ok && (rest == "" || rest[0] == '[' || rest[0] == '.') {
			return true
		}
	}
	return false
}

// find returns the node at a path (members[2].organisation), or the nearest
// one around it.
func find(n *yaml.Node, at string) *yaml.Node {
	for at != "" {
		var step string
		step, at, _ = strings.Cut(at, ".")
		name, index, _ := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		val := valueOf(n, name)
		if val == nil {
			return n
		}
		n = val
		if at, err := strconv.Atoi(index); err == nil && at > 0 && at <= len(n.Content) {
			n = n.Content[at-1]
		}
	}
	return n
}

// valueOf returns the value of a mapping's key, nil when there is none.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	if k := given(n.Content, key); k != nil && n.Kind == yaml.MappingNode {
		return n.Content[slices.Index(n.Content, k)+1]
	}
	return nil
}

// sentence makes a hint a sentence.
func sentence(hint string) string {
	if hint == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(hint)
	return string(unicode.ToUpper(r)) + hint[n:]
}
