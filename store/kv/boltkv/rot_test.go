package boltkv

import (
	"errors"
	"math/rand/v2"
	"os"
	"testing"

	"csp/store/kv"
)

// TestAFileRottingUnderARunningStore writes over bytes of an open file, where
// the structure is. Every look answers, with what is there or with a sentence.
func TestAFileRottingUnderARunningStore(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2026))
	sentences := 0
	for range 25 {
		path := newPath(t)
		stored(t, path, 500)
		e, err := Open(path, unsynced)
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		pages := int(highWater(t, path) / 4096)
		for range 1 + rng.IntN(8) {
			at := (2+rng.IntN(pages-2))*4096 + rng.IntN(4096>>(2*rng.IntN(4)))
			if _, err := f.WriteAt([]byte{byte(rng.Uint32())}, int64(at)); err != nil {
				t.Fatal(err)
			}
		}
		for _, use := range []func() error{
			func() error { return e.View(t.Context(), scanAll) },
			func() error { return e.View(t.Context(), getFirst) },
			func() error { _, err := e.Check(t.Context()); return err },
			e.Close,
		} {
			if err := use(); err != nil && !errors.Is(err, kv.ErrNotFound) {
				wantError(t, err, ErrDamaged)
				sentences++
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if sentences == 0 {
		t.Error("nothing was damaged: the test shows nothing")
	}
}

// TestAWriteToARottenPage spoils the heads of all pages but the meta pages.
func TestAWriteToARottenPage(t *testing.T) {
	path := newPath(t)
	stored(t, path, 500)
	e, err := Open(path, unsynced)
	if err != nil {
		t.Fatal(err)
	}
	b := read(t, path)
	for at := 2 * 4096; at < len(b); at += 4096 {
		b[at] ^= 0xFF
	}
	write(t, path, b)
	for _, change := range []func(kv.Writer) error{
		func(w kv.Writer) error { return w.Put(kv.Key("partnership", 7), nil) },
		func(w kv.Writer) error { return w.Delete(kv.Key("partnership", 7)) },
		func(w kv.Writer) error { return scanAll(w) },
	} {
		wantError(t, e.Update(t.Context(), change), ErrDamaged)
	}
	if err := e.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

func scanAll(r kv.Reader) error {
	for _, err := range r.Scan(nil, nil) {
		if err != nil {
			return err
		}
	}
	for _, err := range r.ScanBack(nil, nil) {
		if err != nil {
			return err
		}
	}
	return nil
}
