package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/store/register"
)

// csp runs the program as a shell would and returns what it printed.
func csp(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, console{emptyInput(), &out, &errs})
	return code, out.String(), errs.String()
}

// must runs the program and fails the test unless it exits 0.
func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := csp(t, args...)
	if code != exitDone {
		t.Fatalf("csp %s: exit %d: %s", strings.Join(args, " "), code, errs)
	}
	return out
}

// newOffice is a folder with a store of its own and the example register in
// a file, and a small Slack to serve it in.
func newOffice(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	slack := sandbox.New(sandbox.DefaultWorkspace(), sandbox.Options{})
	if err := slack.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(slack.Close)
	t.Setenv("CSP_STORE", filepath.Join(dir, "csp.db"))
	t.Setenv("CSP_ADDR", "127.0.0.1:0")
	t.Setenv("SLACK_API_URL", slack.APIURL())
	t.Setenv("SLACK_BOT_TOKEN", sandbox.DefaultBotToken)
	t.Setenv("SLACK_APP_TOKEN", sandbox.DefaultAppToken)
	if err := os.WriteFile(filepath.Join(dir, "example.yaml"), register.Example(), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// logLines hands on the log lines of a serving process as they come.
type logLines struct {
	mu   sync.Mutex
	rest []byte
	all  bytes.Buffer
	on   func(msg string, line map[string]any)
}

func (l *logLines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all.Write(b)
	l.rest = append(l.rest, b...)
	for {
		i := bytes.IndexByte(l.rest, '\n')
		if i < 0 {
			return len(b), nil
		}
		var line map[string]any
		if json.Unmarshal(l.rest[:i], &line) == nil {
			msg, _ := line["msg"].(string)
			l.on(msg, line)
		}
		l.rest = l.rest[i+1:]
	}
}

// serving runs csp serve until the returned stop, which gives its exit code
// and log. addr is where it listens.
func serving(t *testing.T) (addr string, stop func() (int, string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	listening, ready := make(chan string, 1), make(chan struct{}, 1)
	logs := &logLines{on: func(msg string, line map[string]any) {
		switch msg {
		case "listening":
			listening <- line["addr"].(string)
		case "ready":
			ready <- struct{}{}
		}
	}}
	done := make(chan int, 1)
	go func() { done <- run(ctx, []string{"serve"}, console{emptyInput(), io.Discard, logs}) }()
	for range 2 {
		select {
		case addr = <-listening:
		case <-ready:
		case code := <-done:
			t.Fatalf("serve ended with %d: %s", code, logs.all.String())
		case <-time.After(20 * time.Second):
			t.Fatal("serve did not become ready")
		}
	}
	return addr, sync.OnceValues(func() (int, string) {
		cancel()
		code := <-done
		logs.mu.Lock()
		defer logs.mu.Unlock()
		return code, logs.all.String()
	})
}

// TestBesideServe: while serve holds the store, the other subcommands work
// all the same, through it.
func TestBesideServe(t *testing.T) {
	dir := newOffice(t)
	example, copied, out := filepath.Join(dir, "example.yaml"), filepath.Join(dir, "copy.db"), filepath.Join(dir, "out.yaml")
	must(t, "import", example)
	addr, stop := serving(t)
	defer stop()

	if got := must(t, "ask", "/csp schemes"); !strings.Contains(got, "4 schemes") {
		t.Error("ask:", got)
	}
	if got := must(t, "import", example); !strings.Contains(got, "0 added, 0 changed, 0 removed") {
		t.Error("import:", got)
	}
	must(t, "export", out)
	if b, err := os.ReadFile(out); err != nil || !bytes.Contains(b, []byte("id: darlington")) {
		t.Error("export:", err)
	}
	must(t, "backup", copied)
	must(t, "check")
	t.Setenv("CSP_ADDR", addr)
	if got := must(t, "health"); got != "well\n" {
		t.Error("health:", got)
	}
	code, _, errs := csp(t, "ask", "/csp nonsense")
	if code != exitFailed || !strings.Contains(errs, "nonsense") {
		t.Error("ask nonsense:", code, errs)
	}
	if code, _, errs = csp(t, "restore", copied, "--force"); code != exitFailed || !strings.Contains(errs, "Stop it") {
		t.Error("restore beside serve:", code, errs)
	}
	if code, log := stop(); code != exitDone {
		t.Error("serve ended with", code, log)
	}
	must(t, "restore", copied, "--force")
	if got := must(t, "ask", "/csp schemes"); !strings.Contains(got, "4 schemes") {
		t.Error("ask after restore:", got)
	}
}

// TestSecondServe: a second process that wants the same store is told who
// holds it.
func TestSecondServe(t *testing.T) {
	newOffice(t)
	_, stop := serving(t)
	defer stop()
	code, _, errs := csp(t, "serve")
	if code != exitFailed || !strings.Contains(errs, "process") {
		t.Errorf("second serve: %d %s", code, errs)
	}
}

// TestWrongUse: what is wrong is said in one sentence, with what to type, and
// exits 2; nothing is made on disk.
func TestWrongUse(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("CSP_STORE", filepath.Join(dir, "csp.db"))
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, exitUsage, ""},
		{[]string{"frobnicate"}, exitUsage, `"frobnicate" is not a subcommand`},
		{[]string{"import"}, exitUsage, "csp import FILE"},
		{[]string{"import", "a", "b"}, exitUsage, "csp import FILE"},
		{[]string{"version", "--loud"}, exitUsage, "csp version"},
		{[]string{"import", "missing.yaml"}, exitFailed, "missing.yaml"},
		{[]string{"restore", "missing.db"}, exitFailed, "missing.db"},
		{[]string{"serve"}, exitUsage, "SLACK_BOT_TOKEN"},
	} {
		code, _, errs := csp(t, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("csp %s: exit %d, %q", strings.Join(c.args, " "), code, errs)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// TestSandboxIgnoresSlackSettings: whatever SLACK_ variables are set, right or
// wrong, the sandbox reaches its own Slack alone.
func TestSandboxIgnoresSlackSettings(t *testing.T) {
	t.Setenv("SLACK_BOT_TOKEN", "bogus")
	t.Setenv("SLACK_API_URL", "ftp://example.org")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"sandbox"}, console{emptyInput(), w, io.Discard})
		w.Close()
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "http://127.0.0.1:") {
		t.Errorf("the first line is %q, %v", line, err)
	}
	cancel()
	if code := <-done; code != exitDone {
		t.Errorf("sandbox ended with %d", code)
	}
}

// What an export to a file wrote is said, and what cannot be read is told
// before anything else is asked.
func TestFilesAreToldPlainly(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("CSP_STORE", "bolt:"+filepath.Join(dir, "csp.db"))
	file := filepath.Join(dir, "r.yaml")
	if err := os.WriteFile(file, []byte("register: 1\noffice: {name: The office}\npartnerships:\n  - {id: east, name: East, links: [{url: \"https://example.org\"}]}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"import", dir}, exitFailed, "is a folder. Type the name of a register file (YAML)"},
		{[]string{"import", filepath.Join(dir, "no.yaml")}, exitFailed, "there is no file "},
		{[]string{"import", file}, exitDone, ""},
		{[]string{"restore", filepath.Join(dir, "no.db")}, exitFailed, "there is no file "},
		{[]string{"restore", dir}, exitFailed, "is a folder. Type the name of a backup"},
		{[]string{"export", filepath.Join(dir, "out.yaml")}, exitDone, "out.yaml is written: 2 records, "},
		{[]string{"export"}, exitDone, ""},
	} {
		var out, errs strings.Builder
		code := run(t.Context(), c.args, console{strings.NewReader(""), &out, &errs})
		if code != c.code || !strings.Contains(errs.String(), c.says) || c.says == "" && errs.String() != "" {
			t.Errorf("csp %v: exit %d, %q", c.args, code, errs.String())
		}
	}
}
