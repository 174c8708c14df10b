package reminders

import (
	"context"
	"time"

	"csp/store"
)

const (
	sweepBack = 7 * 24 * time.Hour // how far back is read
	sweepHour = 3                  // by the machine's clock, in the office's zone
)

// sweepDaily reads back, once a night, what was posted.
func (s *sender) sweepDaily(ctx context.Context) error {
	wall := s.Clock.Wall().In(s.Clock.Calendar().Location())
	day := store.DateOf(wall)
	if s.swept == day || wall.Hour() < sweepHour {
		return nil
	}
	s.swept = day
	var last store.Date
	posts := map[string]map[string]store.Post{}
	err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
		if last, err = tx.Swept(); err != nil || last == day {
			return err
		}
		for p, err := range tx.PostsSent(wall.Add(-sweepBack), wall.Add(-s.Quiet)) {
			if err != nil {
				return err
			}
			if posts[p.Channel] == nil {
				posts[p.Channel] = map[string]store.Post{}
			}
			posts[p.Channel][p.Key] = p
		}
		return nil
	})
	if err != nil || last == day {
		return err
	}
	run := func() { s.sweep(ctx, day, posts) }
	if s.inline {
		run()
	} else {
		s.work.Go(run)
	}
	return nil
}

// sweep counts posts that are missing from their channels and posts that
// stand there twice, and takes the doubles away. A channel that cannot be
// read is left for the next night.
func (s *sender) sweep(ctx context.Context, day store.Date, posts map[string]map[string]store.Post) {
	var missing []string
	var located []Found
	doubled := 0
	for channel, here := range posts {
		first := time.Time{}
		for _, p := range here {
			if first.IsZero() || p.Began.Before(first) {
				first = p.Began
			}
		}
		found, err := s.history(ctx, channel, first.Add(-skew), func(key string) bool { _, ours := here[key]; return ours })
		if err != nil {
			s.Log.Warn("read back what was posted", "channel", channel, "err", err)
			continue
		}
		times := map[string]int{}
		for _, f := range found {
			if p := here[f.Key]; p.TS == "" && times[f.Key] == 0 {
				located = append(located, f)
			}
			if times[f.Key]++; times[f.Key] > 1 {
				doubled++
				if err := s.remove(ctx, f); err != nil {
					s.Log.Warn("take a double away", "channel", channel, "err", err)
				}
			}
		}
		for key := range here {
			if times[key] == 0 && here[key].TS != "" { // else a person's word stands
				missing = append(missing, key)
				s.Log.Warn("a post is no longer there; somebody may have deleted it", "key", key, "channel", channel)
			}
		}
	}
	s.Note("missing", len(missing))
	s.Note("doubled", doubled)
	now := s.Clock.Calendar()
	_ = s.update(ctx, func(tx *store.LedgerTx) error {
		for _, key := range missing {
			if err := tx.Missing(key, now); err != nil {
				return err
			}
		}
		for _, f := range located {
			if err := tx.Located(f.Key, f.Channel, f.TS); err != nil {
				return err
			}
		}
		return tx.SetSwept(day)
	})
}
