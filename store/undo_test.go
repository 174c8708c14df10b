package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	. "csp/store"
)

func undo(tx *Tx, n uint64) error {
	_, err := tx.Undo(n, DateOf(at), "Alex Marsh")
	return err
}

// all is every record of a store as JSON without its revision, by kind and id.
func all(t *testing.T, s *Store) map[string]string {
	out := map[string]string{}
	view(t, s, func(tx *Tx) error {
		for _, k := range slices.Concat(Table, Beside) {
			for rec, err := range k.Each(tx) {
				if err != nil {
					return err
				}
				name, _ := k.Called()
				MetaOf(rec).Rev = 0
				out[name+" "+MetaOf(rec).ID] = asJSON(rec)
			}
		}
		return nil
	})
	return out
}

// sound fails when Check finds anything.
func sound(t *testing.T, s *Store) {
	t.Helper()
	if got := check(t, s); got != "" {
		t.Fatalf("check: %s", got)
	}
}

func TestUndoPutsEveryRecordBack(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		return errors.Join(eastborough(tx), put(tx, &Issues, Issue{Meta: Meta{ID: "dogs"}, Text: "Dogs"}))
	})
	before := all(t, s)
	n := change(t, s, func(tx *Tx) error {
		p, err := Partnerships.Get(tx, "east")
		p.Name = "Another name"
		_, err2 := Partnerships.Put(tx, p)
		i, err3 := Issues.Get(tx, "dogs")
		return errors.Join(err, err2, err3, Issues.Delete(tx, "dogs", i.Rev),
			put(tx, &Organisations, Organisation{Meta: Meta{ID: "new"}, Name: "New"}))
	})
	after := all(t, s)
	m := change(t, s, func(tx *Tx) error { return undo(tx, n) })
	if got := all(t, s); fmt.Sprint(got) != fmt.Sprint(before) {
		t.Errorf("undone: %v, want %v", got, before)
	}
	sound(t, s)

	// Once more is refused, and says by what; the undo itself can be undone.
	err := refused(t, s, func(tx *Tx) error { return undo(tx, n) })
	var undone *UndoneError
	if !errors.As(err, &undone) || undone.By.Number != m || !errors.Is(err, ErrUndone) {
		t.Errorf("undone twice: %v", err)
	}
	k := change(t, s, func(tx *Tx) error { return undo(tx, m) })
	if got := all(t, s); fmt.Sprint(got) != fmt.Sprint(after) {
		t.Errorf("put back: %v, want %v", got, after)
	}
	view(t, s, func(tx *Tx) error {
		_, back, err := tx.TakenBack(n)
		by, again, err2 := tx.TakenBack(m)
		if back || !again || by.Number != k || by.Undoes != m {
			t.Errorf("the change is taken back: %v; its undo: %v by %v", back, again, by)
		}
		return errors.Join(err, err2)
	})
	// The change was put back, so that it can be taken back again, by its
	// first number too.
	change(t, s, func(tx *Tx) error { return undo(tx, n) })
	if got := all(t, s); fmt.Sprint(got) != fmt.Sprint(before) {
		t.Errorf("undone again: %v, want %v", got, before)
	}
	sound(t, s)
}

func TestUndoIsRefusedWhereOthersHaveBuiltOn(t *testing.T) {
	for name, c := range map[string]struct {
		then func(tx *Tx) error
		want string // the records in the way
	}{
		"a record was written again": {func(tx *Tx) error {
			o, err := Organisations.Get(tx, "new")
			o.Name = "Newer"
			_, err2 := Organisations.Put(tx, o)
			return errors.Join(err, err2)
		}, "organisations new"},
		"a record was deleted": {func(tx *Tx) error {
			o, err := Organisations.Get(tx, "new")
			return errors.Join(err, Organisations.Delete(tx, "new", o.Rev))
		}, "organisations new"},
		"another record refers to it": {func(tx *Tx) error {
			return put(tx, &People, Person{Meta: Meta{ID: "p"}, Name: "P", Organisation: "new"})
		}, "people p"},
		"what it had named is gone": {func(tx *Tx) error {
			o, err := Organisations.Get(tx, "old")
			return errors.Join(err, Organisations.Delete(tx, "old", o.Rev))
		}, "organisations old"},
		"its chair's time is taken": {func(tx *Tx) error {
			return put(tx, &Roles, Role{Meta: Meta{ID: "r2"}, Role: "chair", Partnership: "east", From: Date{2026, 1, 1}})
		}, "roles r2"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			change(t, s, func(tx *Tx) error {
				return errors.Join(
					put(tx, &Partnerships, named("east", "East")),
					put(tx, &Organisations, Organisation{Meta: Meta{ID: "old"}, Name: "Old"}),
					put(tx, &People, Person{Meta: Meta{ID: "a"}, Name: "A", Organisation: "old"}),
					put(tx, &Roles, Role{Meta: Meta{ID: "r1"}, Role: "chair", Partnership: "east"}))
			})
			n := change(t, s, func(tx *Tx) error {
				a, err := People.Get(tx, "a")
				a.Organisation = ""
				_, err2 := People.Put(tx, a)
				r, err3 := Roles.Get(tx, "r1")
				r.Until = Date{2025, 12, 31}
				_, err4 := Roles.Put(tx, r)
				return errors.Join(err, err2, err3, err4, put(tx, &Organisations, Organisation{Meta: Meta{ID: "new"}, Name: "New"}))
			})
			later := change(t, s, c.then)
			err := refused(t, s, func(tx *Tx) error { return undo(tx, n) })
			var moved *MovedOnError
			if !errors.As(err, &moved) || !errors.Is(err, ErrMovedOn) {
				t.Fatalf("got %v", err)
			}
			var got []string
			for _, m := range moved.Moves {
				got = append(got, m.Kind+" "+m.ID)
				if m.By.Number != later {
					t.Errorf("%s %s by change %d, want %d", m.Kind, m.ID, m.By.Number, later)
				}
			}
			if strings.Join(got, ", ") != c.want || moved.Total != len(got) {
				t.Errorf("in the way: %v of %d, want %s", got, moved.Total, c.want)
			}
			// Once that is taken back, nothing is in the way.
			change(t, s, func(tx *Tx) error { return undo(tx, later) })
			change(t, s, func(tx *Tx) error { return undo(tx, n) })
			sound(t, s)
		})
	}
}

