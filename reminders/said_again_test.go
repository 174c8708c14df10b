package reminders

import (
	"testing"

	"csp/store"
)

// After a restore the ledger knows of a message but the keys of its lines; a
// press on it is about the same lines all the same.
func TestLinesKnownByKeyAlone(t *testing.T) {
	b := newBureau(t)
	b.load(eastYAML + `
schemes: [{id: s, name: Wardens, partnerships: [east], next_return: 2026-11-13, until: 2029-03-31, timings: {scheme-return: [0d]}}]
pilots: [{id: h, name: Hub, final_review: 2026-11-13, timings: {pilot-review: [0d]}}]
plans: [{id: p, partnership: east, status: current, until: 2026-11-13, timings: {plan-renewal: [0d]}}]
`)
	b.begin()
	b.at("2026-11-13T09:00")
	var key string
	for _, m := range b.posted {
		if m.to == "C9" && len(m.lines) == 3 {
			key = m.key
		}
	}
	err := b.store.View(t.Context(), func(tx *store.Tx) error {
		s := Settings{Zone: londonZone, Hour: 9, Office: "C9"}
		p, err := tx.Post(key)
		if err != nil {
			return err
		}
		whole, err := SaidNow(tx, s, b.now, &p)
		if err != nil {
			return err
		}
		p.Said = nil
		again, err := SaidNow(tx, s, b.now, &p)
		if err != nil || len(again) != 3 || len(whole) != 3 {
			t.Fatalf("%d lines, with what was said %d: %v", len(again), len(whole), err)
		}
		for i := range whole {
			w, a := whole[i], again[i]
			if w.Key != a.Key || w.Text != a.Text || w.Waits.ID != a.Waits.ID || w.Kind != a.Kind || w.Channel != a.Channel {
				t.Errorf("%+v\nshould be\n%+v", a, w)
			}
			if _, err := Ask(tx, s, b.now, RefOf(&a.Line)); err != nil {
				t.Errorf("%s cannot be put off: %v", a.Text, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
