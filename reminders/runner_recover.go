package reminders

import (
	"context"
	"errors"
	"slices"
	"time"

	"csp/store"
)

// skew is how much earlier than an attempt its message is looked for.
const skew = time.Hour

// read looks in the channel's history for a post that may be there. A
// complete reading that finds it settles it; one that does not counts.
func (s *sender) read(ctx context.Context, p store.Post, of []store.Waiting) error {
	started, quiet := s.Clock.Mono(), s.quietOf(p)
	found, err := s.history(ctx, p.Channel, p.Began.Add(-skew), func(key string) bool { return key == p.Key })
	switch {
	case errors.Is(err, ErrNoScope):
		return s.hold(ctx, p, "it cannot be looked for without the history scope")
	case errors.Is(err, ErrNoPlace):
		now := s.Clock.Calendar()
		return s.update(ctx, func(tx *store.LedgerTx) error { return s.park(tx, p.Channel, err.Error(), now) })
	case err != nil:
		return err // no answer is not: it is absent
	}
	if len(found) > 0 {
		return s.adopt(ctx, p, found, of)
	}
	s.mu.Lock()
	if w := s.watch[p.Key]; w != nil {
		w.read = started
	}
	s.mu.Unlock()
	return s.update(ctx, func(tx *store.LedgerTx) error {
		return tx.Recovering(p.Key, p.Attempt, quiet, p.Read+1)
	})
}

func (s *sender) quietOf(p store.Post) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fateOf(p).quiet
}

func (s *sender) history(ctx context.Context, channel string, since time.Time, want func(string) bool) ([]Found, error) {
	ctx, cancel := context.WithTimeout(ctx, 4*deadline) // many pages
	defer cancel()
	return s.Poster.Find(ctx, channel, since, want)
}

// adopt records the message that was found. Of several the first stays; the
// others go before that is recorded, so that a crash finds them again. of are
// the records that its lines are of, nil when they are not known.
func (s *sender) adopt(ctx context.Context, p store.Post, found []Found, of []store.Waiting) error {
	for _, more := range found[1:] {
		if err := s.remove(ctx, more); err != nil {
			return err
		}
	}
	now := s.Clock.Calendar()
	p.State, p.Channel, p.TS, p.How, p.Sent = store.PostSent, found[0].Channel, found[0].TS, "adopted", s.guard.slackNow()
	p.Why = ""
	s.Note("adopted", 1)
	if of == nil {
		var err error
		if of, err = s.recordsOf(ctx, p, now); err != nil {
			return err
		}
	}
	return s.update(ctx, func(tx *store.LedgerTx) error {
		lines, err := s.taken(tx.Tx, p, of, now)
		if err != nil {
			return err
		}
		if err := tx.Finish(p, now); err != nil {
			return err
		}
		return s.Plan.Settled(tx, now, lines)
	})
}

// recordsOf finds the records that the lines of an open reminder are of. That
// looks at all that is due, so it is done before the write: people's commands
// would wait for it. A line that comes to be owed in between is not missed: it
// is as free as it would be a moment later.
func (s *sender) recordsOf(ctx context.Context, p store.Post, now time.Time) ([]store.Waiting, error) {
	of := []store.Waiting{}
	if len(p.Lines) == 0 {
		return of, nil
	}
	err := s.Store.View(ctx, func(tx *store.Tx) error {
		lines, err := s.taken(tx, p, nil, now)
		for i := range lines {
			of = append(of, lines[i].Waits)
		}
		return err
	})
	return of, err
}

// taken returns the lines that the post had; of are the records that they are
// of, nil when they are not known.
func (s *sender) taken(tx *store.Tx, p store.Post, of []store.Waiting, now time.Time) ([]Line, error) {
	lines, err := s.Plan.Owed(tx, now, of)
	return slices.DeleteFunc(lines, func(l Line) bool { return !slices.Contains(p.Lines, l.Key) }), err
}

