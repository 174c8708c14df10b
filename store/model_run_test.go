package store_test

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	. "csp/store"

	"pgregory.net/rapid"
)

// drawOp draws something that a change may do; most of it is in order.
func drawOp(rt *rapid.T, m *model) op {
	id := func(of string) string {
		return rapid.SampledFrom([]string{"", of + "1", of + "1", of + "2", of + "3"}).Draw(rt, of)
	}
	has := func(of string) string { return of + rapid.SampledFrom([]string{"1", "2", "3"}).Draw(rt, of) }
	name := func() string {
		return rapid.SampledFrom([]string{"Alex Marsh", "Marsh", "East board", "Anti-social East", "Môr", "O'Brien of East"}).Draw(rt, "name")
	}
	date := func() Date {
		return rapid.SampledFrom([]Date{{}, {2020, 1, 0}, {2020, 1, 2}, {2020, 1, 5}, {2020, 1, 9}}).Draw(rt, "date")
	}
	o := op{kind: rapid.SampledFrom([]string{"organisations", "people", "partnerships", "roles", "actions"}).Draw(rt, "kind")}
	switch o.kind {
	case "organisations":
		o.id = has("o")
		o.rec = &Organisation{Name: name(), Successor: id("o")}
	case "people":
		o.id = has("p")
		o.rec = &Person{Name: name(), Organisation: id("o")}
	case "partnerships":
		o.id = has("q")
		p := &Partnership{Name: name(), Aliases: []string{name()}}
		for range rapid.IntRange(0, 2).Draw(rt, "members") {
			p.Members = append(p.Members, Member{Organisation: has("o")})
		}
		o.rec = p
	case "roles":
		o.id = has("r")
		r := &Role{Person: id("p"), Role: rapid.SampledFrom([]string{"chair", "chair", "member"}).Draw(rt, "role"), Partnership: has("q"), From: date(), Until: date()}
		if !r.From.IsZero() && !r.Until.IsZero() && r.Until.Last().Before(r.From.First()) {
			r.Until = Date{}
		}
		o.rec = r
	case "actions":
		o.id = has("a")
		a := &Action{Partnership: has("q"), Text: name(), Owner: id("p"), Due: Due{Date: date()}, Status: rapid.SampledFrom([]string{"open", "done"}).Draw(rt, "status")}
		a.Ref = rapid.SampledFrom([]string{"", "", "EAS-26-001", "EAS-26-002", "EAS-26-007"}).Draw(rt, "ref")
		for range rapid.IntRange(0, 2).Draw(rt, "helpers") {
			a.Helpers = append(a.Helpers, has("p"))
		}
		o.rec = a
	}
	MetaOf(o.rec).ID = o.id
	if now := m.recs[key{o.kind, o.id}]; now != nil && rapid.IntRange(0, 4).Draw(rt, "unchanged") == 0 {
		k, _ := KindNamed(o.kind)
		o.rec, _ = k.Decode([]byte(asJSON(now)))
	}
	if rapid.IntRange(0, 4).Draw(rt, "delete") == 0 {
		o.rec = nil
	}
	o.stale = rapid.IntRange(0, 14).Draw(rt, "stale") < 2 && m.recs[key{o.kind, o.id}] != nil && o.kind != "actions"
	return o
}

// run carries an op out in the store.
func run(tx *Tx, o op) error {
	k, _ := KindNamed(o.kind)
	var rev uint64
	if had, err := k.Load(tx, o.id); err == nil {
		rev = MetaOf(had).Rev
	}
	if o.stale {
		rev += 1000
	}
	if o.rec == nil {
		return k.Remove(tx, o.id, rev)
	}
	// The record is the model's too, so it goes in as a copy.
	rec, err := k.Decode([]byte(asJSON(o.rec)))
	if err != nil {
		return err
	}
	MetaOf(rec).Rev = rev
	return k.Save(tx, rec)
}

// TestStoreIsItsModel does the same to a store and to its model, and compares
// all that the two can be asked. Every tenth store is a file.
func TestStoreIsItsModel(t *testing.T) {
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		s := open(t)
		if n++; n%10 == 0 {
			s = bolt(t)
		}
		behave(t, rt, s)
	})
}

func behave(t *testing.T, rt *rapid.T, s *Store) {
	m := newModel()
	base := []op{
		{kind: "organisations", id: "o1", rec: &Organisation{Meta: Meta{ID: "o1"}, Name: "Marsh"}},
		{kind: "people", id: "p1", rec: &Person{Meta: Meta{ID: "p1"}, Name: "Alex Marsh"}},
		{kind: "partnerships", id: "q1", rec: &Partnership{Meta: Meta{ID: "q1"}, Name: "East board"}},
		{kind: "roles", id: "r1", rec: &Role{Meta: Meta{ID: "r1"}, Role: "chair", Partnership: "q1", Until: Date{2020, 1, 0}}},
	}
	for range rapid.IntRange(1, 8).Draw(rt, "changes") {
		ops := base
		base = nil
		for range rapid.IntRange(1, 6).Draw(rt, "ops") {
			ops = append(ops, drawOp(rt, m))
		}
		next := m.clone()
		want := next.apply(ops)
		_, err := s.Change(t.Context(), Change{At: at}, func(tx *Tx) error {
			for _, o := range ops {
				if err := run(tx, o); err != nil {
					return err
				}
			}
			return nil
		})
		if want == nil {
			m = next
		}
		if (err == nil) != (want == nil) {
			rt.Fatalf("the store answers %v, the model %v", err, want)
		}
		for _, sentinel := range []error{ErrConflict, ErrNotFound, ErrTaken, ErrInUse, ErrNoSuch, ErrLoop, ErrTwoChairs} {
			if errors.Is(err, sentinel) != errors.Is(want, sentinel) {
				rt.Fatalf("the store answers %v, the model %v", err, want)
			}
		}
	}
	view(t, s, func(tx *Tx) error { compare(rt, tx, m); return nil })
	found, err := s.Check(t.Context())
	if err != nil || len(found) > 0 {
		rt.Fatalf("check: %q, %v", found, err)
	}
}

