package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// newHTTPClient is for the Web API and response URLs. slack-go's own client
// has no time-out at all. Redirects are not followed: an answer must not be
// carried on to another host.
func newHTTPClient() *http.Client {
	return &http.Client{
		Timeout: 10 * time.Second,
		Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			ForceAttemptHTTP2:     true,
			TLSHandshakeTimeout:   5 * time.Second,
			ResponseHeaderTimeout: 8 * time.Second,
			IdleConnTimeout:       90 * time.Second,
			MaxIdleConnsPerHost:   16,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// pacer keeps Slack's pace: a method that answered 429 is left alone for as
// long as Slack said, and then the refused call is made again. Nothing else
// is repeated, because a call that got no answer may have been carried out.
// https://docs.slack.dev/apis/web-api/rate-limits
type pacer struct {
	client  *http.Client
	metrics *metrics

	mu    sync.Mutex
	until map[string]time.Time // by method
}

// tooOften is how many times one call may be refused for its pace before it
// is given up.
const tooOften = 3

func newPacer(c *http.Client, m *metrics) *pacer {
	return &pacer{client: c, metrics: m, until: map[string]time.Time{}}
}

// Do makes slack-go's calls.
func (p *pacer) Do(req *http.Request) (*http.Response, error) {
	method := path.Base(req.URL.Path)
	for try := 1; ; try++ {
		if err := p.wait(req.Context(), method); err != nil {
			return nil, err
		}
		res, err := p.client.Do(req)
		p.metrics.call(method, res, err)
		if err != nil {
			return nil, err
		}
		if err := readAnswer(res); err != nil {
			return nil, err
		}
		if !tooFast(res) {
			return res, nil
		}
		p.hold(method, retryAfter(res))
		again, err := repeat(req)
		if try == tooOften || err != nil {
			return res, nil
		}
		req = again
	}
}

// maxAnswer is more than any answer that we ask for.
const maxAnswer = 8 << 20

// answerBody is an answer that has been read.
type answerBody struct{ *bytes.Reader }

func (answerBody) Close() error { return nil }

// readAnswer reads an answer whole and lets the connection go.
func readAnswer(res *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	res.Body.Close()
	res.Body = answerBody{bytes.NewReader(body)}
	return err
}

// tooFast reports whether Slack refused a call for its pace alone, so that
// nothing was done: by the status, or with status 200 in words.
func tooFast(res *http.Response) bool {
	if res.StatusCode == http.StatusTooManyRequests {
		return true
	}
	var said struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
	}
	body, ok := res.Body.(answerBody)
	if !ok || body.Len() > 1<<10 {
		return false
	}
	raw, err := io.ReadAll(body)
	if _, back := body.Seek(0, io.SeekStart); err != nil || back != nil || json.Unmarshal(raw, &said) != nil {
		return false
	}
	return !said.OK && (said.Error == "ratelimited" || said.Error == "rate_limited")
}

// errPace: Slack asks to wait for longer than a call may take, so that it was
// not made.
var errPace = errors.New("slack asks to wait")

// wait returns when the method may be called, or at once with an error when
// ctx ends before that.
func (p *pacer) wait(ctx context.Context, method string) error {
	for {
		p.mu.Lock()
		pause := time.Until(p.until[method])
		p.mu.Unlock()
		if pause <= 0 {
			return ctx.Err()
		}
		if end, ok := ctx.Deadline(); ok && time.Until(end) < pause {
			return fmt.Errorf("call %s: %w for %s: %w", method, errPace, pause.Round(time.Second), context.DeadlineExceeded)
		}
		t := time.NewTimer(pause)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		}
	}
}

func (p *pacer) hold(method string, pause time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(pause); until.After(p.until[method]) {
		p.until[method] = until
	}
}

// retryAfter is how long a 429 asks to wait; ten seconds when it does not say.
func retryAfter(res *http.Response) time.Duration {
	s, err := strconv.Atoi(strings.TrimSpace(res.Header.Get("Retry-After")))
	if err != nil || s < 0 {
		return 10 * time.Second
	}
	return min(max(time.Duration(s)*time.Second, 0), time.Hour)
}

// repeat is the same request once more.
func repeat(req *http.Request) (*http.Request, error) {
	again := req.Clone(req.Context())
	if req.Body == nil || req.Body == http.NoBody {
		return again, nil
	}
	if req.GetBody == nil {
		return nil, errors.New("body cannot be sent again")
	}
	body, err := req.GetBody()
	again.Body = body
	return again, err
}

// responseHosts says where response URLs may lead: to Slack, or, when an API
// address was set, to its host alone.
type responseHosts struct {
	api *url.URL
	own bool
}

var errForeignURL = errors.New("response url leads away from slack")

// check refuses an address that is not Slack's.
func (h responseHosts) check(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.User != nil {
		return errForeignURL
	}
	if h.own {
		if u.Scheme == h.api.Scheme && strings.EqualFold(u.Host, h.api.Host) {
			return nil
		}
		return errForeignURL
	}
	host := strings.ToLower(u.Host)
	for _, domain := range []string{"slack.com", "slack-gov.com"} {
		if u.Scheme == "https" && (host == domain || strings.HasSuffix(host, "."+domain)) {
			return nil
		}
	}
	return errForeignURL
}
