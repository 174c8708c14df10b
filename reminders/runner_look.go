package reminders

import (
	"context"
	"errors"
	"slices"
	"time"

	"csp/store"
)

// maxLines is how many lines one post may have.
const maxLines = 100

// look finds what is to be done now, by channel. Nothing is written yet.
func (s *sender) look(ctx context.Context, trusted bool) ([]queue, error) {
	now := s.Clock.Calendar()
	ready, err := s.Plan.Upkeep(ctx, s.ledger, now)
	if err != nil {
		s.fail(err) // a commit of it may be there
		return nil, err
	}
	if trusted && ready && !s.silent {
		if err := s.oweNotices(ctx, now); err != nil {
			return nil, err
		}
	}
	l := &looking{s: s, now: now, queues: map[string]*queue{}, waits: map[string]bool{}, of: map[string]store.Waiting{}}
	err = s.Store.View(ctx, func(tx *store.Tx) (err error) {
		if l.parked, err = tx.ParkedAll(); err != nil {
			return err
		}
		if l.moment, err = s.Plan.Moment(tx, now); err != nil {
			return err
		}
		l.moment = l.moment && trusted && !s.silent
		if err := l.open(tx); err != nil {
			return err
		}
		if !l.moment || !ready {
			return nil
		}
		if err := l.owed(tx); err != nil {
			return err
		}
		l.known()
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := s.keepWaited(ctx, l.waited); err != nil {
		return nil, err
	}
	if len(l.drop) > 0 {
		if err := s.drop(ctx, now, l.drop); err != nil {
			return nil, err
		}
	}
	var out []queue
	for _, to := range l.order {
		out = append(out, *l.queues[to])
	}
	return out, nil
}

// looking is one look.
type looking struct {
	s      *sender
	now    time.Time
	moment bool // reminders may be sent now
	parked map[string]store.Parked
	queues map[string]*queue
	order  []string
	waits  map[string]bool          // posts that were seen, so that others are forgotten
	of     map[string]store.Waiting // by their keys: the records of the lines that stand in open posts
	drop   []Line
	waited []waited
}

// waited is how long a post has been quiet by now.
type waited struct {
	post  store.Post
	quiet time.Duration
}

func (l *looking) add(to string, j job) {
	wait := l.s.blocked(to)
	if j.step == stepSend {
		wait = max(wait, l.s.blocked(postOf(j.post.Key)))
	}
	if wait > 0 {
		l.s.mu.Lock()
		l.s.sooner(wait)
		l.s.mu.Unlock()
		return
	}
	if l.queues[to] == nil {
		l.queues[to] = &queue{to: to}
		l.order = append(l.order, to)
	}
	l.queues[to].jobs = append(l.queues[to].jobs, j)
}

// open decides about every post that is not finished.
func (l *looking) open(tx *store.Tx) error {
	for p, err := range tx.OpenPosts() {
		if err != nil {
			return err
		}
		to := l.s.place(p)
		l.waits[p.Key] = true
		f := l.s.fate(p, to)
		next, wait := decide(p, f, l.s.Quiet)
		switch {
		case next == stepWait:
			if f.quiet-p.Waited >= between(l.s.Quiet) {
				l.waited = append(l.waited, waited{p, f.quiet})
			}
			l.s.mu.Lock()
			l.s.sooner(min(wait, between(l.s.Quiet)))
			l.s.mu.Unlock()
		case to == "" || next == stepSend && !l.may(p, to) || next == stepRead && l.isParked(to):
		default:
			l.add(to, job{next, p, nil})
		}
	}
	l.s.forget(l.waits)
	return nil
}

// may reports whether the time has come to send an open post.
func (l *looking) may(p store.Post, to string) bool {
	if l.isParked(to) || p.Due.After(l.now) {
		return false
	}
	if p.AtOnce {
		return true
	}
	return l.moment
}

func (l *looking) isParked(to string) bool {
	_, parked := l.parked[to]
	return parked
}

// owed makes the day's posts of what is owed.
func (l *looking) owed(tx *store.Tx) error {
	lines, err := l.s.Plan.Owed(tx, l.now, nil)
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	if err != nil {
		return err
	}
	offs, err := tx.Offs()
	if err != nil {
		return err
	}
	by := map[string][]Line{}
	for _, line := range lines {
		_, err := tx.Line(line.Key)
		switch {
		case err == nil:
			l.of[line.Key] = line.Waits
			continue // in a post that is not finished
		case !errors.Is(err, store.ErrNotFound):
			return err
		case !line.Useful(l.now) || tooOld(offs, line.At, l.s.CatchUp):
			l.drop = append(l.drop, line)
			continue
		}
		if line.Channel != "" && !l.isParked(line.Channel) {
			by[line.Channel] = append(by[line.Channel], line)
		}
	}
	to := make([]string, 0, len(by))
	for channel := range by {
		to = append(to, channel)
	}
	slices.Sort(to)
	for _, channel := range to {
		if err := l.compose(tx, channel, by[channel]); err != nil {
			return err
		}
	}
	return nil
}

// known tells the jobs of open posts the records of their lines, so that they
// need not look at all that is due for them.
func (l *looking) known() {
	if len(l.of) == 0 {
		return
	}
	for _, q := range l.queues {
		for i := range q.jobs {
			j := &q.jobs[i]
			if j.of != nil || j.post.Type != store.ReminderType {
				continue
			}
			j.of = []store.Waiting{}
			for _, key := range j.post.Lines {
				if w, ok := l.of[key]; ok {
					j.of = append(j.of, w)
				}
			}
		}
	}
}

// compose adds the posts of the day for one channel: one, or more when it is
// full. What comes after the day's post waits for the next day.
func (l *looking) compose(tx *store.Tx, to string, lines []Line) error {
	day := store.DateOf(l.now)
	for n := 1; len(lines) > 0; n++ {
		p, ok, err := freePost(tx, to, day, n)
		if err != nil || !ok {
			return err
		}
		n = p.Number
		p.Lines = nil
		room := 0
		for _, line := range lines {
			if len(p.Lines)+1+len(line.Covers) > maxLines {
				break
			}
			p.Lines = append(append(p.Lines, line.Key), line.Covers...)
			room++
		}
		if room == 0 {
			return errors.New("one line settles more than a post may")
		}
		var of []store.Waiting
		for _, line := range lines[:room] {
			of = append(of, line.Waits)
		}
		lines = lines[room:]
		p.State = store.PostDue
		l.add(to, job{stepSend, p, of})
	}
	return nil
}

// place is where a post goes: what is for the office follows its setting.
func (s *sender) place(p store.Post) string {
	switch {
	case p.Channel != "" && p.State != store.PostDue && p.State != store.PostRejected:
		return p.Channel // where it may be
	case p.To == "":
		return s.Office
	}
	return p.To
}

// fate is what this process knows of an open post. It begins to count the
// quiet when it first sees the post with no worker at it.
func (s *sender) fate(p store.Post, to string) fate {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy[to] {
		return fate{}
	}
	return s.fateOf(p)
}

// fateOf is fate also for the worker itself, which has ended its call. The
// caller holds the lock.
func (s *sender) fateOf(p store.Post) fate {
	now := s.Clock.Mono()
	w := s.watch[p.Key]
	if w == nil || w.attempt != p.Attempt {
		w = &watched{attempt: p.Attempt, from: now, before: p.Waited}
		if p.Epoch != s.ledger.Epoch() {
			w.from = s.from
		}
		w.read = w.from
		s.watch[p.Key] = w
	}
	return fate{quiet: w.before + max(now-w.from, 0), apart: max(now-w.read, 0)}
}

// forget drops what is known of posts that are no longer open.
func (s *sender) forget(still map[string]bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key := range s.watch {
		if !still[key] {
			delete(s.watch, key)
		}
	}
}
