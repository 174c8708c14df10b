package store_test

import (
	"testing"

	. "csp/store"
)

// A person's hour is kept, changed and let go, and a View writes none.
func TestHourOf(t *testing.T) {
	s := open(t)
	read := func() (h Hour, ok bool) {
		err := s.View(t.Context(), func(tx *Tx) (err error) {
			h, ok, err = tx.HourOf("b-lowe")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return h, ok
	}
	if h, ok := read(); ok {
		t.Errorf("nobody chose an hour, and it is %v", h)
	}
	for _, want := range []Hour{{10, 30}, {9, 0}, {17, 0}} {
		change(t, s, func(tx *Tx) error { return tx.SetHour("b-lowe", want) })
		if got, ok := read(); !ok || got != want {
			t.Errorf("the hour is %v, %t, want %v", got, ok, want)
		}
	}
	change(t, s, func(tx *Tx) error { return tx.ClearHour("b-lowe") })
	if h, ok := read(); ok {
		t.Errorf("the hour was let go, and is %v", h)
	}
	err := s.View(t.Context(), func(tx *Tx) error {
		if tx.SetHour("b-lowe", Hour{9, 0}) == nil || tx.ClearHour("b-lowe") == nil {
			t.Error("a view wrote an hour")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
