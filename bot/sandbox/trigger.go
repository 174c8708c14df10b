package sandbox

import "time"

// trigger is what lets the bot open a modal: for a few seconds, once.
type trigger struct {
	user  string
	until time.Time
	used  bool
}

// newTrigger makes a trigger_id. The caller holds the lock.
func (s *Slack) newTrigger(user string) string {
	id := randomWord()
	s.triggers[id] = &trigger{user: user, until: s.opt.Now().Add(s.opt.AckTimeout)}
	return id
}

// exchange uses a trigger up and gives whose it was. The caller holds the lock.
func (s *Slack) exchange(id string) (string, error) {
	t := s.triggers[id]
	switch {
	case t == nil:
		return "", refuse("invalid_trigger_id")
	case t.used:
		return "", refuse("exchanged_trigger_id")
	case s.opt.Now().After(t.until):
		return "", refuse("expired_trigger_id")
	}
	t.used = true
	return t.user, nil
}
