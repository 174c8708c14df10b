package store

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"csp/store/kv/memkv"
)

// A draft is kept for seven days for the one who fills it in, makes no change
// set, and is forgotten afterwards.
func TestDraftsAreKeptForAWeek(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	began := time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)
	keep := func(actor, about, body string, at time.Time) {
		t.Helper()
		n, err := s.Change(ctx, Change{Actor: actor, At: at}, func(tx *Tx) error {
			return tx.KeepDraft(Draft{Actor: actor, About: about, Body: json.RawMessage(body)})
		})
		if err != nil || n != 0 {
			t.Fatalf("keep: change %d, %v", n, err)
		}
	}
	read := func(actor, about string, at time.Time) string {
		t.Helper()
		var d Draft
		err := s.View(ctx, func(tx *Tx) error {
			var err error
			d, err = tx.Draft(actor, about, at)
			return err
		})
		if err != nil && !errors.Is(err, ErrNotFound) {
			t.Fatal(err)
		}
		return string(d.Body)
	}
	keep("T/U1", "board-1", `"a"`, began)
	keep("T/U1", "board-1", `"b"`, began.Add(time.Hour))
	keep("T/U1", "board-2", `"c"`, began)
	keep("T/U2", "board-1", `"d"`, began)
	week := began.Add(DraftAge)
	for _, test := range []struct {
		actor, about string
		at           time.Time
		want         string
	}{
		{"T/U1", "board-1", week, `"b"`},
		{"T/U1", "board-1", week.Add(2 * time.Hour), ""},
		{"T/U1", "board-2", week, `"c"`},
		{"T/U1", "board-2", week.Add(time.Second), ""},
		{"T/U2", "board-1", began, `"d"`},
		{"T/U2", "board-2", began, ""},
	} {
		if got := read(test.actor, test.about, test.at); got != test.want {
			t.Errorf("%s %s at %s: %s, want %s", test.actor, test.about, test.at, got, test.want)
		}
	}
	if found, err := s.Check(ctx); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
	keep("T/U2", "board-3", `"e"`, week.Add(time.Minute)) // forgets the old ones
	if got := read("T/U1", "board-2", began); got != "" {
		t.Errorf("not forgotten: %s", got)
	}
	if got := read("T/U1", "board-1", week); got != `"b"` {
		t.Errorf("forgotten too early: %q", got)
	}
	n := 0
	_ = s.View(ctx, func(tx *Tx) error {
		for _, err := range tx.Drafts("T/U2", week.Add(time.Minute)) {
			if err != nil {
				t.Error(err)
			}
			n++
		}
		return nil
	})
	if n != 1 {
		t.Errorf("%d drafts of U2, want 1", n)
	}
	_, err = s.Change(ctx, Change{At: week}, func(tx *Tx) error { return tx.DropDraft("T/U1", "board-1") })
	if err != nil || read("T/U1", "board-1", began) != "" {
		t.Error("not dropped", err)
	}
}
