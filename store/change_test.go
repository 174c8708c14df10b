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
	"csp/store/kv/memkv"
)

// dump is all that a store holds, one line a key.
func dump(tb testing.TB, s *Store) string {
	tb.Helper()
	var b strings.Builder
	err := s.Engine().View(tb.Context(), func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%q %q\n", it.Key, it.Value)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func TestChangeThatFailsLeavesNothing(t *testing.T) {
	s := open(t)
	change(t, s, eastborough)
	before := dump(t, s)
	stop := errors.New("stop")
	for what, fn := range map[string]func(*Tx) error{
		"its own error": func(tx *Tx) error {
			_, err := tx.NextRef("EAS", 2026)
			return errors.Join(err, put(tx, &People, Person{Meta: Meta{ID: "b-lowe"}, Name: "Bea Lowe"}), stop)
		},
		"a mention of nothing": func(tx *Tx) error {
			return put(tx, &People, Person{Meta: Meta{ID: "b-lowe"}, Name: "Bea Lowe", Organisation: "nobody"})
		},
		"a record in use": func(tx *Tx) error { return People.Delete(tx, "a-marsh", 1) },
		"a conflict": func(tx *Tx) error {
			err := put(tx, &People, Person{Meta: Meta{ID: "b-lowe"}, Name: "Bea Lowe"})
			_, err2 := People.Put(tx, Person{Meta: Meta{ID: "a-marsh", Rev: 7}, Name: "Alex"})
			return errors.Join(err, err2)
		},
	} {
		_, err := s.Change(t.Context(), Change{Request: what, At: at}, fn)
		if err == nil {
			t.Errorf("%s is no error", what)
		}
		if after := dump(t, s); after != before {
			t.Errorf("%s leaves\n%s\nwant\n%s", what, after, before)
		}
	}
}

func TestConflictHasBothVersions(t *testing.T) {
	s := open(t)
	change(t, s, eastborough)
	change(t, s, func(tx *Tx) error { return put(tx, &People, Person{Meta: Meta{ID: "a-marsh"}, Name: "Alex Fen"}) })
	var c *ConflictError
	err := refused(t, s, func(tx *Tx) error {
		_, err := People.Put(tx, Person{Meta: Meta{ID: "a-marsh", Rev: 1}, Name: "Alex March"})
		return err
	})
	if !errors.As(err, &c) || !errors.Is(err, ErrConflict) {
		t.Fatalf("a stale write is answered with %v", err)
	}
	if mine, theirs := c.Mine.(*Person), c.Theirs.(*Person); mine.Name != "Alex March" || theirs.Name != "Alex Fen" || theirs.Rev != 2 {
		t.Errorf("the versions are %+v and %+v", mine, theirs)
	}
	err = refused(t, s, func(tx *Tx) error {
		_, err := People.Put(tx, Person{Meta: Meta{ID: "gone", Rev: 1}, Name: "Gone"})
		return err
	})
	if !errors.As(err, &c) || c.Theirs != nil {
		t.Errorf("a write of what has gone is answered with %v, %v", err, c.Theirs)
	}
	err = refused(t, s, func(tx *Tx) error { return Roles.Delete(tx, "chair", 7) })
	if !errors.As(err, &c) || c.Mine != nil || c.Theirs.(*Role).ID != "chair" {
		t.Errorf("a stale delete is answered with %v", err)
	}
	err = refused(t, s, func(tx *Tx) error { return Roles.Delete(tx, "nobody", 1) })
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("a delete of nothing is answered with %v", err)
	}
}

func TestWhatIsReferredToMustBeThere(t *testing.T) {
	s := open(t)
	change(t, s, eastborough)
	err := refused(t, s, func(tx *Tx) error {
		return errors.Join(
			put(tx, &People, Person{Meta: Meta{ID: "b-lowe"}, Name: "Bea Lowe", Organisation: "council"}),
			put(tx, &Roles, Role{Meta: Meta{ID: "sec"}, Role: "secretariat", Person: "c-day", Partnership: "east"}),
			Partnerships.Delete(tx, "east", 1))
	})
	var got []string
	for _, e := range FieldErrors(err) {
		got = append(got, e.Error())
	}
	want := []string{
		`people b-lowe: organisation: organisations has no record with the id "council": add it, or correct the id`,
		`roles sec: person: people has no record with the id "c-day": add it, or correct the id`,
	}
	if !slices.Equal(got, want) || !errors.Is(err, ErrNoSuch) || !errors.Is(err, ErrInUse) {
		t.Errorf("answered with %v", err)
	}
	var used *InUseError
	if !errors.As(err, &used) || used.FromID != "chair" || used.ID != "east" {
		t.Errorf("in use by %+v", used)
	}
	// What refers and what is referred to may go together, in either order,
	// and a record may come back.
	change(t, s, func(tx *Tx) error {
		return errors.Join(People.Delete(tx, "a-marsh", 1), Roles.Delete(tx, "chair", 1))
	})
	change(t, s, func(tx *Tx) error {
		return errors.Join(eastborough(tx), Partnerships.Delete(tx, "east", 1), east(tx))
	})
	// A mention that a later write of the change takes back need not be found.
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &People, Person{Meta: Meta{ID: "a-marsh"}, Name: "Alex", Organisation: "x"}), put(tx, &People, Person{Meta: Meta{ID: "a-marsh"}, Name: "Alex"}))
	})
}

