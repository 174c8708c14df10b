package sandbox

import (
	"context"
	"errors"
	"fmt"

	"csp/bot/sandbox/blockkit"
)

// Click presses a button, or chooses an entry of an overflow menu, by its
// words or its action_id; a question before it is answered yes. Failure tells
// when the bot did not acknowledge. The error tells of something that is not
// there to press.
func (s *Slack) Click(ctx context.Context, user string, at Place, what string) (Answer, error) {
	return s.act(ctx, user, at, what, func(sc *scene, f found) (map[string]any, error) {
		switch {
		case f.element.Type == "button":
			action := map[string]any{"type": "button", "text": f.element.Text}
			if f.element.Value != "" {
				action["value"] = f.element.Value
			}
			return action, nil
		case f.option != "":
			for _, o := range f.element.Options {
				if o.Value == f.option {
					return map[string]any{"type": "overflow", "selected_option": o}, nil
				}
			}
		}
		return nil, fmt.Errorf("%q cannot be pressed", what)
	})
}

// Choose picks in a menu, ticks boxes or types in a field, and tells the bot,
// as Slack does for everything but the inputs of a form. No picks clears it.
func (s *Slack) Choose(ctx context.Context, user string, at Place, what string, picks ...string) (Answer, error) {
	return s.act(ctx, user, at, what, func(sc *scene, f found) (map[string]any, error) {
		if err := sc.state.Set(f.block, f.element, picks, s.lookup); err != nil {
			return nil, err
		}
		if f.block.Type == "input" && !f.block.Dispatch {
			return nil, nil
		}
		return sc.state.Value(f.block, f.element), nil
	})
}

// act does something in a place. do gives the action to tell the bot, or nil
// when there is nothing to tell; it runs with the lock held.
func (s *Slack) act(ctx context.Context, user string, at Place, what string,
	do func(*scene, found) (map[string]any, error),
) (Answer, error) {
	s.mu.Lock()
	mark := s.seq
	sc, err := s.scene(user, at)
	if err != nil {
		s.mu.Unlock()
		return Answer{}, err
	}
	f, err := sc.find(what)
	if err != nil {
		s.mu.Unlock()
		return Answer{}, err
	}
	action, err := do(sc, f)
	if err != nil || action == nil {
		s.mu.Unlock()
		return s.answer(user, mark, ""), err
	}
	action["block_id"], action["action_id"], action["action_ts"] = f.block.ID, f.element.ActionID, s.newTS()
	d := s.actionDelivery(sc, action)
	s.mu.Unlock()
	_, err = s.deliver(ctx, d)
	said, err := trouble(err)
	return s.answer(user, mark, said), err
}

// actionDelivery writes a block_actions payload:
// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
// The caller holds the lock.
func (s *Slack) actionDelivery(sc *scene, action map[string]any) *delivery {
	p := s.interaction("block_actions", sc.person)
	p["actions"] = []any{action}
	p["trigger_id"] = s.newTrigger(sc.person.ID)
	if sc.view != nil {
		p["container"] = map[string]any{"type": "view", "view_id": sc.view.id}
		p["view"] = s.viewJSON(sc.view)
		return &delivery{kind: "interactive", payload: p}
	}
	m := sc.message
	container := map[string]any{
		"type": "message", "message_ts": m.TS, "channel_id": sc.channel.ID, "is_ephemeral": m.Ephemeral,
	}
	if m.Thread != "" {
		container["thread_ts"] = m.Thread
	}
	p["container"] = container
	p["channel"] = map[string]any{"id": sc.channel.ID, "name": sc.channel.nameFor()}
	p["state"] = map[string]any{"values": sc.state.Values(sc.blocks)}
	p["response_url"] = s.newResponse(sc.channel, sc.person.ID, m)
	if !m.Ephemeral { // Slack does not keep those, so it cannot send them
		p["message"] = s.messageJSON(m, true)
	}
	return &delivery{kind: "interactive", payload: p}
}

// interaction gives what every interaction payload has.
func (s *Slack) interaction(kind string, p Person) map[string]any {
	team := s.ws.Team
	if p.Team != "" {
		team = p.Team
	}
	return map[string]any{
		"type": kind, "token": "deprecated", "api_app_id": appID,
		"team":       map[string]any{"id": s.ws.Team, "domain": s.ws.Domain},
		"user":       map[string]any{"id": p.ID, "username": p.Name, "name": p.Name, "team_id": team},
		"enterprise": nil, "is_enterprise_install": false,
	}
}

// trouble words what Slack shows when a press was not acknowledged; the error
// is only ctx's.
func trouble(err error) (string, error) {
	fail := failed{}
	if errors.As(err, &fail) {
		return "We had some trouble connecting. Try again? (" + fail.code + ")", nil
	}
	return "", err
}

// Suggest types in an external menu and gives what the bot offers for it.
// Until the menu's least number of characters is typed it gives nothing.
func (s *Slack) Suggest(ctx context.Context, user string, at Place, what, typed string) ([]blockkit.Option, error) {
	s.mu.Lock()
	sc, err := s.scene(user, at)
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	f, err := sc.find(what)
	least := 3 // Slack's default
	if f.element.MinQuery != nil {
		least = *f.element.MinQuery
	}
	if err != nil || len([]rune(typed)) < least {
		s.mu.Unlock()
		return nil, err
	}
	p := s.interaction("block_suggestion", sc.person)
	p["block_id"], p["action_id"], p["value"] = f.block.ID, f.element.ActionID, typed
	if sc.view != nil {
		p["container"] = map[string]any{"type": "view", "view_id": sc.view.id}
		p["view"] = s.viewJSON(sc.view)
	} else {
		p["container"] = map[string]any{"type": "message", "message_ts": sc.message.TS, "channel_id": sc.channel.ID, "is_ephemeral": sc.message.Ephemeral}
		p["channel"] = map[string]any{"id": sc.channel.ID, "name": sc.channel.nameFor()}
	}
	s.mu.Unlock()
	ack, err := s.deliver(ctx, &delivery{kind: "interactive", payload: p, answers: true})
	if _, err := trouble(err); err != nil {
		return nil, err
	}
	options, problems := blockkit.ParseOptions(ack)
	if len(problems) > 0 {
		s.opt.Log.Warn("the options of a menu cannot be shown", "problems", blockkit.Words(problems))
		return nil, nil
	}
	s.mu.Lock()
	sc.state.Offer(f.block, f.element, options)
	s.mu.Unlock()
	return options, nil
}
