package boltkv

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"csp/store/kv"
	"csp/store/kv/kvtest"
)

var unsynced = Options{UnsafeNoSync: true, Host: "here"}

// open opens a store for a test, which closes it.
func open(tb testing.TB, path string, opts Options) *Engine {
	tb.Helper()
	e, err := Open(path, opts)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := e.Close(); err != nil {
			tb.Errorf("Close: %v", err)
		}
	})
	return e
}

func newPath(tb testing.TB) string { return filepath.Join(tb.TempDir(), "csp.db") }

// templates are the two files of a store of so many keys, made once.
var templates = map[int][2][]byte{}

// stored puts a store of n keys at path, closed. Two of the same n are the same
// store.
func stored(tb testing.TB, path string, n int) {
	tb.Helper()
	if _, made := templates[n]; !made {
		e := open(tb, newPath(tb), unsynced)
		fill(tb, e, n)
		if err := e.Close(); err != nil {
			tb.Fatal(err)
		}
		// bbolt grows its file in large steps; the rest is empty.
		templates[n] = [2][]byte{read(tb, e.Path())[:highWater(tb, e.Path())], read(tb, sentinelPath(e.Path()))}
	}
	write(tb, path, templates[n][0])
	write(tb, sentinelPath(path), templates[n][1])
}

func read(tb testing.TB, path string) []byte {
	tb.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func write(tb testing.TB, path string, b []byte) {
	tb.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		tb.Fatal(err)
	}
}

func fill(tb testing.TB, e *Engine, n int) {
	tb.Helper()
	err := e.Update(tb.Context(), func(w kv.Writer) error {
		for i := range n {
			if err := w.Put(kv.Key("partnership", i), fmt.Appendf(nil, "%0100d", i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// count is how many keys the store holds.
func count(tb testing.TB, e kv.Engine) (n int) {
	tb.Helper()
	err := e.View(context.Background(), func(r kv.Reader) error {
		for _, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			n++
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// wantError fails unless err is an *Error of this kind, a sentence with a hint.
func wantError(tb testing.TB, err, kind error) *Error {
	tb.Helper()
	var e *Error
	if !errors.Is(err, kind) || !errors.As(err, &e) {
		tb.Fatalf("got %v, want an Error that is %q", err, kind)
	}
	if e.Path == "" || e.Problem == "" || e.Hint == "" {
		tb.Errorf("%q lacks its path, its problem or its hint", e)
	}
	return e
}

func TestContract(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.Engine { return open(t, newPath(t), unsynced) })
}

func TestContractTwice(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.Engine { return kvtest.Twice(open(t, newPath(t), unsynced)) })
}

func TestWhatIsStoredStays(t *testing.T) {
	path := newPath(t)
	stored(t, path, 10)
	first := open(t, path, unsynced)
	id := first.ID()
	if n := count(t, first); n != 10 || id == "" {
		t.Errorf("after opening again %q holds %d keys, want 10", id, n)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if again := open(t, path, unsynced).ID(); again != id {
		t.Errorf("the store called itself %q and now %q", id, again)
	}
}

func TestWaitingForATurnCanBeCancelled(t *testing.T) {
	e := open(t, newPath(t), unsynced)
	err := e.Update(t.Context(), func(kv.Writer) error {
		ctx, cancel := context.WithCancel(t.Context())
		waited := make(chan error)
		go func() { waited <- e.Update(ctx, func(kv.Writer) error { return nil }) }()
		cancel()
		return <-waited
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func TestTheKeysAreApartFromTheIdentity(t *testing.T) {
	e := open(t, newPath(t), unsynced)
	if n := count(t, e); n != 0 {
		t.Errorf("a new store shows %d keys, want 0", n)
	}
	if err := e.Adopt(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(t, e); n != 0 {
		t.Errorf("an adopted store shows %d keys, want 0", n)
	}
}
