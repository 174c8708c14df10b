package boltkv

import (
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"csp/store/kv"
)

// filesUpTo runs do while no file may grow past a size.
func filesUpTo(t *testing.T, size int64, do func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(size), Max: old.Max}); err != nil {
		t.Fatal(err)
	}
	do()
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
}

// TestADiskWithoutRoom lets the kernel itself refuse bytes past a limit.
func TestADiskWithoutRoom(t *testing.T) {
	path := newPath(t)
	e := open(t, path, unsynced)
	fill(t, e, 100)
	fill(t, e, 20_000) // the file has grown well past the limit, mostly empty

	var err, errBackup error
	copied := filepath.Join(t.TempDir(), "copy.db")
	filesUpTo(t, highWater(t, path)-4096, func() {
		err = e.Update(t.Context(), func(w kv.Writer) error { return w.Put([]byte("large"), make([]byte, 4<<20)) })
		_, errBackup = e.BackupFile(t.Context(), copied)
	})
	wantError(t, err, ErrFull)
	wantError(t, errBackup, ErrFull)
	if left, err := filepath.Glob(copied + "*"); err != nil || len(left) > 0 {
		t.Errorf("a failed backup left %q, %v", left, err)
	}
	fill(t, e, 20_001)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if n := count(t, open(t, path, unsynced)); n != 20_001 {
		t.Errorf("after a full disk it holds %d keys, want 20001", n)
	}
}

func TestNoRoomForANewStore(t *testing.T) {
	path := newPath(t)
	var err error
	filesUpTo(t, 5000, func() { _, err = Open(path, unsynced) })
	wantError(t, err, ErrFull)
	if left, err := filepath.Glob(path + "*"); err != nil || len(left) > 0 {
		t.Errorf("what could not be made left %q, %v", left, err)
	}
	open(t, path, unsynced)
}
