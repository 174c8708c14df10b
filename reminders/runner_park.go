package reminders

import (
	"context"
	"time"

	"csp/store"
)

// probeEvery is how often it is looked whether a parked channel was mended.
const probeEvery = time.Minute

// park holds back what goes to a channel that Slack refuses, and tells a
// person, once.
func (s *sender) park(tx *store.LedgerTx, to, why string, now time.Time) error {
	if _, err := tx.Parked(to); err == nil {
		return nil
	}
	if err := tx.Park(to, store.Parked{Why: why, Since: now}); err != nil {
		return err
	}
	_, err := s.tellAdmins(tx, "parked "+to+" "+now.Format(time.RFC3339), parkedWords(to, why))
	return err
}

// probe lets go what goes to channels that take posts again.
func (s *sender) probe(ctx context.Context) error {
	now := s.Clock.Mono()
	if now-s.probed < probeEvery {
		return nil
	}
	s.probed = now
	var parked map[string]store.Parked
	err := s.Store.View(ctx, func(tx *store.Tx) (err error) {
		parked, err = tx.ParkedAll()
		return err
	})
	if err != nil {
		return err
	}
	s.Note("parked", len(parked))
	for to := range parked {
		call, cancel := context.WithTimeout(ctx, deadline)
		ok, err := s.Poster.Reachable(call, to)
		cancel()
		if err != nil || !ok {
			continue // it stays parked
		}
		s.Log.Info("a channel takes posts again", "channel", to)
		if err := s.update(ctx, func(tx *store.LedgerTx) error { return tx.Unpark(to) }); err != nil {
			return err
		}
	}
	return nil
}

// tellAdmins owes a message to each admin, or else to the office's channel,
// and returns the keys of the posts.
func (s *sender) tellAdmins(tx *store.LedgerTx, key, says string, buttons ...Button) ([]string, error) {
	body := saysWith(says, buttons)
	if len(s.Admins) == 0 {
		return []string{store.NoticeKey(key)}, tx.Owe(store.Notice{Key: key, Body: body, AtOnce: true})
	}
	var told []string
	for _, admin := range s.Admins {
		n := store.Notice{Key: key + " " + admin, Channel: admin, Body: body, AtOnce: true}
		if err := tx.Owe(n); err != nil {
			return nil, err
		}
		told = append(told, store.NoticeKey(n.Key))
	}
	return told, nil
}
