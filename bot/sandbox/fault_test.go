package sandbox_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"csp/bot/sandbox"
)

func TestMisbehaving(t *testing.T) {
	s := open(t, sandbox.Options{})
	api := client(s)
	send := func() error {
		_, _, err := api.PostMessageContext(within(t), sandbox.Office, slack.MsgOptionText("x", false))
		return err
	}
	posted := func() int { return len(s.Messages(sandbox.Staff, sandbox.Office)) }

	s.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.TooMany, RetryAfter: 7 * time.Second})
	limited := &slack.RateLimitedError{}
	if err := send(); !errors.As(err, &limited) || limited.RetryAfter != 7*time.Second || posted() != 0 {
		t.Errorf("429: %v, %d posted", err, posted())
	}
	s.Misbehave(sandbox.Fault{Kind: sandbox.Broken, Count: 2})
	for range 2 {
		status := slack.StatusCodeError{}
		if err := send(); !errors.As(err, &status) || status.Code != 500 || posted() != 0 {
			t.Errorf("500: %v, %d posted", err, posted())
		}
	}
	s.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Refuse + "fatal_error"})
	if _, err := api.AuthTestContext(within(t)); err != nil {
		t.Errorf("a fault of another method: %v", err)
	}
	if err := send(); err == nil || err.Error() != "fatal_error" || posted() != 0 {
		t.Errorf("refused: %v, %d posted", err, posted())
	}
	s.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Lost})
	if err := send(); err == nil || posted() != 1 {
		t.Errorf("lost: %v, %d posted", err, posted())
	}
	s.Misbehave(sandbox.Fault{Kind: sandbox.Cut})
	if err := send(); err == nil || posted() != 1 {
		t.Errorf("cut: %v, %d posted", err, posted())
	}
	s.Misbehave(sandbox.Fault{Kind: sandbox.Slow, Delay: time.Millisecond})
	if err := send(); err != nil || posted() != 2 {
		t.Errorf("slow: %v, %d posted", err, posted())
	}
	s.Misbehave(sandbox.Fault{Kind: sandbox.Broken, Count: 5})
	s.Behave()
	if err := send(); err != nil {
		t.Errorf("after Behave: %v", err)
	}
	sawFaults(t, s, "429/ratelimited", "500/internal_error", "500/internal_error",
		"refuse:fatal_error/fatal_error", "lost/", "cut/", "slow/", "/")
}

// sawFaults sees that the posts so far were noted with these faults and errors.
func sawFaults(t *testing.T, s *sandbox.Slack, want ...string) {
	t.Helper()
	var kinds []string
	for _, c := range s.Calls() {
		if c.Method == "chat.postMessage" {
			kinds = append(kinds, c.Fault+"/"+c.Error)
		}
		if c.Args["token"] != "" {
			t.Error("a token is kept")
		}
	}
	if !slices.Equal(kinds, want) {
		t.Errorf("the calls are noted as %q, want %q", kinds, want)
	}
}

func TestASlowAnswerEndsWithTheSandbox(t *testing.T) {
	s := open(t, sandbox.Options{})
	s.Misbehave(sandbox.Fault{Kind: sandbox.Slow, Delay: time.Hour})
	done := make(chan struct{})
	go func() { defer close(done); _, _ = client(s).AuthTest() }()
	if err := s.Await(within(t), func() bool { return len(s.Calls()) == 1 }); err != nil {
		t.Fatal(err)
	}
	s.Close()
	<-done
}
