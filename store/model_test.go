package store_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	. "csp/store"
)

// model is the store as plain maps: what it holds, and by what rules. It
// looks at everything each time, and so is right where the store is fast.
type model struct {
	recs     map[key]any // pointers to records
	sets     []map[key]edit
	counters map[string]int
}

type key struct{ kind, id string }

// edit is a record's part in a change, as JSON; "" for none.
type edit struct{ before, after string }

func newModel() *model { return &model{recs: map[key]any{}, counters: map[string]int{}} }

func (m *model) clone() *model {
	return &model{maps.Clone(m.recs), slices.Clone(m.sets), maps.Clone(m.counters)}
}

func asJSON(rec any) string {
	if rec == nil {
		return ""
	}
	b, err := json.Marshal(rec)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// op is one thing a change does.
type op struct {
	kind, id string
	rec      any  // what is put; nil: the record is deleted
	stale    bool // by somebody who read it long ago
}

// apply does what a change does, or returns the sentinel that refuses it.
func (m *model) apply(ops []op) error {
	set := map[key]edit{}
	deleted := map[key]bool{}
	for _, o := range ops {
		k := key{o.kind, o.id}
		old := m.recs[k]
		if o.rec == nil && old == nil {
			return ErrNotFound
		}
		if o.stale {
			return ErrConflict
		}
		if o.rec == nil {
			if o.kind == "actions" {
				return errLasting
			}
			delete(m.recs, k)
			deleted[k] = true
		} else if err := m.put(k, old, o.rec); err != nil {
			return err
		}
		e, again := set[k]
		if !again {
			e.before = asJSON(old)
		}
		if e.after = asJSON(m.recs[k]); again || e.before != e.after {
			set[k] = e
		}
	}
	for k, e := range set {
		if e.before == "" && e.after == "" {
			delete(set, k)
		}
	}
	if len(set) > 0 {
		m.sets = append(m.sets, set)
	}
	return m.whole(deleted)
}

var errLasting = errors.New("lasting")

func (m *model) put(k key, old, rec any) error {
	if a, ok := rec.(*Action); ok {
		if was, ok := old.(*Action); ok && was.Ref != "" {
			if a.Ref != "" && a.Ref != was.Ref {
				return errChanged
			}
			a.Ref = was.Ref
		}
		for other, r := range m.recs {
			if b, ok := r.(*Action); ok && other != k && a.Ref != "" && b.Ref == a.Ref {
				return ErrTaken
			}
		}
		if prefix, year, n, ok := ParseRef(a.Ref); ok {
			c := fmt.Sprint(prefix, " ", year)
			m.counters[c] = max(m.counters[c], n)
		}
	}
	MetaOf(rec).Rev = 0
	if old != nil {
		MetaOf(rec).Rev = MetaOf(old).Rev
	}
	if old == nil || asJSON(old) != asJSON(rec) {
		MetaOf(rec).Rev = uint64(len(m.sets) + 1)
		m.recs[k] = rec
	}
	return nil
}

var errChanged = errors.New("a reference changes")

// whole makes the checks of a change that is done.
func (m *model) whole(deleted map[key]bool) error {
	var errs []error
	for from, rec := range m.recs {
		for _, ref := range mentions(from, rec) {
			to := key{ref.Kind, ref.ID}
			if m.recs[to] == nil && deleted[to] {
				errs = append(errs, ErrInUse)
			} else if m.recs[to] == nil {
				errs = append(errs, ErrNoSuch)
			}
		}
		at, seen := rec, map[string]bool{}
		for {
			o, ok := at.(*Organisation)
			if !ok || o.Successor == "" {
				break
			}
			if seen[o.ID] {
				errs = append(errs, ErrLoop)
				break
			}
			seen[o.ID] = true
			at = m.recs[key{"organisations", o.Successor}]
		}
		if r, ok := rec.(*Role); ok && r.Role == "chair" {
			for other, o := range m.recs {
				if q, ok := o.(*Role); ok && other != from && q.Role == "chair" && q.Partnership == r.Partnership && mustOverlap(*r, *q) {
					errs = append(errs, ErrTwoChairs)
				}
			}
		}
	}
	return errors.Join(errs...)
}

// mentions are what a record refers to.
func mentions(from key, rec any) []Reference {
	var out []Reference
	add := func(field, kind, id string) {
		if id != "" {
			out = append(out, Reference{from.kind, from.id, field, kind, id})
		}
	}
	switch r := rec.(type) {
	case *Organisation:
		add("successor", "organisations", r.Successor)
	case *Person:
		add("organisation", "organisations", r.Organisation)
	case *Partnership:
		for _, x := range r.Members {
			add("members.organisation", "organisations", x.Organisation)
		}
	case *Role:
		add("person", "people", r.Person)
		add("partnership", "partnerships", r.Partnership)
	case *Action:
		add("partnership", "partnerships", r.Partnership)
		add("owner", "people", r.Owner)
		for _, id := range r.Helpers {
			add("helpers", "people", id)
		}
	}
	return out
}

// ids are the ids of a kind, in order.
func (m *model) ids(kind string) []string {
	var ids []string
	for k := range m.recs {
		if k.kind == kind {
			ids = append(ids, k.id)
		}
	}
	slices.Sort(ids)
	return ids
}

// referring lists what refers to a record.
func (m *model) referring(kind, id string) []Reference {
	var out []Reference
	for k, rec := range m.recs {
		for _, ref := range mentions(k, rec) {
			if ref.Kind == kind && ref.ID == id {
				out = append(out, ref)
			}
		}
	}
	slices.SortFunc(out, func(a, b Reference) int {
		return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.FromID, b.FromID), strings.Compare(a.Field, b.Field))
	})
	return slices.Compact(out) // two helpers may be one person
}

// named lists kind/id of what a query finds in the three classes, in order.
func (m *model) named(query string) []string {
	var out []string
	q := Fold(query)
	for class := range 3 {
		for _, k := range Table {
			kind, _ := k.Called()
			var hits []string
			for id, rec := range m.recs {
				if id.kind != kind {
					continue
				}
				for _, name := range k.NamesOf(rec) {
					hits = append(hits, hitsIn(Fold(name), q, class, id.id)...)
				}
			}
			slices.Sort(hits)
			for _, h := range slices.Compact(hits) {
				out = append(out, kind+" "+h)
			}
		}
	}
	return out
}

func hitsIn(name, q string, class int, id string) []string {
	words := strings.Split(name, " ")
	var out []string
	for i := range words {
		rest := strings.Join(words[i:], " ")
		is := 2
		if i == 0 && rest == q {
			is = 0
		} else if i == 0 {
			is = 1
		}
		if _, _, _, ref := ParseRef(strings.ToUpper(strings.ReplaceAll(name, " ", "-"))); ref && i > 0 {
			break
		}
		if strings.HasPrefix(rest, q) && is == class {
			out = append(out, rest+"\x00"+id)
		}
	}
	return out
}
