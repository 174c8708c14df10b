package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
)

const formType = "application/x-www-form-urlencoded"

// signedRequest is a request as Slack makes it.
func signedRequest(path, contentType string, body []byte, at time.Time) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Slack-Request-Timestamp", strconv.FormatInt(at.Unix(), 10))
	r.Header.Set("X-Slack-Signature", sandbox.Sign(sandbox.DefaultSigningSecret, at, body))
	return r
}

// slashBody is the form of a slash command of the partner.
func slashBody(team, text string) []byte {
	return []byte(url.Values{
		"team_id": {team}, "user_id": {sandbox.Partner}, "channel_id": {sandbox.General}, "command": {"/csp"}, "text": {text},
		"trigger_id": {"1.2.3"}, "response_url": {"http://127.0.0.1:1/away"},
	}.Encode())
}

const home = "T0SANDBX1"

// serve has the edge answer a request without a network.
func (w *world) serve(r *http.Request) (int, string) {
	rec := httptest.NewRecorder()
	w.edge.Handler().ServeHTTP(rec, r)
	return rec.Code, rec.Body.String()
}

// untouchable fails the test when the desk is asked anything.
func (w *world) untouchable() {
	w.desk.do = func(_ context.Context, r commands.Request) (commands.Reply, error) {
		w.t.Errorf("the desk was asked %q", r.Text)
		return commands.Reply{}, nil
	}
}

func TestSignatures(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	body := slashBody(home, "darlington")
	now := time.Now()
	good := func() *http.Request { return signedRequest("/slack/commands", formType, body, now) }
	if code, said := w.serve(good()); code != http.StatusOK || !strings.Contains(said, "you typed darlington") {
		t.Fatalf("a good request: %d %s", code, said)
	}
	w.untouchable()
	for name, change := range map[string]func(r *http.Request){
		"no signature":      func(r *http.Request) { r.Header.Del("X-Slack-Signature") },
		"no timestamp":      func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") },
		"empty signature":   func(r *http.Request) { r.Header.Set("X-Slack-Signature", "v0=") },
		"another version":   func(r *http.Request) { sign(r, func(s string) string { return "v1" + s[2:] }) },
		"upper case prefix": func(r *http.Request) { sign(r, func(s string) string { return "V0" + s[2:] }) },
		"short":             func(r *http.Request) { sign(r, func(s string) string { return s[:len(s)-2] }) },
		"long":              func(r *http.Request) { sign(r, func(s string) string { return s + "00" }) },
		"not hex":           func(r *http.Request) { sign(r, func(s string) string { return s[:len(s)-1] + "g" }) },
		"time as text":      func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "now") },
		"time with space": func(r *http.Request) {
			r.Header.Set("X-Slack-Request-Timestamp", " "+strconv.FormatInt(now.Unix(), 10))
		},
		"far future time": func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "9223372036854775807") },
		"far past time":   func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "-9223372036854775808") },
		"stale":           func(r *http.Request) { *r = *signedRequest("/slack/commands", formType, body, now.Add(-6*time.Minute)) },
		"from the future": func(r *http.Request) { *r = *signedRequest("/slack/commands", formType, body, now.Add(6*time.Minute)) },
		"another secret": func(r *http.Request) {
			r.Header.Set("X-Slack-Signature", sandbox.Sign("another", now, body))
		},
		"another body": func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader("x" + string(body[1:]))) },
	} {
		r := good()
		change(r)
		if code, said := w.serve(r); code != http.StatusUnauthorized || strings.Contains(said, "typed") {
			t.Errorf("%s: %d %s", name, code, said)
		}
	}
}

func sign(r *http.Request, change func(string) string) {
	r.Header.Set("X-Slack-Signature", change(r.Header.Get("X-Slack-Signature")))
}

