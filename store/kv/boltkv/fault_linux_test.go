package boltkv

import (
	"os/signal"
	"syscall"
	"testing"

	"csp/store/kv"
)

// TestADiskWithoutRoom lets the kernel itself refuse bytes past a limit.
func TestADiskWithoutRoom(t *testing.T) {
	path := newPath(t)
	e := open(t, path, unsynced)
	fill(t, e, 100)
	fill(t, e, 20_000) // the file has grown well past the limit, mostly empty

	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	high := highWater(t, path)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(high), Max: old.Max}); err != nil {
		t.Fatal(err)
	}
	err := e.Update(t.Context(), func(w kv.Writer) error { return w.Put([]byte("large"), make([]byte, 4<<20)) })
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	wantError(t, err, ErrFull)
	fill(t, e, 20_001)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if n := count(t, open(t, path, unsynced)); n != 20_001 {
		t.Errorf("after a full disk it holds %d keys, want 20001", n)
	}
}
