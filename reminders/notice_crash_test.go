package reminders

import (
	"errors"
	"maps"
	"testing"
	"time"

	"csp/store"
)

// telling is a plan that has a notice to owe besides its lines.
type telling struct{ listed }

const (
	tellingSays = "a date is needed"
	tellingLine = "asked"
)

func (telling) Notices(tx *store.Tx, _ time.Time) (Telling, error) {
	_, err := tx.Line(tellingLine)
	if !errors.Is(err, store.ErrNotFound) {
		return Telling{}, err
	}
	n := store.Notice{Key: "dates", Channel: "C3", Body: Body{Head: Text{{Text: tellingSays}}}.JSON()}
	return Telling{Said: []Said{{n, []Line{{Key: tellingLine}}}}}, nil
}

// A notice that the sender owes by itself is said once, whatever goes wrong
// between finding it, owing it, sending it and recording that, and whatever
// goes wrong beside it.
func TestEveryCrashPointOfANotice(t *testing.T) {
	t.Parallel()
	plan := telling{twoLines}
	everyPoint(t, func(t *testing.T, faults map[int]outcome) *world {
		w := newWorld(t, faults)
		err := w.play(t, plan)
		n := 0
		for _, m := range w.posted {
			if !m.deleted && m.text == tellingSays {
				n++
			}
		}
		if err != nil || n != 1 {
			t.Fatalf("%v: the notice is said %d times, %v\n%v", faults, n, err, w.kinds)
		}
		return w
	}, 6, 1000)
}

// everyPoint lets every operation of a life go wrong in every way, and every
// two that lie within so many of one another: no fewer pairs than enough.
func everyPoint(t *testing.T, life func(*testing.T, map[int]outcome) *world, within, enough int) {
	t.Helper()
	points, pairs := 0, 0
	calm := life(t, nil)
	for i, kind := range calm.kinds {
		for _, o := range outcomes[kind] {
			points++
			one := map[int]outcome{i: o}
			w := life(t, one)
			for j := i + 1; j < len(w.kinds) && j <= i+within; j++ {
				if raceEnabled && (i+j)%8 != 0 {
					continue // one process has nothing to race with
				}
				for _, p := range outcomes[w.kinds[j]] {
					if p == blind && o == blind {
						continue // two readings are what is promised
					}
					two := maps.Clone(one)
					two[j] = p
					life(t, two)
					pairs++
				}
			}
		}
	}
	t.Logf("%d operations, %d points, %d pairs", len(calm.kinds), points, pairs)
	if points < 40 || !raceEnabled && pairs < enough {
		t.Error("these are too few")
	}
}
