package boltkv

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"csp/store/kv"
)

// The test program starts itself as a process of its own that does one of
// these and may be killed over it.
func TestMain(m *testing.M) {
	what, path, isChild := strings.Cut(os.Getenv("BOLTKV_CHILD"), ":")
	if !isChild {
		os.Exit(m.Run())
	}
	var err error
	switch what {
	case "hold":
		err = childHold(path)
	case "write":
		err = childWrite(path)
	case "fill":
		err = childFill(path)
	case "no room":
		err = childNoRoom(path)
	default:
		err = childCreate(what, path)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// childHold has the store open until its input ends.
func childHold(path string) error {
	e, err := Open(path, Options{Program: "csp serve"})
	if err != nil {
		return err
	}
	fmt.Println("open")
	_, err = io.Copy(io.Discard, os.Stdin)
	return errors.Join(err, e.Close())
}

// childWrite writes one number after the other and says each when it is stored.
func childWrite(path string) error {
	e, err := Open(path, Options{})
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		err := e.Update(context.Background(), func(w kv.Writer) error { return w.Put(kv.Key(i), make([]byte, 500)) })
		if err != nil {
			return err
		}
		fmt.Println(i)
	}
}

// childCreate makes a store and kills itself so many microseconds after it
// began.
func childCreate(after, path string) error {
	n, err := strconv.Atoi(after)
	if err != nil {
		return err
	}
	time.AfterFunc(time.Duration(n)*time.Microsecond, func() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) })
	_, err = Open(path, Options{})
	return err
}

// start starts the process; it is killed at the end of the test if it still
// runs.
func start(t *testing.T, what, path string) (cmd *exec.Cmd, in io.Closer, out *bufio.Scanner) {
	t.Helper()
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "BOLTKV_CHILD="+what+":"+path)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if stderr.Len() > 0 {
			t.Errorf("the other process says %s", &stderr)
		}
	})
	return cmd, stdin, bufio.NewScanner(stdout)
}

func TestALockedStoreNamesItsHolder(t *testing.T) {
	path := newPath(t)
	cmd, in, out := start(t, "hold", path)
	if !out.Scan() {
		t.Fatal("the other process has not opened the store")
	}
	once := unsynced
	once.Timeout = time.Nanosecond
	_, err := Open(path, once)
	want := fmt.Sprintf("is held by process %d (csp serve, since ", cmd.Process.Pid)
	if e := wantError(t, err, ErrLocked); !strings.Contains(e.Error(), want) {
		t.Errorf("the sentence is %q, want it to say %q", e, want)
	}
	_, err = Restore(context.Background(), path, path, true, once)
	wantError(t, err, ErrLocked)
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	// Whoever waits gets the store when it is let go.
	open(t, path, unsynced)
}

func TestAKilledHolderHoldsNothing(t *testing.T) {
	path := newPath(t)
	cmd, _, out := start(t, "hold", path)
	if !out.Scan() {
		t.Fatal("the other process has not opened the store")
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	e := open(t, path, unsynced)
	once := unsynced
	once.Timeout = time.Nanosecond
	_, err := Open(path, once)
	want := fmt.Sprintf("open already in this process (%d)", os.Getpid())
	if e := wantError(t, err, ErrLocked); !strings.Contains(e.Error(), want) {
		t.Errorf("the sentence is %q, want it to say %q", e, want)
	}
	// A note left by a process that is gone names nobody.
	becomes(fmt.Sprintf(`{"pid":%d}`, cmd.Process.Pid))(t, holderPath(path))
	if e := locked(path); !strings.Contains(e.Error(), "by another process; stop") {
		t.Errorf("with an old note the sentence is %q", e)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	path := newPath(t)
	cmd, _, out := start(t, "write", path)
	last := -1
	for last < 50 && out.Scan() {
		n, err := strconv.Atoi(out.Text())
		if err != nil {
			t.Fatal(err)
		}
		last = n
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if n := count(t, open(t, path, unsynced)); last < 50 || n <= last {
		t.Errorf("%d writes were acknowledged and %d are there", last+1, n)
	}
}

// TestAKillDuringTheFirstCreation kills the maker at many moments: afterwards
// there is a store, or there is none and one can be made.
func TestAKillDuringTheFirstCreation(t *testing.T) {
	dir := t.TempDir()
	// In memory, kills come in between the writes and not between the syncs.
	if shm, err := os.MkdirTemp("/dev/shm", "boltkv"); err == nil {
		dir = shm
		t.Cleanup(func() {
			if err := os.RemoveAll(shm); err != nil {
				t.Error(err)
			}
		})
	}
	made := 0
	for i := range 25 {
		path := fmt.Sprintf("%s/%d.db", dir, i)
		cmd, _, _ := start(t, strconv.Itoa(i*150), path)
		_ = cmd.Wait()
		if _, err := os.Stat(path); err == nil {
			made++
		}
		e := open(t, path, unsynced)
		fill(t, e, 3)
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("of 25 that were killed %d had made a store", made)
}
