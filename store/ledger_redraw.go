package store

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"csp/store/kv"
)

func aboutKey(about string, at time.Time, post string) []byte {
	kind, id, _ := strings.Cut(about, "/")
	return kv.Key("l", "about", kind, id, at.Unix(), post)
}

// PostsAbout yields the reminders that were posted about a record, newest
// first.
func (tx *Tx) PostsAbout(kind, id string) iter.Seq2[Post, error] {
	return func(yield func(Post, error) bool) {
		for it, err := range tx.r.ScanBack(kv.Span("l", "about", kind, id)) {
			var p Post
			if err == nil {
				var parts []any
				if parts, err = kv.Parse(it.Key); err == nil {
					p, err = tx.Post(fmt.Sprint(parts[len(parts)-1]))
				}
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// Redraw records, in the same transaction as what somebody did about a line
// of a reminder, that its message is to say so. A message that certainly does
// not stand anywhere is left alone.
func Redraw(tx *Tx, key string) error {
	if tx.w == nil {
		return errReadOnly
	}
	p, err := tx.Post(key)
	switch {
	case errors.Is(err, kv.ErrNotFound):
		return nil
	case err != nil:
		return fmt.Errorf("redraw post: %w", err)
	case len(p.Said) == 0: // what it says is not kept
		return nil
	case p.State != PostSent && p.State != PostIntent && p.State != PostUnknown:
		return nil
	}
	p.Correct = true
	p.Redraws++
	return writePost(tx.w, &p)
}

// Redrawn records that the message of a reminder says how things stood at the
// time of its so manieth redrawing.
func (tx *LedgerTx) Redrawn(key string, redraws int) error {
	p, err := tx.Post(key)
	if err != nil {
		return err
	}
	if p.Redraws == redraws {
		p.Correct = false
	}
	return writePost(tx.out, &p)
}

// redrawTouched has the messages drawn again that a changed record shows in.
func (tx *Tx) redrawTouched(kind string, old, rec any) error {
	if tx.waker.Shown == nil {
		return nil
	}
	posts, err := tx.waker.Shown(tx, tx.at, kind, old, rec)
	if err != nil {
		return err
	}
	slices.Sort(posts)
	for _, key := range slices.Compact(posts) {
		if err := Redraw(tx, key); err != nil {
			return err
		}
	}
	return nil
}
