package sandbox

import (
	"encoding/json"
	"time"

	"csp/bot/sandbox/blockkit"
)

// drop takes one modal off its stack.
func (v *viewStore) drop(gone *view) {
	stack := v.stacks[gone.user]
	for i, one := range stack {
		if one == gone {
			v.stacks[gone.user] = append(stack[:i:i], stack[i+1:]...)
			return
		}
	}
}

// each calls f for every view that is open, until it reports true.
func (v *viewStore) each(f func(*view) bool) *view {
	for _, stack := range v.stacks {
		for _, one := range stack {
			if f(one) {
				return one
			}
		}
	}
	for _, one := range v.homes {
		if f(one) {
			return one
		}
	}
	return nil
}

// readView checks what the bot wants shown. The caller holds the lock.
func (s *Slack) readView(want blockkit.Surface, raw []byte) (*blockkit.View, error) {
	if len(raw) > blockkit.ViewMax {
		return nil, refuse("view_too_large")
	}
	v, problems, err := blockkit.ParseView(want, raw, func() string { return s.newID("b") })
	if err != nil {
		return nil, refused{code: "invalid_arguments", messages: []string{"[ERROR] must provide an object [json-pointer:/view]"}}
	}
	if len(problems) > 0 {
		return nil, refused{code: "invalid_arguments", messages: blockkit.Words(problems)}
	}
	return v, nil
}

// newView makes a view to be shown to a person. The caller holds the lock.
func (s *Slack) newView(user string, want blockkit.Surface, raw []byte) (*view, error) {
	read, err := s.readView(want, raw)
	if err != nil {
		return nil, err
	}
	v := &view{View: *read, id: s.newID("V"), user: user}
	v.hash = s.newID("h")
	if err := s.freeExternalID(v); err != nil {
		return nil, err
	}
	return v, nil
}

// freeExternalID refuses an external_id that another open view has.
func (s *Slack) freeExternalID(v *view) error {
	if v.ExternalID == "" {
		return nil
	}
	taken := s.views.each(func(other *view) bool { return other.ExternalID == v.ExternalID && other.id != v.id })
	if taken != nil {
		return refuse("duplicate_external_id")
	}
	return nil
}

// push puts a modal on top of a person's stack. The caller holds the lock.
func (s *Slack) push(user string, raw []byte) (*view, error) {
	stack := s.views.stacks[user]
	if len(stack) >= maxViewStack {
		return nil, refuse("push_limit_reached")
	}
	v, err := s.newView(user, blockkit.Modal, raw)
	if err != nil {
		return nil, err
	}
	s.views.stacks[user] = append(stack[:len(stack):len(stack)], v)
	s.touch()
	return v, nil
}

// replace puts new content into a view. What was typed stays where block_id
// and action_id are the same. The caller holds the lock.
func (s *Slack) replace(v *view, raw []byte) (*view, error) {
	want := blockkit.Modal
	if v.Type == "home" {
		want = blockkit.Home
	}
	read, err := s.readView(want, raw)
	if err != nil {
		return nil, err
	}
	next := &view{View: *read, id: v.id, user: v.user}
	if err := s.freeExternalID(next); err != nil {
		return nil, err
	}
	v.View, v.errors, v.hash = *read, nil, s.newID("h")
	v.state.Keep(v.Blocks)
	s.touch()
	return v, nil
}

// viewJSON is a view as Slack's API gives it. The caller holds the lock.
func (s *Slack) viewJSON(v *view) map[string]any {
	root, previous := v.id, any(nil)
	for i, one := range s.views.stacks[v.user] {
		if one == v {
			root = s.views.stacks[v.user][0].id
			if i > 0 {
				previous = s.views.stacks[v.user][i-1].id
			}
		}
	}
	return map[string]any{
		"id": v.id, "team_id": s.ws.Team, "app_id": appID, "bot_id": botID, "app_installed_team_id": s.ws.Team,
		"type": v.Type, "title": v.View.Title, "submit": v.View.Submit, "close": v.View.Close,
		"blocks": v.Blocks, "private_metadata": v.PrivateMetadata, "callback_id": v.CallbackID,
		"external_id": v.ExternalID, "clear_on_close": v.ClearOnClose, "notify_on_close": v.NotifyOnClose,
		"state": map[string]any{"values": v.state.Values(v.Blocks)}, "hash": v.hash,
		"root_view_id": root, "previous_view_id": previous,
	}
}

