package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
)

// drawNotice draws the body of a notice that is owed, with at most text units
// of top-level text.
func drawNotice(body json.RawMessage, text int) (message, error) {
	r, err := commands.ReadNotice(body)
	if err != nil {
		return message{}, err
	}
	return drawReply(r, again{}, text), nil
}

// historyBefore is how much earlier than the attempt a channel's history is
// read, since the machine's clock and Slack's differ.
const historyBefore = 5 * time.Minute

// findNotice looks in a channel for a message of ours that carries the key,
// and returns its ts, "" when it is not there. A reading that is not complete
// is an error.
func (e *edge) findNotice(ctx context.Context, channel, key string, since time.Time) (string, error) {
	params := &slack.GetConversationHistoryParameters{
		ChannelID: channel, Limit: 200, IncludeAllMetadata: true,
		Oldest: strconv.FormatInt(since.Add(-historyBefore).Unix(), 10),
	}
	found := ""
	for {
		page, err := e.api.GetConversationHistoryContext(ctx, params)
		if err != nil {
			return "", fmt.Errorf("look for a post: %w", err)
		}
		for _, m := range page.Messages {
			if m.User == e.home.Load().Bot && m.Metadata.EventPayload["key"] == key {
				found = m.Timestamp // the last is the oldest
			}
		}
		if !page.HasMore {
			return found, nil
		}
		if params.Cursor = page.ResponseMetaData.NextCursor; params.Cursor == "" {
			return "", fmt.Errorf("look for a post: slack did not say where %s goes on", channel)
		}
	}
}
