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
	// Trouble is what trouble with messages it tells of, such as held; "" of
	// none. Nobody is told of trouble with a notice that itself tells of some.
	Trouble string
}

// Owe records, in the same transaction as the change that it tells of, that a
// notice is owed. It goes out once, whatever happens after the transaction.
// A notice that is owed again under its key is the same message: one that was
// not sent yet says what was given last, one that stands in its channel is
// corrected there, one that was withdrawn is owed anew, and the same body
// again is nothing.
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
			Body: n.Body, State: PostDue, Trouble: n.Trouble,
		}
	case err != nil:
		return fmt.Errorf("owe notice: %w", err)
	case p.State == PostSkipped:
		p.State, p.Why, p.Body, p.Due, p.AtOnce = PostDue, "", n.Body, n.At, n.AtOnce
	case string(p.Body) != string(n.Body):
		p.Body = n.Body
		// What was asked of Slack may stand there with the old words.
		p.Correct = p.Correct || p.State == PostSent || p.State == PostIntent || p.State == PostUnknown
	case p.AtOnce || !n.AtOnce:
		return nil
	}
	p.AtOnce = p.AtOnce || n.AtOnce
	return writePost(w, &p)
}

// Withdraw takes back a notice that was owed and has certainly not been
// posted, since it is true no more. It reports false when the notice stands
// in its channel or may do so, or was never owed: nothing is changed then.
func Withdraw(tx *Tx, key, why string) (bool, error) {
	if tx.w == nil {
		return false, errReadOnly
	}
	p, err := tx.Post(NoticeKey(key))
	switch {
	case errors.Is(err, kv.ErrNotFound):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("withdraw notice: %w", err)
	case p.State == PostSkipped:
		return true, nil
	case p.State != PostDue && p.State != PostRejected:
		return false, nil
	}
	p.State, p.Why = PostSkipped, why
	return true, writePost(tx.w, &p)
}

// Covered is why a line is skipped that another one, skipped with it, would
// have said too. It is not counted by itself.
const Covered = "with another"

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
	if err := putLedger(w, lineKey(line), Line{State: LineSkipped, Why: why, At: at}); err != nil {
		return err
	}
	if why == Covered {
		return nil
	}
	return tx.count(w, at, func(t *Tally) { t.skip(why, 1) })
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
	} else if err == nil {
		err = w.Delete(heldKey(p.Began, p.Key))
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
