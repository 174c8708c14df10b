package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	. "csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// open returns an empty store in memory.
func open(tb testing.TB) *Store {
	tb.Helper()
	s, err := Open(tb.Context(), kvtest.Twice(memkv.New()), MachineClock(func() time.Time { return at }))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// at is the calendar's time of every change in the tests.
var at = time.Date(2026, 10, 5, 9, 0, 0, 0, time.UTC)

func change(tb testing.TB, s *Store, fn func(*Tx) error) uint64 {
	tb.Helper()
	n, err := s.Change(tb.Context(), Change{Actor: "console", At: at}, fn)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func refused(tb testing.TB, s *Store, fn func(*Tx) error) error {
	tb.Helper()
	n, err := s.Change(tb.Context(), Change{Actor: "console", At: at}, fn)
	if err == nil || n != 0 {
		tb.Fatalf("change %d is not refused", n)
	}
	return err
}

func view(tb testing.TB, s *Store, fn func(*Tx) error) {
	tb.Helper()
	if err := s.View(tb.Context(), fn); err != nil {
		tb.Fatal(err)
	}
}

// put stores a record, whatever its revision is.
func put[T any](tx *Tx, k *Kind[T], rec T) error {
	m := MetaOf(&rec)
	had, err := k.Get(tx, m.ID)
	switch {
	case err == nil:
		m.Rev = MetaOf(&had).Rev
	case !errors.Is(err, ErrNotFound):
		return err
	}
	_, err = k.Put(tx, rec)
	return err
}

// eastborough is a partnership, its chair and who they work for.
func eastborough(tx *Tx) error {
	return errors.Join(
		put(tx, &Roles, Role{Meta: Meta{ID: "chair"}, Person: "a-marsh", Role: "chair", Partnership: "east", From: Date{2025, 5, 0}}),
		put(tx, &People, Person{Meta: Meta{ID: "a-marsh"}, Name: "Alex Marsh"}),
		put(tx, &Partnerships, Partnership{Meta: Meta{ID: "east"}, Name: "Eastborough Community Safety Partnership"}),
	)
}

func TestChangeIsKeptWhole(t *testing.T) {
	s := open(t)
	if n := change(t, s, eastborough); n != 1 {
		t.Fatalf("the first change is number %d", n)
	}
	view(t, s, func(tx *Tx) error {
		for r, err := range Roles.By(tx, "of", "east", "chair") {
			if err != nil || r.Person != "a-marsh" || r.Rev != 1 {
				t.Error(r, err)
			}
		}
		for h, err := range tx.History("people", "a-marsh") {
			if err != nil || h.Set.Actor != "console" || h.Entry.Before != nil || h.Entry.After == nil {
				t.Error(h, err)
			}
		}
		return nil
	})
}

func TestRequestIsCarriedOutOnce(t *testing.T) {
	s := open(t)
	c := Change{Actor: "console", Request: "V123", At: at}
	n, err := s.Change(t.Context(), c, eastborough)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Change(t.Context(), c, func(*Tx) error { t.Error("it is run again"); return nil })
	var again *RepeatedError
	if !errors.As(err, &again) || again.Number != n || !errors.Is(err, ErrRepeated) {
		t.Errorf("a repeated request is answered with %v", err)
	}
	c.Request = "V124"
	if _, err := s.Change(t.Context(), c, func(*Tx) error { return context.Canceled }); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	ran := false
	n, err = s.Change(t.Context(), c, func(*Tx) error { ran = true; return nil })
	if err != nil || n != 0 || !ran {
		t.Errorf("a request that failed is not carried out again: %d, %v", n, err)
	}
	if _, err := s.Change(t.Context(), c, eastborough); !errors.As(err, &again) || again.Number != 0 {
		t.Errorf("a repeated request that wrote nothing is answered with %v", err)
	}
}
