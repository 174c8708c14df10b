package store_test

import (
	"errors"
	"testing"

	. "csp/store"
)

func named(id, name string) Partnership {
	return Partnership{Meta: Meta{ID: id}, Name: name}
}

// prefixOf asks for the prefix of a stored partnership.
func prefixOf(t *testing.T, tx *Tx, id string) string {
	t.Helper()
	p, err := Partnerships.Get(tx, id)
	if err != nil {
		t.Fatal(err)
	}
	s, err := PrefixOf(tx, p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPrefixIsMadeOfTheName(t *testing.T) {
	for _, c := range []struct {
		p    Partnership
		want string
	}{
		{named("x", "Darlington"), "DAR"},
		{named("x", "Ynys Môn"), "YNY"},
		{named("x", "Ŷ Ŵ Ô"), "YWO"},
		{Partnership{Meta: Meta{ID: "x"}, Name: "42", Area: "Leeds"}, "LEE"},
		{Partnership{Meta: Meta{ID: "x"}, Name: "D", Area: "Leeds"}, "DLE"},
		{named("7", "東京"), "CSP"},
		{Partnership{Meta: Meta{ID: "x"}, Name: "Darlington", Prefix: "DTN"}, "DTN"},
	} {
		s := open(t)
		view(t, s, func(tx *Tx) error {
			if got, err := PrefixOf(tx, c.p); got != c.want || err != nil {
				t.Errorf("%s: %s, %v; want %s", c.p.Name, got, err, c.want)
			}
			return nil
		})
	}
}

func TestMadePrefixesAreUniqueAndStay(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Partnerships, named("a", "Darlington")), put(tx, &Partnerships, named("b", "Dartford")),
			put(tx, &Partnerships, named("c", "Dart")), put(tx, &Partnerships, named("d", "Dar")), put(tx, &Partnerships, named("e", "Dar")))
	})
	view(t, s, func(tx *Tx) error {
		if a, b := prefixOf(t, tx, "a"), prefixOf(t, tx, "b"); a != "DAR" || b != "DAR" {
			t.Errorf("a view keeps a prefix: %s, %s", a, b)
		}
		return nil
	})
	want := map[string]string{"b": "DAR", "a": "DARL", "c": "DART", "d": "DARA", "e": "DARB"}
	change(t, s, func(tx *Tx) error {
		for _, id := range []string{"b", "a", "c", "d", "e"} {
			if got := prefixOf(t, tx, id); got != want[id] {
				t.Errorf("%s gets %s, want %s", id, got, want[id])
			}
		}
		return nil
	})
	view(t, s, func(tx *Tx) error {
		for id, w := range want {
			if got := prefixOf(t, tx, id); got != w {
				t.Errorf("%s has %s, want %s", id, got, w)
			}
		}
		return nil
	})
	// A prefix that is recorded goes to whom it is recorded for.
	change(t, s, func(tx *Tx) error {
		p := named("f", "Dorchester")
		p.Prefix = "DAR"
		err := put(tx, &Partnerships, p)
		if got := prefixOf(t, tx, "b"); got != "DARTF" {
			t.Errorf("b goes on with %s", got)
		}
		return err
	})
	// When a partnership goes, its prefix is free again.
	change(t, s, func(tx *Tx) error {
		a, err := Partnerships.Get(tx, "a")
		if err != nil {
			return err
		}
		return errors.Join(Partnerships.Delete(tx, "a", a.Rev), put(tx, &Partnerships, named("g", "Darley")))
	})
	change(t, s, func(tx *Tx) error {
		if got := prefixOf(t, tx, "g"); got != "DARL" {
			t.Errorf("g gets %s", got)
		}
		return nil
	})
}

func TestPrefixMovesWithItsReferences(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		a := action("a1", "DARL-26-004")
		d := Decision{Meta: Meta{ID: "d1"}, Text: "Renew", Partnerships: []string{"west"}, Ref: "DAR-D-26-001"}
		return errors.Join(put(tx, &Partnerships, named("east", "Darlington")), put(tx, &Partnerships, named("west", "Dartford")),
			put(tx, &Actions, a), put(tx, &Decisions, d))
	})
	view(t, s, func(tx *Tx) error {
		if e, w := prefixOf(t, tx, "east"), prefixOf(t, tx, "west"); e != "DARL" || w != "DAR" {
			t.Errorf("after an import the prefixes are %s and %s", e, w)
		}
		return nil
	})
}

func TestRecordedPrefixIsUnique(t *testing.T) {
	s := open(t)
	with := func(id, prefix string) Partnership {
		p := named(id, "Partnership "+id)
		p.Prefix = prefix
		return p
	}
	change(t, s, func(tx *Tx) error { return put(tx, &Partnerships, with("b", "DAR")) })
	err := refused(t, s, func(tx *Tx) error { return put(tx, &Partnerships, with("a", "DAR")) })
	var c *ClashError
	if !errors.As(err, &c) || !errors.Is(err, ErrTaken) || c.ID != "a" || c.Other != "b" || c.Field != "prefix" {
		t.Errorf("a second DAR is answered with %v", err)
	}
	// In one change two may swap, in either order.
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Partnerships, with("a", "DAR")), put(tx, &Partnerships, with("b", "DUR")))
	})
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Partnerships, with("c", "LEE")), put(tx, &Partnerships, with("d", "LEE")), put(tx, &Partnerships, with("c", "LEA")))
	})
}
