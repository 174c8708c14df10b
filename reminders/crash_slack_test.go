package reminders

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"csp/store"
	"csp/store/kv"
)

// world is what outlives a process in the crash test: the store's engine, a
// Slack, and time, which only moves when somebody waits.
type world struct {
	kv.Engine
	now    time.Time
	quiet  time.Duration
	posted []*standing
	ops    int             // operations so far, over all processes
	kinds  []string        // what each was
	faults map[int]outcome // what goes wrong, by operation
	dead   bool            // the process was killed
	// calmFrom is since when nothing is left to do.
	calmFrom time.Time

	press func(context.Context, *store.Store) // what a person does meanwhile; nil: nothing
	wants []string                            // the lines that are to be said in the end; nil: those of twoLines
	where bool                                // each of wants begins with where it is to be said
	open  []store.Option                      // of each process's store
	plan  func(*store.Store) Plan             // of each process, in place of the one that is played; nil: none

	mu        sync.Mutex       // for senders that work side by side
	clock     func() time.Time // instead of now; nil: now
	lose      int              // so many posts to C1 are lost, without an answer
	closed    map[string]bool  // channels that refuse posts
	looksOpen bool             // they do not look so
	down      bool             // every post is lost, without an answer
	date      time.Time        // what Slack's clock says; zero: as the machine's
}

// standing is a message in the small Slack.
type standing struct {
	to, ts  string
	key     string
	text    string
	lines   []string
	from    time.Time // seen in history from then on
	deleted bool
}

// outcome is a way in which an operation ends.
type outcome string

const (
	killedBefore outcome = "killed before"
	killedAfter  outcome = "killed after"
	killedLate   outcome = "killed, arrives late"  // of a post
	lostAnswer   outcome = "answer lost"           // it was done
	lostRequest  outcome = "request lost"          // it was not
	arrivesLate  outcome = "answer lost, and late" // of a post
	refusedPace  outcome = "429"
	blind        outcome = "does not show what is there" // a reading of the history
	commitDone   outcome = "commit error, stored"
	commitUndone outcome = "commit error, not stored"
)

// outcomes are the ways in which each kind of operation may end badly.
var outcomes = map[string][]outcome{
	"commit":  {killedBefore, killedAfter, commitDone, commitUndone},
	"post":    {killedBefore, killedAfter, killedLate, lostAnswer, lostRequest, arrivesLate, refusedPace},
	"find":    {killedBefore, killedAfter, lostRequest, blind},
	"date":    {killedBefore, lostRequest},
	"correct": {killedBefore, killedAfter, lostAnswer, lostRequest},
}

var errDead = errors.New("the process is dead")

// op counts one operation and gives what goes wrong with it.
func (w *world) op(kind string) (outcome, error) {
	if w.dead {
		return "", errDead
	}
	o := w.faults[w.ops]
	w.ops++
	w.kinds = append(w.kinds, kind)
	w.dead = strings.HasPrefix(string(o), "killed")
	if o == killedBefore {
		return o, errDead
	}
	return o, nil
}

// Update is a commit of the store.
func (w *world) Update(ctx context.Context, fn func(kv.Writer) error) error {
	o, err := w.op("commit")
	if err != nil {
		return err
	}
	if o == commitUndone {
		undone := errors.New("undone")
		if err := w.Engine.Update(ctx, func(tx kv.Writer) error { return errors.Join(fn(tx), undone) }); !errors.Is(err, undone) {
			return err
		}
		return fmt.Errorf("sync: %w", kv.ErrUnknown)
	}
	if err := w.Engine.Update(ctx, fn); err != nil {
		return err
	}
	switch o {
	case killedAfter:
		return errDead
	case commitDone:
		return fmt.Errorf("sync: %w", kv.ErrUnknown)
	}
	return nil
}

// View reads, as long as the process lives.
func (w *world) View(ctx context.Context, fn func(kv.Reader) error) error {
	if w.dead {
		return errDead
	}
	return w.Engine.View(ctx, fn)
}

