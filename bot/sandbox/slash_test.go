package sandbox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
)

func TestSlashAnswersInTheAcknowledgement(t *testing.T) {
	s := open(t, sandbox.Options{})
	connect(t, s, func(e envelope) any {
		return map[string]any{"text": "you typed " + e.field("text")}
	})
	a, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp darlington @Beth Lister <b>")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Messages) != 1 || a.Failure != "" {
		t.Fatalf("got %d messages and failure %q", len(a.Messages), a.Failure)
	}
	m := a.Messages[0]
	if want := "you typed darlington @Beth Lister <b>"; m.Plain != want {
		t.Errorf("shown %q, want %q", m.Plain, want)
	}
	if want := "you typed darlington <@U0PARTNR1|beth> &lt;b&gt;"; m.Text != want {
		t.Errorf("text %q, want %q", m.Text, want)
	}
	if !m.Ephemeral || m.By != "CSP" {
		t.Errorf("by %q, ephemeral %v", m.By, m.Ephemeral)
	}
	if seen := s.Messages(sandbox.Admin, sandbox.Office); len(seen) != 0 {
		t.Errorf("another person sees %d messages of a private reply", len(seen))
	}
}

func TestInChannelReplyShowsTheCommandToo(t *testing.T) {
	s := open(t, sandbox.Options{})
	connect(t, s, func(envelope) any {
		return map[string]any{"text": "hello all", "response_type": "in_channel"}
	})
	if _, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp secret"); err != nil {
		t.Fatal(err)
	}
	seen := s.Messages(sandbox.Admin, sandbox.Office)
	if len(seen) != 2 || seen[0].Text != "/csp secret" || seen[1].Text != "hello all" {
		t.Errorf("the channel shows %v", seen)
	}
}

func TestSlashFailures(t *testing.T) {
	long := strings.Repeat("x", 21*1024)
	for name, c := range map[string]struct {
		answer func(envelope) any
		user   string
		text   string
		want   string
	}{
		"no answer":     {func(envelope) any { return silent }, sandbox.Staff, "/csp", "operation_timeout"},
		"too long":      {func(envelope) any { return map[string]any{"text": long} }, sandbox.Staff, "/csp", "operation_timeout"},
		"no bot":        {nil, sandbox.Staff, "/csp", "dispatch_failed"},
		"bad blocks":    {func(envelope) any { return map[string]any{"blocks": []any{map[string]any{"type": "no"}}} }, sandbox.Staff, "/csp", "dispatch_failed"},
		"other command": {nil, sandbox.Staff, "/other", "not a valid command"},
		"outsider":      {nil, sandbox.Outsider, "/csp", "not a valid command"},
	} {
		t.Run(name, func(t *testing.T) {
			patience := time.Duration(0)
			if c.want == "operation_timeout" {
				patience = 100 * time.Millisecond
			}
			s := open(t, sandbox.Options{AckTimeout: patience})
			if c.answer != nil {
				connect(t, s, c.answer)
			}
			a, err := s.Slash(within(t), c.user, sandbox.Darlington, c.text)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(a.Failure, c.want) {
				t.Errorf("Slack says %q, want %q in it", a.Failure, c.want)
			}
			if len(a.Messages) != 1 || !a.Messages[0].Ephemeral {
				t.Errorf("the person sees %v, want one private message", a.Messages)
			}
		})
	}
}

func TestResponseURLFiveTimes(t *testing.T) {
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	s := open(t, sandbox.Options{Now: func() time.Time { return now }})
	url := ""
	connect(t, s, func(e envelope) any { url = e.field("response_url"); return nil })
	use := func() int {
		res, err := http.Post(url, "application/json", strings.NewReader(`{"text":"later"}`))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	ask := func() {
		if _, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp"); err != nil {
			t.Fatal(err)
		}
	}
	ask()
	for range 5 {
		if got := use(); got != 200 {
			t.Fatalf("status %d", got)
		}
	}
	if got := use(); got != 404 {
		t.Errorf("a sixth use gave %d", got)
	}
	ask()
	now = now.Add(31 * time.Minute)
	if got := use(); got != 404 {
		t.Errorf("a use after half an hour gave %d", got)
	}
	if n := len(s.Messages(sandbox.Staff, sandbox.Office)); n != 5 {
		t.Errorf("%d messages, want 5", n)
	}
	last := s.Calls()[len(s.Calls())-1]
	if last.Method != sandbox.ResponseURL || last.Error != "expired_url" {
		raw, _ := json.Marshal(last)
		t.Errorf("the last call is noted as %s", raw)
	}
}
