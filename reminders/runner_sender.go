package reminders

import (
	"context"
	"errors"
	"sync"
	"time"

	"csp/store"
)

// sender is one reign over the ledger. What it remembers beside the ledger is
// only about time, and a new one does without it.
type sender struct {
	*Runner
	ledger  *store.Ledger
	guard   *guard
	from    time.Duration // when earlier senders had surely fallen silent
	fail    context.CancelCauseFunc
	kick    chan struct{}
	work    sync.WaitGroup
	inline  bool
	doubted bool          // the doubt is stored
	silent  bool          // only what is to go out at once
	writing chan struct{} // full while the ledger is written or waited for

	mu     sync.Mutex
	busy   map[string]bool          // by channel: a worker is at it
	free   map[string]time.Duration // by channel: when Slack lets us post again
	rest   map[string]time.Duration // by channel, or post: when to try again after a fault
	watch  map[string]*watched      // by post: what is waited for
	again  time.Duration            // when a step is next of use
	marked time.Time                // the mark as stored last
	swept  store.Date               // the day of the last sweep
	probed time.Duration            // when parked channels were last looked at
	warned bool                     // of the clock that disagrees
}

// watched is how long a post has been quiet, in this process.
type watched struct {
	attempt int
	from    time.Duration // nobody asks Slack for it since
	before  time.Duration // how long earlier processes waited
	read    time.Duration // when its channel was last read, else from
}

// newSender begins a reign. After a rival who was not seen to end, the time
// that a call of his may still take comes first.
func newSender(r *Runner, l *store.Ledger, rival bool) *sender {
	s := &sender{
		Runner: r, ledger: l, guard: newGuard(r.Clock), from: r.Clock.Mono(), kick: make(chan struct{}, 1), inline: r.Inline,
		busy: map[string]bool{}, free: map[string]time.Duration{}, rest: map[string]time.Duration{}, watch: map[string]*watched{},
		probed: r.Clock.Mono() - probeEvery, writing: make(chan struct{}, 1),
	}
	if rival {
		s.from += deadline
	}
	return s
}

// update writes the ledger. After an error that leaves open what was stored
// the reign ends: the next sender reads what is there and recovers.
//
// The store takes writers in the order in which they come. Only one of the
// ledger's stands in that line at a time: on a morning with hundreds of posts
// a person's command would otherwise wait behind all of them.
func (s *sender) update(ctx context.Context, fn func(*store.LedgerTx) error) error {
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done(): // the store says so
	}
	var own error
	err := s.ledger.Update(ctx, func(tx *store.LedgerTx) error {
		own = fn(tx)
		return own
	})
	if err == nil || own != nil && errors.Is(err, own) {
		return err
	}
	s.fail(err)
	return err
}

// next is how long it is until a step is of use.
func (s *sender) next() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.again - s.Clock.Mono()
}

// sooner has a step made after d at the latest. The caller holds the lock.
func (s *sender) sooner(d time.Duration) {
	if at := s.Clock.Mono() + d; at < s.again {
		s.again = at
	}
}

// step looks at all there is to do and starts it: so many attempts to post
// among so many jobs. It does not wait for what it starts, unless it works
// inline.
func (s *sender) step(ctx context.Context) (attempts, jobs int) {
	s.mu.Lock()
	s.again = s.Clock.Mono() + every
	if s.urgent.Swap(false) {
		clear(s.rest)
		s.probed = s.Clock.Mono() - probeEvery
	}
	s.mu.Unlock()
	began := s.Clock.Calendar()
	queues, err := s.find(ctx)
	for _, q := range queues {
		for _, j := range q.jobs {
			if jobs++; j.step == stepSend {
				attempts++
			}
		}
		s.start(ctx, q)
	}
	if err == nil {
		err = s.sweepDaily(ctx)
	}
	if err == nil {
		s.looked.Store(began.UnixNano())
	}
	if err != nil && ctx.Err() == nil {
		s.Log.Error("look what is due", "err", err)
		s.Note("errors", 1)
	}
	return attempts, jobs
}