// Not one bit of a signed request can be changed.
func TestEveryBitIsSigned(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	w.untouchable()
	body, now := slashBody(home, "darlington"), time.Now()
	stamp, signature := strconv.FormatInt(now.Unix(), 10), sandbox.Sign(sandbox.DefaultSigningSecret, now, body)
	flip := func(s string) string {
		b := []byte(s)
		b[rand.N(len(b))] ^= 1 << rand.N(8)
		return string(b)
	}
	for i := range 6000 {
		b, st, sg := string(body), stamp, signature
		switch i % 3 {
		case 0:
			b = flip(b)
		case 1:
			st = flip(st)
		case 2:
			sg = flip(sg)
		}
		// The hex digits of a signature may be written in capitals.
		if strings.EqualFold(sg[3:], signature[3:]) && sg[:3] == signature[:3] {
			continue
		}
		h := http.Header{"X-Slack-Request-Timestamp": {st}, "X-Slack-Signature": {sg}}
		if w.edge.signer.signed(h, []byte(b), now) {
			t.Fatalf("taken: %q %q %q", b, st, sg)
		}
	}
	if !w.edge.signer.signed(http.Header{"X-Slack-Request-Timestamp": {stamp}, "X-Slack-Signature": {signature}}, body, now) {
		t.Error("the unchanged request is refused")
	}
}

// The query is not signed, so nothing of it counts.
func TestNothingIsReadFromTheQuery(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	smuggled := "?" + url.Values{"text": {"import"}, "user_id": {sandbox.Admin}, "payload": {`{"type":"block_actions"}`}}.Encode()
	if _, said := w.serve(signedRequest("/slack/commands"+smuggled, formType, slashBody(home, "darlington"), time.Now())); !strings.Contains(said, "you typed darlington") {
		t.Errorf("said %s", said)
	}
	w.untouchable()
	bare := []byte(url.Values{"team_id": {home}, "command": {"/csp"}}.Encode())
	if code, _ := w.serve(signedRequest("/slack/commands"+smuggled, formType, bare, time.Now())); code != http.StatusBadRequest {
		t.Errorf("a command without a user in its body: %d", code)
	}
	if code, _ := w.serve(signedRequest("/slack/interactivity"+smuggled, formType, []byte("a=b"), time.Now())); code != http.StatusBadRequest {
		t.Errorf("an interaction without a payload in its body: %d", code)
	}
}

func TestWhatIsNotTaken(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	w.untouchable()
	large := bytes.Repeat([]byte("x"), 10<<20)
	now := time.Now()
	for name, c := range map[string]struct {
		r    *http.Request
		want int
	}{
		"10 MiB":             {signedRequest("/slack/commands", formType, large, now), http.StatusRequestEntityTooLarge},
		"a byte over 1 MiB":  {signedRequest("/slack/events", "application/json", large[:1<<20+1], now), http.StatusRequestEntityTooLarge},
		"GET":                {httptest.NewRequest(http.MethodGet, "/slack/commands?ssl_check=1", nil), http.StatusMethodNotAllowed},
		"PUT":                {httptest.NewRequest(http.MethodPut, "/slack/events", nil), http.StatusMethodNotAllowed},
		"another path":       {signedRequest("/slack/other", formType, []byte("a=b"), now), http.StatusNotFound},
		"no form":            {signedRequest("/slack/commands", formType, []byte("%zz=1"), now), http.StatusBadRequest},
		"form, not UTF-8":    {signedRequest("/slack/commands", formType, []byte("text=%ff%fe"), now), http.StatusBadRequest},
		"empty":              {signedRequest("/slack/commands", formType, nil, now), http.StatusBadRequest},
		"JSON as a form":     {signedRequest("/slack/interactivity", formType, []byte(`{"type":"block_actions"}`), now), http.StatusBadRequest},
		"payload no JSON":    {signedRequest("/slack/interactivity", formType, []byte("payload=%7B"), now), http.StatusBadRequest},
		"payload a list":     {signedRequest("/slack/interactivity", formType, []byte("payload=[]"), now), http.StatusBadRequest},
		"payload of nothing": {signedRequest("/slack/interactivity", formType, []byte("payload={}"), now), http.StatusBadRequest},
		"event no JSON":      {signedRequest("/slack/events", "application/json", []byte("event"), now), http.StatusBadRequest},
		"event of nothing":   {signedRequest("/slack/events", "application/json", []byte("{}"), now), http.StatusBadRequest},
		"event null":         {signedRequest("/slack/events", "application/json", []byte("null"), now), http.StatusBadRequest},
		"deep JSON":          {signedRequest("/slack/events", "application/json", []byte(`{"a":`+strings.Repeat("[", 100000)), now), http.StatusBadRequest},
	} {
		if code, said := w.serve(c.r); code != c.want {
			t.Errorf("%s: %d %s, want %d", name, code, said, c.want)
		}
	}
	unmeasured := signedRequest("/slack/commands", formType, large, now)
	unmeasured.ContentLength = -1
	if code, _ := w.serve(unmeasured); code != http.StatusRequestEntityTooLarge {
		t.Errorf("10 MiB of unknown length: %d", code)
	}
}

