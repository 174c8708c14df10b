package sandbox

import (
	"context"
	"errors"
	"strings"
)

// Say types words in a channel, or in the thread of the message with the ts
// thread. Words that start with a slash are a command, which Slack does not
// take in threads. Words that mention the bot, or that are said in its direct
// messages, are told to it as an event, if it subscribed to such. What the bot
// says to that comes later: see Await.
func (s *Slack) Say(ctx context.Context, user, channelID, thread, text string) (Answer, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "/") && thread == "" {
		return s.Slash(ctx, user, channelID, text)
	}
	s.mu.Lock()
	mark := s.seq
	_, c, err := s.in(user, channelID)
	if err != nil {
		s.mu.Unlock()
		return Answer{}, err
	}
	if strings.HasPrefix(text, "/") {
		command, _ := firstWord(text)
		said := command + " is not supported in threads. Sorry!"
		s.whisper(c, user, thread, said)
		s.mu.Unlock()
		return s.answer(user, mark, said), nil
	}
	if c.dmWith != "" && (s.opt.NoMessagesTab || s.opt.ReadOnlyMessages) {
		s.mu.Unlock()
		return Answer{}, errNoWriting
	}
	m := s.add(c, &message{Message: Message{User: user, Text: mentions(s.escape(text)), Thread: thread}})
	event := s.messageEvent(c, m)
	s.mu.Unlock()
	if event != nil {
		if err := s.sendEvent(ctx, event); err != nil {
			return Answer{}, err
		}
	}
	return s.answer(user, mark, ""), nil
}

// errNoWriting is what a person is told where only the bot writes.
var errNoWriting = errors.New("sending messages to this app has been turned off")

// Mention says words to the bot in a channel, as "@csp words".
func (s *Slack) Mention(ctx context.Context, user, channelID, thread, text string) (Answer, error) {
	return s.Say(ctx, user, channelID, thread, "@"+botName+" "+text)
}

// mentions writes mentions as they stand in a message, without the name that a
// command's text carries.
func mentions(text string) string {
	out := strings.Builder{}
	for text != "" {
		at := strings.Index(text, "<@")
		end := strings.IndexByte(text[max(at, 0):], '>')
		if at < 0 || end < 0 {
			break
		}
		id, _, _ := strings.Cut(text[at:at+end], "|")
		out.WriteString(text[:at] + id + ">")
		text = text[at+end+1:]
	}
	return out.String() + text
}

// messageEvent gives the event that a message causes for the bot; nil when it
// causes none. The caller holds the lock.
func (s *Slack) messageEvent(c *channel, m *message) map[string]any {
	event := s.messageJSON(m, false)
	event["channel"], event["event_ts"] = c.ID, m.TS
	switch {
	case c.dmWith != "" && s.need("im:history") != nil:
	case c.dmWith != "":
		event["channel_type"] = "im"
		return event
	case strings.Contains(m.Text, "<@"+BotUser+">") && c.has(BotUser):
		event["type"] = "app_mention"
		return event
	}
	return nil
}

// OpenHome opens the bot's Home tab and tells the bot so. What the bot
// publishes there comes later: see Await and Home.
func (s *Slack) OpenHome(ctx context.Context, user string) error {
	s.mu.Lock()
	if _, _, err := s.in(user, dmOf(user)); err != nil {
		s.mu.Unlock()
		return err
	}
	if s.opt.NoHomeTab {
		s.mu.Unlock()
		return nil
	}
	event := map[string]any{
		"type": "app_home_opened", "user": user, "channel": dmOf(user), "tab": "home",
		"event_ts": s.newTS(),
	}
	if home := s.views.homes[user]; home != nil {
		event["view"] = s.viewJSON(home)
	}
	s.mu.Unlock()
	return s.sendEvent(ctx, event)
}