// find brings what the sender goes by up to date and finds what to do.
func (s *sender) find(ctx context.Context) ([]queue, error) {
	trusted, err := s.clockTrusted(ctx)
	if err != nil {
		return nil, err // without Slack nothing can be sent
	}
	if err := s.keepMark(ctx, trusted); err != nil {
		return nil, err
	}
	if err := s.probe(ctx); err != nil {
		return nil, err
	}
	if err := s.beginDoubt(ctx); err != nil {
		return nil, err
	}
	return s.look(ctx, trusted)
}

// clockTrusted holds back what goes by the calendar while the machine's clock
// and Slack's disagree.
func (s *sender) clockTrusted(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	ok, err := s.guard.look(ctx, s.Poster.Date)
	if err != nil || ok {
		s.warned = s.warned && !ok
		return ok, err
	}
	if !s.warned {
		s.Log.Error("the machine's clock disagrees with Slack's; reminders wait until they agree", "slack_ahead", s.guard.off.String())
		s.Note("clock_disagrees", 1)
		s.warned = true
		return false, s.update(ctx, func(tx *store.LedgerTx) error {
			_, err := s.tellAdmins(tx, store.Notice{Key: "clock " + s.guard.wall.Format(time.RFC3339), Trouble: "clock", Body: Says(clockWords(s.guard.off))})
			return err
		})
	}
	return false, nil
}

// queue is what is to be done in one channel, in order.
type queue struct {
	to   string
	jobs []job
}

// job is one thing to do.
type job struct {
	step step
	post store.Post
	of   []store.Waiting // the records that its lines are of; nil: not known
}

// start hands a queue to a worker.
func (s *sender) start(ctx context.Context, q queue) {
	s.mu.Lock()
	busy := s.busy[q.to]
	s.busy[q.to] = true
	s.mu.Unlock()
	if busy || ctx.Err() != nil {
		return
	}
	run := func() {
		defer func() {
			if p := recover(); p != nil {
				s.Log.Error("a worker panicked", "panic", p)
				s.Note("errors", 1)
			}
			s.mu.Lock()
			delete(s.busy, q.to)
			s.mu.Unlock()
			select {
			case s.kick <- struct{}{}:
			default:
			}
		}()
		for _, j := range q.jobs {
			if !s.do(ctx, q.to, j) {
				return
			}
		}
	}
	if s.inline {
		run()
		return
	}
	s.work.Go(run)
}

// do does one job and reports whether the channel can take the next.
func (s *sender) do(ctx context.Context, to string, j job) bool {
	var err error
	goOn := true
	switch j.step {
	case stepSend:
		goOn, err = s.send(ctx, to, j.post, j.of)
	case stepRead:
		err = s.read(ctx, j.post, j.of)
	case stepHold:
		err = s.hold(ctx, j.post, "its fate is not known")
	case stepCorrect:
		err = s.correct(ctx, j.post)
	}
	if err == nil {
		return goOn
	}
	if ctx.Err() == nil {
		s.Log.Warn("post", "key", j.post.Key, "err", err)
		s.Note("errors", 1)
	}
	if j.step == stepCorrect && ctx.Err() == nil {
		return true // what is new matters more, and it is tried again
	}
	s.pause(to, every)
	return false
}

// block leaves a channel alone for d from now, as Slack asks for.
func (s *sender) block(to string, d time.Duration) { s.later(s.free, to, d) }

// pause leaves a channel alone for d from now, unless a person asks.
func (s *sender) pause(to string, d time.Duration) { s.later(s.rest, to, d) }

func (s *sender) later(by map[string]time.Duration, to string, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.Clock.Mono() + d; at > by[to] {
		by[to] = at
	}
}

// blocked is how long a channel still has to wait, never negative.
func (s *sender) blocked(to string) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(max(s.free[to], s.rest[to])-s.Clock.Mono(), 0)
}
