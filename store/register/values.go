package register

import (
	"encoding"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"csp/store"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v3"
)

// values turns nodes into values, noting what is wrong with them.
type values struct {
	file     *File
	kind, id string // of the record that is being read
}

func (r *reader) values() *values { return &values{file: r.file} }

func (v *values) wrong(n *yaml.Node, field, wrong, right string) {
	v.file.problems.add(Problem{
		File: v.file.Name, Line: n.Line, Kind: v.kind, ID: v.id,
		Field: field, Wrong: wrong, Right: right,
	})
}

// clean refuses what YAML has beside plain values, so that a file says where
// it says it what it says.
func (v *values) clean(n *yaml.Node, field string) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		v.wrong(n, field, "uses an alias (*"+n.Value+")", "Write the value out, or put it in quotes.")
	case n.Anchor != "":
		v.wrong(n, field, "has an anchor (&"+n.Anchor+")", "Leave it out, or put the text in quotes.")
	case n.Style&yaml.TaggedStyle != 0:
		v.wrong(n, field, "has a tag ("+n.Tag+")", "Leave it out, or put the text in quotes.")
	default:
		return true
	}
	return false
}

// absent reports whether the node is null: the value is Not recorded.
func absent(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// shown returns what the node holds, in few words.
func shown(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	}
	if r := []rune(n.Value); len(r) > 60 {
		return strconv.Quote(string(r[:60]) + "…")
	}
	return strconv.Quote(n.Value)
}

// pairs yields the keys and values of a mapping, each key once; null has
// none.
func (v *values) pairs(n *yaml.Node, field string) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(k, val *yaml.Node) bool) {
		if !v.clean(n, field) || absent(n) {
			return
		}
		if n.Kind != yaml.MappingNode {
			v.wrong(n, field, "is "+shown(n)+" where keys and values belong", "Write them as key: value.")
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, val := n.Content[i], n.Content[i+1]
			if !v.clean(key, field) {
				continue
			}
			if key.Kind != yaml.ScalarNode {
				v.wrong(key, field, "has "+shown(key)+" for a key", "A key is one word.")
				continue
			}
			if was := given(n.Content[:i], key.Value); was != nil {
				v.wrong(key, field, fmt.Sprintf("has the key %q a second time", key.Value), fmt.Sprintf("It was on line %d.", was.Line))
				continue
			}
			if !yield(key, val) {
				return
			}
		}
	}
}

// given returns the key's node in the content of a mapping, nil when it is
// not there.
func given(content []*yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(content); i += 2 {
		if content[i].Kind == yaml.ScalarNode && content[i].Value == key {
			return content[i]
		}
	}
	return nil
}

// scalar returns the text of a single value as it was typed.
func (v *values) scalar(n *yaml.Node, field string) (string, bool) {
	if !v.clean(n, field) {
		return "", false
	}
	if n.Kind != yaml.ScalarNode {
		v.wrong(n, field, "is "+shown(n)+" where one value belongs", "Put text that holds brackets or braces in quotes.")
		return "", false
	}
	return n.Value, true
}

// number returns a count. It is read from the text, so 010 is ten.
func (v *values) number(n *yaml.Node, field string) (int, bool) {
	s, ok := v.scalar(n, field)
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(s)
	if err != nil || i < 0 || s[0] == '+' {
		v.wrong(n, field, shown(n)+" is not a whole number", "Write digits alone, as in 3.")
		return 0, false
	}
	return i, true
}

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
	for _, f := range fields {
		if !f.Required || n.Kind != yaml.MappingNode {
			continue
		}
		if at := path(at, f.Name); missing(n, f.Name) {
			s.wrong(n, at, "is missing", "")
		}
	}
}

func path(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

func missing(n *yaml.Node, key string) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k, val := n.Content[i], n.Content[i+1]; k.Value == key && k.Kind == yaml.ScalarNode {
			return absent(val) || val.Kind == yaml.ScalarNode && strings.TrimSpace(val.Value) == ""
		}
	}
	return true
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
			s.text(f, at, text, n)
			rv.SetString(text)
		}
	default:
		text, ok := s.scalar(n, at)
		if !ok {
			return
		}
		if err := rv.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)); err != nil {
			s.wrong(n, at, err.Error(), "")
		} else if d, ok := rv.Interface().(store.Date); ok && f.Exact && !d.IsZero() && !d.Exact() {
			s.wrong(n, at, text+" is not a day", "Write it to the day, as in 2021-03-31.")
		}
	}
}

// text checks a word against the field's values and notes what it names.
func (s setter) text(f store.Field, at, text string, n *yaml.Node) {
	if len(f.Enum) > 0 && text != "" && !slices.Contains(f.Enum, text) {
		s.wrong(n, at, fmt.Sprintf("%s is not one of %s", shown(n), strings.Join(f.Enum, ", ")), suggest(text, f.Enum, ""))
	}
	if f.Ref != "" && text != "" {
		s.file.mentions = append(s.file.mentions, mention{s.record, n.Line, at, f.Ref, text})
	}
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

// suggest returns a sentence with the option that is nearest to the word, or
// with all of them after the words otherwise, which may be "" for none.
func suggest(word string, options []string, otherwise string) string {
	best, dist := "", 4
	if len(word) <= 64 {
		for _, o := range options {
			if d := levenshtein.ComputeDistance(word, o); d < dist && d < max(len(word), 2) {
				best, dist = o, d
			}
		}
	}
	switch {
	case best != "":
		return "Did you mean " + best + "?"
	case otherwise != "":
		return otherwise + strings.Join(options, ", ")
	}
	return ""
}
