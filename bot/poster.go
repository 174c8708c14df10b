package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"csp/reminders"
)

// poster is the only place where what the ledger owes meets Slack.
type poster struct {
	edge *edge
	// once posts each message with one request and no second: a 429 is the
	// ledger's to wait for, for this channel alone.
	once *slack.Client

	mu  sync.Mutex
	dms map[string]string // direct messages' channels by user
}

func newPoster(e *edge) *poster {
	return &poster{
		edge: e, dms: map[string]string{},
		once: slack.New(string(e.Config.BotToken), slack.OptionAPIURL(e.Config.APIURL), slack.OptionHTTPClient(once{e})),
	}
}

// once makes calls and counts them.
type once struct{ edge *edge }

func (c once) Do(req *http.Request) (*http.Response, error) {
	res, err := c.edge.client.Do(req)
	c.edge.metrics.call(strings.TrimPrefix(req.URL.Path[strings.LastIndexByte(req.URL.Path, '/'):], "/"), res, err)
	return res, err
}

// Post asks Slack once.
func (p *poster) Post(ctx context.Context, to string, m reminders.Message) reminders.Answer {
	channel, err := p.channel(ctx, to)
	if err == nil {
		err = p.edge.turns.wait(ctx, channel)
	}
	if err != nil { // nothing has been asked for yet
		a := postAnswer(err)
		if a.Outcome == reminders.Unknown {
			a.Outcome = reminders.Unconnected
		}
		return a
	}
	drawn := m.Drawn.(posting)
	at, ts, err := p.once.PostMessageContext(ctx, channel,
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(drawn.Blocks...), slack.MsgOptionMetadata(drawn.Metadata),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if err == nil && ts == "" {
		err = errors.New("slack did not say where the message stands")
	}
	if err != nil {
		return postAnswer(err)
	}
	return reminders.Answer{Outcome: reminders.Posted, Channel: cmp.Or(at, channel), TS: ts}
}

// channel is where to post and read for a C… or U… id.
func (p *poster) channel(ctx context.Context, to string) (string, error) {
	if !strings.HasPrefix(to, "U") && !strings.HasPrefix(to, "W") {
		return to, nil
	}
	p.mu.Lock()
	known := p.dms[to]
	p.mu.Unlock()
	if known != "" {
		return known, nil
	}
	c, _, _, err := p.edge.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{to}})
	if err != nil {
		return "", fmt.Errorf("open direct messages: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dms[to] = c.ID
	return c.ID, nil
}

// postAnswer sorts what an error of Slack's means for a post.
// https://docs.slack.dev/reference/methods/chat.postMessage
func postAnswer(err error) reminders.Answer {
	a := reminders.Answer{Outcome: reminders.Unknown, Error: errorWords(err)}
	var fast *slack.RateLimitedError
	var said slack.SlackErrorResponse
	var status slack.StatusCodeError
	switch {
	case mayBeDone(err):
	case errors.As(err, &fast):
		a = reminders.Answer{Outcome: reminders.Pace, Error: "ratelimited", Retry: fast.RetryAfter}
	case errors.As(err, &status), errors.Is(err, errPace): // a 429 that does not say for how long
		a = reminders.Answer{Outcome: reminders.Pace, Error: "ratelimited", Retry: 10 * time.Second}
	case errors.As(err, &said):
		a.Outcome = refusal(said.Err)
	default:
		a.Outcome = reminders.Unconnected
	}
	return a
}

// errorWords is Slack's name for a refusal, or what else went wrong, without
// addresses.
func errorWords(err error) string {
	var said slack.SlackErrorResponse
	if errors.As(err, &said) {
		return said.Err
	}
	return quiet(err).String()
}

// refusal says what a refusal by name is about.
func refusal(code string) reminders.Outcome {
	switch code {
	case "ratelimited", "rate_limited":
		return reminders.Pace
	case "channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel",
		"restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "cannot_dm_bot",
		"user_not_found", "users_not_found", "user_disabled", "user_not_visible", "messages_tab_disabled", "no_permission":
		return reminders.Place
	case "msg_too_long", "no_text", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_arguments",
		"invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large", "metadata_must_be_sent_from_app":
		return reminders.Content
	}
	return reminders.Access
}

// historyPage is how many messages one reading asks for.
const historyPage = 200

// Find reads a channel's history to the end.
func (p *poster) Find(ctx context.Context, to string, since time.Time, want func(key string) bool) ([]reminders.Found, error) {
	channel, err := p.channel(ctx, to)
	if err != nil {
		return nil, readError(err)
	}
	home := p.edge.home.Load()
	if home == nil {
		return nil, errors.New("read history: not signed in yet")
	}
	params := &slack.GetConversationHistoryParameters{
		ChannelID: channel, Limit: historyPage, IncludeAllMetadata: true, Oldest: strconv.FormatInt(since.Unix(), 10),
	}
	var found []reminders.Found
	for {
		page, err := p.edge.api.GetConversationHistoryContext(ctx, params)
		if err != nil {
			return nil, readError(err)
		}
		for _, m := range page.Messages {
			key, ours := m.Metadata.EventPayload["key"].(string)
			if ours && m.User == home.Bot && want(key) {
				found = append(found, reminders.Found{
					Key: key, Channel: channel, TS: m.Timestamp, Type: m.Metadata.EventType, Lines: texts(m.Metadata.EventPayload["lines"]),
				})
			}
		}
		if !page.HasMore {
			break
		}
		if params.Cursor = page.ResponseMetaData.NextCursor; params.Cursor == "" {
			return nil, errors.New("read history: slack did not say where it goes on")
		}
	}
	slices.SortFunc(found, func(a, b reminders.Found) int {
		return cmp.Or(cmp.Compare(len(a.TS), len(b.TS)), cmp.Compare(a.TS, b.TS))
	})
	return found, nil
}

// texts is a list of texts, as JSON gave it.
func texts(list any) []string {
	var out []string
	all, _ := list.([]any)
	for _, v := range all {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// readError tells errors apart that waiting does not mend.
func readError(err error) error {
	switch code := refusalCode(err); {
	case code == "missing_scope":
		err = errors.Join(reminders.ErrNoScope, err)
	case code != "" && refusal(code) == reminders.Place && code != "is_archived":
		err = errors.Join(reminders.ErrNoPlace, err)
	}
	return fmt.Errorf("read history: %w", err)
}

// refusalCode is Slack's name for a refusal, "" for anything else.
func refusalCode(err error) string {
	var said slack.SlackErrorResponse
	if errors.As(err, &said) {
		return said.Err
	}
	return ""
}

// Delete takes away a message of ours.
func (p *poster) Delete(ctx context.Context, channel, ts string) error {
	_, _, err := p.edge.api.DeleteMessageContext(ctx, channel, ts)
	if err != nil && refusalCode(err) != "message_not_found" {
		return fmt.Errorf("delete message: %w", err)
	}
	return nil
}

// Correct puts other words into a message of ours. The metadata stays.
func (p *poster) Correct(ctx context.Context, channel, ts string, m reminders.Message) (bool, error) {
	_, _, _, err := p.edge.api.UpdateMessageContext(ctx, channel, ts,
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Drawn.(posting).Blocks...))
	switch code := refusalCode(err); {
	case err == nil:
		return true, nil
	case code == "message_not_found", code == "edit_window_closed", code == "cant_update_message":
		return false, nil
	}
	return false, fmt.Errorf("correct message: %w", err)
}

// Reachable asks whether the bot may post somewhere.
func (p *poster) Reachable(ctx context.Context, to string) (bool, error) {
	p.mu.Lock()
	delete(p.dms, to)
	p.mu.Unlock()
	channel, err := p.channel(ctx, to)
	if err != nil || channel != to {
		return err == nil, err
	}
	c, err := p.edge.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: to})
	if err != nil {
		return false, err
	}
	return c.IsMember && !c.IsArchived, nil
}

// Date is the Date header of an answer.
func (p *poster) Date(ctx context.Context) (time.Time, error) {
	r, err := p.edge.api.AuthTestContext(ctx)
	if err != nil {
		return time.Time{}, fmt.Errorf("ask for slack's time: %w", err)
	}
	at, err := http.ParseTime(r.Header.Get("Date"))
	if err != nil {
		return time.Time{}, nil // it does not say
	}
	return at, nil
}
