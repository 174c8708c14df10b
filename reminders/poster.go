package reminders

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Errors of Poster.Find that waiting does not mend.
var (
	// ErrNoScope: the bot may not read any history there.
	ErrNoScope = errors.New("the bot may not read the channel's history")
	// ErrNoPlace: the channel is gone, or the bot is not in it.
	ErrNoPlace = errors.New("the channel cannot be read")
)

// Poster is the only way to Slack. Draw is pure; the other methods make one
// call of Slack each (and one more to find a person's direct messages), with
// a deadline and without repeating it.
type Poster interface {
	// Draw makes the message of a draft. The same draft gives the same bytes.
	Draw(d Draft) (Message, error)
	// Post asks Slack to post a message to a C… or U… id.
	Post(ctx context.Context, to string, m Message) Answer
	// Find reads all that stands in the channel since a moment of Slack's
	// clock and returns the messages of ours whose key is asked for, oldest
	// first. A reading that is not complete is an error.
	Find(ctx context.Context, to string, since time.Time, want func(key string) bool) ([]Found, error)
	// Delete takes away a message of ours; one that is gone is no error.
	Delete(ctx context.Context, channel, ts string) error
	// Correct puts other words into a message of ours. ok is false when there
	// is nothing left to correct.
	Correct(ctx context.Context, channel, ts string, m Message) (ok bool, err error)
	// Reachable reports whether the bot may post to a C… or U… id now.
	Reachable(ctx context.Context, to string) (bool, error)
	// Date is Slack's clock, and where in the machine's monotonic time it was
	// read; zero when Slack did not say.
	Date(ctx context.Context) (time.Time, error)
}

// Draft is what a message is drawn from: lines of a reminder, or the body of
// a notice.
type Draft struct {
	Type, Key string // for the metadata
	Lines     []Item
	Again     bool // the lines stand there already, and are drawn anew
	Body      json.RawMessage
}

// Message is a drawn message.
type Message struct {
	Text    string // top-level text: the whole content, in words
	Payload []byte // what else is posted, as bytes, to know it again
	Drawn   any    // the same, as the poster wants it
}

// Answer is what a call of Slack to post came to.
type Answer struct {
	Outcome     Outcome
	Channel, TS string        // of Posted: where it stands
	Error       string        // Slack's name for the refusal, or what went wrong; no personal data
	Retry       time.Duration // of Pace: how long Slack asks to wait
}

// Outcome is one of the kinds of answer to a post.
type Outcome int

// The kinds of answer. All but Posted and Unknown are certain refusals:
// nothing was posted, and it may be asked for again.
const (
	Unknown     Outcome = iota // it may be posted, or be posted yet
	Posted                     // it stands there
	Unconnected                // the request never left
	Pace                       // too fast
	Place                      // the channel is gone, archived, or the bot is not in it
	Access                     // the token or its scopes
	Content                    // this message will never be taken
)

// Found is a message of ours in a channel.
type Found struct {
	Key, Channel, TS string
	Type             string
	Lines            []string // of a reminder
}
