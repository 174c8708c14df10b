package boltkv

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"csp/store/kv"
)

func TestABackupIsAStore(t *testing.T) {
	e := open(t, newPath(t), unsynced)
	fill(t, e, 300)
	copied := filepath.Join(t.TempDir(), "copy.db")
	for _, n := range []int{300, 400} {
		fill(t, e, n)
		r, err := e.BackupFile(t.Context(), copied)
		if err != nil || r.Keys != n || r.ID != e.ID() || r.Size == 0 || r.Pages == 0 {
			t.Fatalf("BackupFile = %+v, %v; want %d keys of %s", r, err, n, e.ID())
		}
	}
	if left, err := filepath.Glob(copied + "?*"); err != nil || len(left) > 0 {
		t.Errorf("beside the backup lies %q, %v", left, err)
	}
	if got, err := Verify(copied); err != nil || got.Keys != 400 || got.ID != e.ID() {
		t.Errorf("Verify = %+v, %v", got, err)
	}
	if n := count(t, open(t, copied, unsynced)); n != 400 {
		t.Errorf("the backup holds %d keys, want 400", n)
	}
}

func TestABackupWhileWriting(t *testing.T) {
	e := open(t, newPath(t), unsynced)
	fill(t, e, 1000)
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan error)
	go func() {
		for i := 0; ; i++ {
			err := e.Update(ctx, func(w kv.Writer) error {
				// Two keys that belong together.
				return errors.Join(w.Put(kv.Key("a", i), make([]byte, 2000)), w.Put(kv.Key("b", i), nil))
			})
			if err != nil {
				stopped <- err
				return
			}
		}
	}()
	for range 5 {
		copied := filepath.Join(t.TempDir(), "copy.db")
		r, err := e.BackupFile(t.Context(), copied)
		if err != nil || r.Keys%2 != 0 {
			t.Errorf("a backup while writing: %+v, %v", r, err)
		}
		if r, err := e.Check(t.Context()); err != nil || r.Keys%2 != 0 {
			t.Errorf("a check while writing: %+v, %v", r, err)
		}
	}
	cancel()
	if err := <-stopped; !errors.Is(err, context.Canceled) {
		t.Errorf("the writer stopped with %v", err)
	}
}

func TestABackupIntoAWriter(t *testing.T) {
	e := open(t, newPath(t), unsynced)
	fill(t, e, 300)
	var b bytes.Buffer
	if err := e.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	copied := newPath(t)
	becomes(b.String())(t, copied)
	if n := count(t, open(t, copied, unsynced)); n != 300 {
		t.Errorf("the backup holds %d keys, want 300", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.Backup(ctx, &b); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled backup answers %v", err)
	}
}

func TestABackupThatCannotBe(t *testing.T) {
	path := newPath(t)
	e := open(t, path, unsynced)
	fill(t, e, 3)
	_, err := e.BackupFile(t.Context(), path)
	wantError(t, err, ErrPlace)
	if _, err := e.BackupFile(t.Context(), filepath.Join(t.TempDir(), "none", "copy.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("into a folder that is not there: %v", err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	becomes("the last one")(t, copied)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.BackupFile(ctx, copied); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled backup answers %v", err)
	}
	if b, err := os.ReadFile(copied); string(b) != "the last one" {
		t.Errorf("a failed backup replaced the last one: %q, %v", b, err)
	}
}

func TestVerifyRefusesWhatIsNoBackup(t *testing.T) {
	for name, bad := range badStores {
		if name == "another store" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			path := newPath(t)
			stored(t, path, 300)
			bad.spoil(t, path)
			_, err := Verify(path)
			wantError(t, err, bad.kind)
		})
	}
}
