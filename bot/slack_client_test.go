package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"csp/bot/sandbox"
	"csp/commands"
)

// A refused pace is kept: the call is made again after the wait that Slack
// asked for, and other calls of the method wait with it.
func TestPaceIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		began := time.Now()
		answers := []func() *http.Response{
			func() *http.Response { return response(429, `{"ok":false,"error":"ratelimited"}`, "7") },
			func() *http.Response { return response(200, `{"ok":false,"error":"ratelimited"}`, "") },
			func() *http.Response { return response(200, `{"ok":true,"user":{"id":"U1","team_id":"T1"}}`, "") },
			func() *http.Response { return response(200, `{"ok":true,"user":{"id":"U1","team_id":"T1"}}`, "") },
		}
		api := slack.New("xoxb-1", slack.OptionAPIURL("http://slack.test/api/"), slack.OptionHTTPClient(newPacer(&http.Client{
			Transport: transport(func(*http.Request) (*http.Response, error) {
				at = append(at, time.Since(began))
				return answers[len(at)-1](), nil
			}),
		}, newMetrics())))
		if _, err := api.GetUserInfoContext(t.Context(), "U1"); err != nil {
			t.Fatal(err)
		}
		if len(at) != 3 || at[1] != 7*time.Second || at[2] != 17*time.Second {
			t.Errorf("called at %v", at)
		}
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := api.GetUserInfoContext(short, "U2"); err != nil {
			t.Errorf("after the wait: %v", err)
		}
	})
}

// A call that would have to wait longer than its caller can is given up at
// once.
func TestPaceBeyondTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer(&http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
			return response(429, "", "3600"), nil
		})}, newMetrics())
		api := slack.New("xoxb-1", slack.OptionAPIURL("http://slack.test/api/"), slack.OptionHTTPClient(p))
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		if _, err := api.GetUserInfoContext(ctx, "U1"); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 0 {
			t.Errorf("%v after %s", err, time.Since(began))
		}
	})
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func response(status int, body, after string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	if after != "" {
		h.Set("Retry-After", after)
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: h, Body: readCloser{strings.NewReader(body)}}
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }

// A post whose answer was lost may be there; it is not sent again, however it
// was to go.
func TestLostPostsAreNotRepeated(t *testing.T) {
	for _, method := range []string{"chat.postEphemeral", sandbox.ResponseURL, "chat.postMessage"} {
		for _, kind := range []string{sandbox.Lost, sandbox.Broken} {
			w := newWorld(t, worldOptions{})
			w.slack.Misbehave(sandbox.Fault{Method: method, Kind: kind})
			switch method {
			case sandbox.ResponseURL:
				w.desk.do = answering(says(strings.Repeat("long ", 2300)))
				if _, err := w.slack.Slash(w.ctx, sandbox.Partner, sandbox.General, "/csp list"); err != nil {
					t.Fatal(err)
				}
			case "chat.postEphemeral":
				w.mention(sandbox.Partner, sandbox.General, "", "darlington")
			default:
				w.mention(sandbox.Partner, sandbox.General, "", "darlington here")
			}
			w.idle()
			if n := w.calls(method); n != 1 {
				t.Errorf("%s, %s: posted %d times", method, kind, n)
			}
			if n := w.calls("chat.postMessage"); n > 0 && method != "chat.postMessage" {
				t.Errorf("%s, %s: and once more as a direct message", method, kind)
			}
		}
	}
}

// Where the bot may not write, the answer goes to the person directly.
func TestWhisperFindsAWay(t *testing.T) {
	w := newWorld(t, worldOptions{})
	for _, code := range []string{"not_in_channel", "channel_not_found", "user_not_in_channel"} {
		w.slack.Misbehave(sandbox.Fault{Method: "chat.postEphemeral", Kind: sandbox.Refuse + code})
		w.edge.turns.apart, w.edge.sender.Pace = 0, 0
		mark := w.slack.Mark()
		if err := w.edge.whisper(w.ctx, sandbox.General, "", sandbox.Partner, drawReply(says("psst"), again{}, maxText)); err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		if got := w.slack.Since(sandbox.Partner, mark); len(got) != 1 || got[0].Channel != w.slack.DM(sandbox.Partner) {
			t.Errorf("%s: %q", code, plains(got))
		}
	}
}

