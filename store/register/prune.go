package register

import (
	"reflect"

	"csp/store"
)

// subject names a record.
type subject struct{ kind, id string }

// named returns the records that the file names.
func (f *File) named() map[subject]bool {
	out := make(map[subject]bool, len(f.Records))
	for _, r := range f.Records {
		out[r.subject()] = true
	}
	return out
}

// prune deletes what the file does not name, except actions and decisions,
// and what they or the file still refer to.
func (in *importer) prune() error {
	if !in.o.Prune || len(in.problems.list) > 0 {
		return nil
	}
	named := in.file.named()
	goes := map[subject]any{}
	var order []subject
	var stays []subject
	for _, m := range in.file.mentions {
		stays = append(stays, subject{m.kind, m.id})
	}
	for _, s := range shapes() {
		_, _, lasting := s.kind.Traits()
		for rec, err := range s.kind.Each(in.tx) {
			if err != nil {
				return err
			}
			at := subject{s.name, store.MetaOf(rec).ID}
			switch {
			case named[at]:
			case lasting:
				stays = append(stays, referred(s.fields, reflect.ValueOf(rec).Elem())...)
			default:
				goes[at] = rec
				order = append(order, at)
			}
		}
	}
	in.keep(goes, stays)
	for _, at := range order {
		if rec, ok := goes[at]; ok {
			if err := in.remove(at, rec); err != nil {
				return err
			}
		}
	}
	return nil
}

// keep takes out of goes what stays refers to, and what that refers to.
func (in *importer) keep(goes map[subject]any, stays []subject) {
	for len(stays) > 0 {
		at := stays[len(stays)-1]
		stays = stays[:len(stays)-1]
		rec, ok := goes[at]
		if !ok {
			continue
		}
		delete(goes, at)
		s := shapeNamed(at.kind)
		in.report.add(newItem(s.kind, rec, Kept))
		stays = append(stays, referred(s.fields, reflect.ValueOf(rec).Elem())...)
	}
}

func (in *importer) remove(at subject, rec any) error {
	s, rev := shapeNamed(at.kind), store.MetaOf(rec).Rev
	if in.file.Revision > 0 && rev > in.file.Revision && !in.o.Force {
		set, err := in.tx.ChangeSet(rev)
		if err != nil {
			return err
		}
		in.problem(Record{Kind: s.kind, Value: rec}, 0, "", "would be pruned but was written by "+author(set)+" after this file was exported", exportAgain)
		return nil
	}
	in.report.add(newItem(s.kind, rec, Removed))
	return s.kind.Remove(in.tx, at.id, rev)
}

// referred returns what a record, or group, with the fields refers to.
func referred(fields []store.Field, rv reflect.Value) []subject {
	var out []subject
	for _, f := range fields {
		v := rv.FieldByIndex(f.Index)
		switch {
		case f.Type == store.GroupField && f.List:
			for i := range v.Len() {
				out = append(out, referred(f.Fields, v.Index(i))...)
			}
		case f.Ref == "":
		case f.List:
			for i := range v.Len() {
				out = append(out, subject{f.Ref, v.Index(i).String()})
			}
		case v.String() != "":
			out = append(out, subject{f.Ref, v.String()})
		}
	}
	return out
}