// same fails when what the store yields is not what the model has.
func same[T any](rt *rapid.T, what string, seq iter.Seq2[T, error], word func(T) string, want []string) {
	rt.Helper()
	var got []string
	for v, err := range seq {
		if err != nil {
			rt.Fatalf("%s: %v", what, err)
		}
		got = append(got, word(v))
	}
	if !slices.Equal(got, want) {
		rt.Fatalf("%s: %q, want %q", what, got, want)
	}
}

func compare(rt *rapid.T, tx *Tx, m *model) {
	if n, err := tx.Revision(); n != uint64(len(m.sets)) || err != nil {
		rt.Fatalf("the revision is %d, %v; want %d", n, err, len(m.sets))
	}
	for _, k := range Table {
		kind, _ := k.Called()
		var want []string
		for _, id := range m.ids(kind) {
			want = append(want, asJSON(m.recs[key{kind, id}]))
			same(rt, "what refers to "+id, tx.Referring(kind, id), func(r Reference) string { return fmt.Sprint(r) }, words(m.referring(kind, id)))
		}
		same(rt, kind, k.Each(tx), asJSON, want)
		if n, err := tx.Count(kind); n != len(want) || err != nil {
			rt.Fatalf("%d %s are counted, %v; want %d", n, kind, err, len(want))
		}
		same(rt, "words of "+kind, tx.Texts(kind), func(h SearchHit) string { return h.ID }, m.ids(kind))
	}
	compareIndexes(rt, tx, m)
	compareHistory(rt, tx, m)
	for _, q := range []string{"east", "marsh", "m", "asb", "obrien of e", "eas 26 00", "nobody"} {
		same(rt, "named "+q, tx.Named(q), func(h NameHit) string { return h.Kind + " " + h.Name + "\x00" + h.ID }, m.named(q))
	}
	refs, err := tx.LastRefs()
	for _, c := range refs {
		if m.counters[fmt.Sprint(c.Prefix, " ", c.Year)] != c.Last {
			rt.Fatalf("counter %v, want %v", c, m.counters)
		}
	}
	if len(refs) != len(m.counters) || err != nil {
		rt.Fatalf("counters %v, %v; want %v", refs, err, m.counters)
	}
}

func words(refs []Reference) []string {
	var out []string
	for _, r := range refs {
		out = append(out, fmt.Sprint(r))
	}
	return out
}

func compareIndexes(rt *rapid.T, tx *Tx, m *model) {
	var roles, open, refs []string
	for k, rec := range m.recs {
		switch r := rec.(type) {
		case *Role:
			roles = append(roles, strings.Join([]string{r.Partnership, r.Role, r.From.String(), k.id}, "\x00"))
		case *Action:
			if r.Status == "open" {
				open = append(open, strings.Join([]string{r.Partnership, r.Due.String(), k.id}, "\x00"))
			}
			if r.Ref != "" {
				refs = append(refs, strings.Join([]string{r.Ref, k.id}, "\x00"))
			}
		}
	}
	lastWords := func(keys []string, back bool, prefix string) []string {
		slices.Sort(keys)
		var ids []string
		for _, k := range keys {
			if strings.HasPrefix(k, prefix) {
				ids = append(ids, k[strings.LastIndexByte(k, 0)+1:])
			}
		}
		if back {
			slices.Reverse(ids)
		}
		return ids
	}
	role := func(r Role) string { return r.ID }
	act := func(a Action) string { return a.ID }
	same(rt, "roles", Roles.By(tx, "of"), role, lastWords(roles, false, ""))
	same(rt, "roles back", Roles.ByBack(tx, "of"), role, lastWords(roles, true, ""))
	same(rt, "chairs", Roles.By(tx, "of", "q1", "chair"), role, lastWords(roles, false, "q1\x00chair\x00"))
	same(rt, "open", Actions.By(tx, "open"), act, lastWords(open, false, ""))
	same(rt, "refs", Actions.ByBack(tx, "ref"), act, lastWords(refs, true, ""))
	for _, id := range m.ids("people") {
		var ids []string
		for _, ref := range m.referring("people", id) {
			if ref.From == "actions" && !slices.Contains(ids, ref.FromID) {
				ids = append(ids, ref.FromID)
			}
		}
		same(rt, "actions of "+id, Actions.Of(tx, "people", id), act, ids)
	}
}

func compareHistory(rt *rapid.T, tx *Tx, m *model) {
	history := map[key][]string{}
	for i, set := range m.sets {
		n := uint64(i + 1)
		var want []string
		for k, e := range set {
			line := fmt.Sprint(k.kind, " ", k.id, " ", e.before, " ", e.after)
			want = append(want, line)
			history[k] = append([]string{fmt.Sprint(n, " ", line)}, history[k]...)
		}
		slices.Sort(want)
		var got []string
		for e, err := range tx.Entries(n) {
			if err != nil {
				rt.Fatal(err)
			}
			got = append(got, entryLine(e))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			rt.Fatalf("change %d: %q, want %q", n, got, want)
		}
	}
	for k := range maps.Keys(history) {
		same(rt, "history of "+k.id, tx.History(k.kind, k.id), func(h HistoryItem) string {
			return fmt.Sprint(h.Set.Number, " ", entryLine(h.Entry))
		}, history[k])
	}
}

func entryLine(e Entry) string {
	return fmt.Sprint(e.Kind, " ", e.ID, " ", string(e.Before), " ", string(e.After))
}
