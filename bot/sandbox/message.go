package sandbox

import (
	"encoding/json"
	"fmt"
	"time"

	"csp/bot/sandbox/blockkit"
)

// Message is one message as a person sees it.
type Message struct {
	Channel   string
	TS        string // unique in its channel, and of growing order
	Thread    string // the ts of the message it answers; "" when it stands alone
	User      string // who wrote it
	By        string // the name shown
	Text      string // the top-level text as sent: what screen readers read
	Blocks    []blockkit.Block
	Ephemeral bool // only visible to the person who asked
	Edited    bool
	Replies   int // messages in its thread
	Metadata  json.RawMessage
	Files     []File
	// Plain is the whole message as a person reads it: the blocks when it has
	// any, the text otherwise, then its files.
	Plain string
}

// message is a message as it is kept.
type message struct {
	Message
	to    string    // whom an ephemeral message is shown to
	app   bool      // written by the bot
	seq   uint64    // when it last changed
	day   time.Time // the calendar's time when it was written
	state map[string]*blockkit.State
}

// stateOf keeps what one person has chosen in this message's menus.
func (m *message) stateOf(user string) *blockkit.State {
	if m.state == nil {
		m.state = map[string]*blockkit.State{}
	}
	if m.state[user] == nil {
		m.state[user] = &blockkit.State{}
	}
	return m.state[user]
}

// newTS makes a time stamp later than every other. The caller holds the lock.
func (s *Slack) newTS() string {
	s.lastTS = max(s.opt.Now().UnixMicro(), s.lastTS+1)
	return fmt.Sprintf("%d.%06d", s.lastTS/1e6, s.lastTS%1e6)
}

// add puts a message at the end of a channel. The caller holds the lock.
func (s *Slack) add(c *channel, m *message) *message {
	m.Channel, m.TS, m.day = c.ID, s.newTS(), s.calendar()
	if m.Thread != "" && c.find(m.Thread) == nil {
		m.Thread = "" // the parent is gone: Slack posts it to the channel
	}
	c.messages = append(c.messages, m)
	m.seq = s.touch()
	return m
}

// seenBy reports whether a person may see a message of a channel they are in.
func (m *message) seenBy(user string) bool { return m.to == "" || m.to == user }

// show gives a message as that person sees it. The caller holds the lock.
func (s *Slack) show(c *channel, m *message, user string) Message {
	shown := m.Message
	shown.By = s.name("user", m.User)
	for _, other := range c.messages {
		if other.Thread == m.TS && other.seenBy(user) {
			shown.Replies++
		}
	}
	if len(m.Blocks) > 0 {
		shown.Plain = blockkit.Plain(m.Blocks, blockkit.Look{Names: s.name, State: m.state[user]})
	} else {
		shown.Plain = blockkit.PlainText(m.Text, s.name)
	}
	for _, f := range m.Files {
		shown.Plain += "\n(file: " + f.Name + ")"
	}
	return shown
}

// Messages gives what a person sees in a channel, threads included, oldest
// first. It is empty when they cannot see the channel.
func (s *Slack) Messages(user, channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.messagesSince(user, channel, 0)
}

// messagesSince gives the messages that came or changed after a mark. The
// caller holds the lock.
func (s *Slack) messagesSince(user, channel string, mark uint64) []Message {
	c := s.channels[channel]
	if c == nil || !c.has(user) {
		return nil
	}
	var all []Message
	for _, m := range c.messages {
		if m.seq > mark && m.seenBy(user) {
			all = append(all, s.show(c, m, user))
		}
	}
	return all
}

// Mark gives a point in time to be used with Since.
func (s *Slack) Mark() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seq
}

// Since gives every message, in any channel, that a person has newly got or
// that was changed for them after a mark, in the order of the channels.
func (s *Slack) Since(user string, mark uint64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.since(user, mark)
}

func (s *Slack) since(user string, mark uint64) []Message {
	var all []Message
	for _, c := range s.ws.Channels {
		all = append(all, s.messagesSince(user, c.ID, mark)...)
	}
	return append(all, s.messagesSince(user, dmOf(user), mark)...)
}

// messageJSON is a message as Slack's API gives it. The caller holds the lock.
func (s *Slack) messageJSON(m *message, withMetadata bool) map[string]any {
	j := map[string]any{
		"type": "message", "user": m.User, "ts": m.TS, "text": m.Text, "team": s.ws.Team,
	}
	if m.app {
		j["bot_id"], j["app_id"] = botID, appID
	}
	if len(m.Blocks) > 0 {
		j["blocks"] = m.Blocks
	}
	if m.Thread != "" {
		j["thread_ts"] = m.Thread
	}
	if m.Edited {
		j["edited"] = map[string]any{"user": m.User, "ts": m.TS}
	}
	if withMetadata && m.Metadata != nil {
		j["metadata"] = m.Metadata
	}
	if len(m.Files) > 0 {
		var files []any
		for _, f := range m.Files {
			files = append(files, s.fileJSON(f))
		}
		j["files"] = files
	}
	return j
}

// Ids that Slack gives itself and the bot.
const (
	slackbot = "USLACKBOT"

	botID = "B0CSPBOT1"
	appID = "A0CSPAPP1"
)