// The world is the clock too.

func (w *world) Wall() time.Time     { return w.now }
func (w *world) Calendar() time.Time { return w.now }
func (w *world) Mono() time.Duration { return w.now.Sub(time.Unix(0, 0)) }
func (w *world) Sleep(_ context.Context, d time.Duration) error {
	w.now = w.now.Add(d)
	return nil
}

// And the poster.

func (w *world) Draw(d Draft) (Message, error) {
	var says, lines []string
	for _, it := range d.Lines {
		lines = append(lines, it.Key)
		says = append(says, strings.TrimSpace(strings.TrimSpace(it.Text+" "+it.Late)+" "+it.Did))
	}
	if len(d.Body) > 0 {
		says = append(says, bodyText(d.Body))
	}
	b, err := json.Marshal(d.Key)
	return Message{Text: strings.Join(says, "\n"), Payload: b, Drawn: lines}, err
}

func (w *world) Post(_ context.Context, to string, m Message) Answer {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed[to] {
		return Answer{Outcome: Place, Error: "is_archived"}
	}
	if w.down {
		return Answer{Outcome: Unknown, Error: "500"}
	}
	if to == "C1" && w.lose > 0 {
		w.lose--
		return Answer{Outcome: Unknown, Error: "500"}
	}
	if w.clock != nil {
		w.now = w.clock()
	}
	o, err := w.op("post")
	switch {
	case err != nil:
		return Answer{Outcome: Unknown, Error: err.Error()}
	case o == refusedPace:
		return Answer{Outcome: Pace, Retry: 3 * time.Second}
	case o == lostRequest:
		return Answer{Outcome: Unknown, Error: "500"}
	}
	s := &standing{to: to, ts: fmt.Sprintf("%d.%06d", w.now.Unix(), len(w.posted)), text: m.Text, from: w.now}
	if err := json.Unmarshal(m.Payload, &s.key); err != nil {
		panic(err)
	}
	s.lines, _ = m.Drawn.([]string)
	if o == arrivesLate || o == killedLate {
		s.from = w.now.Add(w.quiet - time.Second)
	}
	w.posted = append(w.posted, s)
	if o == "" {
		return Answer{Outcome: Posted, Channel: to, TS: s.ts}
	}
	return Answer{Outcome: Unknown, Error: string(o)}
}

func (w *world) Find(_ context.Context, to string, _ time.Time, want func(string) bool) ([]Found, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	o, err := w.op("find")
	if err != nil {
		return nil, err
	}
	switch o {
	case "":
	case blind:
		return nil, nil
	default:
		return nil, errors.New("no answer")
	}
	var out []Found
	for _, s := range w.posted {
		if s.to == to && !s.deleted && !s.from.After(w.now) && want(s.key) {
			out = append(out, Found{Key: s.key, Channel: to, TS: s.ts, Lines: s.lines})
		}
	}
	return out, nil
}

func (w *world) Delete(_ context.Context, _, ts string) error {
	i := slices.IndexFunc(w.posted, func(s *standing) bool { return s.ts == ts })
	w.posted[i].deleted = true
	return nil
}

func (w *world) Correct(_ context.Context, _, ts string, m Message) (bool, error) {
	o, err := w.op("correct")
	if err != nil || o == lostRequest {
		return false, errors.Join(err, errors.New("no answer"))
	}
	i := slices.IndexFunc(w.posted, func(s *standing) bool { return s.ts == ts })
	w.posted[i].text = m.Text
	if o != "" {
		return false, errors.New("no answer")
	}
	return true, nil
}

func (w *world) Reachable(_ context.Context, to string) (bool, error) {
	return w.looksOpen || !w.closed[to], nil
}

func (w *world) Date(context.Context) (time.Time, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.clock != nil {
		w.now = w.clock()
	}
	if !w.date.IsZero() {
		return w.date, nil
	}
	if o, err := w.op("date"); err != nil || o != "" {
		return time.Time{}, errors.Join(err, errors.New("no answer"))
	}
	return w.now, nil
}
