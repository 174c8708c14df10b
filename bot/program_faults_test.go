package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"csp/store/kv"
	"csp/store/kv/boltkv"
)

// TestNothingIsWrittenOverAStore: export and backup refuse the names of a
// store and of the files beside it, also by a link, and change nothing.
func TestNothingIsWrittenOverAStore(t *testing.T) {
	dir := newOffice(t)
	must(t, "import", filepath.Join(dir, "example.yaml"))
	path, link := filepath.Join(dir, "csp.db"), filepath.Join(dir, "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{path, path + ".id", link, dir} {
		for _, what := range []string{"export", "backup"} {
			if code, _, errs := csp(t, what, to); code != exitFailed || !strings.Contains(errs, "Choose another name") {
				t.Errorf("%s %s: exit %d: %s", what, to, code, errs)
			}
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Error("the store was changed", err)
	}
}

// TestRotIsFound: one letter of one stored value that changed is told by
// check, and no backup is made of it that would pass for a good one.
func TestRotIsFound(t *testing.T) {
	dir := newOffice(t)
	must(t, "import", filepath.Join(dir, "example.yaml"))
	e, err := boltkv.Open(filepath.Join(dir, "csp.db"), boltOptions())
	if err != nil {
		t.Fatal(err)
	}
	key := kv.Key("k", "partnerships", "darlington")
	err = e.Update(t.Context(), func(w kv.Writer) error {
		b, err := w.Get(key)
		if err != nil {
			return err
		}
		return w.Put(key, bytes.Replace(b, []byte("Darlington"), []byte("Darlingtan"), 1))
	})
	if err != nil || e.Close() != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "copy.db")
	for _, args := range [][]string{{"check"}, {"backup", copied}} {
		code, out, errs := csp(t, args...)
		if code != exitFailed || !strings.Contains(out+errs, "damaged") {
			t.Errorf("%v: exit %d: %s%s", args, code, out, errs)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*copy*"))
	if err != nil || len(left) > 0 {
		t.Error("left behind:", left, err)
	}
}

// TestBesideServeWhileSlackIsAway: a Slack that cannot be reached at the
// start keeps nobody from the store, and stopping is not a failure.
func TestBesideServeWhileSlackIsAway(t *testing.T) {
	dir := newOffice(t)
	must(t, "import", filepath.Join(dir, "example.yaml"))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("SLACK_API_URL", "http://"+l.Addr().String()+"/api/")
	l.Close() // nobody answers there now
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	listening, done := make(chan string, 1), make(chan int, 1)
	logs := &logLines{on: func(msg string, line map[string]any) {
		if msg == "listening" {
			listening <- line["addr"].(string)
		}
	}}
	go func() { done <- run(ctx, []string{"serve"}, console{emptyInput(), io.Discard, logs}) }()
	select {
	case addr := <-listening:
		t.Setenv("CSP_ADDR", addr)
	case code := <-done:
		t.Fatal("serve ended with", code)
	}
	if got := must(t, "ask", "/csp list"); !strings.Contains(got, "2 partnerships") {
		t.Error("ask:", got)
	}
	must(t, "health")
	cancel()
	if code := <-done; code != exitDone {
		t.Error("serve ended with", code)
	}
}

// TestNoStoreIsMadeByLooking: a name that was mistyped is told, and no empty
// store is made there.
func TestNoStoreIsMadeByLooking(t *testing.T) {
	dir := newOffice(t)
	example := filepath.Join(dir, "example.yaml")
	for _, args := range [][]string{
		{"ask", "/csp list"}, {"export"}, {"backup", filepath.Join(dir, "b.db")}, {"check"},
	} {
		if code, out, errs := csp(t, args...); code != exitFailed || !strings.Contains(errs, "CSP_STORE") {
			t.Errorf("%v: exit %d: %s%s", args, code, out, errs)
		}
	}
	if got := must(t, "import", example, "--dry-run"); !strings.Contains(got, "added") {
		t.Error("dry run:", got)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
