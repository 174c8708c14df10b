package main

import (
	"sync"

	"csp/store"
)

// What may be kept is kept drawn and encoded, within these bounds.
const (
	cardsKept = 2048
	cardBytes = 16 << 20
	cardLine  = 200 // bytes of a typed line that is worth keeping
)

// cardKey is what a shared reply depends on besides the store and the day.
type cardKey struct{ class, channel, line string }

// cards keeps drawn replies for one revision of the store and one civil day.
// When either moves on, or the bounds are reached, it starts afresh.
type cards struct {
	most, mostBytes int

	mu    sync.RWMutex
	rev   uint64
	day   store.Date
	bytes int
	kept  map[cardKey][]byte
}

func newCards(most, mostBytes int) *cards {
	return &cards{most: most, mostBytes: mostBytes, kept: map[cardKey][]byte{}}
}

// get returns the kept bytes, which the caller does not change; nil when
// there are none for that revision and day.
func (c *cards) get(rev uint64, day store.Date, key cardKey) []byte {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.rev != rev || c.day != day {
		return nil
	}
	return c.kept[key]
}

// put keeps what was worked out at a revision and on a day. An older revision
// than the kept one is left out.
func (c *cards) put(rev uint64, day store.Date, key cardKey, body []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if rev < c.rev || len(key.line) > cardLine {
		return
	}
	size := len(body) + len(key.line)
	if c.rev != rev || c.day != day || len(c.kept) >= c.most || c.bytes+size > c.mostBytes {
		clear(c.kept)
		c.rev, c.day, c.bytes = rev, day, 0
	}
	c.kept[key] = body
	c.bytes += size
}
