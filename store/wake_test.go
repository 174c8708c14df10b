package store_test

import (
	"slices"
	"testing"
	"time"

	. "csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// endWaker looks at every plan on the day it ends, and at the plans whose
// successor changes on the first of all days.
func endWaker(version string) Waker {
	return Waker{
		Version: version,
		Anchors: map[string][]string{"plans": {"until"}},
		Wake: func(tx *Tx, _ time.Time, _, id string) ([]WakeUp, error) {
			p, err := Plans.Get(tx, id)
			if err != nil || p.Status == "replaced" {
				return nil, nil
			}
			return []WakeUp{{"end", p.Until}}, nil
		},
		Hangs: func(tx *Tx, _ time.Time, kind string, _, rec any) ([]Waiting, error) {
			var out []Waiting
			if p, ok := rec.(*Plan); ok {
				for before, err := range Plans.Of(tx, kind, p.ID) {
					if err != nil {
						return nil, err
					}
					out = append(out, Waiting{Kind: kind, ID: before.ID, Name: "end", Day: Date{Year: 1, Month: 1, Day: 1}})
				}
			}
			return out, nil
		},
		All: func(kind string, _, _ any) bool { return kind == "office" },
	}
}

type wakeStore struct {
	testing.TB
	*Store
}

func (s wakeStore) put(at time.Time, plans ...Plan) {
	s.Helper()
	_, err := s.Change(s.Context(), Change{Actor: "console", At: at}, func(tx *Tx) error {
		for _, p := range plans {
			if old, err := Plans.Get(tx, p.ID); err == nil {
				p.Rev = old.Rev
			}
			if _, err := Plans.Put(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
}

// waiting is what is to be looked at until the end of 2030, as 2027-03-31 p1.
func (s wakeStore) waiting() []string {
	s.Helper()
	var out []string
	view(s, s.Store, func(tx *Tx) error {
		for w, err := range tx.Waiting(Date{Year: 2030, Month: 12, Day: 31}) {
			if err != nil {
				return err
			}
			out = append(out, w.Day.String()+" "+w.ID)
		}
		return nil
	})
	return out
}

func (s wakeStore) want(what string, want ...string) {
	s.Helper()
	if got := s.waiting(); !slices.Equal(got, want) {
		s.Errorf("%s: waiting %q, want %q", what, got, want)
	}
}

func endsOn(id string, until Date) Plan {
	return Plan{Meta: Meta{ID: id}, Until: until, Status: "current"}
}

func TestWakeUpsMoveWithTheRecord(t *testing.T) {
	e := kvtest.Twice(memkv.New())
	open := func(options ...Option) wakeStore {
		s, err := Open(t.Context(), e, options...)
		if err != nil {
			t.Fatal(err)
		}
		return wakeStore{t, s}
	}
	now := time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	s := open(WithWaker(endWaker("1")))
	a, b := endsOn("a", Date{2027, 3, 31}), endsOn("b", Date{2028, 3, 31})
	s.put(now, a, b)
	s.want("two plans", "2027-03-31 a", "2028-03-31 b")
	a.Until, a.Successor = Date{2027, 6, 30}, "b"
	s.put(now, a)
	s.want("one is moved", "2027-06-30 a", "2028-03-31 b")
	b.Title = "The next"
	s.put(now, b)
	s.want("what hangs on b is looked at soon", "0001-01-01 a", "2028-03-31 b")
	if err := s.Update(t.Context(), now, func(tx *Tx) error { return tx.Rearm("plans", "a") }); err != nil {
		t.Fatal(err)
	}
	s.want("it was looked at", "2027-06-30 a", "2028-03-31 b")
	b.Status = "replaced"
	s.put(now, b)
	s.want("b is finished", "0001-01-01 a")

	// A program without a Waker leaves the index behind; the next one with a
	// Waker makes it anew.
	b.Status = "current"
	open().put(now, b)
	for _, version := range []string{"1", "2"} {
		s = open(WithWaker(endWaker(version)))
		batches := 0
		for left := true; left; batches++ {
			var err error
			if left, err = s.Rearm(t.Context(), now, 1); err != nil {
				t.Fatal(err)
			}
		}
		if batches < 2 {
			t.Errorf("version %s: made anew in %d batches", version, batches)
		}
		s.want("made anew", "2027-06-30 a", "2028-03-31 b")
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("check: %q, %v", found, err)
	}
}

// A date keeps the time at which it first stood there, also when it comes
// back; without a Waker the history knows it.
func TestFirstStored(t *testing.T) {
	for name, options := range map[string][]Option{"kept": {WithWaker(endWaker("1"))}, "from the history": nil} {
		t.Run(name, func(t *testing.T) {
			st, err := Open(t.Context(), kvtest.Twice(memkv.New()), options...)
			if err != nil {
				t.Fatal(err)
			}
			s := wakeStore{t, st}
			day := func(n int) time.Time { return time.Date(2026, 1, n, 10, 0, 0, 0, time.UTC) }
			s.put(day(1), endsOn("a", Date{2027, 3, 31}))
			s.put(day(2), endsOn("a", Date{2027, 6, 30}))
			s.put(day(3), endsOn("a", Date{2027, 3, 31}))
			for value, want := range map[string]time.Time{"2027-03-31": day(1), "2027-06-30": day(2), "2029-01-01": {}} {
				view(t, st, func(tx *Tx) error {
					got, err := tx.FirstStored("plans", "a", "until", value)
					if !got.Equal(want) {
						t.Errorf("%s first stored at %s, want %s", value, got, want)
					}
					return err
				})
			}
			view(t, st, func(tx *Tx) error {
				got, err := tx.FirstStored("plans", "a", "", "")
				if !got.Equal(day(1)) {
					t.Errorf("the plan was first stored at %s", got)
				}
				return err
			})
		})
	}
}