func TestUndoCancelsWhatIsNeverDeleted(t *testing.T) {
	s := open(t)
	change(t, s, eastborough)
	n := change(t, s, func(tx *Tx) error {
		a := action("a1", "EAS-26-004")
		a.Owner, a.Decision = "new", "d1"
		return errors.Join(put(tx, &People, Person{Meta: Meta{ID: "new"}, Name: "New"}),
			put(tx, &People, Person{Meta: Meta{ID: "other"}, Name: "Other"}),
			put(tx, &Decisions, Decision{Meta: Meta{ID: "d1"}, Ref: "EAS-D-26-002", Partnerships: []string{"east"}, Text: "Do", Status: "taken"}),
			put(tx, &Actions, a))
	})
	after := all(t, s)
	var done Undone
	m := change(t, s, func(tx *Tx) error {
		var err error
		done, err = tx.Undo(n, DateOf(at), "Alex Marsh")
		return err
	})
	if done.Cancelled != 2 || done.Kept != 1 || done.Number != n {
		t.Errorf("got %+v", done)
	}
	view(t, s, func(tx *Tx) error {
		a, err := Actions.Get(tx, "a1")
		d, err2 := Decisions.Get(tx, "d1")
		last, err3 := tx.LastRef("EAS", 2026)
		if a.Status != "cancelled" || a.Ref != "EAS-26-004" || a.Closed != DateOf(at) || a.ClosedBy != "Alex Marsh" || d.Status != "cancelled" || last != 4 {
			t.Errorf("got %+v, %+v, last %d", a, d, last)
		}
		if _, err := People.Get(tx, "other"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a person that nothing names stays: %v", err)
		}
		return errors.Join(err, err2, err3)
	})
	sound(t, s)
	change(t, s, func(tx *Tx) error { return undo(tx, m) })
	if got := all(t, s); fmt.Sprint(got) != fmt.Sprint(after) {
		t.Errorf("put back: %v, want %v", got, after)
	}
	sound(t, s)
}

// A whole register that came by mistake goes whole, but its numbers stay used.
func TestUndoOfAWholeRegister(t *testing.T) {
	s := open(t)
	n := change(t, s, everything)
	after := all(t, s)
	m := change(t, s, func(tx *Tx) error { return undo(tx, n) })
	if got := all(t, s); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
	view(t, s, func(tx *Tx) error {
		refs, err := tx.LastRefs()
		if len(refs) == 0 {
			t.Error("the numbers of its references are free again")
		}
		return err
	})
	sound(t, s)
	change(t, s, func(tx *Tx) error { return undo(tx, m) })
	if got := all(t, s); fmt.Sprint(got) != fmt.Sprint(after) {
		t.Errorf("put back: %v, want %v", got, after)
	}
	sound(t, s)
}

func TestUndoOfWhatThereIsNot(t *testing.T) {
	s := open(t)
	n := change(t, s, eastborough)
	if err := refused(t, s, func(tx *Tx) error { return undo(tx, n+1) }); !errors.Is(err, ErrNotFound) {
		t.Errorf("a change that was never made: %v", err)
	}
	refused(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Issues, Issue{Meta: Meta{ID: "x"}, Text: "X"}), undo(tx, n))
	})
	view(t, s, func(tx *Tx) error {
		if err := undo(tx, n); err == nil {
			t.Error("a view undoes")
		}
		return nil
	})
}

func TestChangesBy(t *testing.T) {
	s := open(t)
	for i, who := range []string{"T1/U1", "T1/U10", "T1/U1", "console"} {
		_, err := s.Change(t.Context(), Change{Actor: who, At: at}, func(tx *Tx) error {
			return put(tx, &Issues, Issue{Meta: Meta{ID: fmt.Sprint("i", i)}, Text: "X"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	view(t, s, func(tx *Tx) error {
		got := ""
		for set, err := range tx.ChangesBy("T1/U1") {
			if err != nil {
				return err
			}
			got += fmt.Sprint(set.Number, set.Actor, " ")
		}
		if got != "3T1/U1 1T1/U1 " {
			t.Errorf("got %q", got)
		}
		return nil
	})
}

func TestLastingKindsCanBeCancelled(t *testing.T) {
	if Actions.Cancel == nil || Decisions.Cancel == nil {
		t.Error("a lasting kind without Cancel")
	}
	lasting := 0
	for _, k := range slices.Concat(Table, Beside) {
		if _, _, l := k.Traits(); l {
			lasting++
		}
	}
	if lasting != 2 {
		t.Errorf("%d kinds are lasting: say here that each can be cancelled", lasting)
	}
}
