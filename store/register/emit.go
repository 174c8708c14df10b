package register

import (
	"encoding"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"csp/store"

	"go.yaml.in/yaml/v3"
)

// flowOf returns a field's value in one line.
func flowOf(f store.Field, v reflect.Value) string {
	switch {
	case f.List:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = flowOf(one(f), v.Index(i))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case f.Type == store.GroupField:
		var parts []string
		for _, in := range f.Fields {
			if fv := v.FieldByIndex(in.Index); !empty(fv) {
				parts = append(parts, in.Name+": "+flowOf(in, fv))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case f.Type == store.MapField:
		t := v.Interface().(store.Timings)
		var parts []string
		for _, key := range sortedKeys(t) {
			parts = append(parts, text(key, true)+": "+offsets(t[key]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case f.Type == store.NumberField:
		return strconv.FormatInt(v.Int(), 10)
	case f.Type == store.TextField:
		return text(v.String(), true)
	}
	written := marshalled(v)
	if f.Type == store.MoneyField {
		return strconv.Quote(written)
	}
	return written
}

// inline returns a field's value as a report shows it, "" for Not recorded.
func inline(f store.Field, v reflect.Value) string {
	switch {
	case empty(v):
		return ""
	case f.List || f.Type == store.GroupField || f.Type == store.MapField:
		return flowOf(f, v)
	case f.Type == store.TextField:
		return strconv.Quote(v.String())
	case f.Type == store.NumberField:
		return flowOf(f, v)
	}
	return marshalled(v)
}

// marshalled returns what a date, moment, due date or sum writes of itself.
func marshalled(v reflect.Value) string {
	b, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		panic(fmt.Sprintf("register: write %s: %v", v.Type(), err)) // none of them can fail
	}
	return string(b)
}

func sortedKeys(t store.Timings) []string { return slices.Sorted(maps.Keys(t)) }

func offsets(list []string) string {
	parts := make([]string, len(list))
	for i, o := range list {
		parts[i] = o
		if strings.Trim(o, "+-*0123456789abcdefghijklmnopqrstuvwxyz") != "" || strings.TrimLeft(o, "*") != o || len(o) < 2 {
			parts[i] = quote(o)
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// blockText returns text behind a key: over several lines when it has them
// and nothing in it would get lost that way.
func blockText(s string, indent int) string {
	if !strings.Contains(s, "\n") {
		return text(s, false)
	}
	body, ended := strings.CutSuffix(s, "\n")
	lines := strings.Split(body, "\n")
	for i, l := range lines {
		blank := strings.TrimSpace(l) == ""
		if strings.TrimRight(l, " ") != l || !printable(l) || blank && (i == 0 || i == len(lines)-1) || i == 0 && l[0] == ' ' {
			return quote(s)
		}
	}
	var b strings.Builder
	b.WriteString("|")
	if !ended {
		b.WriteString("-")
	}
	for _, l := range lines {
		b.WriteString("\n")
		if l != "" {
			fmt.Fprintf(&b, "%*s%s", indent, "", l)
		}
	}
	return b.String()
}

// text returns s as a YAML value, in quotes when it would otherwise be read
// as something else, by us or by another program. In flow it stands inside
// brackets or braces.
func text(s string, flow bool) string {
	if plain(s, flow) {
		return s
	}
	return quote(s)
}

func plain(s string, flow bool) bool {
	for i, r := range s {
		switch {
		case i == 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r):
			return false
		case r == ' ' && i == len(s)-1:
			return false
		case r == ':' && (flow || i == len(s)-1 || s[i+1] == ' '):
			return false
		case r == '#' && s[i-1] == ' ':
			return false
		case flow && strings.ContainsRune(",[]{}?#", r):
			return false
		}
	}
	return s != "" && printable(s) && !other(s)
}

// printable reports whether s can stand in the file as it is. What reorders
// the text on a screen is not printable, so that it can be seen.
func printable(s string) bool {
	for _, r := range s {
		joiner := r == '\u200d' || r == '\u200c' // in emoji and in Welsh's neighbours
		if !unicode.IsPrint(r) && !joiner || r == unicode.ReplacementChar {
			return false
		}
	}
	return true
}

// other reports whether a YAML reader may take s for something that is no
// text: a number, a date, a truth value.
func other(s string) bool {
	if strings.Trim(s, "0123456789:.,+-_TZtzeExXoO ") == "" {
		return true
	}
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return true
	}
	n := yaml.Node{Kind: yaml.ScalarNode, Value: s}
	return n.ShortTag() != "!!str"
}

// quote returns s in double quotes, with escapes for what cannot be seen.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case printable(string(r)):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
