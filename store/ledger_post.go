package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"csp/store/kv"
)

// Begin records that Slack is about to be asked to post: p with what this
// attempt will say. It claims each line for the post; a line that another
// post has said, holds or is saying is ErrTaken, and so is a post that is
// finished or in another attempt. It returns the post as it is recorded. Lines of an earlier attempt that are no
// longer in p go free.
func (tx *LedgerTx) Begin(p Post) (Post, error) {
	old, err := tx.Post(p.Key)
	if err != nil && !errors.Is(err, kv.ErrNotFound) {
		return p, err
	}
	if err == nil && (!old.State.Open() || old.Attempt != p.Attempt-1) {
		return p, fmt.Errorf("begin post %s: %w", p.Key, ErrTaken)
	}
	for _, line := range p.Lines {
		l, err := tx.Line(line)
		if errors.Is(err, kv.ErrNotFound) {
			continue
		}
		if err != nil {
			return p, err
		}
		if l.State != LineTaken || l.Post != p.Key {
			return p, fmt.Errorf("begin post %s: line %s: %w", p.Key, line, ErrTaken)
		}
	}
	p.State, p.Epoch, p.Waited, p.Read = PostIntent, tx.epoch, 0, 0
	p.Correct, p.Body, p.Redraws, p.Told = false, old.Body, old.Redraws, old.Told
	return p, tx.settle(&old, &p, LineTaken, "", p.Began)
}

// Finish records what became of an attempt, or of a post that comes to
// nothing: sent, unknown, rejected, held or skipped, with the fields that go
// with it. Its lines follow: sent and held with it, free again when it is
// rejected or skipped. A post that is not open, or in another attempt, is
// ErrNotOwed.
func (tx *LedgerTx) Finish(p Post, at time.Time) error {
	old, err := tx.Post(p.Key)
	if err != nil {
		return err
	}
	if !old.State.Open() || old.Attempt != p.Attempt {
		return fmt.Errorf("finish post %s: %w", p.Key, ErrNotOwed)
	}
	p.Body, p.Correct = old.Body, old.Correct && (p.State == PostSent || p.State == PostUnknown)
	p.Said, p.About, p.Redraws = old.Said, old.About, old.Redraws
	for _, t := range old.Told {
		if !slices.Contains(p.Told, t) {
			p.Told = append(p.Told[:len(p.Told):len(p.Told)], t)
		}
	}
	state := map[PostState]LineState{PostUnknown: LineTaken, PostSent: LineSent, PostHeld: LineHeld}[p.State]
	if state == "" && p.State != PostRejected && p.State != PostSkipped {
		return fmt.Errorf("finish post %s as %s: %w", p.Key, p.State, ErrNotOwed)
	}
	return tx.settle(&old, &p, state, p.Why, at)
}

// Recovering stores how far recovery has come with a post whose fate is not
// known. The numbers never go back within one attempt.
func (tx *LedgerTx) Recovering(key string, attempt int, waited time.Duration, read int) error {
	p, err := tx.Post(key)
	if err != nil {
		return err
	}
	if p.State != PostIntent && p.State != PostUnknown || p.Attempt != attempt {
		return fmt.Errorf("recover post %s: %w", key, ErrNotOwed)
	}
	p.Waited, p.Read = max(p.Waited, waited), max(p.Read, read)
	return writePost(tx.out, &p)
}

// Corrected records that a sent post now says body.
func (tx *LedgerTx) Corrected(key string, body []byte) error {
	p, err := tx.Post(key)
	if err != nil {
		return err
	}
	if string(p.Body) == string(body) {
		p.Correct = false
	}
	return writePost(tx.out, &p)
}

// settle writes a post over its older self, and the state of its lines; ""
// sets them free.
func (tx *LedgerTx) settle(old, p *Post, state LineState, why string, at time.Time) error {
	for _, line := range old.Lines {
		if state == "" || !slices.Contains(p.Lines, line) {
			if err := tx.out.Delete(lineKey(line)); err != nil {
				return err
			}
		}
	}
	for _, line := range p.Lines {
		if state == "" {
			break
		}
		if err := putLedger(tx.out, lineKey(line), Line{state, p.Key, why, at}); err != nil {
			return err
		}
	}
	if n := p.spoken(); n > 0 && p.State != old.State && (state == LineSent || state == LineHeld) {
		err := tx.count(tx.out, at, func(t *Tally) {
			if state == LineSent {
				t.Sent += n
			} else {
				t.Held += n
			}
		})
		if err != nil {
			return err
		}
	}
	return writePost(tx.out, p)
}

// spoken is how many lines a reminder says.
func (p *Post) spoken() int {
	if p.Spoken > 0 {
		return p.Spoken
	}
	return len(p.Lines)
}

// SaidBy records that lines are said by a notice that is owed.
func (tx *LedgerTx) SaidBy(lines []string, notice string, at time.Time) error {
	for _, line := range lines {
		if err := putLedger(tx.out, lineKey(line), Line{State: LineSent, Post: NoticeKey(notice), At: at}); err != nil {
			return err
		}
	}
	return nil
}
