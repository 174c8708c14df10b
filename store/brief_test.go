package store_test

import (
	"context"
	"testing"
	"time"

	. "csp/store"
	"csp/store/kv"
	"csp/store/kv/memkv"
)

// What somebody was told is remembered for them alone, moves no revision, and
// is looked over with the rest.
func TestBriefs(t *testing.T) {
	ctx := context.Background()
	e := memkv.New()
	s, err := Open(ctx, e)
	if err != nil {
		t.Fatal(err)
	}
	want := Briefs{Last: Briefed{At: time.Date(2027, 3, 10, 8, 40, 0, 0, time.UTC), Rev: 7}, Before: Briefed{At: time.Date(2027, 3, 9, 9, 0, 0, 0, time.UTC), Rev: 5}}
	n, err := s.Change(ctx, Change{Actor: "T0/U1", Request: "r1"}, func(tx *Tx) error { return tx.KeepBriefs("T0/U1", "east", want) })
	if err != nil || n != 0 {
		t.Fatalf("change %d, %v", n, err)
	}
	err = s.View(ctx, func(tx *Tx) error {
		for who, want := range map[string]Briefs{"T0/U1": want, "T0/U2": {}} {
			if got, err := tx.Briefs(who, "east"); err != nil || got != want {
				t.Errorf("%s: %+v, %v", who, got, err)
			}
		}
		if rev, err := tx.Revision(); rev != 0 || err != nil {
			t.Errorf("revision %d, %v", rev, err)
		}
		if tx.KeepBriefs("T0/U1", "east", want) == nil {
			t.Error("a view wrote it")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found, err := s.Check(ctx); err != nil || len(found) > 0 {
		t.Fatalf("%q, %v", found, err)
	}
	if err := e.Update(ctx, func(w kv.Writer) error { return w.Put(kv.Key("g", "T0/U1", "east"), []byte("rotten")) }); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Check(ctx); err != nil || len(found) != 1 {
		t.Errorf("damage is told as %q, %v", found, err)
	}
}
