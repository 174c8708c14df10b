package sandbox

import (
	"fmt"
	"slices"
	"strings"
)

// channel is a place with its messages, oldest first.
type channel struct {
	Channel
	dmWith   string // the person, when this is the bot's direct messages
	messages []*message
	read     map[string]uint64 // by person: what they have looked at on the page
}

// dmOf gives the id of the bot's direct messages with a person.
func dmOf(user string) string { return "D" + strings.TrimPrefix(user, "U") }

// DM gives the id of a person's direct messages with the bot.
func (s *Slack) DM(user string) string { return dmOf(user) }

func (c *channel) has(user string) bool { return slices.Contains(c.Members, user) }

// find gives the message with this ts, or nil.
func (c *channel) find(ts string) *message {
	i := slices.IndexFunc(c.messages, func(m *message) bool { return m.TS == ts })
	if i < 0 {
		return nil
	}
	return c.messages[i]
}

// person gives a member by id.
func (s *Slack) person(id string) (Person, bool) {
	i := slices.IndexFunc(s.ws.People, func(p Person) bool { return p.ID == id })
	if i < 0 {
		return Person{}, false
	}
	return s.ws.People[i], true
}

// Person gives a person by id, handle or real name.
func (s *Slack) Person(words string) (Person, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.person(s.lookup("user", words))
}

// lookup finds the id for what somebody calls a person or a channel.
func (s *Slack) lookup(kind, words string) string {
	words = strings.TrimLeft(words, "@#")
	if kind == "user" {
		for _, p := range s.ws.People {
			if p.ID == words || strings.EqualFold(p.Name, words) || strings.EqualFold(p.RealName, words) {
				return p.ID
			}
		}
		return ""
	}
	for _, c := range s.ws.Channels {
		if c.ID == words || strings.EqualFold(c.Name, words) {
			return c.ID
		}
	}
	return ""
}

// name gives what people read for an id.
func (s *Slack) name(kind, id string) string {
	switch kind {
	case "user":
		if id == slackbot {
			return "Slackbot"
		}
		if p, known := s.person(id); known {
			return p.shown()
		}
	case "channel":
		for _, c := range s.ws.Channels {
			if c.ID == id {
				return c.Name
			}
		}
	case "group":
		for _, g := range s.ws.Groups {
			if g.ID == id {
				return g.Handle
			}
		}
	}
	return ""
}

// shown is the name that Slack shows.
func (p Person) shown() string {
	if p.RealName != "" {
		return p.RealName
	}
	return p.Name
}

// in gives a channel in which a person may act. The caller holds the lock.
func (s *Slack) in(user, channelID string) (Person, *channel, error) {
	p, known := s.person(user)
	switch {
	case !known:
		return p, nil, fmt.Errorf("no person %q in this workspace", user)
	case p.Deleted:
		return p, nil, fmt.Errorf("%s is deactivated", p.shown())
	}
	c := s.channels[channelID]
	switch {
	case c == nil:
		return p, nil, fmt.Errorf("no channel %q in this workspace", channelID)
	case !c.has(user):
		return p, nil, fmt.Errorf("%s is not in #%s", p.shown(), c.Name)
	case c.Archived:
		return p, nil, fmt.Errorf("#%s is archived", c.Name)
	}
	return p, c, nil
}

// nameFor is the channel's name in a payload.
func (c *channel) nameFor() string {
	switch {
	case c.dmWith != "":
		return "directmessage"
	case c.Private:
		return "privategroup"
	}
	return c.Name
}

// Channels gives the channels of the workspace in their order.
func (s *Slack) Channels() []Channel { return slices.Clone(s.ws.Channels) }
