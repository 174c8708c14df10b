package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
)

// bothWays runs a test over Socket Mode and over signed HTTP.
func bothWays(t *testing.T, test func(t *testing.T, o worldOptions)) {
	t.Run("socket", func(t *testing.T) { test(t, worldOptions{}) })
	t.Run("http", func(t *testing.T) { test(t, worldOptions{http: true}) })
}

func TestSlashIsAnsweredInTheAcknowledgement(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		m := w.slash(sandbox.Partner, sandbox.General, "/csp darlington")
		if m.Plain != "you typed darlington" || !m.Ephemeral {
			t.Errorf("answer %+v", m)
		}
		if n := w.calls(sandbox.ResponseURL) + w.calls("chat.postEphemeral"); n != 0 {
			t.Errorf("the answer went by %d other ways", n)
		}
	})
}

// What people typed reaches the desk as they typed it.
func TestTypedLine(t *testing.T) {
	w := newWorld(t, worldOptions{})
	got := make(chan commands.Request, 1)
	w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
		got <- r
		return says("ok"), nil
	}
	w.slash(sandbox.Staff, sandbox.Office, "/csp give <b> & @beth <!channel>")
	r := <-got
	if want := "give <b> & <@" + sandbox.Partner + "> <!channel>"; r.Text != want {
		t.Errorf("text %q, want %q", r.Text, want)
	}
	if r.Channel != sandbox.Office || !r.Now.Equal(noon) || r.ID == "" {
		t.Errorf("request %+v", r)
	}
}

// An answer that has no room in the acknowledgement comes by response URL.
func TestLongAnswersGoByResponseURL(t *testing.T) {
	w := newWorld(t, worldOptions{})
	w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) {
		return says(strings.Repeat("long ", 2300)), nil
	}
	mark := w.slack.Mark()
	if a, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp list"); err != nil || a.Failure != "" {
		t.Fatalf("%q, %v", a.Failure, err)
	}
	w.idle()
	got := w.slack.Since(sandbox.Partner, mark)
	if len(got) != 1 || !got[0].Ephemeral || len(got[0].Plain) < 11000 {
		t.Errorf("%d messages", len(got))
	}
	if n := w.calls(sandbox.ResponseURL); n != 1 {
		t.Errorf("%d posts to the response url", n)
	}
}

// A desk that is stuck does not keep Slack waiting: the acknowledgement goes
// out in time and the answer follows.
func TestSlowAnswersAreAcknowledgedInTime(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		o.edge = func(e *edge) { e.pace.stopgap = time.Millisecond }
		w := newWorld(t, o)
		release := make(chan struct{})
		w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) {
			<-release
			return says("at last"), nil
		}
		mark := w.slack.Mark()
		if m := w.slash(sandbox.Partner, sandbox.General, "/csp list"); m.Plain != "Still working on it." {
			t.Errorf("meanwhile: %q", m.Plain)
		}
		close(release)
		w.idle()
		if got := w.slack.Since(sandbox.Partner, mark); len(got) != 2 || got[1].Plain != "at last" {
			t.Errorf("afterwards: %q", plains(got))
		}
	})
}

// A hundred slow requests do not keep the next one waiting.
func TestSlowRequestsDoNotStallOthers(t *testing.T) {
	w := newWorld(t, worldOptions{})
	release := make(chan struct{})
	var in sync.WaitGroup
	w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Text == "slow" {
			in.Done()
			<-release
		}
		return says(r.Text), nil
	}
	var out sync.WaitGroup
	for range 100 {
		in.Add(1)
		out.Go(func() {
			if a, err := w.slack.Slash(w.ctx, sandbox.Staff, sandbox.Office, "/csp slow"); err != nil || a.Failure != "" {
				t.Errorf("%q %v", a.Failure, err)
			}
		})
	}
	in.Wait()
	if m := w.slash(sandbox.Partner, sandbox.General, "/csp quick"); m.Plain != "quick" {
		t.Errorf("meanwhile: %q", m.Plain)
	}
	close(release)
	out.Wait()
}

