package main

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

// socketMode keeps Socket Mode connections open and acknowledges on them.
//
// It is our own, because slack-go's client of the same protocol loses
// acknowledgements: it queues them and drops the queue when it stops, it
// closes a connection before it has opened the next, it opens without a
// pause when each connection is ended at once, and it never acknowledges an
// envelope that it cannot read. Here an acknowledgement is written on the
// connection that brought the envelope before the handler goes on, each
// connection is replaced before it is closed, and opening keeps a pace.
// https://docs.slack.dev/apis/events-api/using-socket-mode
type socketMode struct {
	edge   *edge
	dialer *websocket.Dialer
	pace   socketPace

	mu     sync.Mutex
	conns  map[*socketConn]bool // that were greeted
	opened time.Time            // the last opening, of any slot
	worked bool                 // a connection was greeted at some time
	denied int                  // times in a row that Slack refused the token since
	wait   backoff
	closed bool
	done   chan struct{} // closed by close
	slots  sync.WaitGroup
}

// socketPace are the times of Socket Mode, which tests shorten.
type socketPace struct {
	slots   int           // connections kept open
	apart   time.Duration // between two openings
	backoff backoff       // after an opening that failed
	hello   time.Duration // until a connection must be greeted
	quiet   time.Duration // without any frame, until a connection counts as dead
	ping    time.Duration // between pings of ours
	write   time.Duration // for one frame
	off     time.Duration // before trying again when Socket Mode is switched off
	steady  time.Duration // a connection that lived so long was no failure
	linger  time.Duration // a replaced connection is left to Slack to close
	bye     time.Duration // for the closing handshake
}

// defaultSocketPace: two connections, so that one takes over what comes while
// the other is lost or replaced. apps.connections.open allows 50 calls or so
// a minute; Slack pings every few seconds.
func defaultSocketPace() socketPace {
	return socketPace{
		slots: 2, apart: time.Second, backoff: backoff{first: time.Second, most: time.Minute},
		hello: 15 * time.Second, quiet: 30 * time.Second, ping: 10 * time.Second,
		write: 2 * time.Second, off: time.Minute, steady: 30 * time.Second, linger: 20 * time.Second, bye: time.Second,
	}
}

func newSocketMode(e *edge) *socketMode {
	s := &socketMode{
		edge: e, pace: defaultSocketPace(), conns: map[*socketConn]bool{}, done: make(chan struct{}),
		// Slack drops the later parts of a message in parts, so a frame of ours
		// must fit the buffer.
		dialer: &websocket.Dialer{
			Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 10 * time.Second,
			WriteBufferSize: 32 << 10, ReadBufferSize: 8 << 10,
		},
	}
	return s
}

// live is how many connections are up.
func (s *socketMode) live() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.conns)
}

// run keeps the slots filled until ctx or close ends it. It returns an error
// when Slack refuses us for good.
func (s *socketMode) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(s.edge.running, func() { cancel(nil) })
	defer stop()
	s.wait = s.pace.backoff
	for i := range s.pace.slots {
		s.slots.Go(func() {
			if err := s.keep(ctx, i); err != nil {
				cancel(err)
			}
		})
	}
	s.slots.Wait()
	var f *fatalError
	if err := context.Cause(ctx); errors.As(err, &f) {
		return f
	}
	return nil
}

// keep fills one slot for ever. A connection that Slack is about to end is
// left reading until its successor is greeted.
func (s *socketMode) keep(ctx context.Context, slot int) error {
	var old *socketConn
	for {
		c, err := s.open(ctx)
		if err != nil {
			if f := fatalOf("SLACK_APP_TOKEN", err); f != nil && s.believe() {
				return f
			}
			if ctx.Err() != nil || s.isClosed() {
				return nil
			}
			pause := s.failed()
			s.edge.Log.Warn("socket not opened", "slot", slot, "err", quiet(err), "again_in", pause.Round(time.Millisecond).String())
			if !s.sleep(ctx, pause) {
				return nil
			}
			continue
		}
		if old != nil {
			s.slots.Go(old.retire)
		}
		old = c
		select {
		case why := <-c.ending:
			if pause := s.pauseAfter(why, time.Since(c.began)); !s.sleep(ctx, pause) {
				return nil
			}
		case <-ctx.Done():
			return nil
		case <-s.done:
			return nil
		}
	}
}

