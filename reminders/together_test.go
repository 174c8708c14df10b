package reminders

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// Two senders on one store: the second waits while the first lives, and takes
// over when it falls silent. Nothing is said twice.
func TestTwoSenders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{Engine: kvtest.Twice(memkv.New()), now: start, quiet: 20 * time.Second}
		var many listed
		for i := range 60 {
			many = append(many, Line{Key: fmt.Sprint("k", i), At: start.Add(time.Duration(i) * time.Minute), Channel: fmt.Sprint("C", i%60), Text: fmt.Sprint("line ", i)})
		}
		clock := &realClock{began: time.Now(), from: start}
		w.clock = clock.Wall
		ctx, cancel := context.WithCancel(t.Context())
		run := func(ctx context.Context) chan error {
			s, err := store.Open(ctx, w.Engine)
			if err != nil {
				t.Fatal(err)
			}
			r := w.runner(s, many)
			r.Clock, r.Alone, r.Inline = clock, false, false
			done := make(chan error, 1)
			go func() { done <- r.Run(ctx) }()
			return done
		}
		firstCtx, stopFirst := context.WithCancel(ctx)
		first, second := run(firstCtx), run(ctx)
		_ = clock.Sleep(ctx, 30*time.Minute)
		stopFirst()
		if err := <-first; err != nil {
			t.Error(err)
		}
		_ = clock.Sleep(ctx, time.Hour)
		cancel()
		if err := <-second; err != nil {
			t.Error(err)
		}
		times := map[string]int{}
		for _, m := range w.posted {
			times[m.text]++
		}
		if len(w.posted) != 60 || len(times) != 60 {
			t.Errorf("%d posts of %d lines", len(w.posted), len(times))
		}
	})
}

// realClock is the bubble's time, as though it began at from.
type realClock struct{ began, from time.Time }

func (c *realClock) Wall() time.Time     { return c.from.Add(time.Since(c.began)).Round(0) }
func (c *realClock) Calendar() time.Time { return c.Wall() }
func (c *realClock) Mono() time.Duration { return time.Since(c.began) }
func (c *realClock) Sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// storm is a Slack on which very much goes wrong, and which notes who does
// not keep its pace.
type storm struct {
	*world
	chance *rand.Rand
	asked  map[string]time.Time // when a channel was last asked
	free   map[string]time.Time // until when a channel said to wait
	tooFast,
	early int
	kinds map[outcome]int
}

func (s *storm) Post(ctx context.Context, to string, m Message) Answer {
	<-time.After(50 * time.Millisecond) // of the bubble, which does not wait
	s.mu.Lock()
	now := s.clock()
	if now.Sub(s.asked[to]) < time.Second {
		s.tooFast++
	}
	if now.Before(s.free[to]) {
		s.early++
	}
	s.asked[to] = now
	var o outcome
	switch n := s.chance.IntN(100); {
	case n < 30:
		wait := time.Duration(1+s.chance.IntN(30)) * time.Second
		s.free[to] = now.Add(wait)
		s.kinds[refusedPace]++
		s.mu.Unlock()
		return Answer{Outcome: Pace, Retry: wait}
	case n < 35:
		o = lostRequest
	case n < 40:
		o = lostAnswer
	}
	s.kinds[o]++
	s.faults = map[int]outcome{s.ops: o}
	s.mu.Unlock()
	return s.world.Post(ctx, to, m)
}

// A thousand posts are due at once over a hundred channels of a Slack that
// misbehaves: none is lost, none doubled, and the pace is kept.
func TestStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const channels, each = 100, 10
		clock := &realClock{began: time.Now(), from: start}
		w := &storm{
			world:  &world{Engine: memkv.New(), now: start, quiet: 90 * time.Second, clock: clock.Wall},
			chance: rand.New(rand.NewPCG(7, 7)), asked: map[string]time.Time{}, free: map[string]time.Time{}, kinds: map[outcome]int{},
		}
		s, err := store.Open(t.Context(), w.Engine)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Change(t.Context(), store.Change{Actor: "x"}, func(tx *store.Tx) error {
			for i := range channels * each {
				key := fmt.Sprint("notice ", i)
				if err := store.Owe(tx, store.Notice{Key: key, Channel: fmt.Sprint("C", i%channels), Body: Says(key)}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		r := w.runner(s, listed{})
		r.Clock, r.Poster, r.Inline = clock, w, false
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- r.Run(ctx) }()
		_ = clock.Sleep(ctx, 2*time.Hour)
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		times, told := map[string]int{}, ""
		for _, m := range w.posted {
			times[m.text]++
			told += m.text + "\n"
		}
		held := 0
		err = s.View(context.Background(), func(tx *store.Tx) error {
			for i := range channels * each {
				key := fmt.Sprint("notice ", i)
				p, err := tx.Post(store.NoticeKey(key))
				switch {
				case err != nil:
					return err
				case p.State == store.PostSent && times[key] == 1:
				case p.State == store.PostHeld && times[key] == 0 && (strings.Contains(told, "It says: "+key+"\n") || strings.Contains(told, " messages may not have been posted")):
					held++ // three attempts were lost, and a person was told
				default:
					t.Errorf("%s is %s and stands there %d times", key, p.State, times[key])
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		t.Logf("%v, %d held and told, over at %s", w.kinds, held, w.now.Format(time.TimeOnly))
		if w.tooFast > 0 || w.early > 0 {
			t.Errorf("%d posts within a second of another, %d before Slack's time", w.tooFast, w.early)
		}
	})
}
