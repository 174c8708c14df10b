package reminders

import (
	"strings"
	"testing"
	"time"

	"csp/store"
)

// A message that a person has found in its channel, and nobody else knows
// where, is found by the next night's reading, or when it is to say something
// else; until then, and when it is gone, the person's word stands.
func TestWhereASettledMessageStands(t *testing.T) {
	settled := func(t *testing.T, there bool) (*rig, string) {
		g := newRig(t, twoLines, func(o *Options) { o.Admins = []string{"U7"} })
		g.lose = 3
		g.until(start.Add(20 * time.Minute))
		var key string
		err := g.store.View(t.Context(), func(tx *store.Tx) error {
			s, err := tx.LedgerState()
			if len(s.Held) == 1 {
				key = s.Held[0].Key
			}
			return err
		})
		if err != nil || key == "" {
			t.Fatalf("nothing is held: %v %q", err, g.texts())
		}
		if there {
			g.posted = append(g.posted, &standing{to: "C1", ts: "1.5", key: key, text: "the board\nthe plan", lines: []string{"a", "b"}, from: g.now})
		}
		_, err = g.store.Change(t.Context(), store.Change{Actor: "U1", At: g.now}, func(tx *store.Tx) error {
			return store.SaidThere(tx, key, "It is there, says Mei.", g.now)
		})
		if err != nil {
			t.Fatal(err)
		}
		return g, key
	}
	post := func(g *rig, key string) (p store.Post) {
		err := g.store.View(g.t.Context(), func(tx *store.Tx) (err error) {
			p, err = tx.Post(key)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	redraw := func(g *rig, key string) {
		_, err := g.store.Change(t.Context(), store.Change{Actor: "U1", At: g.now}, func(tx *store.Tx) error { return store.Redraw(tx, key) })
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Run("the next night", func(t *testing.T) {
		g, key := settled(t, true)
		g.until(start.Add(20 * time.Hour))
		if p := post(g, key); p.TS != "1.5" || p.Missing {
			t.Errorf("it stands at %q, missing %v", p.TS, p.Missing)
		}
	})
	t.Run("to say something else", func(t *testing.T) {
		g, key := settled(t, true)
		redraw(g, key)
		g.until(g.now.Add(time.Minute))
		if p := post(g, key); p.TS != "1.5" || p.Correct {
			t.Errorf("it stands at %q, to be corrected %v", p.TS, p.Correct)
		}
	})
	t.Run("gone", func(t *testing.T) {
		g, key := settled(t, false)
		redraw(g, key)
		g.until(start.Add(20 * time.Hour))
		if p := post(g, key); p.TS != "" || p.Correct || p.Missing {
			t.Errorf("it stands at %q, to be corrected %v, missing %v", p.TS, p.Correct, p.Missing)
		}
		for _, s := range g.texts() {
			if strings.HasPrefix(s, "C1: the board") {
				t.Errorf("posted again: %s", s)
			}
		}
	})
}
