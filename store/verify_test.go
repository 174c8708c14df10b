package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	. "csp/store"
	"csp/store/kv"
)

func check(tb testing.TB, s *Store) string {
	tb.Helper()
	found, err := s.Check(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Join(found, "\n")
}

// busy is a store in which all that can happen has happened.
func busy(tb testing.TB) *Store {
	s := open(tb)
	change(tb, s, func(tx *Tx) error {
		return errors.Join(eastborough(tx), put(tx, &Plans, Plan{Meta: Meta{ID: "plan"}, Title: "The plan", Partnership: "east"}))
	})
	_, err := s.Change(tb.Context(), Change{Request: "V1", At: at}, func(tx *Tx) error {
		r, err := Roles.Get(tx, "chair")
		return errors.Join(err, Roles.Delete(tx, "chair", r.Rev), put(tx, &Actions, action("a1", "ZED-26-001")),
			put(tx, &People, Person{Meta: Meta{ID: "a-marsh"}, Name: "Alex Fen"}))
	})
	if err != nil {
		tb.Fatal(err)
	}
	n := change(tb, s, func(tx *Tx) error { return put(tx, &Issues, Issue{Meta: Meta{ID: "dogs"}, Text: "Dogs"}) })
	change(tb, s, func(tx *Tx) error { return undo(tx, n) })
	return s
}

func TestCheckFindsNothingWrong(t *testing.T) {
	if got := check(t, open(t)); got != "" {
		t.Errorf("an empty store: %s", got)
	}
	s := busy(t)
	if got := check(t, s); got != "" {
		t.Errorf("a busy store: %s", got)
	}
	change(t, s, everything)
	if got := check(t, s); got != "" {
		t.Errorf("a store with a record of every kind: %s", got)
	}
}

// TestCheckMissesNothing takes out each key in turn, and changes each value:
// whatever it is, Check tells of it.
func TestCheckMissesNothing(t *testing.T) {
	s := busy(t)
	e := s.Engine()
	var items []kv.Item
	err := e.View(t.Context(), func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			items = append(items, it)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	write := func(fn func(kv.Writer) error) {
		if err := e.Update(t.Context(), fn); err != nil {
			t.Fatal(err)
		}
	}
	for _, it := range items {
		parts, err := kv.Parse(it.Key)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(parts[:2]) == "[m format]" {
			continue // Open looks at it
		}
		write(func(w kv.Writer) error { return w.Delete(it.Key) })
		if check(t, s) == "" {
			t.Errorf("%q is gone unseen", parts)
		}
		if len(it.Value) > 0 {
			write(func(w kv.Writer) error { return w.Put(it.Key, append([]byte("x"), it.Value...)) })
			if check(t, s) == "" {
				t.Errorf("%q changes unseen", parts)
			}
		}
		write(func(w kv.Writer) error { return w.Put(it.Key, it.Value) })
	}
	for _, key := range [][]byte{
		kv.Key("z"),
		{0xfe},
		kv.Key("k", "pets", "rex"), kv.Key("c", uint64(99)), kv.Key("h", "people", "a-marsh", uint64(9)),
		kv.Key("i", "plans", "until", "2020", "nobody"), kv.Key("i", "plans", "until", "2020", "plan"), kv.Key("i"), kv.Key("i", "plans", 7),
		kv.Key("n", "people", "bea", "nobody"), kv.Key("w", "people", "fen marsh", "a-marsh"), kv.Key("s", "people", "nobody"),
		kv.Key("r", "people", "a-marsh", "roles", "chair", "person"), kv.Key("p", "to", "XYZ"),
		kv.Key("b", "console", uint64(9)), kv.Key("b", 1), kv.Key("u", uint64(1)), kv.Key("o", 1, "V9"), kv.Key("o"),
	} {
		write(func(w kv.Writer) error { return w.Put(key, nil) })
		if check(t, s) == "" {
			t.Errorf("%q appears unseen", key)
		}
		write(func(w kv.Writer) error { return w.Delete(key) })
	}
	if got := check(t, s); got != "" {
		t.Errorf("put right again: %s", got)
	}
}

// TestCheckSpeaksPlainly shows the sentences.
func TestCheckSpeaksPlainly(t *testing.T) {
	for _, c := range []struct {
		gone []byte
		want string
	}{
		{kv.Key("k", "people", "a-marsh"), "people: there are 0, but 1 are counted.\nThe entry n/people/alex fen/a-marsh does not agree with people a-marsh."},
		{kv.Key("i", "actions", "ref", "ZED-26-001", "a1"), "actions a1: the entry i/actions/ref/ZED-26-001/a1 is missing."},
		{kv.Key("f", "ZED", 2026), "actions: ZED-26-001 is in use, but it is not counted as given out."},
		{kv.Key("c", uint64(2)), "Change 2: it is missing."},
		{kv.Key("p", "of", "east"), "The made prefix p/to/ZED: it is missing."},
		{kv.Key("k", "partnerships", "east"), "actions a1: partnership names partnerships east, which is not there."},
		{kv.Key("s", "people", "a-marsh"), "people a-marsh: its search words are missing."},
	} {
		s := busy(t)
		if err := s.Engine().Update(t.Context(), func(w kv.Writer) error { return w.Delete(c.gone) }); err != nil {
			t.Fatal(err)
		}
		got := strings.Split(check(t, s), "\n")
		for _, want := range strings.Split(c.want, "\n") {
			if !slices.Contains(got, want) {
				t.Errorf("without %q:\n%s\nwant\n%s", c.gone, strings.Join(got, "\n"), want)
			}
		}
	}
}

func TestCheckHasAnEnd(t *testing.T) {
	s := open(t)
	err := s.Engine().Update(t.Context(), func(w kv.Writer) error {
		for i := range 500 {
			if err := w.Put(kv.Key("z", i), nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Split(check(t, s), "\n"); len(got) != 201 || !strings.HasPrefix(got[200], "More is wrong") {
		t.Errorf("%d things are told, at last %s", len(got), got[len(got)-1])
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Check(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a check that is cancelled: %v", err)
	}
}
