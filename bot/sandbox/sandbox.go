package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Slack is one small Slack. Its methods may be called from any goroutine.
type Slack struct {
	opt Options
	ws  Workspace

	mu        sync.Mutex // guards everything below; never held while waiting
	channels  map[string]*channel
	triggers  map[string]*trigger
	responses map[string]*response
	views     viewStore
	files     map[string]*file
	faults    []*Fault
	calls     []Call
	lastTS    int64
	ids       int
	seq       uint64        // counts changes that a person can see
	changed   chan struct{} // closed and replaced at each change
	retries   map[*time.Timer]struct{}
	last      *delivery
	closed    bool

	hub      *hub
	client   *http.Client // for delivery by HTTP
	server   *http.Server
	listener net.Listener
	done     chan struct{}
	working  sync.WaitGroup
}

// New makes a Slack that nobody can reach yet; Start opens it.
func New(ws Workspace, o Options) *Slack {
	s := &Slack{
		opt:       o.withDefaults(),
		ws:        ws,
		channels:  map[string]*channel{},
		triggers:  map[string]*trigger{},
		responses: map[string]*response{},
		views:     newViewStore(),
		files:     map[string]*file{},
		changed:   make(chan struct{}),
		retries:   map[*time.Timer]struct{}{},
		done:      make(chan struct{}),
		client:    &http.Client{Transport: &http.Transport{}},
	}
	s.hub = newHub(s)
	s.addBot()
	for _, c := range ws.Channels {
		s.channels[c.ID] = &channel{Channel: c}
	}
	for _, p := range s.ws.People {
		s.openDM(p)
	}
	return s
}

// addBot makes the bot a member of the workspace, unless it is listed.
func (s *Slack) addBot() {
	for _, p := range s.ws.People {
		if p.ID == BotUser {
			return
		}
	}
	s.ws.People = append(append([]Person{}, s.ws.People...), Person{ID: BotUser, Name: botName, RealName: "CSP", Bot: true})
}

// botName is the handle that people mention.
const botName = "csp"

// Start listens on addr, which must be a loopback address; port 0 takes any
// free port. A Slack is started once.
func (s *Slack) Start(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("read address %q: %w", addr, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("listen on %s: the sandbox serves this machine only, use 127.0.0.1", addr)
	}
	s.listener, err = net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen for the sandbox: %w", err)
	}
	s.server = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	s.working.Go(func() {
		if err := s.server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.opt.Log.Error("serve the sandbox", "err", err)
		}
	})
	return nil
}

// URL is the address of the page, without a last slash. It is "" before Start.
func (s *Slack) URL() string {
	if s.listener == nil {
		return ""
	}
	return "http://" + s.listener.Addr().String()
}

// APIURL is the address of the Web API, with a last slash, as Slack clients
// want it.
func (s *Slack) APIURL() string { return s.URL() + "/api/" }

// Close ends every socket and page and stops listening. It waits until
// nothing of this Slack runs any more.
func (s *Slack) Close() {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.closed = true
	for t := range s.retries {
		if t.Stop() {
			s.working.Done()
		}
	}
	close(s.done)
	s.mu.Unlock()
	if s.server != nil {
		_ = s.server.Close()
	}
	s.hub.closeAll()
	s.client.CloseIdleConnections()
	s.working.Wait()
}

// touch notes a change that people can see and wakes whoever waits for one.
// The caller holds the lock.
func (s *Slack) touch() uint64 {
	s.seq++
	close(s.changed)
	s.changed = make(chan struct{})
	return s.seq
}

// Await waits until ready reports true. It asks again after each change that
// people can see: a message, a view, a Home tab, a socket. The error is ctx's.
func (s *Slack) Await(ctx context.Context, ready func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ready() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for the bot: %w", ctx.Err())
		}
	}
}

// newID makes an id that no other thing here has. The caller holds the lock.
func (s *Slack) newID(prefix string) string {
	s.ids++
	return fmt.Sprintf("%s0%07d", prefix, s.ids)
}
