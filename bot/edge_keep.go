package main

import (
	"context"

	"csp/commands"
	"csp/store"
)

// keeper looks after one answer that might be kept; a nil keeper keeps none.
type keeper struct {
	cards *cards
	key   cardKey
	rev   uint64
	day   store.Date
}

// keeper is for an actor's line in a channel. It is nil when what the actor
// gets depends on more than their class. It is taken before the answer is
// worked out, so that a kept answer is never older than its revision.
func (e *edge) keeper(ctx context.Context, a commands.Actor, channel, line string) *keeper {
	rev, err := e.desk.Revision(ctx)
	if err != nil {
		return nil
	}
	who := whose{a.Team, a.User, a.Staff, a.Admin, a.Guest, a.Stranger}
	c, known := e.cards.class(rev, who)
	if !known {
		c.class, c.shared = e.desk.Class(ctx, a)
		e.cards.putClass(rev, who, c)
	}
	if !c.shared {
		return nil
	}
	return &keeper{e.cards, cardKey{c.class, channel, line}, rev, store.DateOf(e.Calendar())}
}

func (k *keeper) get() []byte {
	if k == nil {
		return nil
	}
	return k.cards.get(k.rev, k.day, k.key)
}

func (k *keeper) put(body []byte) {
	if k != nil {
		k.cards.put(k.rev, k.day, k.key, body)
	}
}
