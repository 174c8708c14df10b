package boltkv

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// asNobody runs fn without the right to write everywhere that root has.
func asNobody(t *testing.T, fn func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		fn()
		return
	}
	const nobody = 65534
	done := make(chan struct{})
	go func() {
		defer close(done)
		// The thread is not unlocked, so it ends with the goroutine and takes
		// the lesser rights with it.
		runtime.LockOSThread()
		if err := unix.Setfsuid(nobody); err != nil {
			t.Error(err)
			return
		}
		fn()
	}()
	<-done
}

// openDir is a folder that everybody may enter.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "boltkv")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAPlaceWithoutRightsIsASentence(t *testing.T) {
	for name, prepare := range map[string]func(t *testing.T, path string){
		"a file that may not be written": func(t *testing.T, path string) {
			stored(t, path, 3)
			if err := os.Chmod(path, 0o444); err != nil {
				t.Fatal(err)
			}
		},
		"a folder that may not be written": func(t *testing.T, path string) {
			if err := os.Chmod(filepath.Dir(path), 0o555); err != nil {
				t.Fatal(err)
			}
		},
		"a store in a folder that may not be written": func(t *testing.T, path string) {
			stored(t, path, 3)
			if err := os.Chmod(path, 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(filepath.Dir(path), 0o555); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(openDir(t), "csp.db")
			prepare(t, path)
			var err error
			asNobody(t, func() { _, err = Open(path, unsynced) })
			if e := wantError(t, err, ErrPlace); !strings.Contains(e.Error(), "this user may not; give") {
				t.Errorf("the sentence is %q", e)
			}
			if err := os.Chmod(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestAPipeIsNotAStore(t *testing.T) {
	path := newPath(t)
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(path, unsynced)
	wantError(t, err, ErrForeign)
}

func TestThisDiskIsNoNetwork(t *testing.T) {
	if name, err := networkName(t.TempDir()); name != "" || err != nil {
		t.Errorf("the folder for tests is on %q, %v; want a disk", name, err)
	}
	if name, err := networkName("/proc"); name != "" || err != nil {
		t.Errorf("/proc is on %q, %v", name, err)
	}
	for magic, want := range map[uint32]string{0x6969: "NFS", 0xFF534D42: "CIFS", 0x65735546: "FUSE", 0xEF53: ""} {
		if got := networked[magic]; got != want {
			t.Errorf("file system %x is called %q, want %q", magic, got, want)
		}
	}
}
