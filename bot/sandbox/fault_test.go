package sandbox_test

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
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

func TestFaultsAreListedAndEnded(t *testing.T) {
	s := open(t, sandbox.Options{})
	s.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Broken, Count: sandbox.Always})
	s.Misbehave(sandbox.Fault{Kind: sandbox.TooMany, Count: 3})
	for range 5 { // the first fits and never ends
		if r := ask(t, s, "chat.postMessage", map[string]string{"channel": sandbox.Office, "text": "x"}); r.Error != "internal_error" {
			t.Fatal(r.raw)
		}
	}
	if r := ask(t, s, "auth.test", nil); r.Error != "ratelimited" {
		t.Error(r.raw)
	}
	page, _ := get(t, s, "/")
	for _, want := range []string{
		"chat.postMessage is answered with a server error (500), until it is ended.",
		"What the bot asks is answered with too many requests (429), 2 more times.",
		`<code>chat.postMessage</code> <strong>500</strong>`, "2 on</span>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	on := s.Faults()
	deed(t, s, "fault", url.Values{"kind": {"end"}, "id": {strconv.Itoa(on[0].ID())}})
	if on := s.Faults(); len(on) != 1 || on[0].Kind != sandbox.TooMany || on[0].Count != 2 {
		t.Errorf("left on: %+v", on)
	}
	deed(t, s, "fault", url.Values{"kind": {"end"}})
	if page, _ := get(t, s, "/"); !strings.Contains(page, "This Slack behaves.") {
		t.Error("the page does not say that nothing is on")
	}
}

func TestEverythingTwice(t *testing.T) {
	s := open(t, sandbox.Options{})
	bot := connect(t, s, func(envelope) any { return map[string]any{"text": "done"} })
	s.Misbehave(sandbox.Fault{Kind: sandbox.Twice, Count: 2})
	if _, err := s.Mention(within(t), sandbox.Staff, sandbox.Office, "", "hello"); err != nil {
		t.Fatal(err)
	}
	one, two := bot.frame(t), bot.frame(t)
	if one.event(t).ID != two.event(t).ID || one.ID == two.ID || two.Retry != 1 {
		t.Errorf("an event and its copy: %+v and %+v", one, two)
	}
	a, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp")
	if err != nil || len(a.Messages) != 1 {
		t.Errorf("a command told twice shows %d answers (%v)", len(a.Messages), err)
	}
	if one, two := bot.frame(t), bot.frame(t); one.field("trigger_id") != two.field("trigger_id") {
		t.Error("the copy of a command is another command")
	}
	if _, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp"); err != nil || len(bot.frames) != 1 || len(s.Faults()) != 0 {
		t.Errorf("it does not end: %d frames, %v", len(bot.frames), err)
	}
}
