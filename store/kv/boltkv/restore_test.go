package boltkv

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// backedUp makes a store of 300 keys, backs it up and adds 100 keys.
func backedUp(t *testing.T) (path, copied, id string) {
	t.Helper()
	path, copied = newPath(t), filepath.Join(t.TempDir(), "copy.db")
	e := open(t, path, unsynced)
	fill(t, e, 300)
	if _, err := e.BackupFile(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	fill(t, e, 400)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return path, copied, e.ID()
}

func TestARestoreAfterEveryLoss(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, string){
		"gone":        take,
		"gone, alone": alone(take),
		"emptied":     cutTo(0),
		"cut in half": cutInHalf,
		"a text":      becomes("Dear all,"),
	} {
		t.Run(name, func(t *testing.T) {
			path, copied, id := backedUp(t)
			spoil(t, path)
			there := unsynced
			there.Host = "there"
			r, err := Restore(t.Context(), copied, path, false, there)
			if err != nil || r.Keys != 300 || r.ID != id {
				t.Fatalf("Restore = %+v, %v; want 300 keys of %s", r, err, id)
			}
			e := open(t, path, there)
			if n := count(t, e); n != 300 || e.ID() != id || e.Foreign() || e.Restored().IsZero() {
				t.Errorf("restored: %d keys of %s, foreign %v, at %v", n, e.ID(), e.Foreign(), e.Restored())
			}
		})
	}
}

func TestARestoreOverASoundStore(t *testing.T) {
	path, copied, _ := backedUp(t)
	_, err := Restore(t.Context(), copied, path, false, unsynced)
	wantError(t, err, ErrPlace)
	if n := count(t, open(t, path, unsynced)); n != 400 {
		t.Fatalf("a refused restore left %d keys, want 400", n)
	}
	once := unsynced
	once.Timeout = 1
	_, err = Restore(t.Context(), copied, path, true, once)
	wantError(t, err, ErrLocked)
}

func TestAForcedRestoreKeepsWhatWasThere(t *testing.T) {
	path, copied, _ := backedUp(t)
	for range 2 {
		if _, err := Restore(t.Context(), copied, path, true, unsynced); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Restore(t.Context(), path+".before-restore", path, true, unsynced); err != nil {
		t.Fatal(err)
	}
	for end, want := range map[string]int{
		"": 400, ".before-restore": 400, ".before-restore-2": 300, ".before-restore-3": 300,
	} {
		if r, err := Verify(path + end); err != nil || r.Keys != want {
			t.Errorf("after going back csp.db%s is %+v, %v; want %d keys", end, r, err, want)
		}
	}
}

// TestDoingWithoutTheLastChange is the way out that Open's sentence names when
// one head page is broken and there is no backup.
func TestDoingWithoutTheLastChange(t *testing.T) {
	for _, page := range []int{0, 4096} {
		path, _, _ := backedUp(t)
		zero(page, page+4096)(t, path)
		_, err := Restore(t.Context(), path, path, false, unsynced)
		wantError(t, err, ErrDamaged)
		r, err := Restore(t.Context(), path, path, true, unsynced)
		if err != nil || r.Keys != 300 && r.Keys != 400 {
			t.Errorf("without head page %d: %+v, %v", page/4096, r, err)
		}
		if n := count(t, open(t, path, unsynced)); n != r.Keys {
			t.Errorf("it holds %d keys, want %d", n, r.Keys)
		}
	}
}

func TestARestoreOfNothing(t *testing.T) {
	path := newPath(t)
	_, err := Restore(t.Context(), filepath.Join(t.TempDir(), "none.db"), path, false, unsynced)
	wantError(t, err, ErrMissing)
	live := open(t, newPath(t), unsynced)
	_, err = Restore(t.Context(), live.Path(), path, false, unsynced)
	wantError(t, err, ErrLocked)
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a failed restore left a file: %v", err)
	}
	if left, err := filepath.Glob(path + "*"); err != nil || len(left) > 0 {
		t.Errorf("a failed restore left %q, %v", left, err)
	}
}

func TestABadBackupIsNotRestored(t *testing.T) {
	for name, bad := range badStores {
		if name == "another store" || name == "a new database" || strings.HasPrefix(bad.says, "one of its two") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			from, to := newPath(t), newPath(t)
			stored(t, from, 300)
			bad.spoil(t, from)
			_, err := Restore(t.Context(), from, to, true, unsynced)
			wantError(t, err, bad.kind)
			if left, err := filepath.Glob(to + "*"); err != nil || len(left) > 0 {
				t.Errorf("a failed restore left %q, %v", left, err)
			}
		})
	}
}
