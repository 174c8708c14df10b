package sandbox

import (
	"context"
	"encoding/json"
	"errors"

	"csp/bot/sandbox/blockkit"
)

// Answer is what a person sees at once after they did something: when the
// bot's acknowledgement has come, or Slack gave up waiting for it. What comes
// later is found with Await and Since.
type Answer struct {
	// Messages that are new or changed, as that person sees them.
	Messages []Message
	// View is the top of their stack of modals; nil when none is open.
	View *View
	// Errors on the fields of a form, by the field's label.
	Errors map[string]string
	// Failure is what Slack itself says when the bot did not answer in order.
	Failure string
	// Mark is from before it was done, for Since.
	Mark uint64
}

// answer gathers what a person sees since a mark.
func (s *Slack) answer(user string, mark uint64, failure string) Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := Answer{Messages: s.since(user, mark), Failure: failure, Mark: mark}
	if v := s.views.top(user); v != nil {
		a.View = s.showView(v)
		a.Errors = a.View.Errors
	}
	return a
}

// reply is an acknowledgement, or a post to a response URL, that says something.
type reply struct {
	Text            string          `json:"text"`
	Blocks          json.RawMessage `json:"blocks"`
	Attachments     json.RawMessage `json:"attachments"`
	ResponseType    string          `json:"response_type"`
	ReplaceOriginal flexibleBool    `json:"replace_original"`
	DeleteOriginal  flexibleBool    `json:"delete_original"`
	Thread          string          `json:"thread_ts"`
	Metadata        json.RawMessage `json:"metadata"`
}

// flexibleBool reads true and "true".
type flexibleBool bool

// UnmarshalJSON reads a boolean or its name.
func (b *flexibleBool) UnmarshalJSON(raw []byte) error {
	*b = string(raw) == "true" || string(raw) == `"true"`
	return nil
}

// empty reports whether there is nothing to show.
func (r reply) empty() bool { return r.Text == "" && len(r.Blocks) == 0 }

// blocks reads the blocks of a message. The error is refused, with Slack's
// name for what is wrong. The caller holds the lock.
func (s *Slack) blocks(raw json.RawMessage) ([]blockkit.Block, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	blocks, problems, err := blockkit.Parse(blockkit.Message, raw, func() string { return s.newID("b") })
	switch {
	case err != nil:
		return nil, refused{code: "invalid_blocks_format"}
	case len(problems) > 0:
		return nil, refused{code: "invalid_blocks", messages: blockkit.Words(problems)}
	}
	return blocks, nil
}

// refused is a refusal of the Web API.
type refused struct {
	code     string
	messages []string       // response_metadata.messages
	more     map[string]any // further fields of the answer
}

func (r refused) Error() string { return r.code }

func refuse(code string) error { return refused{code: code} }

// failure words what Slack shows for a slash command that came to nothing; the
// error is only ctx's.
func failure(command string, err error) (string, error) {
	fail := failed{}
	switch {
	case err == nil:
		return "", nil
	case errors.As(err, &fail):
		return command + " failed with the error \"" + fail.code + "\"", nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "", err
	}
	return command + " failed with the error \"" + errDispatch + "\"", nil
}