func TestHandshakes(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	w.untouchable()
	body := []byte(`{"token":"x","challenge":"3eZbrw1aB1","type":"url_verification"}`)
	if code, said := w.serve(signedRequest("/slack/events", "application/json", body, time.Now())); code != http.StatusOK || said != "3eZbrw1aB1" {
		t.Errorf("url_verification: %d %q", code, said)
	}
	if code, said := w.serve(signedRequest("/slack/commands", formType, []byte("ssl_check=1&token=x"), time.Now())); code != http.StatusOK || said != "" {
		t.Errorf("ssl_check: %d %q", code, said)
	}
}

// Lines that no composer makes get a clear answer.
func TestLongLines(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	if _, said := w.serve(signedRequest("/slack/commands", formType, slashBody(home, strings.Repeat("é", 3000)), time.Now())); !strings.Contains(said, "you typed é") {
		t.Errorf("3,000 characters: %.200s", said)
	}
	w.untouchable()
	for _, n := range []int{maxLine + 1, 1<<20 - 1000} {
		code, said := w.serve(signedRequest("/slack/commands", formType, slashBody(home, strings.Repeat("x", n)), time.Now()))
		if code != http.StatusOK || !strings.Contains(said, "too long to read") {
			t.Errorf("%d characters: %d %.200s", n, code, said)
		}
	}
}

// A payload of another workspace is told nothing.
func TestAnotherWorkspace(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	w.untouchable()
	w.desk.press = func(context.Context, commands.Press) (commands.Outcome, error) {
		t.Error("the desk took a press")
		return commands.Outcome{}, nil
	}
	w.desk.submit = func(context.Context, commands.Submission) (commands.FormAnswer, error) {
		t.Error("the desk took a form")
		return commands.FormAnswer{}, nil
	}
	for name, r := range map[string]*http.Request{
		"command":      signedRequest("/slack/commands", formType, slashBody("T0ANOTHER", "darlington"), time.Now()),
		"no workspace": signedRequest("/slack/commands", formType, slashBody("", "darlington"), time.Now()),
		"press":        interactionRequest(`{"type":"block_actions","team":{"id":"T0ANOTHER"},"user":{"id":"U0PARTNR1"},"actions":[{"action_id":"list.x"}]}`),
		"form":         interactionRequest(`{"type":"view_submission","team":{"id":"T0ANOTHER"},"user":{"id":"U0PARTNR1"},"view":{"id":"V1"}}`),
	} {
		code, said := w.serve(r)
		if code != http.StatusOK || !strings.Contains(said, "serves another workspace") || strings.Contains(said, "in_channel") {
			t.Errorf("%s: %d %s", name, code, said)
		}
	}
	code, said := w.serve(signedRequest("/slack/events", "application/json",
		[]byte(`{"type":"event_callback","team_id":"T0ANOTHER","event_id":"E1","event":{"type":"app_mention","user":"U0PARTNR1","text":"x","channel":"C1"}}`), time.Now()))
	if code != http.StatusOK || said != "" {
		t.Errorf("event: %d %s", code, said)
	}
	w.idle()
}

func interactionRequest(payload string) *http.Request {
	return signedRequest("/slack/interactivity", formType, []byte(url.Values{"payload": {payload}}.Encode()), time.Now())
}