// believe reports whether a refusal of the token is final: at once at the
// start, and after it has worked only when it is repeated for some minutes,
// since a stop for good needs a person to start the bot again.
func (s *socketMode) believe() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.denied++
	return !s.worked || s.denied >= deniedMost
}

// deniedMost is how often a token that has worked may be refused.
const deniedMost = 20

// pauseAfter is how long to stay away, beyond the ordinary pace, after a
// connection that lived so long and ended for that reason.
func (s *socketMode) pauseAfter(why string, lived time.Duration) time.Duration {
	switch why {
	case "link_disabled":
		s.edge.Log.Error("socket mode is switched off in the app's settings; switch it on there", "again_in", s.pace.off.String())
		return s.pace.off
	case "too_many_websockets":
		s.edge.Log.Error("slack counts too many connections for the app; another copy of the bot may be running", "again_in", s.pace.off.String())
		return s.pace.off
	}
	if lived < s.pace.steady {
		return s.failed()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wait.reset()
	return 0
}

// failed is the next step of the wait after failures.
func (s *socketMode) failed() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wait.next()
}

// sleep waits, and reports false when waiting is over for good.
func (s *socketMode) sleep(ctx context.Context, d time.Duration) bool {
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
		case <-s.done:
		}
	}
	return ctx.Err() == nil && !s.isClosed()
}

func (s *socketMode) isClosed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed
}

// turn waits for this slot's turn to open a connection: all openings of the
// program keep a distance.
func (s *socketMode) turn(ctx context.Context) bool {
	s.mu.Lock()
	now := time.Now()
	at := s.opened.Add(s.pace.apart)
	if at.Before(now) {
		at = now
	}
	s.opened = at
	s.mu.Unlock()
	return s.sleep(ctx, at.Sub(now))
}

var errStopped = errors.New("stopped")

// open opens one connection and waits until it is greeted.
func (s *socketMode) open(ctx context.Context) (*socketConn, error) {
	if !s.turn(ctx) {
		return nil, errStopped
	}
	_, address, err := s.edge.api.StartSocketModeContext(ctx)
	if err != nil {
		return nil, err
	}
	ws, res, err := s.dialer.DialContext(ctx, address, nil)
	if err != nil {
		if res != nil {
			err = slack.StatusCodeError{Code: res.StatusCode, Status: res.Status}
			if res.StatusCode == http.StatusNotFound { // a one-time address, no wrong setting
				err = errors.New("the socket's address was not found")
			}
		}
		return nil, err
	}
	s.edge.metrics.reconnects.Inc()
	c := newSocketConn(s, ws)
	go c.read()
	t := time.NewTimer(s.pace.hello)
	defer t.Stop()
	select {
	case <-c.greeted:
		s.mu.Lock()
		s.worked, s.denied = true, 0
		s.mu.Unlock()
		return c, nil
	case why := <-c.ending:
		err = errors.New("ended before it was greeted: " + why)
		s.sleep(ctx, s.pauseAfter(why, s.pace.steady))
	case <-t.C:
		err = errors.New("not greeted in time")
	case <-ctx.Done():
		err = ctx.Err()
	case <-s.done:
		err = errStopped
	}
	c.drop()
	return nil, err
}

// close ends every connection with a close frame, after which the slots end.
// Acknowledgements were written before; the frame goes after them.
func (s *socketMode) close(ctx context.Context) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.closed = true
	close(s.done)
	all := make([]*socketConn, 0, len(s.conns))
	for c := range s.conns {
		all = append(all, c)
	}
	s.mu.Unlock()
	var wg sync.WaitGroup
	for _, c := range all {
		wg.Go(func() { c.bye(ctx) })
	}
	wg.Wait()
}