// viewsOpen opens a modal. One that is already open makes way.
// https://docs.slack.dev/reference/methods/views.open
func (s *Slack) viewsOpen(a args) (answerFields, error) {
	user, err := s.exchange(a["trigger_id"])
	if err != nil {
		return nil, err
	}
	v, err := s.newView(user, blockkit.Modal, []byte(a["view"]))
	if err != nil {
		return nil, err
	}
	s.views.stacks[user] = []*view{v}
	s.touch()
	return answerFields{"view": s.viewJSON(v)}, nil
}

// viewsPush puts a modal on top of the one that was acted in.
// https://docs.slack.dev/reference/methods/views.push
func (s *Slack) viewsPush(a args) (answerFields, error) {
	user, err := s.exchange(a["trigger_id"])
	if err != nil {
		return nil, err
	}
	if s.views.top(user) == nil {
		return nil, refuse("not_found")
	}
	v, err := s.push(user, []byte(a["view"]))
	if err != nil {
		return nil, err
	}
	return answerFields{"view": s.viewJSON(v)}, nil
}

// viewsUpdate puts new content into a view that is still open.
// https://docs.slack.dev/reference/methods/views.update
func (s *Slack) viewsUpdate(a args) (answerFields, error) {
	s.settle(a["view_id"])
	v := s.views.each(func(v *view) bool {
		return v.id == a["view_id"] || a["external_id"] != "" && v.ExternalID == a["external_id"]
	})
	switch {
	case v == nil:
		return nil, refuse("not_found")
	case a["hash"] != "" && a["hash"] != v.hash:
		return nil, refuse("hash_conflict")
	}
	v, err := s.replace(v, []byte(a["view"]))
	if err != nil {
		return nil, err
	}
	return answerFields{"view": s.viewJSON(v)}, nil
}

// settleTime is how long an update waits for an acknowledgement that is on
// its way.
const settleTime = time.Second

// settle waits until what the acknowledgement of a form asks for has been
// done, so that a bot's update which follows its acknowledgement comes after
// it here too, though the two travel apart. The caller holds the lock.
func (s *Slack) settle(id string) {
	late := time.NewTimer(settleTime)
	defer late.Stop()
	for s.views.sending[id] {
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-late.C:
			s.mu.Lock()
			return
		}
		s.mu.Lock()
	}
}

// viewsPublish shows a person their Home tab.
// https://docs.slack.dev/reference/methods/views.publish
func (s *Slack) viewsPublish(a args) (answerFields, error) {
	if s.opt.NoHomeTab {
		return nil, refuse("not_enabled")
	}
	p, known := s.person(a["user_id"])
	if !known || p.Bot {
		return nil, refused{code: "invalid_arguments", messages: []string{"[ERROR] user not found [json-pointer:/user_id]"}}
	}
	old := s.views.homes[p.ID]
	if a["hash"] != "" && (old == nil || a["hash"] != old.hash) {
		return nil, refuse("hash_conflict")
	}
	if old != nil {
		v, err := s.replace(old, []byte(a["view"]))
		if err != nil {
			return nil, err
		}
		return answerFields{"view": s.viewJSON(v)}, nil
	}
	v, err := s.newView(p.ID, blockkit.Home, json.RawMessage(a["view"]))
	if err != nil {
		return nil, err
	}
	s.views.homes[p.ID] = v
	s.touch()
	return answerFields{"view": s.viewJSON(v)}, nil
}
