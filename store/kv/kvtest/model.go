package kvtest

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"csp/store/kv"
)

var modelChecks = []Check{{"a plain map agrees", plainMap}}

// change is one step of an Update: a put, or a delete when val is nil.
type change struct{ key, val []byte }

// plainMap does the same random things to the engine and to a map. The seeds
// are fixed, so a failure repeats.
func plainMap(tb testing.TB, e kv.Engine) {
	model := map[string]string{}
	rng := rand.New(rand.NewPCG(2, 2026))
	for range 150 {
		changes := make([]change, rng.IntN(8))
		for i := range changes {
			changes[i].key = randomKey(rng)
			if rng.IntN(3) > 0 {
				changes[i].val = fmt.Append(nil, rng.IntN(1000))
			}
		}
		giveUp := rng.IntN(4) == 0
		from, to, back := randomKey(rng), randomKey(rng), rng.IntN(2) == 0
		var next map[string]string
		err := e.Update(tb.Context(), func(w kv.Writer) error {
			next = maps.Clone(model)
			for _, c := range changes {
				if err := apply(w, next, c); err != nil {
					return err
				}
			}
			compare(tb, w, next, from, to, back)
			if giveUp {
				return errStop
			}
			return nil
		})
		if giveUp != errors.Is(err, errStop) || err != nil && !giveUp {
			tb.Fatalf("Update: %v", err)
		}
		if !giveUp {
			model = next
		}
		view(tb, e, func(r kv.Reader) error {
			compare(tb, r, model, nil, nil, back)
			compare(tb, r, model, from, to, !back)
			return nil
		})
	}
}

// randomKey draws from few and awkward keys, so that they meet.
func randomKey(rng *rand.Rand) []byte {
	key := make([]byte, 1+rng.IntN(3))
	for i := range key {
		key[i] = "\x00ab\xff"[rng.IntN(4)]
	}
	return key
}

func apply(w kv.Writer, model map[string]string, c change) error {
	if c.val == nil {
		delete(model, string(c.key))
		return w.Delete(c.key)
	}
	model[string(c.key)] = string(c.val)
	return w.Put(c.key, c.val)
}

// compare holds one range, and each of its keys, to the model.
func compare(tb testing.TB, r kv.Reader, model map[string]string, from, to []byte, back bool) {
	tb.Helper()
	var want []string
	for _, k := range slices.Sorted(maps.Keys(model)) {
		if k >= string(from) && (to == nil || k < string(to)) {
			want = append(want, k+"="+model[k])
		}
	}
	seq := r.Scan(from, to)
	if back {
		slices.Reverse(want)
		seq = r.ScanBack(from, to)
	}
	var got []string
	for it, err := range seq {
		if err != nil {
			tb.Fatalf("scan: %v", err)
		}
		got = append(got, fmt.Sprintf("%s=%s", it.Key, it.Value))
		if val, err := r.Get(it.Key); err != nil || !bytes.Equal(val, it.Value) {
			tb.Fatalf("Get(%q) = %q, %v; the scan says %q", it.Key, val, err, it.Value)
		}
	}
	if !slices.Equal(got, want) {
		tb.Fatalf("scan from %q to %q (last first: %v) = %q, want %q", from, to, back, got, want)
	}
}
