// Package kvtest holds the contract of kv.Engine as checks that every engine
// must pass, and Twice, which shows code that cannot bear to be run again.
package kvtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"csp/store/kv"
)

// Check is one line of the contract. Run is given a fresh, empty engine and
// says through tb what the engine gets wrong.
type Check struct {
	Name string
	Run  func(tb testing.TB, e kv.Engine)
}

// Checks is the whole contract.
func Checks() []Check {
	return slices.Concat(basicChecks, rangeChecks, endChecks, bytesChecks, togetherChecks, modelChecks)
}

// Run holds an engine to the whole contract. open gives a new, empty engine
// each time; Run closes it.
func Run(t *testing.T, open func(t *testing.T) kv.Engine) {
	for _, c := range Checks() {
		t.Run(strings.ReplaceAll(c.Name, " ", "-"), func(t *testing.T) {
			e := open(t)
			t.Cleanup(func() {
				if err := e.Close(); err != nil {
					t.Errorf("Close: %v", err)
				}
			})
			c.Run(t, e)
		})
	}
}

// errStop is what a check's own function gives up with.
var errStop = errors.New("the check gives up here")

// update runs fn and fails the check if it fails.
func update(tb testing.TB, e kv.Engine, fn func(kv.Writer) error) {
	tb.Helper()
	if err := e.Update(tb.Context(), fn); err != nil {
		tb.Fatalf("Update: %v", err)
	}
}

// view is update's twin.
func view(tb testing.TB, e kv.Engine, fn func(kv.Reader) error) {
	tb.Helper()
	if err := e.View(tb.Context(), fn); err != nil {
		tb.Fatalf("View: %v", err)
	}
}

// fill stores each key with a value of its own.
func fill(tb testing.TB, e kv.Engine, keys ...string) {
	tb.Helper()
	update(tb, e, func(w kv.Writer) error { return putAll(w, keys...) })
}

func putAll(w kv.Writer, keys ...string) error {
	for _, k := range keys {
		if err := w.Put([]byte(k), []byte("value of "+k)); err != nil {
			return err
		}
	}
	return nil
}

// deleteAll removes each key.
func deleteAll(w kv.Writer, keys ...string) error {
	for _, k := range keys {
		if err := w.Delete([]byte(k)); err != nil {
			return err
		}
	}
	return nil
}

// keysOf lists the keys of a range, last first if back.
func keysOf(r kv.Reader, from, to []byte, back bool) ([]string, error) {
	seq := r.Scan(from, to)
	if back {
		seq = r.ScanBack(from, to)
	}
	var keys []string
	for it, err := range seq {
		if err != nil {
			return nil, err
		}
		keys = append(keys, string(it.Key))
	}
	return keys, nil
}

// wantState fails the check unless the engine holds exactly the keys, in this
// order, with fill's values.
func wantState(tb testing.TB, e kv.Engine, keys ...string) {
	tb.Helper()
	var got, want []string
	for _, k := range keys {
		want = append(want, k+"=value of "+k)
	}
	view(tb, e, func(r kv.Reader) error {
		for it, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			got = append(got, fmt.Sprintf("%s=%s", it.Key, it.Value))
		}
		return nil
	})
	if !slices.Equal(got, want) {
		tb.Errorf("the engine holds %q, want %q", got, want)
	}
}

// together runs n functions at once and fails the check with their errors.
func together(tb testing.TB, n int, fn func(ctx context.Context, i int) error) {
	tb.Helper()
	var wg sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wg.Go(func() { errs[i] = fn(tb.Context(), i) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		tb.Fatalf("at once: %v", err)
	}
}