func (s *sender) remove(ctx context.Context, f Found) error {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	s.Note("deleted", 1)
	s.Log.Warn("a message stood there twice", "key", f.Key, "channel", f.Channel)
	return s.Poster.Delete(ctx, f.Channel, f.TS)
}

// hold gives a post up and tells a person, once. What tells of trouble is
// tried again later instead: it is better read twice than never, and a
// message about it would be about a message.
func (s *sender) hold(ctx context.Context, p store.Post, why string) error {
	now := s.Clock.Calendar()
	if p.Trouble != "" {
		p.State, p.Why = store.PostRejected, why
		s.pause(postOf(p.Key), time.Hour)
		return s.update(ctx, func(tx *store.LedgerTx) error { return tx.Finish(p, now) })
	}
	p.State, p.Why = store.PostHeld, why
	s.Note("held", 1)
	return s.update(ctx, func(tx *store.LedgerTx) error {
		told, err := s.tellHeld(tx, p)
		if err != nil {
			return err
		}
		p := p
		p.Told = told
		return tx.Finish(p, now)
	})
}

// correct puts into a message what it says now: a notice its body, a reminder
// what became of its lines. It can be done again, so no record is made before
// it.
func (s *sender) correct(ctx context.Context, p store.Post) error {
	if p.TS == "" { // a person has seen it
		if found, err := s.locate(ctx, &p); err != nil || !found {
			return err
		}
	}
	now := s.Clock.Calendar()
	d := Draft{Type: p.Type, Key: p.Key, Body: p.Body, Again: true}
	if p.Type == store.ReminderType {
		err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
			if p, err = tx.Post(p.Key); err != nil {
				return err
			}
			d.Lines, err = s.Plan.Said(tx, now, &p)
			return err
		})
		if err != nil {
			return err
		}
		if len(d.Lines) == 0 { // nothing of it is known
			return s.update(ctx, func(tx *store.LedgerTx) error { return stands(tx, &p) })
		}
	}
	m, err := s.Poster.Draw(d)
	if err != nil {
		return err
	}
	call, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	s.block(p.Channel, s.Pace)
	if _, err := s.Poster.Correct(call, p.Channel, p.TS, m); err != nil {
		return err
	}
	s.Note("corrected", 1)
	return s.update(ctx, func(tx *store.LedgerTx) error { return stands(tx, &p) })
}

// stands records that a message says what it is to say.
func stands(tx *store.LedgerTx, p *store.Post) error {
	if p.Type == store.ReminderType {
		return tx.Redrawn(p.Key, p.Redraws)
	}
	return tx.Corrected(p.Key, p.Body)
}

// locate looks for a message of which only a person knows where it stands.
// One that is not found keeps the words that it has.
func (s *sender) locate(ctx context.Context, p *store.Post) (bool, error) {
	all, err := s.history(ctx, p.Channel, p.Began.Add(-skew), func(key string) bool { return key == p.Key })
	if err != nil && !errors.Is(err, ErrNoScope) && !errors.Is(err, ErrNoPlace) {
		return false, err
	}
	if len(all) > 0 {
		p.Channel, p.TS = all[0].Channel, all[0].TS
	}
	return len(all) > 0, s.update(ctx, func(tx *store.LedgerTx) error {
		if len(all) == 0 {
			return stands(tx, p)
		}
		return tx.Located(p.Key, p.Channel, p.TS)
	})
}

// keepWaited stores how long posts have been quiet, so that a process that is
// killed sooner than it recovers still gets on.
func (s *sender) keepWaited(ctx context.Context, all []waited) error {
	if len(all) == 0 {
		return nil
	}
	return s.update(ctx, func(tx *store.LedgerTx) error {
		for _, w := range all {
			if err := tx.Recovering(w.post.Key, w.post.Attempt, w.quiet, w.post.Read); err != nil {
				return err
			}
		}
		return nil
	})
}
