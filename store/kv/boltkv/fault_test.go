package boltkv

import (
	"errors"
	"os"
	"syscall"
	"testing"

	"csp/store/kv"

	bolt "go.etcd.io/bbolt"
)

func getFirst(r kv.Reader) error {
	_, err := r.Get(kv.Key("partnership", 0))
	return err
}

// TestAFileCutUnderARunningStore would end the process if the fault of reading
// past the file's end were not caught.
func TestAFileCutUnderARunningStore(t *testing.T) {
	path := newPath(t)
	stored(t, path, 5000)
	e, err := Open(path, unsynced)
	if err != nil {
		t.Fatal(err)
	}
	cutTo(3*4096)(t, path)
	for range 2 {
		err = e.View(t.Context(), func(r kv.Reader) error {
			for _, err := range r.Scan(nil, nil) {
				if err != nil {
					return err
				}
			}
			return nil
		})
		wantError(t, err, ErrDamaged)
		wantError(t, e.Update(t.Context(), func(w kv.Writer) error { return getFirst(w) }), ErrDamaged)
	}
	cutTo(0)(t, path)
	for range 2 {
		wantError(t, e.View(t.Context(), getFirst), ErrDamaged)
		wantError(t, e.Update(t.Context(), func(w kv.Writer) error { return getFirst(w) }), ErrDamaged)
	}
	if err := e.Close(); !errors.Is(err, ErrDamaged) {
		t.Errorf("Close: %v, want ErrDamaged", err)
	}
}

func TestACallersPanicIsNotDamage(t *testing.T) {
	e := open(t, newPath(t), unsynced)
	defer func() {
		if p := recover(); p != "mine" {
			t.Errorf("the panic comes out as %v", p)
		}
	}()
	_ = e.View(t.Context(), func(r kv.Reader) error {
		_ = getFirst(r)
		panic("mine")
	})
}

// TestAFailedCommit fails commits in the three ways in which bbolt's can fail.
func TestAFailedCommit(t *testing.T) {
	afterwards := func(err error) func(*bolt.Tx) error {
		return func(tx *bolt.Tx) error { return errors.Join(tx.Commit(), err) }
	}
	instead := func(err error) func(*bolt.Tx) error {
		return func(tx *bolt.Tx) error { return errors.Join(tx.Rollback(), err) }
	}
	for name, tt := range map[string]struct {
		commit func(*bolt.Tx) error
		kind   error
		stays  int // keys in the store opened again
	}{
		"seen, but the last sync failed":      {afterwards(syscall.EIO), kv.ErrUnknown, 1},
		"seen, and no room for the last sync": {afterwards(syscall.ENOSPC), kv.ErrUnknown, 1},
		"not seen, the disk failed":           {instead(syscall.EIO), kv.ErrUnknown, 0},
		"not seen, no room":                   {instead(syscall.ENOSPC), ErrFull, 0},
	} {
		t.Run(name, func(t *testing.T) {
			path := newPath(t)
			e := open(t, path, unsynced)
			put := func(w kv.Writer) error { return w.Put([]byte("a"), nil) }
			e.commit = tt.commit
			if err := e.Update(t.Context(), put); !errors.Is(err, tt.kind) {
				t.Errorf("Update answers %v, want %v", err, tt.kind)
			}
			e.commit = (*bolt.Tx).Commit
			err := e.View(t.Context(), func(kv.Reader) error { return nil })
			if unknown := tt.kind == kv.ErrUnknown; unknown != errors.Is(err, kv.ErrUnknown) || !unknown && err != nil {
				t.Errorf("afterwards View answers %v", err)
			}
			err = e.Update(t.Context(), func(kv.Writer) error { return nil })
			if unknown := tt.kind == kv.ErrUnknown; unknown != errors.Is(err, kv.ErrUnknown) || !unknown && err != nil {
				t.Errorf("afterwards Update answers %v", err)
			}
			if err := e.Close(); err != nil {
				t.Fatal(err)
			}
			if n := count(t, open(t, path, unsynced)); n != tt.stays {
				t.Errorf("opened again it holds %d keys, want %d", n, tt.stays)
			}
		})
	}
}

func TestAnUpdateThatWritesNothingCommitsNothing(t *testing.T) {
	e := open(t, newPath(t), unsynced)
	commits := 0
	e.commit = func(tx *bolt.Tx) error { commits++; return tx.Commit() }
	for _, update := range []func(kv.Writer) error{
		func(w kv.Writer) error { return nil },
		func(w kv.Writer) error { return w.Put([]byte("a"), nil) },
		func(w kv.Writer) error { _, err := w.Get([]byte("a")); return err },
		func(w kv.Writer) error { return w.Delete([]byte("a")) },
	} {
		if err := e.Update(t.Context(), update); err != nil {
			t.Fatal(err)
		}
	}
	if commits != 2 {
		t.Errorf("%d commits for two updates that wrote, want 2", commits)
	}
}

func TestAFullStoreGoesOn(t *testing.T) {
	path := newPath(t)
	opts := unsynced
	opts.MaxSize = 4 << 20
	e := open(t, path, opts)
	fill(t, e, 100)
	err := e.Update(t.Context(), func(w kv.Writer) error { return w.Put([]byte("huge"), make([]byte, 8<<20)) })
	wantError(t, err, ErrFull)
	fill(t, e, 200)
	if n := count(t, e); n != 200 {
		t.Errorf("after a full disk it holds %d keys, want 200", n)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(holderPath(path)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the note of who holds it stays behind: %v", err)
	}
	if n := count(t, open(t, path, opts)); n != 200 {
		t.Errorf("opened again it holds %d keys, want 200", n)
	}
}
