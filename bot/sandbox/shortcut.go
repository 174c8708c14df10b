package sandbox

import (
	"context"
	"fmt"
)

// Shortcut starts one of the bot's global shortcuts.
func (s *Slack) Shortcut(ctx context.Context, user, callbackID string) (Answer, error) {
	s.mu.Lock()
	mark := s.seq
	person, _, err := s.in(user, dmOf(user))
	if err == nil && person.Team != "" {
		err = fmt.Errorf("%s is of another workspace, where there are no shortcuts of this bot", person.shown())
	}
	if err != nil {
		s.mu.Unlock()
		return Answer{}, err
	}
	p := s.interaction("shortcut", person)
	p["callback_id"], p["trigger_id"], p["action_ts"] = callbackID, s.newTrigger(user), s.newTS()
	s.mu.Unlock()
	said, err := trouble(second(s.deliver(ctx, &delivery{kind: "interactive", payload: p})))
	return s.answer(user, mark, said), err
}

// MessageShortcut starts one of the bot's shortcuts from a message's menu.
func (s *Slack) MessageShortcut(ctx context.Context, user, channelID, ts, callbackID string) (Answer, error) {
	s.mu.Lock()
	mark := s.seq
	sc, err := s.scene(user, OnMessage(channelID, ts))
	switch {
	case err != nil:
	case sc.person.Team != "":
		err = fmt.Errorf("%s is of another workspace, where there are no shortcuts of this bot", sc.person.shown())
	case sc.message.Ephemeral:
		err = fmt.Errorf("a message that only %s sees has no shortcuts", sc.person.shown())
	}
	if err != nil {
		s.mu.Unlock()
		return Answer{}, err
	}
	p := s.interaction("message_action", sc.person)
	p["callback_id"], p["trigger_id"], p["action_ts"] = callbackID, s.newTrigger(user), s.newTS()
	p["channel"] = map[string]any{"id": sc.channel.ID, "name": sc.channel.nameFor()}
	p["message"], p["message_ts"] = s.messageJSON(sc.message, true), sc.message.TS
	p["response_url"] = s.newResponse(sc.channel, user, nil)
	s.mu.Unlock()
	said, err := trouble(second(s.deliver(ctx, &delivery{kind: "interactive", payload: p})))
	return s.answer(user, mark, said), err
}
