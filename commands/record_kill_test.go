package commands

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/boltkv"
)

// killedForm is what the process that is killed sends.
type killedForm struct {
	Path string
	Form Form
}

// TestKilledChild is the process that TestAKillLeavesAllOrNone kills; by
// itself it has nothing to do.
func TestKilledChild(t *testing.T) {
	var job killedForm
	if json.Unmarshal([]byte(os.Getenv("RECORD_CHILD")), &job) != nil {
		return
	}
	d, closeStore := fileDesk(t, job.Path, false)
	defer closeStore()
	r := &recorder{t: t, d: d, form: &job.Form}
	fmt.Println("begin")
	if _, err := r.send(nil); err != nil {
		t.Fatal(err)
	}
	fmt.Println("written")
}

// fileDesk is a desk over a store in a file, new ones with northshire in it.
func fileDesk(t *testing.T, path string, fresh bool) (d *Desk, closeStore func()) {
	t.Helper()
	e, err := boltkv.Open(path, boltkv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	if fresh {
		_, err = s.Change(context.Background(), store.Change{Actor: "console", At: sundayMorning}, func(tx *store.Tx) error {
			for _, rec := range northshire(t) {
				if err := kindOf(rec).Save(tx, rec); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return NewDesk(s, time.UTC), func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A process that is killed while it writes sixty actions leaves all or none of
// them, and the form that is sent again after a restart makes it sixty.
func TestAKillLeavesAllOrNone(t *testing.T) {
	all, none := 0, 0
	for i := range 12 {
		path := filepath.Join(t.TempDir(), "csp.db")
		d, closeStore := fileDesk(t, path, true)
		form := *toCheck(t, d, sixty()...).form
		form.Before = nil
		closeStore()
		killChild(t, killedForm{path, form}, time.Duration(i)*3*time.Millisecond)
		d, closeStore = fileDesk(t, path, false)
		refs, decided, held := raised(t, d)
		switch {
		case len(refs) == 60 && decided == 1 && held:
			all++
		case len(refs) == 0 && decided == 0 && !held:
			none++
		default:
			t.Fatalf("killed after %d steps: %d actions, %d decisions, held %v", i, len(refs), decided, held)
		}
		r := &recorder{t: t, d: d, form: &form}
		if a, err := r.send(nil); err != nil || a.Tell == nil {
			t.Fatalf("sent again: %+v, %v", a, err)
		}
		if refs, decided, held = raised(t, d); len(refs) != 60 || decided != 1 || !held {
			t.Fatalf("sent again: %d actions, %d decisions, held %v", len(refs), decided, held)
		}
		if found, err := d.Store.Check(context.Background()); err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		closeStore()
	}
	t.Logf("killed 12 times: %d times all was there, %d times nothing", all, none)
}

// killChild starts the process, lets it begin to write, and kills it so long
// after, if it still runs.
func killChild(t *testing.T, job killedForm, after time.Duration) {
	t.Helper()
	env, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledChild$")
	cmd.Env = append(os.Environ(), "RECORD_CHILD="+string(env))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "begin" {
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	for lines.Scan() {
	}
	_ = cmd.Wait() // killed, or done before that
	timer.Stop()
}
