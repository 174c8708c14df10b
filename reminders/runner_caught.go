package reminders

import (
	"context"
	"errors"
	"time"

	"csp/store"
)

// CaughtUp reports whether all that was to be said at a moment of the
// calendar has been: the sender has looked since, and nothing is left to
// post. What waits for something else than its turn, such as a place that
// Slack refuses, is not waited for, nor is a sender that does not run.
func (r *Runner) CaughtUp(ctx context.Context, at time.Time) (bool, error) {
	if !r.running.Load() {
		return true, nil
	}
	if r.looked.Load() < at.UnixNano() {
		return false, nil
	}
	caught := false
	err := r.Store.View(ctx, func(tx *store.Tx) error {
		parked, err := tx.ParkedAll()
		if err != nil {
			return err
		}
		caught = true
		for p, err := range tx.OpenPosts() {
			if err != nil {
				return err
			}
			if _, waits := parked[p.To]; !waits && p.State != store.PostUnknown && !p.Due.After(at) && (p.To != "" || r.Office != "") {
				caught = false
			}
		}
		lines, err := r.Plan.Owed(tx, at, nil)
		for i := range lines {
			if _, waits := parked[lines[i].Channel]; !waits && lines[i].Post == "" && lines[i].Channel != "" && lines[i].Useful(at) {
				caught = false
			}
		}
		return err
	})
	if errors.Is(err, store.ErrConflict) { // the index is made anew
		return false, nil
	}
	return caught && err == nil, err
}
