package commands

import (
	"context"
	"errors"
	"testing"
	"time"

	"csp/store"
)

// Every way in which the store refuses a write is said in words that a person
// can act on.
func TestWriteProblem(t *testing.T) {
	d := northshireDesk(t)
	c := &Call{Context: context.Background(), Request: Request{Actor: speakers["staff"], Now: sundayMorning}, Desk: d}
	put := func(fn func(tx *store.Tx) error) string {
		t.Helper()
		_, err := d.Store.Change(c, store.Change{Actor: "T0OFFICE/U0PATEL", Name: "A. Patel", At: sundayMorning.Add(-time.Minute)}, fn)
		if err == nil {
			return ""
		}
		var p *Problem
		_ = d.Store.View(c, func(tx *store.Tx) error {
			errors.As(c.writeProblem(tx, err), &p)
			return nil
		})
		if p == nil {
			t.Fatalf("no words for %v", err)
		}
		return p.Says
	}
	role := func(id, person, what, from string) func(tx *store.Tx) error {
		return func(tx *store.Tx) error {
			day, err := store.ParseDate(from)
			if err != nil {
				return err
			}
			_, err = store.Roles.Put(tx, store.Role{Meta: store.Meta{ID: id}, Person: person, Role: what, Partnership: "eastborough", From: day})
			return err
		}
	}
	for _, tt := range []struct {
		name string
		fn   func(tx *store.Tx) error
		want string
	}{
		{"two chairs", role("another-chair", "b-lowe", "chair", "2026-01-01"), "Alex Marsh chairs Eastborough already, since May 2025. A partnership has one chair at a time: end one term first, or correct the dates."},
		{"nobody", role("another", "nobody", "member", "1999"), "Held by: that person is no longer in the register. Choose another."},
		{"end before start", func(tx *store.Tx) error {
			p, err := store.Plans.Get(tx, "east-2024")
			if err != nil {
				return err
			}
			p.Until = store.Date{Year: 2020}
			_, err = store.Plans.Put(tx, p)
			return err
		}, "The end is before the start. Correct one of the two dates."},
		{"loop", func(tx *store.Tx) error {
			p, err := store.Plans.Get(tx, "east-2024")
			if err != nil {
				return err
			}
			p.Successor = "east-2024"
			_, err = store.Plans.Put(tx, p)
			return err
		}, "Replaced by: this goes round in a circle, as Eastborough plan 2024 to 2027 leads back to Eastborough plan 2024 to 2027. Choose another."},
		{"taken", func(tx *store.Tx) error {
			p, err := store.Partnerships.Get(tx, "westmere")
			if err != nil {
				return err
			}
			p.Prefix = "EAS"
			_, err = store.Partnerships.Put(tx, p)
			return err
		}, "Prefix of references: it already belongs to Eastborough. Choose another."},
		{"in use", func(tx *store.Tx) error {
			p, err := store.Partnerships.Get(tx, "westmere")
			if err != nil {
				return err
			}
			return store.Partnerships.Delete(tx, p.ID, p.Rev)
		}, "The action WES-26-001 Find a new chair still refers to it (partnership)."},
		{"missing", func(tx *store.Tx) error {
			_, err := store.Schemes.Put(tx, store.Scheme{Meta: store.Meta{ID: "x"}})
			return err
		}, "Name is needed."},
		{"moved on", func(tx *store.Tx) error {
			p, err := store.Plans.Get(tx, "east-2024")
			if err != nil {
				return err
			}
			p.Rev++
			_, err = store.Plans.Put(tx, p)
			return err
		}, "Changed by console 7 days ago."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := put(tt.fn)
			if got != tt.want {
				t.Errorf("says %q, want %q", got, tt.want)
			}
		})
	}
}
