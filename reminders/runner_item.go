package reminders

import (
	"context"
	"time"

	"csp/store"
)

// Item is one line of a message, as the sender has it said.
type Item struct {
	Line
	Late  string // that it comes late, in words; "": it does not
	Lacks []Lack // what is not recorded, so that it went elsewhere
	Did   string // who did what about it since it was said, in words; "": nobody did
}

// keys are the keys that are settled with the items.
func keys(items []Item) []string {
	var out []string
	for _, it := range items {
		out = append(append(out, it.Key), it.Covers...)
	}
	return out
}

// Plan says what is owed. It is the same function that lists the future.
type Plan interface {
	// Owed returns the lines to be sent by now that are true now and that the
	// ledger does not know as settled, in the order in which an audience reads
	// them; those that an unfinished post has taken are among them. With of
	// only what those records owe is looked at, without it all.
	Owed(tx *store.Tx, now time.Time, of []store.Waiting) ([]Line, error)
	// Said returns the lines of a post as they were said, and what has become
	// of each since.
	Said(tx *store.Tx, now time.Time, p *store.Post) ([]Item, error)
	// Moment reports whether reminders may be sent at the calendar's time.
	Moment(tx *store.Tx, at time.Time) (bool, error)
	// Notices returns what else is to be said by now and is not owed yet.
	Notices(tx *store.Tx, now time.Time) (Telling, error)
	// Settled is told, in the same transaction, of lines that were sent or
	// skipped, so that their records are looked at again when it is time.
	Settled(tx *store.LedgerTx, now time.Time, lines []Line) error
	// Upkeep brings the index of what is due up to date. Nothing is sent until
	// it reports that it is done.
	Upkeep(ctx context.Context, l *store.Ledger, now time.Time) (done bool, err error)
}

// Clock is the machine's clock and, apart from it, the calendar.
type Clock interface {
	// Wall is the machine's clock, without a monotonic part.
	Wall() time.Time
	// Mono is the machine's monotonic clock, from some beginning.
	Mono() time.Duration
	// Calendar is the time in the office, in its zone.
	Calendar() time.Time
	// Sleep waits, or returns ctx's error.
	Sleep(ctx context.Context, d time.Duration) error
}
