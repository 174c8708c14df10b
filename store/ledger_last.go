package store

import (
	"fmt"
	"iter"

	"csp/store/kv"
)

// PostsSentBack yields the posts that were sent, newest first.
func (tx *Tx) PostsSentBack() iter.Seq2[Post, error] {
	return func(yield func(Post, error) bool) {
		for it, err := range tx.r.ScanBack(kv.Span("l", "sent")) {
			var p Post
			if err == nil {
				var parts []any
				parts, err = kv.Parse(it.Key)
				if err == nil {
					p, err = tx.Post(fmt.Sprint(parts[len(parts)-1]))
				}
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}
