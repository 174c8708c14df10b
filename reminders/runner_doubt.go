package reminders

import (
	"context"
	"errors"

	"csp/store"
)

// beginDoubt stores, once a reign, that the ledger may know less than was
// posted.
func (s *sender) beginDoubt(ctx context.Context) error {
	if s.Doubt == "" || s.doubted {
		return nil
	}
	err := s.update(ctx, func(tx *store.LedgerTx) error { return tx.SetDoubt(s.Doubt) })
	s.doubted = err == nil
	return err
}

// clear makes sure that the ledger knows what stands in a channel, before the
// next post there. It reports whether it knew already; if not, it is to be
// looked anew what is owed.
func (s *sender) clear(ctx context.Context, to string) (bool, error) {
	if s.Doubt == "" {
		return true, nil
	}
	var d store.Doubt
	var known bool
	err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
		if d, err = tx.Doubt(); err == nil {
			known, err = tx.Cleared(to, d)
		}
		return err
	})
	if err != nil || known {
		return known, err
	}
	found, err := s.history(ctx, to, d.Since.Add(-skew), func(string) bool { return true })
	now := s.Clock.Calendar()
	switch {
	case errors.Is(err, ErrNoScope):
		s.Log.Error("a channel cannot be read after a restore, so what was posted since the backup may be posted again", "channel", to)
	case errors.Is(err, ErrNoPlace):
		return false, s.update(ctx, func(tx *store.LedgerTx) error { return s.park(tx, to, err.Error(), now) })
	case err != nil:
		return false, err
	}
	var posts []store.Post
	for _, f := range found {
		posts = append(posts, store.Post{
			Key: f.Key, Type: f.Type, To: to, Lines: f.Lines, State: store.PostSent,
			Channel: f.Channel, TS: f.TS, How: "adopted", Sent: s.guard.slackNow(),
		})
	}
	s.Note("read_again", len(posts))
	return false, s.update(ctx, func(tx *store.LedgerTx) error { return tx.Clear(to, d, posts, now) })
}
