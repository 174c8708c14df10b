package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"csp/bot/sandbox"
)

// over gives a Slack that delivers by HTTP to a bot that answers with answer.
func over(t *testing.T, o sandbox.Options, answer http.HandlerFunc) *sandbox.Slack {
	t.Helper()
	srv := httptest.NewServer(answer)
	t.Cleanup(srv.Close)
	o.RequestURL = srv.URL
	return open(t, o)
}

func TestSignedDelivery(t *testing.T) {
	got := make(chan string, 10)
	s := over(t, sandbox.Options{}, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		v, err := slack.NewSecretsVerifier(r.Header, sandbox.DefaultSigningSecret)
		if err == nil {
			_, _ = v.Write(body)
			err = v.Ensure()
		}
		if err != nil {
			t.Errorf("signature of %s: %v", r.URL.Path, err)
		}
		got <- r.URL.Path + " " + r.Header.Get("Content-Type")
		if strings.HasSuffix(r.URL.Path, "commands") {
			_, _ = io.WriteString(w, "plain words")
		}
	})
	a, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp")
	if err != nil || len(a.Messages) != 1 || a.Messages[0].Text != "plain words" {
		t.Errorf("got %+v, %v", a, err)
	}
	if _, err := s.Mention(within(t), sandbox.Staff, sandbox.Office, "", "hello"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Shortcut(within(t), sandbox.Staff, "x"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"/slack/commands application/x-www-form-urlencoded",
		"/slack/events application/json",
		"/slack/interactivity application/x-www-form-urlencoded",
	} {
		if g := <-got; g != want {
			t.Errorf("got %q, want %q", g, want)
		}
	}
}

func TestHTTPFailures(t *testing.T) {
	release := make(chan struct{})
	for name, c := range map[string]struct {
		answer   http.HandlerFunc
		patience time.Duration
		want     string
	}{
		"slow":   {func(_ http.ResponseWriter, r *http.Request) { <-release }, 100 * time.Millisecond, "operation_timeout"},
		"broken": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, 0, "dispatch_failed"},
		"cut":    {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 0, "dispatch_failed"},
	} {
		s := over(t, sandbox.Options{AckTimeout: c.patience}, c.answer)
		a, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp")
		if err != nil || !strings.Contains(a.Failure, c.want) {
			t.Errorf("%s: %q, %v", name, a.Failure, err)
		}
	}
	close(release)
}

func TestEventRetriesOverHTTP(t *testing.T) {
	nums := make(chan string, 10)
	stop := false
	s := over(t, sandbox.Options{Retries: []time.Duration{0, 0, 0}}, func(w http.ResponseWriter, r *http.Request) {
		nums <- r.Header.Get("X-Slack-Retry-Num") + r.Header.Get("X-Slack-Retry-Reason")
		if r.Header.Get("X-Slack-Retry-Num") == "2" || stop {
			stop = true
			w.Header().Set("X-Slack-No-Retry", "1")
		}
		w.WriteHeader(http.StatusInternalServerError)
	})
	if _, err := s.Mention(within(t), sandbox.Staff, sandbox.Office, "", "hello"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"", "1http_error", "2http_error"} {
		if got := <-nums; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	s.Close()
	if len(nums) != 0 {
		t.Error("it was sent again though the bot said not to")
	}
}

func TestOnlyThisMachine(t *testing.T) {
	if err := sandbox.New(sandbox.DefaultWorkspace(), sandbox.Options{}).Start("0.0.0.0:0"); err == nil {
		t.Error("it listens to everybody")
	}
	s := open(t, sandbox.Options{})
	for host, want := range map[string]int{"evil.example": 403, "localhost:1": 200, "127.0.0.1": 200, "[::1]:80": 200} {
		req, _ := http.NewRequestWithContext(within(t), "POST", s.APIURL()+"auth.test", nil)
		req.Host = host
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("host %q: %d, want %d", host, res.StatusCode, want)
		}
	}
	req, _ := http.NewRequestWithContext(within(t), "POST", s.APIURL()+"auth.test", nil)
	req.Header.Set("Origin", "https://evil.example")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("a post of another page: %d", res.StatusCode)
	}
}
