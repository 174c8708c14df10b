package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	. "csp/store"
	"csp/store/kv"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// requests counts what a store remembers of requests.
func requests(t *testing.T, s *Store) int {
	n := 0
	err := s.Engine().View(t.Context(), func(r kv.Reader) error {
		for _, err := range r.Scan(kv.Span("q")) {
			if err != nil {
				return err
			}
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestOldRequestsAreForgotten(t *testing.T) {
	now := at
	s, err := Open(t.Context(), kvtest.Twice(memkv.New()), MachineClock(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	write := func(request string) error {
		_, err := s.Change(t.Context(), Change{Request: request, At: at}, func(tx *Tx) error { return nil })
		return err
	}
	for i := range 50 {
		if err := write(fmt.Sprint("V", i)); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(7 * 24 * time.Hour)
	if err := write("V0"); !errors.Is(err, ErrRepeated) {
		t.Errorf("after exactly a week: %v", err)
	}
	now = now.Add(time.Second)
	for i, want := range []int{35, 20, 5, 4} {
		if err := write(fmt.Sprint("W", i)); err != nil {
			t.Fatal(err)
		}
		if n := requests(t, s); n != want {
			t.Errorf("%d requests are remembered after write %d, want %d", n, i, want)
		}
	}
	if err := write("V0"); err != nil {
		t.Errorf("a week and a second old: %v", err)
	}
	if err := write("W0"); !errors.Is(err, ErrRepeated) {
		t.Errorf("a new one: %v", err)
	}
	sound(t, s)
}

// A store of the first format has neither the index of who made what nor the
// age of requests.
func TestFirstFormatIsBroughtUp(t *testing.T) {
	s := busy(t)
	e := s.Engine()
	err := e.Update(t.Context(), func(w kv.Writer) error {
		var keys [][]byte
		for _, space := range []string{"b", "o"} {
			for it, err := range w.Scan(kv.Span(space)) {
				if err != nil {
					return err
				}
				keys = append(keys, it.Key)
			}
		}
		for _, key := range keys {
			if err := w.Delete(key); err != nil {
				return err
			}
		}
		return w.Put(kv.Key("m", "format"), []byte("1\n90f599e3"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if check(t, s) == "" {
		t.Error("the test took nothing out")
	}
	s, err = Open(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	change(t, s, func(tx *Tx) error { return put(tx, &Issues, Issue{Meta: Meta{ID: "y"}, Text: "Y"}) })
	if requests(t, s) != 1 {
		t.Error("the requests of an older store are forgotten at once")
	}
}

// A change answers what it is about too, and keeps what was said of it.
func TestAChangeAnswersMore(t *testing.T) {
	s, err := Open(t.Context(), kvtest.Twice(memkv.New()))
	if err != nil {
		t.Fatal(err)
	}
	n, err := s.Change(t.Context(), Change{Request: "V1", At: at}, func(tx *Tx) error {
		if _, ok, err := tx.Answered("the fence"); ok || err != nil {
			t.Errorf("answered before: %v, %v", ok, err)
		}
		tx.Answers("the fence")
		tx.Say([]byte(`["Done"]`))
		_, err := People.Put(tx, Person{Meta: Meta{ID: "a"}, Name: "A"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx *Tx) error {
		for request, want := range map[string]bool{"the fence": true, "V1": true, "V2": false} {
			if got, ok, err := tx.Answered(request); ok != want || ok && got != n || err != nil {
				t.Errorf("%s: change %d, %v, %v", request, got, ok, err)
			}
		}
		set, err := tx.ChangeSet(n)
		if string(set.Said) != `["Done"]` {
			t.Errorf("said: %s", set.Said)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
