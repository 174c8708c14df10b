package store

import "csp/store/kv"

// LedgerState is how the ledger stands, for people.
type LedgerState struct {
	Open   int // posts that are owed and not yet posted
	Held   []Post
	Parked map[string]Parked
}

// LedgerState counts what is open, held and parked. Of the posts that are
// held it returns the last 20.
func (tx *Tx) LedgerState() (LedgerState, error) {
	var s LedgerState
	var err error
	if s.Parked, err = tx.ParkedAll(); err != nil {
		return s, err
	}
	for p, err := range tx.OpenPosts() {
		if err != nil {
			return s, err
		}
		if p.State.Open() {
			s.Open++
		}
	}
	from, to := kv.Span("l", "held")
	for p, err := range tx.postsOf(from, to, 4) {
		if err != nil {
			return s, err
		}
		s.Held = append(s.Held, p)
	}
	s.Held = s.Held[max(len(s.Held)-heldShown, 0):]
	return s, nil
}

const heldShown = 20

// HeldCount is how many posts are held.
func (tx *Tx) HeldCount() (int, error) {
	n := 0
	for _, err := range tx.r.Scan(kv.Span("l", "held")) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}