func TestLastingRecordsStay(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error { return errors.Join(east(tx), put(tx, &Actions, action("a1", "EAS-26-001"))) })
	refused(t, s, func(tx *Tx) error { return Actions.Delete(tx, "a1", 1) })
}

func TestOneEntryARecordInAChange(t *testing.T) {
	s := open(t)
	person := func(id, name string) Person { return Person{Meta: Meta{ID: id}, Name: name} }
	change(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &People, person("a", "One")), put(tx, &People, person("b", "One")))
	})
	n := change(t, s, func(tx *Tx) error {
		err := errors.Join(put(tx, &People, person("a", "Two")), put(tx, &People, person("c", "Two")), put(tx, &People, person("a", "Three")))
		c, err2 := People.Get(tx, "c")
		b, err3 := People.Get(tx, "b")
		return errors.Join(err, err2, err3, People.Delete(tx, "c", c.Rev), People.Delete(tx, "b", b.Rev), put(tx, &People, person("b", "Four")), put(tx, &People, person("d", "Five")))
	})
	var got []string
	names := func(tx *Tx, e Entry) string {
		var names []string
		for _, b := range [][]byte{e.Before, e.After} {
			name := "-"
			if b != nil {
				rec, err := (&People).Decode(b)
				if err != nil {
					t.Fatal(err)
				}
				name = rec.(*Person).Name
			}
			names = append(names, name)
		}
		return e.ID + " " + strings.Join(names, " ")
	}
	view(t, s, func(tx *Tx) error {
		for e, err := range tx.Entries(n) {
			if err != nil {
				return err
			}
			got = append(got, names(tx, e))
		}
		set, err := tx.ChangeSet(n)
		if set.Size != 3 || set.Actor != "console" || !set.At.Equal(at) {
			t.Errorf("the change set is %+v", set)
		}
		return err
	})
	if g := strings.Join(got, ", "); g != "a One Three, b One Four, d - Five" {
		t.Errorf("entries are %s", g)
	}
	view(t, s, func(tx *Tx) error {
		for range tx.History("people", "c") {
			t.Error("what came and went in one change has a history")
		}
		return nil
	})
}

func TestHistoryIsNewestFirst(t *testing.T) {
	s := open(t)
	for _, name := range []string{"One", "Two", "", "Three", "Three"} {
		change(t, s, func(tx *Tx) error {
			if name != "" {
				return put(tx, &People, Person{Meta: Meta{ID: "a"}, Name: name})
			}
			a, err := People.Get(tx, "a")
			return errors.Join(err, People.Delete(tx, "a", a.Rev))
		})
	}
	var got, sets []string
	view(t, s, func(tx *Tx) error {
		for h, err := range tx.History("people", "a") {
			if err != nil {
				return err
			}
			got = append(got, fmt.Sprint(h.Set.Number, strings.Contains(string(h.Entry.Before), "Two"), h.Entry.Before == nil, h.Entry.After == nil))
			for e, err := range tx.Entries(h.Set.Number) {
				if err != nil || string(e.After) != string(h.Entry.After) || string(e.Before) != string(h.Entry.Before) {
					t.Errorf("the entry of change %d is %s to %s, in the history %s to %s", h.Set.Number, e.Before, e.After, h.Entry.Before, h.Entry.After)
				}
			}
		}
		for set, err := range tx.ChangeSets() {
			if err != nil {
				return err
			}
			sets = append(sets, fmt.Sprint(set.Number))
		}
		if n, err := tx.Count("people"); n != 1 || err != nil {
			t.Errorf("there are %d people, %v", n, err)
		}
		for id, want := range map[string]uint64{"a": 1, "nobody": 0} {
			if n, err := tx.FirstChange("people", id); n != want || err != nil {
				t.Errorf("%s was first stored by change %d, %v; want %d", id, n, err, want)
			}
		}
		return nil
	})
	// The last of the five changes changed nothing.
	if g := strings.Join(got, ", "); g != "4 false true false, 3 true false true, 2 false false false, 1 false true false" {
		t.Errorf("the history is %s", g)
	}
	if g := strings.Join(sets, " "); g != "4 3 2 1" {
		t.Errorf("the change sets are %s", g)
	}
}

