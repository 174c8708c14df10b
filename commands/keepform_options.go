package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// keepOptions is the typeahead of the register's forms: the records that a
// field may name, by the beginning of a name.
func keepOptions(c *Call, tx *store.Tx, input, typed string) ([]Option, error) {
	f, ok := c.inputField(input)
	if !ok || f.Ref == "" {
		return nil, nil
	}
	out := &choice{c: c, tx: tx, seen: map[string]bool{}}
	none := !f.Required && !f.List && strings.HasPrefix(strings.ToLower(english.NotRecorded), strings.ToLower(strings.TrimSpace(typed)))
	if err := out.find(f.Ref, typed); err != nil {
		return nil, err
	}
	if none || !f.Required && !f.List && len(out.options) == 0 {
		out.options = append([]Option{{Label: english.NotRecorded, Value: noneValue}}, out.options...)
	}
	return out.options[:min(len(out.options), maxOptions)], nil
}

// inputField is the field of an input of the form that is being filled in.
func (c *Call) inputField(input string) (store.Field, bool) {
	_, verb, _ := strings.Cut(c.Form, ".")
	name, list, _ := strings.Cut(verb, "/")
	kind, ok := store.KindNamed(name)
	if !ok {
		return store.Field{}, false
	}
	field, _, _ := strings.Cut(input, ".")
	if list == "" {
		return fieldOf(kind, field)
	}
	group, ok := fieldOf(kind, list)
	if !ok {
		return group, false
	}
	for _, f := range group.Fields {
		if f.Name == field {
			return f, true
		}
	}
	return group, false
}

// choice gathers the records to choose from.
type choice struct {
	c       *Call
	tx      *store.Tx
	options []Option
	seen    map[string]bool
}

// Bounds of a typeahead, so that no register makes it slow.
const maxScanned = 1000

// find adds the records of a kind that are called so, those whose name begins
// so first; all of them when nothing was typed.
func (o *choice) find(kind, typed string) error {
	q := store.Fold(typed)
	if ids, err := (asking{Words: typed, Kinds: []string{kind}, team: o.c.Actor.Team}).ids(o.tx); err != nil {
		return err
	} else if len(ids) > 0 {
		if err := o.add(kind, ids[0].id, nil); err != nil {
			return err
		}
	}
	left := maxNames
	for h, err := range o.tx.NamedKind(kind, typed) {
		if left--; err != nil || left < 0 || len(o.options) >= maxOptions {
			if err != nil {
				return err
			}
			break
		}
		if err := o.add(h.Kind, h.ID, nil); err != nil {
			return err
		}
	}
	return o.scan(kind, q)
}

// scan adds the records whose label holds what was typed: some kinds have no
// names.
func (o *choice) scan(kind, q string) error {
	k, ok := store.KindNamed(kind)
	if !ok {
		return nil
	}
	left := maxScanned
	for rec, err := range k.Each(o.tx) {
		if left--; err != nil || left < 0 || len(o.options) >= maxOptions {
			return err
		}
		if q == "" || strings.Contains(store.Fold(keepLabel(o.tx, kind, rec)), q) {
			if err := o.add(kind, store.MetaOf(rec).ID, rec); err != nil {
				return err
			}
		}
	}
	return nil
}

// add adds a record that the one who asks may read, once.
func (o *choice) add(kind, id string, rec any) error {
	if o.seen[id] {
		return nil
	}
	o.seen[id] = true
	if rec == nil {
		f, err := load(o.tx, subject{kind, id})
		if err != nil {
			return err
		}
		rec = f.Rec
	}
	ok, err := o.c.may(o.tx, Read, about(rec))
	if err == nil && ok {
		o.options = append(o.options, Option{Label: keepLabel(o.tx, kind, rec), Value: id})
	}
	return err
}
