package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"csp/store/kv"
)

// What people say of posts that the sender cannot settle by itself.

// SaidThere records that a person has found a held post in its channel: it
// counts as sent. It is ErrNotOwed when the post is not held.
func SaidThere(tx *Tx, key, why string, at time.Time) error {
	p, err := tx.unsettledPost(key, PostHeld)
	if err != nil {
		return err
	}
	p.State, p.How, p.Why, p.Correct = PostSent, "told", why, false
	// Nobody knows better when Slack took it.
	p.Sent = p.Began
	for _, line := range p.Lines {
		if err := putLedger(tx.w, lineKey(line), Line{LineSent, p.Key, "", at}); err != nil {
			return err
		}
	}
	if err := tx.unhold(&p, p.spoken()); err != nil {
		return err
	}
	return writePost(tx.w, &p)
}

// unhold counts the lines of a held post no more as held, and so many of them
// as sent.
func (tx *Tx) unhold(p *Post, sent int) error {
	if p.Type != ReminderType {
		return nil
	}
	return tx.count(tx.w, p.Day.At(time.UTC, 12, 0), func(t *Tally) {
		t.Held = max(t.Held-p.spoken(), 0)
		t.Sent += sent
	})
}

// SendAgain records that a person did not find a held post: it is owed again.
// The lines of a reminder go free, and come with the next post to their place
// when they are still true; records are those that they are of, which are
// looked at anew. It is ErrNotOwed when the post is not held.
func SendAgain(tx *Tx, key, why string, records []Waiting) error {
	p, err := tx.unsettledPost(key, PostHeld)
	if err != nil {
		return err
	}
	p.State, p.Why, p.Unknowns, p.Correct = PostRejected, why, 0, false
	p.AtOnce = p.Type == NoticeType
	if err := errors.Join(tx.unhold(&p, 0), tx.freeLines(&p, records)); err != nil {
		return err
	}
	return writePost(tx.w, &p)
}

// GiveUp records that a person does not want a post that Slack refuses: it and
// its lines are not tried again. It is ErrNotOwed when the post is not
// refused, or just being tried.
func GiveUp(tx *Tx, key, why string, at time.Time) error {
	p, err := tx.unsettledPost(key, PostRejected)
	if err != nil {
		return err
	}
	p.State, p.Why = PostSkipped, why
	for _, line := range p.Lines {
		if err := skipLine(tx, tx.w, line, why, at); err != nil {
			return err
		}
	}
	return writePost(tx.w, &p)
}

// unsettledPost is the post with the key, in the state.
func (tx *Tx) unsettledPost(key string, state PostState) (Post, error) {
	if tx.w == nil {
		return Post{}, errReadOnly
	}
	p, err := tx.Post(key)
	if err == nil && p.State != state {
		err = ErrNotOwed
	}
	if err != nil {
		return p, fmt.Errorf("settle post %s: %w", key, err)
	}
	return p, nil
}

// freeLines lets the lines of a post be said by another.
func (tx *Tx) freeLines(p *Post, records []Waiting) error {
	for _, line := range p.Lines {
		l, err := tx.Line(line)
		if errors.Is(err, kv.ErrNotFound) || err == nil && l.Post != p.Key {
			continue
		}
		if err == nil {
			err = tx.w.Delete(lineKey(line))
		}
		if err != nil {
			return err
		}
	}
	if len(p.Lines) > 0 && len(records) == 0 { // it is not known what they were of
		return tx.w.Put(keyRearm, seal(nil))
	}
	done := map[subject]bool{}
	for _, r := range records {
		if s := (subject{r.Kind, r.ID}); !done[s] {
			done[s] = true
			if err := tx.Rearm(r.Kind, r.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// Correct puts another body into the notice with the post's key, as Owe does
// under the key of the notice.
func Correct(tx *Tx, key string, body json.RawMessage) error {
	if tx.w == nil {
		return errReadOnly
	}
	return correct(tx, tx.w, key, body)
}

// Correct is the function Correct for the sender.
func (tx *LedgerTx) Correct(key string, body json.RawMessage) error {
	return correct(tx.Tx, tx.out, key, body)
}

func correct(tx *Tx, w kv.Writer, key string, body json.RawMessage) error {
	p, err := tx.Post(key)
	if err != nil || string(p.Body) == string(body) {
		return err
	}
	p.Body = body
	p.Correct = p.Correct || p.State == PostSent || p.State == PostIntent || p.State == PostUnknown
	return writePost(w, &p)
}
