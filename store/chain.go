package store

import (
	"errors"
	"fmt"
)

// noLoop refuses, in the end, that a record comes round to itself when one
// follows a field of it (its successor, what it replaces or supports) from
// record to record.
func noLoop[T any](tx *Tx, k *Kind[T], field string, rec *T, next func(*T) string) {
	if next(rec) == "" {
		return
	}
	id, about := metaOf(rec).ID, k.Name+"."+field
	tx.atEnd(subject{about, id}, func() error {
		path := map[string]bool{}
		for at := id; at != ""; {
			// What an earlier walk came by needs no second look.
			if _, known := tx.walked[subject{about, at}]; known {
				return nil
			}
			tx.walked[subject{about, at}] = struct{}{}
			path[at] = true
			rec, _, err := k.load(tx, at)
			if errors.Is(err, ErrNotFound) {
				return nil // told as a mention of nothing
			}
			if err != nil {
				return fmt.Errorf("read %s %s: %w", k.One, at, err)
			}
			to := next(rec)
			if path[to] {
				return &ClashError{FieldError{
					Kind: k.Name, ID: at, Field: field,
					Problem: "comes round to " + at + " again by way of " + to,
					Hint:    "take out one of the links",
				}, to, ErrLoop}
			}
			at = to
		}
		return nil
	})
}
