package reminders

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"csp/store"
)

// send makes one attempt: it records what will be said, asks Slack once, and
// records the answer. It reports whether the channel can take another post.
func (s *sender) send(ctx context.Context, to string, p store.Post, of []store.Waiting) (bool, error) {
	if err := s.Clock.Sleep(ctx, s.blocked(to)); err != nil {
		return false, err
	}
	if known, err := s.clear(ctx, to); err != nil || !known {
		return false, err
	}
	if of == nil && p.Type == store.ReminderType {
		var err error
		if of, err = s.recordsOf(ctx, p, s.Clock.Calendar()); err != nil {
			return false, err
		}
	}
	// The time that Slack is given begins before the record of it, so that a
	// process that was frozen in between does not speak when it wakes.
	began := s.Clock.Mono()
	a, err := s.begin(ctx, to, p, of)
	if err != nil || a == nil {
		return err == nil, err
	}
	s.block(to, s.Pace)
	answer := Answer{Outcome: Unconnected, Error: "the time was over before the request"}
	if left := deadline - (s.Clock.Mono() - began); left > 0 {
		call, cancel := context.WithTimeout(context.WithoutCancel(ctx), left)
		answer = s.Poster.Post(call, to, a.message)
		cancel()
	}
	return answer.Outcome == Posted, s.finish(ctx, to, a, answer)
}

// attempt is one that was recorded.
type attempt struct {
	post    store.Post
	lines   []Line
	message Message
}

// begin records the attempt with those of its lines that are still true; nil
// when nothing is left to say.
func (s *sender) begin(ctx context.Context, to string, p store.Post, of []store.Waiting) (*attempt, error) {
	now := s.Clock.Calendar()
	var a *attempt
	err := s.update(ctx, func(tx *store.LedgerTx) error {
		a = &attempt{post: p}
		d := Draft{Type: p.Type, Key: p.Key, Body: p.Body}
		if p.Type == store.NoticeType {
			fresh, err := tx.Post(p.Key)
			if err != nil {
				return err
			}
			d.Body = fresh.Body
		} else {
			items, err := s.stillTrue(tx.Tx, p, of, now)
			if err != nil {
				return err
			}
			if len(items) == 0 {
				a = nil
				if p.Attempt == 0 {
					return nil // it was never begun, and its lines are free
				}
				p := p
				p.State, p.Why = store.PostSkipped, "nothing in it is still true"
				s.Note("skipped", 1)
				return tx.Finish(p, now)
			}
			d.Lines = items
			for _, it := range items {
				a.lines = append(a.lines, it.Line)
			}
			a.post.Lines, a.post.Spoken = keys(items), len(items)
			if a.post.Said, a.post.About, err = keep(items); err != nil {
				return err
			}
		}
		var err error
		if a.message, err = s.Poster.Draw(d); err != nil {
			return err
		}
		sum := sha256.Sum256(append([]byte(a.message.Text), a.message.Payload...))
		a.post.Hash, a.post.Text = hex.EncodeToString(sum[:8]), a.message.Text
		a.post.Attempt, a.post.Channel = p.Attempt+1, to
		if p.Attempt == 0 {
			a.post.Began, a.post.Asked = s.guard.slackNow(), now
		}
		a.post, err = tx.Begin(a.post)
		return err
	})
	if errors.Is(err, store.ErrTaken) {
		return nil, nil // a look that is older than what has happened since
	}
	return a, err
}

// stillTrue returns what the post still has to say; of are the records that
// its lines are of.
func (s *sender) stillTrue(tx *store.Tx, p store.Post, of []store.Waiting, now time.Time) ([]Item, error) {
	lines, err := s.Plan.Owed(tx, now, of)
	if err != nil {
		return nil, err
	}
	offs, err := tx.Offs()
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, line := range lines {
		if !slices.Contains(p.Lines, line.Key) || !line.Useful(now) || line.Channel != p.To {
			continue
		}
		missing, err := lacks(tx, &line, now)
		if err != nil {
			return nil, err
		}
		out = append(out, Item{Line: line, Late: lateWords(offs, line.At, now), Lacks: missing})
	}
	slices.SortStableFunc(out, func(a, b Item) int {
		return cmp.Or(rankOf(a.Kind)-rankOf(b.Kind), a.At.Compare(b.At), cmp.Compare(a.Text, b.Text))
	})
	return out, nil
}

// rankOf is the place of a kind in a message.
func rankOf(kind string) int {
	return slices.IndexFunc(Table, func(k *Kind) bool { return k.Name == kind })
}

// finish records what the call came to.
func (s *sender) finish(ctx context.Context, to string, a *attempt, answer Answer) error {
	// Also when the program is being stopped: what is known is worth a write.
	ctx = context.WithoutCancel(ctx)
	now := s.Clock.Calendar()
	p := a.post
	p.Why = answer.Error
	switch answer.Outcome {
	case Posted:
		p.State, p.Channel, p.TS, p.How, p.Sent = store.PostSent, answer.Channel, answer.TS, "reply", s.guard.slackNow()
	case Unknown:
		p.State = store.PostUnknown
		p.Unknowns++
	default:
		p.State = store.PostRejected
	}
	s.Note(string(p.State), 1)
	s.wait(to, p.Key, answer)
	return s.update(ctx, func(tx *store.LedgerTx) error {
		p := p
		if answer.Outcome == Content && p.Trouble == "" {
			told, err := s.tellAdmins(tx, store.Notice{
				Key: "refused " + p.Key, Trouble: "refused", Body: saysWith(refusedWords(p, to), []Button{refusedButton(p.Key)}),
			})
			if err != nil {
				return err
			}
			p.Told = told
		}
		if err := tx.Finish(p, now); err != nil {
			return err
		}
		switch answer.Outcome {
		case Posted:
			return errors.Join(tx.Taken(to), s.Plan.Settled(tx, now, a.lines))
		case Place:
			return s.park(tx, to, answer.Error, now)
		}
		return nil
	})
}

// postOf is a post among the channels that are left alone.
func postOf(key string) string { return "post " + key }

// wait keeps the channel quiet for as long as the answer asks for. A message
// that Slack will not take does not keep others from it.
func (s *sender) wait(to, post string, answer Answer) {
	switch answer.Outcome {
	case Pace:
		s.block(to, max(answer.Retry, s.Pace))
	case Unconnected:
		s.pause(to, every)
	case Content:
		s.pause(postOf(post), time.Hour)
	case Access:
		s.pause(to, time.Minute)
		s.Log.Error("slack refuses the bot", "error", answer.Error)
	}
}
