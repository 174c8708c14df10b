package commands

import (
	"context"
	"slices"
	"strings"
	"testing"

	"csp/store"

	"pgregory.net/rapid"
)

// A reference of a second action is never taken for a word about the first,
// wherever among the words it stands and however it is written.
func TestNoReferenceIsSwallowed(t *testing.T) {
	d := northshireDesk(t)
	written := func() (revs []uint64) {
		err := d.Store.View(context.Background(), func(tx *store.Tx) error {
			for _, id := range []string{"a1", "a2"} {
				a, err := store.Actions.Get(tx, id)
				if err != nil {
					return err
				}
				revs = append(revs, a.Rev)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return revs
	}
	before := written()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{
			"sent", "to", "all,", "and", "&", "not", "needed", "26", "EASY", "3", "with", "the", "map;", "(see", "10:30", "EAS-D-26-9", "QQQ-26-1",
		}), 0, 6).Draw(t, "words")
		second := rapid.SampledFrom([]string{
			"EAS-26-002", "eas-26-2", "eas 26 2", "EAS-26-002,", "(EAS-26-002)", "“EAS-26-002”", "EAS-26-002's", "EAS-26-002.",
		}).Draw(t, "second")
		line := slices.Insert(words, rapid.IntRange(0, len(words)).Draw(t, "at"), second)
		verb := rapid.SampledFrom([]string{"done", "update", "cancel"}).Draw(t, "verb")
		r, err := d.Do(context.Background(), request("staff", verb+" EAS-26-001 "+strings.Join(line, " ")))
		if err != nil {
			t.Fatal(err)
		}
		if !r.Bad || !strings.Contains(r.Plain(), "EAS-26-001 and EAS-26-002") || !slices.Equal(written(), before) {
			t.Fatalf("%q: %s", line, r.Plain())
		}
	})
}
