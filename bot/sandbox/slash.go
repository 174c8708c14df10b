package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

// Slash types a slash command, such as "/csp darlington", in a channel. What
// the acknowledgement says is shown to that person alone, or to the channel
// when it says in_channel (with the command itself, as Slack does). When the
// bot does not answer in time, Failure holds what Slack shows, and the person
// also gets it as a private message. The error tells of a person or channel
// that is not there, or that ctx ended.
func (s *Slack) Slash(ctx context.Context, user, channelID, text string) (Answer, error) {
	command, rest := firstWord(text)
	s.mu.Lock()
	mark := s.seq
	p, c, err := s.in(user, channelID)
	if err != nil {
		s.mu.Unlock()
		return Answer{}, err
	}
	if !contains(s.opt.Commands, command) || p.Team != "" || s.need("commands") != nil {
		s.whisper(c, user, "", fmt.Sprintf("`%s` is not a valid command. In Slack, all messages that start with the \"/\" character are interpreted as commands.", command))
		s.mu.Unlock()
		return s.answer(user, mark, command+" is not a valid command"), nil
	}
	if !s.opt.Unescaped {
		rest = s.escape(rest)
	}
	d := s.slashDelivery(p, c, command, rest)
	s.mu.Unlock()

	ack, err := s.deliver(ctx, d)
	said, err := failure(command, err)
	if err != nil {
		return Answer{}, err
	}
	if said == "" {
		said = s.showAck(c, user, command, strings.TrimSpace(text), ack)
	}
	if said != "" {
		s.mu.Lock()
		s.whisper(c, user, "", said)
		s.mu.Unlock()
	}
	return s.answer(user, mark, said), nil
}

// slashDelivery writes the payload of a slash command. The caller holds the lock.
func (s *Slack) slashDelivery(p Person, c *channel, command, text string) *delivery {
	form := url.Values{
		"token": {"deprecated"}, "team_id": {s.ws.Team}, "team_domain": {s.ws.Domain},
		"channel_id": {c.ID}, "channel_name": {c.nameFor()},
		"user_id": {p.ID}, "user_name": {p.Name},
		"command": {command}, "text": {text},
		"api_app_id": {appID}, "is_enterprise_install": {"false"},
		"response_url": {s.newResponse(c, p.ID, nil)},
		"trigger_id":   {s.newTrigger(p.ID)},
	}
	payload := map[string]string{}
	for name := range form {
		payload[name] = form.Get(name)
	}
	return &delivery{kind: "slash_commands", form: form, payload: payload, answers: true}
}

// showAck shows what the acknowledgement of a command says, and gives Slack's
// words when it cannot be shown.
func (s *Slack) showAck(c *channel, user, command, typed string, ack json.RawMessage) string {
	if len(ack) == 0 {
		return ""
	}
	r := reply{}
	broken := command + " failed with the error \"" + errDispatch + "\""
	if json.Unmarshal(ack, &r) != nil {
		return broken
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	blocks, err := s.blocks(r.Blocks)
	if err != nil {
		s.opt.Log.Warn("the acknowledgement of a command cannot be shown", "err", err, "messages", err.(refused).messages)
		return broken
	}
	if r.empty() {
		return ""
	}
	m := &message{Message: Message{User: BotUser, Text: r.Text, Blocks: blocks}, app: true}
	if r.ResponseType == "in_channel" {
		s.add(c, &message{Message: Message{User: user, Text: typed}})
	} else {
		m.Ephemeral, m.to = true, user
	}
	s.add(c, m)
	return ""
}

// whisper shows a person something from Slack itself. The caller holds the lock.
func (s *Slack) whisper(c *channel, user, thread, text string) {
	s.add(c, &message{Message: Message{User: slackbot, Text: text, Thread: thread, Ephemeral: true}, to: user})
}

// firstWord parts a line into its first word and the rest, both trimmed.
func firstWord(text string) (first, rest string) {
	text = strings.TrimSpace(text)
	if at := strings.IndexFunc(text, unicode.IsSpace); at >= 0 {
		return text[:at], strings.TrimSpace(text[at:])
	}
	return text, ""
}