// A flood is turned away with words, not with silence.
func TestMoreThanCanBeWorkedOn(t *testing.T) {
	w := newWorld(t, worldOptions{edge: func(e *edge) { e.work.limit = 1 }})
	release, in := make(chan struct{}), make(chan struct{})
	w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) {
		close(in)
		<-release
		return says("done"), nil
	}
	var out sync.WaitGroup
	out.Go(func() { w.slash(sandbox.Staff, sandbox.Office, "/csp slow") })
	<-in
	if m := w.slash(sandbox.Partner, sandbox.General, "/csp list"); !strings.Contains(m.Plain, "very busy") {
		t.Errorf("answer %q", m.Plain)
	}
	close(release)
	out.Wait()
}

// A panic, or a fault of ours, is told with a reference that is in the log,
// and the bot goes on.
func TestFaultsAreToldWithAReference(t *testing.T) {
	for name, do := range map[string]func() error{
		"panic":   func() error { panic("typed by somebody") },
		"runtime": func() error { return []error{}[noon.Year()] },
		"error":   func() error { return errors.New("disk on fire at https://hooks.slack.com/x for a@b.c with xoxb-1") },
	} {
		w := newWorld(t, worldOptions{})
		w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) { return commands.Reply{}, do() }
		m := w.slash(sandbox.Partner, sandbox.General, "/csp secretword")
		_, ref, ok := strings.Cut(m.Plain, "(ref ")
		if !strings.HasPrefix(m.Plain, "Something went wrong") || !ok {
			t.Fatalf("%s: %q", name, m.Plain)
		}
		log := w.log.String()
		if !strings.Contains(log, `"ref":"`+ref[:4]+`"`) {
			t.Errorf("%s: the log has no %s\n%s", name, ref[:4], log)
		}
		for _, secret := range []string{"typed by somebody", "secretword", "hooks.slack.com", "a@b.c", "xoxb-1", "Beth"} {
			if strings.Contains(log, secret) {
				t.Errorf("%s: the log tells %q", name, secret)
			}
		}
		w.desk.do = nil
		if m := w.slash(sandbox.Partner, sandbox.General, "/csp again"); m.Plain != "you typed again" {
			t.Errorf("%s: afterwards %q", name, m.Plain)
		}
	}
}

// Stop finishes and acknowledges what was taken in, and takes nothing more.
func TestStopLosesNoAcknowledgement(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		release := make(chan struct{})
		var in, out sync.WaitGroup
		w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) {
			in.Done()
			<-release
			return says("done"), nil
		}
		for i := range 40 {
			in.Add(1)
			out.Go(func() {
				a, err := w.slack.Slash(w.ctx, sandbox.Staff, sandbox.Office, fmt.Sprintf("/csp %d", i))
				if err != nil || a.Failure != "" {
					t.Errorf("%d: %q %v", i, a.Failure, err)
				}
			})
		}
		in.Wait()
		stopped := make(chan error, 1)
		go func() { stopped <- w.edge.Stop(w.ctx) }()
		for !w.edge.work.stopped() {
			if err := w.edge.Idle(canceled()); err == nil {
				t.Fatal("idle while 40 requests are in flight")
			}
		}
		if w.edge.Ready() {
			t.Error("ready while stopping")
		}
		close(release)
		out.Wait()
		if err := <-stopped; err != nil {
			t.Error(err)
		}
		if n := len(w.slack.Messages(sandbox.Staff, sandbox.Office)); n != 40 {
			t.Errorf("%d answers came to 40 requests", n)
		}
		if err := <-w.ran; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
}

func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// Stop keeps to its time when a handler does not end.
func TestStopInTime(t *testing.T) {
	w := newWorld(t, worldOptions{edge: func(e *edge) { e.pace.stopgap = time.Millisecond }})
	w.desk.do = func(ctx context.Context, _ commands.Request) (commands.Reply, error) {
		<-ctx.Done() // ended by Stop
		return commands.Reply{}, ctx.Err()
	}
	w.slash(sandbox.Staff, sandbox.Office, "/csp stuck")
	ctx, cancel := context.WithTimeout(w.ctx, 10*time.Millisecond)
	defer cancel()
	if err := w.edge.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Stop: %v", err)
	}
	w.idle()
}
