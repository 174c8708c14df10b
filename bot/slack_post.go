package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// respond posts a message to a response URL, which works for 30 minutes and
// five times. It is sent once: a post whose answer was lost may be there.
func (e *edge) respond(ctx context.Context, to string, body []byte) error {
	if err := e.urls.check(to); err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return errForeignURL
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	res, err := e.client.Do(req)
	e.metrics.call("response_url", res, err)
	if err != nil {
		return fmt.Errorf("post to response url: %w", err)
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(res.Body, 1<<10))
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("post to response url: slack answered %s (%s)", res.Status, slackCode(said))
	}
	return nil
}

// slackCode is an error code of Slack's from a body, "" for anything else.
func slackCode(body []byte) string {
	for _, c := range body {
		if c != '_' && (c < 'a' || c > 'z') {
			return ""
		}
	}
	return string(body)
}

// whisper posts a message that only the user sees in the channel (and
// thread). Where the bot may not, it goes to the user's direct messages,
// which is as private.
func (e *edge) whisper(ctx context.Context, channel, thread, user string, m message) error {
	options := []slack.MsgOption{slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...)}
	if channel != "" {
		in := options
		if thread != "" {
			in = append(in[:len(in):len(in)], slack.MsgOptionTS(thread))
		}
		_, err := e.api.PostEphemeralContext(ctx, channel, user, in...)
		if !refused(err) {
			return err
		}
	}
	if err := e.turns.wait(ctx, user); err != nil {
		return err
	}
	_, _, err := e.api.PostMessageContext(ctx, user, append(options, slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())...)
	return err
}

// say posts a message that everybody in the channel sees.
func (e *edge) say(ctx context.Context, channel, thread string, m message) error {
	options := []slack.MsgOption{
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	if err := e.turns.wait(ctx, channel); err != nil {
		return err
	}
	_, _, err := e.api.PostMessageContext(ctx, channel, options...)
	return err
}

// refused reports whether Slack answered that the bot cannot write to the
// place, so that nothing was written.
func refused(err error) bool {
	var api slack.SlackErrorResponse
	if !errors.As(err, &api) {
		return false
	}
	switch api.Err {
	case "channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "restricted_action", "no_permission":
		return true
	}
	return false
}

// turns keeps the pace of posts: about one a second in a channel.
// https://docs.slack.dev/apis/web-api/rate-limits
type turns struct {
	apart time.Duration

	mu   sync.Mutex
	next map[string]time.Time // by channel
}

// wait returns when it is the caller's turn to post in the channel.
func (t *turns) wait(ctx context.Context, channel string) error {
	t.mu.Lock()
	now := time.Now()
	at := t.next[channel]
	if at.Before(now) {
		at = now
	}
	for c, when := range t.next {
		if when.Before(now) {
			delete(t.next, c)
		}
	}
	t.next[channel] = at.Add(t.apart)
	t.mu.Unlock()
	if !at.After(now) {
		return ctx.Err()
	}
	timer := time.NewTimer(at.Sub(now))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
