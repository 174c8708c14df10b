package boltkv

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"csp/store/kv"
)

// filesUpTo lets no file of this process grow past a size: the kernel itself
// then refuses bytes as on a full disk. It is for a process of its own, since
// the testing package writes files too. The function it gives lifts the limit.
func filesUpTo(size int64) (lift func() error, err error) {
	signal.Ignore(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		return nil, err
	}
	err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(size), Max: old.Max})
	return func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old) }, err
}

// sayFull prints whether err is the one of a full disk, with a sentence.
func sayFull(err error) {
	var e *Error
	fmt.Println(errors.Is(err, ErrFull) && errors.As(err, &e))
}

// childFill writes and backs up a store on a full disk, and goes on when there
// is room again.
func childFill(path string) error {
	e, err := Open(path, Options{})
	if err != nil {
		return err
	}
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	put := func(n int) error {
		return e.Update(context.Background(), func(w kv.Writer) error { return w.Put([]byte("new"), make([]byte, n)) })
	}
	// The first time the file cannot be made longer. After that it is longer
	// than it need be, and the second time its new end cannot be written.
	for range 2 {
		lift, err := filesUpTo(st.Size() - 4096)
		if err != nil {
			return err
		}
		sayFull(put(4 << 20))
		_, err = e.BackupFile(context.Background(), filepath.Join(filepath.Dir(path), "copy"))
		sayFull(err)
		if err := errors.Join(lift(), put(10)); err != nil {
			return err
		}
	}
	return e.Close()
}

// childNoRoom makes a store on a full disk.
func childNoRoom(path string) error {
	if _, err := filesUpTo(5000); err != nil {
		return err
	}
	_, err := Open(path, Options{})
	sayFull(err)
	return nil
}

func TestADiskWithoutRoom(t *testing.T) {
	path := newPath(t)
	stored(t, path, 20_000)
	_, _, out := start(t, "fill", path)
	for _, what := range []string{"Update", "BackupFile", "the second Update", "the second BackupFile"} {
		if !out.Scan() || out.Text() != "true" {
			t.Errorf("%s does not say that the disk is full", what)
		}
	}
	if out.Scan() {
		t.Errorf("the other process also says %q", out.Text())
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "copy*")); err != nil || len(left) > 0 {
		t.Errorf("a failed backup left %q, %v", left, err)
	}
	if n := count(t, open(t, path, unsynced)); n != 20_001 {
		t.Errorf("after a full disk it holds %d keys, want 20001", n)
	}
}

func TestNoRoomForANewStore(t *testing.T) {
	path := newPath(t)
	cmd, _, out := start(t, "no room", path)
	if !out.Scan() || out.Text() != "true" {
		t.Error("Open does not say that the disk is full")
	}
	_ = cmd.Wait()
	if left, err := filepath.Glob(path + "*"); err != nil || len(left) > 0 {
		t.Errorf("what could not be made left %q, %v", left, err)
	}
	open(t, path, unsynced)
}