func TestViewCannotWrite(t *testing.T) {
	s := open(t)
	change(t, s, eastborough)
	view(t, s, func(tx *Tx) error {
		if put(tx, &People, Person{Meta: Meta{ID: "b"}, Name: "Bea"}) == nil || Roles.Delete(tx, "chair", 1) == nil || tx.SetLastRef("EAS", 2026, 1) == nil {
			t.Error("a view writes")
		}
		return nil
	})
}

// failing is an engine whose writes fail from the nth on.
type failing struct {
	kv.Engine
	writes int
}

type failingWriter struct {
	kv.Writer
	e *failing
}

var errDisk = errors.New("disk full")

func (e *failing) Update(ctx context.Context, fn func(kv.Writer) error) error {
	return e.Engine.Update(ctx, func(w kv.Writer) error { return fn(failingWriter{w, e}) })
}

func (w failingWriter) Put(key, val []byte) error {
	if w.e.writes--; w.e.writes < 0 {
		return errDisk
	}
	return w.Writer.Put(key, val)
}

func TestEngineThatFailsFailsTheChange(t *testing.T) {
	e := &failing{memkv.New(), 1000}
	s, err := Open(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	before := dump(t, s)
	for n := range 100 {
		e.writes = n
		_, err := s.Change(t.Context(), Change{At: at}, eastborough)
		if err == nil {
			if n < 10 {
				t.Errorf("eastborough took %d writes", n)
			}
			return
		}
		if !errors.Is(err, errDisk) || dump(t, s) != before {
			t.Fatalf("after %d writes: %v", n, err)
		}
	}
	t.Error("it never succeeds")
}

// forgetful is an engine whose reads fail once, at the nth of an Update.
type forgetful struct {
	kv.Engine
	nth int
}

type forgetfulWriter struct {
	kv.Writer
	left *int
}

func (e *forgetful) Update(ctx context.Context, fn func(kv.Writer) error) error {
	left := e.nth
	return e.Engine.Update(ctx, func(w kv.Writer) error { return fn(forgetfulWriter{w, &left}) })
}

func (w forgetfulWriter) Get(key []byte) ([]byte, error) {
	if *w.left--; *w.left == 0 {
		return nil, errDisk
	}
	return w.Writer.Get(key)
}

// TestHalfARecordFailsTheChange although the change takes no notice of the
// error.
func TestHalfARecordFailsTheChange(t *testing.T) {
	failed, kept := 0, 0
	for nth := range 40 {
		e := &forgetful{Engine: memkv.New()}
		s, err := Open(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		change(t, s, func(tx *Tx) error {
			_, err := PrefixOf(tx, named("east", "East"))
			return errors.Join(err, eastborough(tx))
		})
		before := dump(t, s)
		e.nth = nth + 1
		_, err = s.Change(t.Context(), Change{At: at}, func(tx *Tx) error {
			_ = Roles.Delete(tx, "chair", 1)
			_ = People.Delete(tx, "a-marsh", 1)
			_ = Partnerships.Delete(tx, "east", 1)
			_ = put(tx, &People, Person{Meta: Meta{ID: "b"}, Name: "Bea"})
			return put(tx, &People, Person{Meta: Meta{ID: "b"}, Name: "Bea Lowe"})
		})
		if got := check(t, s); got != "" {
			t.Errorf("read %d fails, and with %v the store is left so: %s", e.nth, err, got)
		}
		if kept++; err != nil {
			kept--
			failed++
			if dump(t, s) != before {
				t.Errorf("read %d fails, and with %v the store is another", e.nth, err)
			}
		}
	}
	if failed == 0 || kept == 0 {
		t.Errorf("%d changes failed, %d did not", failed, kept)
	}
}

func TestRequestIDIsBounded(t *testing.T) {
	s := open(t)
	_, err := s.Change(t.Context(), Change{Request: strings.Repeat("x", 40_000)}, func(*Tx) error { t.Error("it runs"); return nil })
	if err == nil {
		t.Error("a request id of 40,000 bytes is taken")
	}
}
