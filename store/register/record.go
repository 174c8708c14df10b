package register

import (
	"fmt"
	"reflect"

	"csp/store"

	"go.yaml.in/yaml/v3"
)

// single reads the one record of a kind that is a mapping.
func (r *reader) single(s *shape, n *yaml.Node) {
	v := r.values()
	v.kind, v.id = s.name, s.name
	if !v.clean(n, "") || absent(n) {
		return
	}
	r.fill(v, s, s.name, n)
}

// list reads the records of a kind.
func (r *reader) list(s *shape, n *yaml.Node) {
	v := r.values()
	v.kind = s.name
	switch {
	case !v.clean(n, ""), absent(n):
	case n.Kind != yaml.SequenceNode:
		v.wrong(n, "", "is not a list", "Write each record below a dash.")
	default:
		for _, item := range n.Content {
			r.record(s, item)
		}
	}
}

// record reads one record of a list.
func (r *reader) record(s *shape, n *yaml.Node) {
	v := r.values()
	v.kind = s.name
	if !v.clean(n, "") {
		return
	}
	if n.Kind != yaml.MappingNode {
		v.wrong(n, "", "has "+shown(n)+" where a record belongs", "A record is keys and values, as in {id: darlington, name: Darlington}.")
		return
	}
	id := ""
	if val := valueOf(n, "id"); val != nil && val.Kind == yaml.ScalarNode && !absent(val) {
		id = val.Value
	}
	v.id = id
	switch {
	case id == "":
		v.wrong(n, "id", "is missing", "Give the record one of small letters, digits and hyphens.")
	case store.ValidID(id):
		r.known(v, s.name, id, n)
	}
	r.fill(v, s, id, n)
}

// known notes the record's id and tells of one that was there before.
func (r *reader) known(v *values, kind, id string, n *yaml.Node) {
	ids := r.lines[kind]
	if ids == nil {
		ids = map[string]int{}
		r.lines[kind] = ids
	}
	if was, ok := ids[id]; ok {
		v.wrong(n, "id", fmt.Sprintf("%q is taken by the record on line %d", id, was), "Give each record an id of its own.")
		return
	}
	ids[id] = n.Line
}

// fill adds the record that the mapping describes.
func (r *reader) fill(v *values, s *shape, id string, n *yaml.Node) {
	rec := s.kind.New()
	set := setter{v, len(r.file.Records)}
	set.group(s.fields, "", reflect.ValueOf(rec).Elem(), n)
	store.MetaOf(rec).ID = id
	if n.Kind == yaml.MappingNode {
		set.check(s.kind, rec, n)
	}
	r.file.Records = append(r.file.Records, Record{s.kind, rec, n.Line})
}

// settle forgets the mentions of records that are in the file.
func (f *File) settle(lines map[string]map[string]int) {
	open := f.mentions[:0]
	for _, m := range f.mentions {
		if _, ok := lines[m.kind][m.id]; !ok {
			open = append(open, m)
		}
	}
	f.mentions, f.ids = append([]mention(nil), open...), nil
}
