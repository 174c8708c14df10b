package reminders

import (
	"context"
	"time"

	"csp/store"
)

// oweNotices owes what is to be said by now besides the reminders, in the
// hours in which those are sent.
func (s *sender) oweNotices(ctx context.Context, now time.Time) error {
	some := false
	err := s.Store.View(ctx, func(tx *store.Tx) error {
		if ok, err := s.Plan.Moment(tx, now); err != nil || !ok {
			return err
		}
		t, err := s.Plan.Notices(tx, now)
		some = len(t.Said)+len(t.Early) > 0
		return err
	})
	if err != nil || !some {
		return err
	}
	return s.update(ctx, func(tx *store.LedgerTx) error {
		t, err := s.Plan.Notices(tx.Tx, now)
		if err != nil {
			return err
		}
		var done []Line
		for _, n := range t.Said {
			if err := tx.Owe(n.Notice); err != nil {
				return err
			}
			for i := range n.Lines {
				if err := tx.SaidBy(keys([]Item{{Line: n.Lines[i]}}), n.Key, now); err != nil {
					return err
				}
			}
			done = append(done, n.Lines...)
		}
		for _, w := range t.Early {
			done = append(done, Line{Waits: w})
		}
		return s.Plan.Settled(tx, now, done)
	})
}