// Under Socket Mode the addresses for Slack are not there.
func TestProbes(t *testing.T) {
	w := newWorld(t, worldOptions{still: true})
	get := func(path string) int {
		code, _ := w.serve(httptest.NewRequest(http.MethodGet, path, nil))
		return code
	}
	if a, b := get("/healthz"), get("/readyz"); a != http.StatusOK || b != http.StatusServiceUnavailable {
		t.Errorf("before the start: healthz %d, readyz %d", a, b)
	}
	w.start()
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/metrics": 200, "/slack/commands": 404, "/slack/events": 404, "/slack/interactivity": 404} {
		if got := get(path); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	w.slash(sandbox.Partner, sandbox.General, "/csp Somebodys Name")
	_, figures := w.serve(httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{`csp_requests_total{command="name",outcome="answered"} 1`, "csp_socket_connections 2", `csp_slack_calls_total{method="auth.test",outcome="200"} 1`, "csp_acks_late_total 0"} {
		if !strings.Contains(figures, want) {
			t.Errorf("metrics have no %s", want)
		}
	}
	if strings.Contains(figures, "omebody") || strings.Contains(w.log.String(), "omebody") {
		t.Error("what was typed is in the figures or the log")
	}
	w.stop()
	if got := get("/readyz"); got != http.StatusServiceUnavailable {
		t.Errorf("after the stop readyz says %d", got)
	}
}

func FuzzForm(f *testing.F) {
	f.Add("a=1&b=%20x+y&a=2")
	f.Add("text=%zz")
	f.Add("a;b=1")
	f.Add("=&&=a")
	f.Fuzz(func(t *testing.T, body string) {
		got, err := parseForm([]byte(body), "a", "text", "")
		want, wantErr := url.ParseQuery(body)
		if err == nil && wantErr != nil {
			t.Fatalf("%q is taken: %v", body, wantErr)
		}
		if err != nil {
			return
		}
		for i, name := range []string{"a", "text", ""} {
			if got[i] != want.Get(name) {
				t.Errorf("%q: %s is %q, want %q", body, name, got[i], want.Get(name))
			}
		}
		_, _ = slashForm([]byte(body))
	})
}

func FuzzPayload(f *testing.F) {
	f.Add(`{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":[{"action_id":"a","value":null}],"view":{"state":{"values":{"b":{"a":{"selected_options":[{}]}}}}}}`)
	f.Add(`{"type":"event_callback","event":{"text":"<@U1|x> hi here","user":{}}}`)
	f.Add(`{"envelope_id":"1","type":"hello","payload":null}`)
	f.Fuzz(func(t *testing.T, raw string) {
		if p, err := decode[interaction]([]byte(raw)); err == nil {
			_, _, _ = p.channel(), p.meta(), p.Team.id()
			if p.View != nil {
				_, _, _ = p.View.values(), submissionID(p.View), p.View.onFields(map[string]string{"a": "b"})
			}
		} else if strings.Contains(err.Error(), raw) && len(raw) > 12 {
			t.Errorf("the error tells the payload: %v", err)
		}
		if c, err := decode[eventCallback]([]byte(raw)); err == nil {
			afterMention(string(c.Event.Text), "U1")
		}
		_, _ = decode[slashCommand]([]byte(raw))
		_, _ = decode[envelope]([]byte(raw))
		if typed := typedText(raw); !strings.ContainsAny(raw, "&<") && typed != raw {
			t.Errorf("%q became %q", raw, typed)
		}
	})
}

func TestTypedText(t *testing.T) {
	for in, want := range map[string]string{
		"darlington":                             "darlington",
		"a &lt;b&gt; &amp;amp; c":                "a <b> &amp; c",
		"<@U123|beth> and <@U456>":               "<@U123> and <@U456>",
		"<#C123|general>":                        "<#C123>",
		"<https://x.org/a?b=1&amp;c|the words>":  "the words",
		"<https://x.org/a?b=1&amp;c>":            "https://x.org/a?b=1&c",
		"<http://x.org|x.org>":                   "x.org",
		"<https://x.org|https://x.org>":          "https://x.org",
		"<!channel> <!here|here>":                "@channel @here",
		"<!subteam^S1|@office>":                  "@office",
		"<unclosed":                              "<unclosed",
		"1 &lt; 2 <@U1":                          "1 < 2 <@U1",
		"&unknown; <>":                           "&unknown; ",
		"<mailto:a@example.org|a@example.org> x": "a@example.org x",
	} {
		if got := typedText(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAfterMention(t *testing.T) {
	for in, want := range map[string]string{
		"<@UBOT> darlington":             "darlington false",
		"hello <@UBOT|csp>, darlington ": "darlington false",
		"<@UBOT>: /csp darlington here":  "darlington true",
		"<@UBOT> darlington HERE!":       "darlington true",
		"<@UBOT> here":                   " true",
		"<@UBOT>":                        " false",
		"<@UBOT> what is where":          "what is where false",
		"no mention at all":              "no mention at all false",
		"<@UBOTTLE> x":                   "<@UBOTTLE> x false",
		"<@UBOT> /cspx":                  "/cspx false",
	} {
		words, here := afterMention(in, "UBOT")
		if got := fmt.Sprint(words, " ", here); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
