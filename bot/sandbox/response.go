package sandbox

import (
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"csp/bot/sandbox/blockkit"
)

// response is a response URL: five posts within half an hour.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
type response struct {
	channel *channel
	user    string
	origin  *message // what was pressed; nil for a command
	until   time.Time
	used    int
}

// randomWord is a word that nobody guesses.
func randomWord() string { return rand.Text() }

// newResponse makes a response URL. The caller holds the lock.
func (s *Slack) newResponse(c *channel, user string, origin *message) string {
	word := randomWord()
	s.responses[word] = &response{channel: c, user: user, origin: origin, until: s.opt.Now().Add(responseLife)}
	return s.URL() + "/response/" + word
}

// serveResponse takes a post to a response URL.
func (s *Slack) serveResponse(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		answerJSON(w, http.StatusRequestEntityTooLarge, map[string]any{"ok": false, "error": "too_large"})
		return
	}
	said := reply{}
	if json.Unmarshal(body, &said) != nil {
		answerJSON(w, http.StatusBadRequest, map[string]any{"ok": false, "error": "invalid_payload"})
		return
	}
	word := strings.TrimPrefix(r.URL.Path, "/response/")
	s.misbehaving(w, Call{Method: ResponseURL, Body: string(body)}, func() (int, answerFields, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch err := s.respond(word, said); code(err) {
		case "":
			return http.StatusOK, nil, nil
		case "used_url", "expired_url":
			return http.StatusNotFound, nil, err
		default:
			return http.StatusBadRequest, nil, err
		}
	})
}

// respond does what a post to a response URL asks. The caller holds the lock.
func (s *Slack) respond(word string, said reply) error {
	to := s.responses[word]
	switch {
	case to == nil || s.opt.Now().After(to.until):
		return refuse("expired_url")
	case to.used >= responseUses:
		return refuse("used_url")
	}
	blocks, err := s.blocks(said.Blocks)
	if err != nil {
		return err
	}
	to.used++
	if said.DeleteOriginal {
		s.remove(to.channel, to.origin)
		return nil
	}
	if said.empty() {
		return refuse("no_text")
	}
	if said.ReplaceOriginal && to.origin != nil {
		s.change(to.origin, said.Text, blocks)
		return nil
	}
	m := &message{Message: Message{User: BotUser, Text: said.Text, Blocks: blocks, Thread: said.Thread}, app: true}
	if said.ResponseType == "in_channel" {
		m.Metadata = said.Metadata
	} else {
		m.Ephemeral, m.to = true, to.user
	}
	s.add(to.channel, m)
	return nil
}

// change puts new words into a message. The caller holds the lock.
func (s *Slack) change(m *message, text string, blocks []blockkit.Block) {
	m.Text, m.Blocks, m.Edited = text, blocks, true
	for _, state := range m.state {
		state.Keep(blocks)
	}
	m.seq = s.touch()
}

// remove takes a message away. The caller holds the lock.
func (s *Slack) remove(c *channel, m *message) {
	for i, other := range c.messages {
		if other == m {
			c.messages = append(c.messages[:i:i], c.messages[i+1:]...)
			s.touch()
			return
		}
	}
}
