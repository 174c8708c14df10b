package main

import (
	"context"
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	"csp/store"
)

// A Home tab that is before somebody is kept up to date. Slack does not say
// when a person looks away, so those who opened theirs last and lately are
// remembered; the others get a new one when they open it.
const (
	homesKept  = 100
	homeMemory = 2 * time.Hour
)

// homes remembers who has their Home tab open, as far as can be known.
type homes struct {
	edge *edge

	mu      sync.Mutex
	all     []*homeTab // who opened theirs last comes last
	rev     uint64     // of the store and the day for which all were drawn
	day     store.Date
	waiting bool // a round is to come
}

// homeTab is one person's Home tab.
type homeTab struct {
	team, user string
	at         time.Time // when it was opened last

	mu   sync.Mutex
	sum  [sha256.Size]byte // of what it holds; zero: not known
	hash string            // Slack's, of what it holds
}

// forget makes it be put anew, whatever it holds.
func (h *homeTab) forget() { h.sum, h.hash = [sha256.Size]byte{}, "" }

// opened notes that a person has opened their Home tab.
func (hs *homes) opened(team, user string) *homeTab {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	h := &homeTab{}
	if i := slices.IndexFunc(hs.all, func(h *homeTab) bool { return h.user == user }); i >= 0 {
		h = hs.all[i]
		hs.all = slices.Delete(hs.all, i, i+1)
	}
	if len(hs.all) == homesKept {
		hs.all = slices.Delete(hs.all, 0, 1)
	}
	if len(hs.all) == 0 {
		hs.rev, hs.day = hs.now()
	}
	h.team, h.user, h.at = team, user, time.Now()
	hs.all = append(hs.all, h)
	return h
}

// now is what all Home tabs depend on: the store's revision and the day.
func (hs *homes) now() (uint64, store.Date) {
	rev, err := hs.edge.desk.Revision(hs.edge.running)
	if err != nil {
		rev = 0
	}
	return rev, store.DateOf(hs.edge.Calendar())
}

// open are those who have opened their Home tab lately, the user's own first.
func (hs *homes) open(user string) []*homeTab {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	old := time.Now().Add(-homeMemory)
	hs.all = slices.DeleteFunc(hs.all, func(h *homeTab) bool { return h.at.Before(old) })
	out := slices.Clone(hs.all)
	slices.Reverse(out)
	if i := slices.IndexFunc(out, func(h *homeTab) bool { return h.user == user }); i > 0 {
		own := out[i]
		out = slices.Insert(slices.Delete(out, i, i+1), 0, own)
	}
	return out
}

// stale reports whether anything has changed since the last round, and notes
// that it has been seen.
func (hs *homes) stale() bool {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	if len(hs.all) == 0 {
		return false
	}
	rev, day := hs.now()
	if rev == hs.rev && day == hs.day {
		return false
	}
	hs.rev, hs.day = rev, day
	return true
}

// homesAfter brings Home tabs up to date after a request of a person: their
// own at once, those of others a little later, so that a run of changes makes
// one round.
func (e *edge) homesAfter(user string) {
	if !e.homes.stale() {
		return
	}
	e.follow("home tabs", func(ctx context.Context) {
		if open := e.homes.open(user); len(open) > 0 && open[0].user == user {
			e.homeAgain(ctx, open[0])
		}
		e.homesSoon()
	})
}

// homesSoon makes a round soon, unless one is to come.
func (e *edge) homesSoon() {
	e.homes.mu.Lock()
	defer e.homes.mu.Unlock()
	if e.homes.waiting {
		return
	}
	e.homes.waiting = true
	if e.pace.homes == 0 {
		e.follow("home tabs", e.homeRound)
		return
	}
	time.AfterFunc(e.pace.homes, func() {
		if !e.work.stopped() {
			e.follow("home tabs", e.homeRound)
		}
	})
}

// homeRound brings every open Home tab up to date, until the edge is stopped.
func (e *edge) homeRound(ctx context.Context) {
	e.homes.mu.Lock()
	e.homes.waiting = false
	e.homes.mu.Unlock()
	for _, h := range e.homes.open("") {
		if e.work.stopped() || ctx.Err() != nil {
			return
		}
		e.homeAgain(ctx, h)
	}
}

// watchHomes looks for what nobody's request brought about: an import, a new
// day, a clock that was moved.
func (e *edge) watchHomes(ctx context.Context) {
	tick := time.NewTicker(e.pace.watch)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if e.homes.stale() {
				e.homesSoon()
			}
		case <-ctx.Done():
			return
		case <-e.running.Done():
			return
		}
	}
}
