package reminders

import (
	"context"
	"fmt"
	"slices"
	"time"

	"csp/store"
)

// probeEvery is how often it is looked whether a parked channel was mended.
const probeEvery = time.Minute

// park holds back what goes to a channel that Slack refuses, and tells a
// person, once.
func (s *sender) park(tx *store.LedgerTx, to, why string, now time.Time) error {
	fresh, err := tx.Park(to, why, now)
	if err != nil || !fresh {
		return err
	}
	n := store.Notice{Key: "parked " + to + " " + now.Format(time.RFC3339), Trouble: "parked", Body: Says(parkedWords(to, why))}
	_, err = s.tell(tx, n, slices.DeleteFunc(s.told(), func(who string) bool { return who == to || who == "" && to == s.Office }))
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
		if err := s.update(ctx, func(tx *store.LedgerTx) error { return tx.Unpark(to, s.Clock.Calendar()) }); err != nil {
			return err
		}
	}
	return nil
}

// told are those who are told of trouble: the admins, else the office's
// channel, "".
func (s *sender) told() []string {
	if len(s.Admins) == 0 {
		return []string{""}
	}
	return slices.Clone(s.Admins)
}

// tellAdmins owes a notice to each who is told of trouble, and returns the
// keys of the posts.
func (s *sender) tellAdmins(tx *store.LedgerTx, n store.Notice) ([]string, error) {
	return s.tell(tx, n, s.told())
}

func (s *sender) tell(tx *store.LedgerTx, n store.Notice, who []string) ([]string, error) {
	var told []string
	for _, to := range who {
		n := n
		n.Channel, n.AtOnce = to, true
		if to != "" {
			n.Key += " " + to
		}
		if err := tx.Owe(n); err != nil {
			return nil, err
		}
		told = append(told, store.NoticeKey(n.Key))
	}
	return told, nil
}

// tellHeld tells of a post that is being held. Who has not been given an
// earlier notice of that yet, as while Slack is down, gets one that counts
// them all.
func (s *sender) tellHeld(tx *store.LedgerTx, p store.Post) ([]string, error) {
	held, err := tx.HeldCount()
	if err != nil {
		return nil, err
	}
	waits := map[string]string{} // by who is told: the notice that was not given
	for n, err := range tx.OpenPosts() {
		if err != nil {
			return nil, err
		}
		if n.Trouble == heldTrouble && n.State.Open() {
			waits[n.To] = n.Key
		}
	}
	one := saysWith(heldWords(p, p.Channel), heldButtons(p.Key))
	all := saysWith(manyHeldWords(held+1), []Button{{Label: "See them", Type: "held"}})
	var told []string
	for _, to := range s.told() {
		key := waits[to]
		switch {
		case key == "":
			n := store.Notice{Key: fmt.Sprintf("held %s %d", p.Key, p.Attempt), Trouble: heldTrouble, Body: one}
			keys, err := s.tell(tx, n, []string{to})
			if err != nil {
				return nil, err
			}
			told = append(told, keys...)
		case held == 0:
			err = tx.Correct(key, one)
			told = append(told, key)
		default:
			err = tx.Correct(key, all)
		}
		if err != nil {
			return nil, err
		}
	}
	return told, nil
}

// heldTrouble is the trouble of notices of posts that are held.
const heldTrouble = "held"