// Posts in one channel keep a second apart, posts in others do not wait.
func TestPostsTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turn := turns{apart: time.Second, next: map[string]time.Time{}}
		began := time.Now()
		for _, c := range []string{"C1", "C1", "C2", "C1"} {
			if err := turn.wait(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("took %s", took)
		}
		pass(time.Hour)
		if err := turn.wait(t.Context(), "C3"); err != nil || len(turn.next) != 1 {
			t.Errorf("%d channels are remembered, %v", len(turn.next), err)
		}
	})
}

func TestResponseHosts(t *testing.T) {
	slackAPI, _ := url.Parse("https://slack.com/api/")
	ownAPI, _ := url.Parse("http://127.0.0.1:4321/api/")
	for raw, want := range map[string][2]bool{
		"https://hooks.slack.com/commands/1/2":    {true, false},
		"https://slack.com/x":                     {true, false},
		"https://hooks.slack-gov.com/x":           {true, false},
		"http://hooks.slack.com/x":                {false, false},
		"https://hooks.slack.com.evil.org/x":      {false, false},
		"https://evilslack.com/x":                 {false, false},
		"https://evil.org/?hooks.slack.com":       {false, false},
		"https://hooks.slack.com@evil.org/x":      {false, false},
		"https://user:pass@hooks.slack.com/x":     {false, false},
		"https://hooks.slack.com:8443/x":          {false, false},
		"http://127.0.0.1:4321/response/1":        {false, true},
		"http://127.0.0.1:9999/response/1":        {false, false},
		"https://127.0.0.1:4321/response/1":       {false, false},
		"http://localhost:4321/response/1":        {false, false},
		"file:///etc/passwd":                      {false, false},
		"":                                        {false, false},
		"//hooks.slack.com/x":                     {false, false},
		"https://HOOKS.SLACK.COM/x":               {true, false},
		"http://169.254.169.254/latest/meta-data": {false, false},
	} {
		if got := (responseHosts{api: slackAPI}).check(raw) == nil; got != want[0] {
			t.Errorf("%s with Slack's address: %v", raw, got)
		}
		if got := (responseHosts{api: ownAPI, own: true}).check(raw) == nil; got != want[1] {
			t.Errorf("%s with an address of one's own: %v", raw, got)
		}
	}
}

// A forged response URL gets nothing.
func TestForgedResponseURL(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		return commands.Outcome{Reply: ref(says("secret"))}, nil
	}
	caught := make(chan string, 1)
	w.edge.client = &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		caught <- r.URL.String()
		return response(200, "ok", ""), nil
	})}
	w.serve(interactionRequest(`{"type":"block_actions","team":{"id":"T0SANDBX1"},"user":{"id":"U0PARTNR1"},"channel":{"id":"C0GENERAL"},
		"container":{"is_ephemeral":true},"response_url":"http://evil.test/","actions":[{"action_id":"list.x"}]}`))
	w.idle()
	if len(caught) > 0 {
		t.Errorf("posted to %s", <-caught)
	}
}

func TestCheck(t *testing.T) {
	for _, code := range []string{"invalid_auth", "account_inactive", "token_revoked", "not_allowed_token_type", "missing_scope"} {
		w := newWorld(t, worldOptions{still: true})
		w.slack.Misbehave(sandbox.Fault{Method: "auth.test", Kind: sandbox.Refuse + code, Count: 2})
		err := w.edge.Check(w.ctx)
		var f *fatalError
		if !errors.As(err, &f) || !strings.Contains(f.Says, "SLACK_BOT_TOKEN") || strings.Contains(f.Says, "%") {
			t.Errorf("%s: %v", code, err)
		}
		if n := w.calls("auth.test"); n != 1 {
			t.Errorf("%s: asked %d times", code, n)
		}
	}
	w := newWorld(t, worldOptions{still: true, edge: func(e *edge) { e.pace.check = backoff{first: time.Millisecond, most: time.Millisecond} }})
	w.slack.Misbehave(sandbox.Fault{Method: "auth.test", Kind: sandbox.Broken, Count: 3})
	w.slack.Misbehave(sandbox.Fault{Method: "auth.test", Kind: sandbox.Refuse + "internal_error"})
	if err := w.edge.Check(w.ctx); err != nil {
		t.Error(err)
	}
	if n := w.calls("auth.test"); n != 5 {
		t.Errorf("asked %d times", n)
	}
	for code, says := range fatal {
		if strings.Count(says, "%s") != 1 {
			t.Errorf("%s: %q does not name the setting once", code, says)
		}
	}
}
