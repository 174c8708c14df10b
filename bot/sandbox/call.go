package sandbox

import (
	"errors"
	"slices"
	"time"
)

// ResponseURL is the Method of a Call or Fault that is about response URLs.
const ResponseURL = "response_url"

// Call is one request of the bot to the Web API or a response URL.
type Call struct {
	At     time.Time
	Method string            // chat.postMessage, …, or ResponseURL
	Args   map[string]string // without the token; JSON stays JSON
	Body   string            // of a post to a response URL
	Error  string            // Slack's name for the refusal; "" when it went well
	Fault  string            // the kind of fault that Misbehave caused; "" for none
}

// record keeps a call. The caller holds the lock.
func (s *Slack) record(c Call) {
	c.At = s.opt.Now()
	s.calls = append(s.calls, c)
}

// Calls gives every request of the bot so far, oldest first.
func (s *Slack) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// code gives Slack's name for a refusal, "" for none.
func code(err error) string {
	r := refused{}
	switch {
	case err == nil:
		return ""
	case errors.As(err, &r):
		return r.code
	}
	return "internal_error"
}
