package sandbox

import (
	"encoding/json"
	"strings"
)

// target finds where the bot may post. A person's id stands for their direct
// messages with the bot. The caller holds the lock.
func (s *Slack) target(id string) (*channel, error) {
	if strings.HasPrefix(id, "U") {
		id = dmOf(id)
	}
	c := s.channels[id]
	switch {
	case c == nil:
		return nil, refuse("channel_not_found")
	case c.Private && !c.has(BotUser):
		return nil, refuse("channel_not_found") // a private channel is not even seen
	case c.Archived:
		return nil, refuse("is_archived")
	case c.dmWith != "" && s.opt.NoMessagesTab:
		return nil, refuse("messages_tab_disabled")
	case !c.has(BotUser):
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

// content reads what a message shall say. The caller holds the lock.
func (s *Slack) content(a args) (*message, error) {
	blocks, err := s.blocks(json.RawMessage(a["blocks"]))
	if err != nil {
		return nil, err
	}
	if a["text"] == "" && len(blocks) == 0 && a["attachments"] == "" {
		return nil, refuse("no_text")
	}
	m := &message{app: true, Message: Message{User: BotUser, Text: a["text"], Blocks: blocks}}
	m.Metadata, err = metadata(a["metadata"])
	return m, err
}

// maxMetadata is a guess: Slack refuses metadata_too_large without saying
// from what size on.
const maxMetadata = 16 * 1024

// metadata reads an event_type and its event_payload; nil for none.
func metadata(raw string) (json.RawMessage, error) {
	if raw == "" {
		return nil, nil
	}
	m := struct {
		EventType    string         `json:"event_type"`
		EventPayload map[string]any `json:"event_payload"`
	}{}
	switch {
	case json.Unmarshal([]byte(raw), &m) != nil:
		return nil, refuse("invalid_metadata_format")
	case len(raw) > maxMetadata:
		return nil, refuse("metadata_too_large")
	case m.EventType == "" && m.EventPayload == nil:
		return nil, nil // an empty object removes what was there
	case m.EventType == "" || m.EventPayload == nil:
		return nil, refuse("invalid_metadata_schema")
	}
	return json.RawMessage(raw), nil
}

// chatPostMessage posts a message.
// https://docs.slack.dev/reference/methods/chat.postMessage
func (s *Slack) chatPostMessage(a args) (answerFields, error) {
	c, err := s.target(a["channel"])
	if err != nil {
		return nil, err
	}
	m, err := s.content(a)
	if err != nil {
		return nil, err
	}
	if text := []rune(m.Text); len(text) > maxPostText {
		m.Text = string(text[:maxPostText])
	}
	m.Thread = a["thread_ts"]
	s.add(c, m)
	return answerFields{"channel": c.ID, "ts": m.TS, "message": s.messageJSON(m, true)}, nil
}

// chatPostEphemeral shows a message to one member of a channel. Slack keeps
// neither it nor its metadata.
// https://docs.slack.dev/reference/methods/chat.postEphemeral
func (s *Slack) chatPostEphemeral(a args) (answerFields, error) {
	c, err := s.target(a["channel"])
	if err != nil {
		return nil, err
	}
	if !c.has(a["user"]) {
		return nil, refuse("user_not_in_channel")
	}
	m, err := s.content(a)
	if err != nil {
		return nil, err
	}
	m.Thread, m.Ephemeral, m.to, m.Metadata = a["thread_ts"], true, a["user"], nil
	s.add(c, m)
	return answerFields{"message_ts": m.TS}, nil
}

// own finds a message of the bot to change. The caller holds the lock.
func (s *Slack) own(a args, foreign string) (*channel, *message, error) {
	c := s.channels[a["channel"]]
	if c == nil || c.Private && !c.has(BotUser) {
		return nil, nil, refuse("channel_not_found")
	}
	m := c.find(a["ts"])
	switch {
	case m == nil || m.Ephemeral:
		return nil, nil, refuse("message_not_found")
	case m.User != BotUser:
		return nil, nil, refuse(foreign)
	}
	return c, m, nil
}

// chatUpdate puts new words into a message of the bot. Blocks that are left
// out go when text is given; metadata that is left out stays.
// https://docs.slack.dev/reference/methods/chat.update
func (s *Slack) chatUpdate(a args) (answerFields, error) {
	c, m, err := s.own(a, "cant_update_message")
	if err != nil {
		return nil, err
	}
	if len([]rune(a["text"])) > maxUpdateText {
		return nil, refuse("msg_too_long")
	}
	next, err := s.content(a)
	if err != nil {
		return nil, err
	}
	if a["metadata"] != "" {
		m.Metadata = next.Metadata
	}
	s.change(m, next.Text, next.Blocks)
	return answerFields{"channel": c.ID, "ts": m.TS, "text": m.Text, "message": s.messageJSON(m, true)}, nil
}

// chatDelete takes a message of the bot away.
// https://docs.slack.dev/reference/methods/chat.delete
func (s *Slack) chatDelete(a args) (answerFields, error) {
	c, m, err := s.own(a, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	s.remove(c, m)
	return answerFields{"channel": c.ID, "ts": m.TS}, nil
}

// chatGetPermalink gives the address of a message.
// https://docs.slack.dev/reference/methods/chat.getPermalink
func (s *Slack) chatGetPermalink(a args) (answerFields, error) {
	c := s.channels[a["channel"]]
	if c == nil {
		return nil, refuse("channel_not_found")
	}
	if c.find(a["message_ts"]) == nil {
		return nil, refuse("message_not_found")
	}
	link := s.URL() + "/archives/" + c.ID + "/p" + strings.Replace(a["message_ts"], ".", "", 1)
	return answerFields{"channel": c.ID, "permalink": link}, nil
}
