package kvtest

import (
	"maps"
	"slices"
	"testing"

	"csp/store/kv"
	"csp/store/kv/memkv"
)

// TestTheSuiteCatches breaks an engine in one way after the other; the checks
// named are the least that must fail.
func TestTheSuiteCatches(t *testing.T) {
	for name, tt := range map[string]struct {
		open func() kv.Engine
		want []string
	}{
		"an engine that shares its bytes":       {sharesBytes, []string{"bytes that come out belong to the caller"}},
		"an engine that keeps what it is given": {keepsValues, []string{"bytes that go in are copied"}},
		"a failure that is committed":           {losesRollback, []string{"a failed update leaves nothing", "a plain map agrees"}},
		"a panic that is committed":             {losesPanic, []string{"a panicking update leaves nothing"}},
		"a context that is not looked at":       {ignoresContext, []string{"a cancelled update leaves nothing", "a cancelled context starts nothing"}},
		"a range closed at its end":             {closedRange, []string{"a range is half-open", "a plain map agrees"}},
		"a transaction that outlives its end":   {neverClosed, []string{"a transaction that has ended is closed"}},
		"a scan that meets its own loop's work": {liveScan, []string{"a scan goes over what was there when its loop began"}},
		"writes seen before they are committed": {dirtyReads, []string{"a view sees one moment"}},
		"updates that do not see each other's":  {noIsolation, []string{"no update is lost", "no write skew", "no phantom", "a claim has one winner"}},
		"a close that is forgotten":             {neverCloses, []string{"a closed engine is closed"}},
	} {
		t.Run(name, func(t *testing.T) {
			failed := failing(t, tt.open, Checks())
			for _, c := range Checks() {
				if !slices.Contains(tt.want, c.Name) {
					continue
				}
				// What overlaps only by chance has twenty chances.
				caught := failed[c.Name] != nil
				for again := 0; !caught && again < 20; again++ {
					caught = failing(t, tt.open, []Check{c})[c.Name] != nil
				}
				if !caught {
					t.Errorf("%q passes; these fail: %q", c.Name, slices.Sorted(maps.Keys(failed)))
				}
			}
		})
	}
}

// TestASoundEnginePasses shows that the recorder itself fails nobody.
func TestASoundEnginePasses(t *testing.T) {
	for check, why := range failing(t, func() kv.Engine { return broken{Engine: memkv.New()} }, Checks()) {
		t.Errorf("%q fails: %q", check, why)
	}
}

func TestTwiceRunsTwiceAndKeepsOne(t *testing.T) {
	e := Twice(memkv.New())
	runs := 0
	err := e.Update(t.Context(), func(w kv.Writer) error {
		runs++
		if _, err := w.Get([]byte("n")); err == nil {
			t.Error("the second run sees the first one's writes")
		}
		return w.Put([]byte("n"), []byte{byte(runs)})
	})
	if err != nil || runs != 2 {
		t.Fatalf("ran %d times, %v; want 2", runs, err)
	}
	view(t, e, func(r kv.Reader) error {
		val, err := r.Get([]byte("n"))
		if err != nil || len(val) != 1 || val[0] != 2 {
			t.Errorf("the engine holds %v, %v; want the second run's 2", val, err)
		}
		return nil
	})
}
