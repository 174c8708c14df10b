package boltkv

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestABadPlaceIsASentence(t *testing.T) {
	for name, tt := range map[string]struct {
		place func(t *testing.T, dir string) (path string)
		kind  error
		says  string
	}{
		"no folder": {func(_ *testing.T, dir string) string {
			return filepath.Join(dir, "none", "csp.db")
		}, ErrMissing, "mkdir -p"},
		"a file for a folder": {func(t *testing.T, dir string) string {
			becomes("x")(t, filepath.Join(dir, "file"))
			return filepath.Join(dir, "file", "csp.db")
		}, ErrPlace, "is not a folder"},
		"a folder for a file": {func(_ *testing.T, dir string) string { return dir }, ErrForeign, "is not a file"},
		"a link to nothing": {func(t *testing.T, dir string) string {
			path := filepath.Join(dir, "csp.db")
			if err := os.Symlink(filepath.Join(dir, "none"), path); err != nil {
				t.Fatal(err)
			}
			return path
		}, ErrMissing, "is a link"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(tt.place(t, t.TempDir()), unsynced)
			if e := wantError(t, err, tt.kind); !strings.Contains(e.Error(), tt.says) {
				t.Errorf("the sentence is %q, want it to say %q", e, tt.says)
			}
		})
	}
}

func TestANetworkFileSystemIsRefused(t *testing.T) {
	path := newPath(t)
	opts := unsynced
	opts.networkName = func(dir string) (string, error) {
		if dir != filepath.Dir(path) {
			t.Errorf("asked about %s, want the store's folder", dir)
		}
		return "NFS", nil
	}
	_, err := Open(path, opts)
	if e := wantError(t, err, ErrPlace); !strings.Contains(e.Error(), "network file system (NFS)") {
		t.Errorf("the sentence is %q", e)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a store was made all the same")
	}
}

func TestAStoreThatMustExistIsNotMade(t *testing.T) {
	path, opts := newPath(t), unsynced
	opts.MustExist = true
	_, err := Open(path, opts)
	want := "there is no store at " + path + "; look at CSP_STORE, or make one with csp import FILE"
	if e := wantError(t, err, ErrMissing); e.Error() != want {
		t.Errorf("the sentence is %q, want %q", e, want)
	}
	if left, err := filepath.Glob(path + "*"); err != nil || len(left) > 0 {
		t.Errorf("looking left %q, %v", left, err)
	}
	stored(t, path, 3)
	if n := count(t, open(t, path, opts)); n != 3 {
		t.Errorf("the store that is there holds %d keys, want 3", n)
	}
}

func TestALinkToAStoreIsFollowed(t *testing.T) {
	path := newPath(t)
	stored(t, path, 3)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	e := open(t, link, unsynced)
	if n := count(t, e); n != 3 || filepath.Base(e.Path()) != "csp.db" {
		t.Errorf("through the link: %s with %d keys, want csp.db with 3", e.Path(), n)
	}
}

// Nothing was ever written to a store that was only opened or adopted.
func TestAnUnusedStoreIsNotAnEmptiedOne(t *testing.T) {
	path := newPath(t)
	for range 2 {
		openOn(t, path, "there", func(e *Engine) {
			if err := e.Adopt(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
	}
	openOn(t, path, "there", func(e *Engine) { fill(t, e, 1) })
	inBolt(emptyData)(t, path)
	take(t, sentinelPath(path))
	_, err := Open(path, unsynced)
	wantError(t, err, ErrDamaged)
}

func TestTheSmallFileIsMadeAgain(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, string){"gone": take, "unreadable": becomes("{")} {
		path := newPath(t)
		stored(t, path, 3)
		spoil(t, sentinelPath(path))
		if n := count(t, open(t, path, unsynced)); n != 3 {
			t.Errorf("%s: the store holds %d keys, want 3", name, n)
		}
		take(t, sentinelPath(path))
	}
}

func TestHalfMadeStoresAreSweptUp(t *testing.T) {
	path := newPath(t)
	old, young := path+tempMark+"1", path+tempMark+"2"
	becomes("")(t, old)
	becomes("")(t, young)
	long := now().Add(-2 * staleAfter)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	open(t, path, unsynced)
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old one is still there: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("the young one, which somebody may be making, is gone: %v", err)
	}
}

func TestTwoMayCreateAtOnce(t *testing.T) {
	path := newPath(t)
	opts := unsynced.withDefaults()
	for range 2 {
		if err := create(path, opts); err != nil {
			t.Fatal(err)
		}
	}
	first, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := create(path, opts); err != nil {
		t.Fatal(err)
	}
	if second, err := os.Stat(path); err != nil || !os.SameFile(first, second) {
		t.Errorf("the second to create replaced the first one's store, %v", err)
	}
}

// openOn opens the store on a machine, runs do and closes it.
func openOn(t *testing.T, path, host string, do func(e *Engine)) {
	t.Helper()
	opts := unsynced
	opts.Host = host
	e := open(t, path, opts)
	do(e)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAStoreKnowsItsMachine(t *testing.T) {
	path := newPath(t)
	want := func(foreign bool) func(*Engine) {
		return func(e *Engine) {
			t.Helper()
			if e.Foreign() != foreign {
				t.Errorf("on %q Foreign is %v, want %v", e.host, e.Foreign(), foreign)
			}
		}
	}
	openOn(t, path, "", want(false))
	// The first machine that says who it is makes it its own.
	openOn(t, path, "here", want(false))
	openOn(t, path, "there", want(true))
	openOn(t, path, "", want(false))
	openOn(t, path, "there", func(e *Engine) {
		want(true)(e)
		if err := e.Adopt(t.Context()); err != nil {
			t.Fatal(err)
		}
		want(false)(e)
	})
	openOn(t, path, "there", want(false))
	openOn(t, path, "here", want(true))
}
