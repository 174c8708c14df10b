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

// whose is what an actor's class depends on besides the store.
type whose struct {
	team, user                    string
	staff, admin, guest, stranger bool
}

// classOf is a class as Desk.Class tells it.
type classOf struct {
	class  string
	shared bool
}

// cards keeps drawn replies for one revision of the store and one civil day,
// and the classes of those who ask. When the revision or the day moves on, or
// the bounds are reached, it starts afresh.
type cards struct {
	most, mostBytes int

	mu      sync.RWMutex
	rev     uint64
	day     store.Date
	bytes   int
	kept    map[cardKey][]byte
	classes map[whose]classOf
}

func newCards(most, mostBytes int) *cards {
	return &cards{most: most, mostBytes: mostBytes, kept: map[cardKey][]byte{}, classes: map[whose]classOf{}}
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

// put keeps what was worked out at a revision and on a day, unless a later
// revision is being kept.
func (c *cards) put(rev uint64, day store.Date, key cardKey, body []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if rev < c.rev || len(key.line) > cardLine {
		return
	}
	size := len(body) + len(key.line)
	c.at(rev)
	if c.day != day || len(c.kept) >= c.most || c.bytes+size > c.mostBytes {
		clear(c.kept)
		c.day, c.bytes = day, 0
	}
	c.kept[key] = body
	c.bytes += size
}

// at forgets what belongs to another revision.
func (c *cards) at(rev uint64) {
	if c.rev != rev {
		clear(c.kept)
		clear(c.classes)
		c.rev, c.bytes = rev, 0
	}
}

func (c *cards) class(rev uint64, who whose) (classOf, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.rev != rev {
		return classOf{}, false
	}
	is, known := c.classes[who]
	return is, known
}

func (c *cards) putClass(rev uint64, who whose, is classOf) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if rev < c.rev {
		return
	}
	c.at(rev)
	if len(c.classes) >= c.most {
		clear(c.classes)
	}
	c.classes[who] = is
}
