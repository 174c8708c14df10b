package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"csp/store/kv"
)

// Notice is a message that is owed once for something that happened: a board
// moved, a channel is told of an action, a list of holidays ends.
type Notice struct {
	// Key is made of what is told, such as the number of a change set, and is
	// never used for another message.
	Key string
	// Channel is a C… id, or a U… id for a direct message; "" is the office's
	// channel.
	Channel string
	// Body is what it says, as JSON that the program's poster reads.
	Body json.RawMessage
	// At is the calendar's time before which it is not sent.
	At time.Time
	// AtOnce: it is sent at any hour, since a person has just asked for it;
	// otherwise at the next sending moment.
	AtOnce bool
}

// Owe records, in the same transaction as the change that it tells of, that a
// notice is owed. It goes out once, whatever happens after the transaction.
// A notice that is owed again under its key is the same message: one that was
// not sent yet says what was given last, one that stands in its channel is
// corrected there, and the same body again is nothing.
func Owe(tx *Tx, n Notice) error {
	if tx.w == nil {
		return errReadOnly
	}
	return owe(tx, tx.w, n)
}

func owe(tx *Tx, w kv.Writer, n Notice) error {
	if n.Key == "" || len(n.Body) == 0 {
		return errors.New("owe notice: it has no key or nothing to say")
	}
	var body bytes.Buffer
	if err := json.Compact(&body, n.Body); err != nil {
		return fmt.Errorf("owe notice: %w", err)
	}
	n.Body = body.Bytes()
	key := NoticeKey(n.Key)
	p, err := tx.Post(key)
	switch {
	case errors.Is(err, kv.ErrNotFound):
		p = Post{
			Key: key, Type: NoticeType, To: n.Channel, Due: n.At, AtOnce: n.AtOnce,
			Body: n.Body, State: PostDue,
		}
	case err != nil:
		return fmt.Errorf("owe notice: %w", err)
	case string(p.Body) == string(n.Body):
		return nil
	default:
		p.Body = n.Body
		// What was asked of Slack may stand there with the old words.
		p.Correct = p.Correct || p.State == PostSent || p.State == PostIntent || p.State == PostUnknown
	}
	return writePost(w, &p)
}

// SkipLine records that a line will not be said, and why. A line that was
// said, or may have been, stays as it is.
func SkipLine(tx *Tx, line, why string, at time.Time) error {
	if tx.w == nil {
		return errReadOnly
	}
	return skipLine(tx, tx.w, line, why, at)
}

func skipLine(tx *Tx, w kv.Writer, line, why string, at time.Time) error {
	_, err := tx.Line(line)
	if err == nil {
		return nil
	}
	if !errors.Is(err, kv.ErrNotFound) {
		return err
	}
	return putLedger(w, lineKey(line), Line{State: LineSkipped, Why: why, At: at})
}

// writePost stores a post and what leads to it.
func writePost(w kv.Writer, p *Post) error {
	var err error
	if p.busy() {
		err = w.Put(openKey(p.To, p.Key), nil)
	} else {
		err = w.Delete(openKey(p.To, p.Key))
	}
	if err == nil && p.State == PostSent {
		err = w.Put(sentKey(p.Sent, p.Key), nil)
		for _, about := range p.About {
			err = errors.Join(err, w.Put(aboutKey(about, p.Sent, p.Key), nil))
		}
	}
	if err == nil && p.State == PostHeld {
		err = w.Put(heldKey(p.Began, p.Key), nil)
	}
	if err != nil {
		return err
	}
	return putLedger(w, postKey(p.Key), p)
}

func putLedger(w kv.Writer, key []byte, v any) error {
	b, err := encode(v)
	if err != nil {
		return err
	}
	return w.Put(key, seal(b))
}
