package register

import (
	"fmt"
	"strconv"
	"strings"

	"csp/store"

	"go.yaml.in/yaml/v3"
)

const firstKey = "Begin the file with register: 1"

// The keys of a file that are no records.
const (
	keyVersion    = "register"
	keyRevision   = "revision"
	keyReferences = "references"
)

// top reads a mapping of top-level keys.
func (r *reader) top(root *yaml.Node) {
	v := r.values()
	if !v.clean(root, "") {
		return
	}
	if absent(root) {
		r.problem(0, "is empty", firstKey)
		return
	}
	if root.Kind != yaml.MappingNode {
		r.problem(root.Line, "is not a key of the register", topKeys())
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, val := root.Content[i], root.Content[i+1]
		if !v.clean(key, "") {
			continue
		}
		if key.Kind != yaml.ScalarNode {
			r.problem(key.Line, "is not a key of the register", topKeys())
			continue
		}
		if !r.repeated(key.Value, key.Line) {
			r.value(key, val)
		}
	}
}

func topKeys() string { return "The keys are " + strings.Join(topNames(), ", ") }

// repeated notes a top-level key and reports whether it was there before.
func (r *reader) repeated(key string, line int) bool {
	if len(r.keys) == 0 && key != keyVersion {
		r.problem(line, fmt.Sprintf("begins with the key %q", key), firstKey)
	}
	if was, ok := r.keys[key]; ok {
		r.problem(line, fmt.Sprintf("has the key %q a second time", key), fmt.Sprintf("Put it together with line %d.", was))
		return true
	}
	r.keys[key] = line
	return false
}

func (r *reader) value(key, val *yaml.Node) {
	v := r.values()
	v.kind = key.Value
	switch key.Value {
	case keyVersion:
		if val.Kind != yaml.ScalarNode || val.Value != strconv.Itoa(Version) {
			v.wrong(val, "", fmt.Sprintf("is of a version that this program does not know: %s", shown(val)), "It reads register: 1")
		}
	case keyRevision:
		if n, ok := v.number(val, ""); ok {
			r.file.Revision = uint64(n)
		}
	case keyReferences:
		r.references(v, val)
	default:
		s := shapeNamed(key.Value)
		switch {
		case s == nil:
			r.problem(key.Line, fmt.Sprintf("has an unknown key %q", key.Value), suggest(key.Value, topNames(), "The keys are "))
		case s.single:
			r.single(s, val)
		default:
			r.list(s, val)
		}
	}
}

func topNames() []string {
	names := []string{keyVersion, keyRevision, keyReferences}
	for _, s := range shapes() {
		names = append(names, s.name)
	}
	return names
}

// references reads prefix to year to the last number given out.
func (r *reader) references(v *values, val *yaml.Node) {
	for prefix, years := range v.pairs(val, "") {
		if !store.ValidCounter(prefix.Value) {
			v.wrong(prefix, prefix.Value, "is not the prefix of a reference", "Write capital letters, as in DAR or DAR-D.")
			continue
		}
		for year, last := range v.pairs(years, prefix.Value) {
			y, err := strconv.Atoi(year.Value)
			if err != nil || y < 2000 || y > 2099 {
				v.wrong(year, prefix.Value, fmt.Sprintf("%q is not a year from 2000 to 2099", year.Value), `Write it as "2026"`)
				continue
			}
			n, ok := v.number(last, prefix.Value)
			switch {
			case !ok || n == 0:
			case !store.ValidLastRef(n):
				v.wrong(last, prefix.Value, "has given out more numbers than there are", "Correct the number.")
			default:
				r.file.References = append(r.file.References, store.RefCounter{Prefix: prefix.Value, Year: y, Last: n})
			}
		}
	}
}
