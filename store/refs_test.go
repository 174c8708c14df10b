package store_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	. "csp/store"
	"csp/store/kv/memkv"
)

func east(tx *Tx) error {
	return put(tx, &Partnerships, Partnership{Meta: Meta{ID: "east"}, Name: "Eastborough Community Safety Partnership"})
}

func action(id, ref string) Action {
	return Action{Meta: Meta{ID: id}, Ref: ref, Partnership: "east", Text: "Circulate the workplan"}
}

func TestReferencesAreGivenOutInOrder(t *testing.T) {
	s := open(t)
	var got []string
	change(t, s, func(tx *Tx) error {
		got = nil
		for _, of := range []struct {
			prefix string
			year   int
		}{{"DAR", 2026}, {"DAR", 2026}, {"DAR-D", 2026}, {"DAR", 2027}, {"DUR", 2026}, {"DAR", 2026}} {
			ref, err := tx.NextRef(of.prefix, of.year)
			if err != nil {
				return err
			}
			got = append(got, ref)
		}
		return nil
	})
	want := []string{"DAR-26-001", "DAR-26-002", "DAR-D-26-001", "DAR-27-001", "DUR-26-001", "DAR-26-003"}
	if !slices.Equal(got, want) {
		t.Errorf("given out: %v, want %v", got, want)
	}
	view(t, s, func(tx *Tx) error {
		got, err := tx.LastRefs()
		want := []RefCounter{{"DAR", 2026, 3}, {"DAR", 2027, 1}, {"DAR-D", 2026, 1}, {"DUR", 2026, 1}}
		if !slices.Equal(got, want) {
			t.Errorf("counters are %v, want %v", got, want)
		}
		if n, err := tx.LastRef("DAR", 2025); n != 0 || err != nil {
			t.Errorf("a counter that never counted is %d, %v", n, err)
		}
		if _, err := tx.NextRef("DAR", 2026); err == nil {
			t.Error("a view gives out a reference")
		}
		return err
	})
	refused(t, s, func(tx *Tx) error {
		_, err := tx.NextRef("DAR", 2026)
		return errors.Join(err, errors.New("no"))
	})
	change(t, s, func(tx *Tx) error {
		ref, err := tx.NextRef("DAR", 2026)
		if ref != "DAR-26-004" {
			t.Errorf("%s is given out after a change that failed", ref)
		}
		return err
	})
}

func TestCounterIsOnlyRaised(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		return errors.Join(tx.SetLastRef("DAR", 2026, 7), tx.SetLastRef("DAR", 2026, 3))
	})
	change(t, s, func(tx *Tx) error {
		for _, bad := range []struct {
			prefix     string
			year, last int
		}{{"dar", 2026, 1}, {"", 2026, 1}, {"DAR-X", 2026, 1}, {"DAR", 26, 1}, {"DAR", 2100, 1}, {"DAR", 2026, 0}, {"DAR", 2026, 1_000_000}} {
			if err := tx.SetLastRef(bad.prefix, bad.year, bad.last); err == nil {
				t.Errorf("%+v is taken", bad)
			}
		}
		n, err := tx.LastRef("DAR", 2026)
		if n != 7 {
			t.Errorf("the counter fell to %d", n)
		}
		return err
	})
}

func TestReferencesComeApart(t *testing.T) {
	for ref, want := range map[string]string{
		"DAR-26-001": "DAR 2026 1", "DAR-D-26-012": "DAR-D 2026 12", "D2-99-123456": "D2 2099 123456",
		"DAR-26-01": "", "DAR-26-000": "", "D-26-001": "", "DAR-D-D-26-001": "", "dar-26-001": "", "DAR-2026-001": "", "DAR-26-1234567": "", "": "",
	} {
		got := ""
		if p, y, n, ok := ParseRef(ref); ok {
			got = fmt.Sprint(p, " ", y, " ", n)
			if MakeRef(p, y, n) != ref {
				t.Errorf("%s is made again as %s", ref, MakeRef(p, y, n))
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", ref, got, want)
		}
	}
}

func TestRecordRaisesTheCounter(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error {
		return errors.Join(east(tx), put(tx, &Actions, action("a7", "EAS-26-007")), put(tx, &Actions, action("a3", "EAS-26-003")),
			put(tx, &Decisions, Decision{Meta: Meta{ID: "d1"}, Text: "Renew", Ref: "EAS-D-26-002"}))
	})
	change(t, s, func(tx *Tx) error {
		a, err1 := tx.NextRef("EAS", 2026)
		d, err2 := tx.NextRef("EAS-D", 2026)
		if a != "EAS-26-008" || d != "EAS-D-26-003" {
			t.Errorf("given out after an import: %s, %s", a, d)
		}
		return errors.Join(err1, err2)
	})
}

func TestReferenceIsUniqueAndStays(t *testing.T) {
	s := open(t)
	change(t, s, func(tx *Tx) error { return errors.Join(east(tx), put(tx, &Actions, action("a1", "EAS-26-001"))) })
	err := refused(t, s, func(tx *Tx) error { return put(tx, &Actions, action("a2", "EAS-26-001")) })
	var c *ClashError
	if !errors.Is(err, ErrTaken) || !errors.As(err, &c) || c.Other != "a1" || c.Field != "ref" || c.ID != "a2" {
		t.Errorf("a second EAS-26-001 is answered with %v", err)
	}
	refused(t, s, func(tx *Tx) error {
		return errors.Join(put(tx, &Actions, action("a2", "EAS-26-002")), put(tx, &Actions, action("a3", "EAS-26-002")))
	})
	refused(t, s, func(tx *Tx) error { return put(tx, &Actions, action("a1", "EAS-26-005")) })
	change(t, s, func(tx *Tx) error {
		a := action("a1", "")
		a.Text = "Circulate it again"
		return put(tx, &Actions, a)
	})
	view(t, s, func(tx *Tx) error {
		a, err := Actions.Get(tx, "a1")
		if a.Ref != "EAS-26-001" {
			t.Errorf("an action written without its reference has %q", a.Ref)
		}
		return err
	})
}

func TestManyRecordActionsAtOnce(t *testing.T) {
	s, err := Open(t.Context(), memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	change(t, s, east)
	const people, each = 8, 25
	var wg sync.WaitGroup
	for p := range people {
		wg.Go(func() {
			for i := range each {
				_, err := s.Change(t.Context(), Change{Actor: "console", Request: fmt.Sprint(p, " ", i), At: at}, func(tx *Tx) error {
					ref, err := tx.NextRef("EAS", 2026)
					if err != nil {
						return err
					}
					return put(tx, &Actions, action(fmt.Sprintf("a-%d-%d", p, i), ref))
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	view(t, s, func(tx *Tx) error {
		n := 0
		for a, err := range Actions.By(tx, "ref") {
			if n++; err != nil || a.Ref != MakeRef("EAS", 2026, n) {
				t.Fatalf("number %d is %s, %v", n, a.Ref, err)
			}
		}
		if n != people*each {
			t.Errorf("%d references are in use, want %d", n, people*each)
		}
		return nil
	})
}
