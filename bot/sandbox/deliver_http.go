package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// errNoRetry is the end of an event whose answer said x-slack-no-retry.
const errNoRetry = "no_retry"

// Sign gives the X-Slack-Signature of a body sent at a moment:
// https://docs.slack.dev/authentication/verifying-requests-from-slack
func Sign(secret string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = fmt.Fprintf(mac, "v0:%d:", at.Unix())
	mac.Write(body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// post delivers by signed HTTP.
func (s *Slack) post(ctx context.Context, to string, d *delivery) (json.RawMessage, error) {
	req, err := s.request(ctx, to, d)
	if err != nil {
		return nil, fmt.Errorf("write request to the bot: %w", err)
	}
	res, err := s.client.Do(req)
	switch {
	case ctx.Err() != nil:
		return nil, failed{errTimeout}
	case err != nil:
		return nil, failed{errDispatch}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	switch {
	case ctx.Err() != nil:
		return nil, failed{errTimeout}
	case res.Header.Get("X-Slack-No-Retry") == "1" && res.StatusCode/100 != 2:
		return nil, failed{errNoRetry}
	case err != nil || res.StatusCode/100 != 2:
		return nil, failed{errDispatch}
	}
	body = bytes.TrimSpace(body)
	if len(body) > 0 && !strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") && d.kind == "slash_commands" {
		return json.Marshal(map[string]string{"text": string(body)})
	}
	return body, nil
}

// request writes a delivery as Slack does for its kind.
func (s *Slack) request(ctx context.Context, to string, d *delivery) (*http.Request, error) {
	raw, err := json.Marshal(d.payload)
	if err != nil {
		return nil, err
	}
	path, body, contentType := "/slack/events", raw, "application/json"
	switch d.kind {
	case "slash_commands":
		path, body = "/slack/commands", []byte(d.form.Encode())
		contentType = "application/x-www-form-urlencoded"
	case "interactive":
		path, body = "/slack/interactivity", []byte(url.Values{"payload": {string(raw)}}.Encode())
		contentType = "application/x-www-form-urlencoded"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	now := s.opt.Now()
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	req.Header.Set("X-Slack-Request-Timestamp", strconv.FormatInt(now.Unix(), 10))
	req.Header.Set("X-Slack-Signature", Sign(s.opt.SigningSecret, now, body))
	if d.retry > 0 {
		req.Header.Set("X-Slack-Retry-Num", strconv.Itoa(d.retry))
		req.Header.Set("X-Slack-Retry-Reason", d.reason)
	}
	return req, nil
}

// SetRequestURL is Options.RequestURL, for a bot that listens only after this
// Slack does.
func (s *Slack) SetRequestURL(to string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opt.RequestURL = to
}
