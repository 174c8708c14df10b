package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
	"csp/config"
	"csp/reminders"
	"csp/store"
)

// edgeOptions is what the edge stands on.
type edgeOptions struct {
	Desk     *commands.Desk
	Store    *store.Store
	Config   config.Config
	Calendar func() time.Time // the calendar, in the office's zone
	Log      *slog.Logger
	// Doubt is why the ledger may know less than was posted; "": it does not.
	Doubt string
	// HTTPClient is used for the Web API and response URLs; nil: one of the
	// edge's own, with time-outs.
	HTTPClient *http.Client
}

// desk is what the edge needs of commands.Desk.
type desk interface {
	Do(ctx context.Context, r commands.Request) (commands.Reply, error)
	Press(ctx context.Context, p commands.Press) (commands.Outcome, error)
	Choose(ctx context.Context, s commands.Chosen) (commands.Outcome, error)
	Submit(ctx context.Context, s commands.Submission) (commands.FormAnswer, error)
	Suggest(ctx context.Context, f commands.Submission, input, typed string) ([]commands.Option, error)
	Home(ctx context.Context, r commands.Request) (commands.Reply, error)
	Class(ctx context.Context, a commands.Actor) (class string, shared bool)
	Revision(ctx context.Context) (uint64, error)
}

// edge is where the program meets Slack: it takes what Slack delivers, by
// Socket Mode or signed HTTP through the same handlers, finds out who asks,
// has the desk answer, and draws the answer for Slack. It holds nothing of
// the domain.
type edge struct {
	edgeOptions
	desk    desk // the Desk of the options
	mode    config.Mode
	api     *slack.Client
	client  *http.Client
	urls    responseHosts
	people  *people
	events  *seen
	cards   *cards
	signer  *signer
	socket  *socketMode // nil in HTTP mode
	metrics *metrics
	words   map[string]bool // the command words, which logs and metrics may name
	work    work
	turns   turns
	homes   *homes
	sender  *reminders.Runner // of all that is owed by the ledger
	pace    paceSettings

	mu      sync.Mutex
	changed chan struct{} // closed and replaced when Ready may have changed

	home    atomic.Pointer[workspace] // nil until Check has succeeded
	stop    context.CancelFunc
	running context.Context // ends with Stop
}

// workspace is who we are, as auth.test and hello say.
type workspace struct {
	Team, Enterprise string
	App              string // "" when not known
	Bot              string // the bot's own user id
}

// paceSettings are the edge's times, which tests shorten.
type paceSettings struct {
	stopgap time.Duration // when a slow answer is acknowledged without it
	handler time.Duration // how long a handler may go on after that
	open    time.Duration // how long a typed command waits for its form to open, so that words still come in time
	check   backoff       // between two attempts of auth.test
	homes   time.Duration // from a change to the round of Home tabs
	watch   time.Duration // between two looks for a change
}

// inFlight is how many deliveries may be worked on at once; Slack sends at
// most 30,000 an hour.
const inFlight = 256

// newEdge wires an edge, which does nothing until Check and Run. The error is
// config.Serve's.
func newEdge(o edgeOptions) (*edge, error) {
	mode, _, err := o.Config.Serve()
	if err != nil {
		return nil, fmt.Errorf("read the settings for slack: %w", err)
	}
	base := o.HTTPClient
	if base == nil {
		base = newHTTPClient()
	}
	api, err := url.Parse(o.Config.APIURL)
	if err != nil {
		return nil, fmt.Errorf("read SLACK_API_URL: %w", err)
	}
	e := &edge{
		edgeOptions: o, desk: o.Desk, mode: mode, client: base,
		urls:    responseHosts{api: api, own: o.Config.APIURLSet},
		events:  newSeen(eventMemory, eventsKept),
		cards:   newCards(cardsKept, cardBytes),
		signer:  newSigner(string(o.Config.SigningSecret)),
		metrics: newMetrics(),
		words:   commandWords(),
		work:    work{limit: inFlight},
		turns:   turns{apart: time.Second, next: map[string]time.Time{}},
		changed: make(chan struct{}),
		pace:    paceSettings{stopgap: patience, handler: 30 * time.Second, open: 1500 * time.Millisecond, check: backoff{first: time.Second, most: 30 * time.Second}, homes: 2 * time.Second, watch: 3 * time.Second},
	}
	e.running, e.stop = context.WithCancel(context.Background())
	e.api = slack.New(string(o.Config.BotToken),
		slack.OptionAppLevelToken(string(o.Config.AppToken)),
		slack.OptionAPIURL(o.Config.APIURL),
		slack.OptionHTTPClient(newPacer(base, e.metrics)))
	e.people = newPeople(e)
	e.homes = &homes{edge: e}
	e.sender = newSender(e)
	if mode == config.SocketMode {
		e.socket = newSocketMode(e)
	}
	return e, nil
}

// Run receives until ctx or Stop ends it, and then returns nil. A fatalError
// says that Slack will not have us with these settings. Under HTTP it only
// waits, since Handler receives.
func (e *edge) Run(ctx context.Context) error {
	go e.watchHomes(ctx)
	if e.socket != nil {
		return e.socket.run(ctx)
	}
	select {
	case <-ctx.Done():
	case <-e.running.Done():
	}
	return nil
}

// Ready reports whether deliveries are being received now: with Socket Mode,
// that a connection is up and heard from lately.
func (e *edge) Ready() bool {
	if e.home.Load() == nil || e.work.stopped() {
		return false
	}
	return e.socket == nil || e.socket.live() > 0
}

// AwaitReady waits until Ready; the error is ctx's.
func (e *edge) AwaitReady(ctx context.Context) error {
	return e.await(ctx, e.Ready)
}

// await waits until ready reports true. It asks again whenever a connection
// comes or goes.
func (e *edge) await(ctx context.Context, ready func() bool) error {
	for {
		e.mu.Lock()
		changed := e.changed
		e.mu.Unlock()
		if ready() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for slack: %w", ctx.Err())
		}
	}
}

// touch wakes whoever waits for a change of what is received.
func (e *edge) touch() {
	e.mu.Lock()
	defer e.mu.Unlock()
	close(e.changed)
	e.changed = make(chan struct{})
}

// Stop ends in order: nothing new is taken in, what was taken in is finished
// and acknowledged, then the connections close with a close frame. It returns
// ctx's error when that takes longer than ctx allows; the connections are
// closed then too.
func (e *edge) Stop(ctx context.Context) error {
	e.work.close()
	err := e.work.wait(ctx)
	if e.socket != nil {
		e.socket.close(ctx)
	}
	e.stop()
	e.client.CloseIdleConnections()
	if err != nil {
		return fmt.Errorf("stop the edge: %w", err)
	}
	return nil
}

// Idle waits until nothing is in flight; the error is ctx's.
func (e *edge) Idle(ctx context.Context) error { return e.work.wait(ctx) }

// follow carries on with accepted work after its acknowledgement.
func (e *edge) follow(what string, fn func(ctx context.Context)) {
	e.work.extend()
	go func() {
		defer e.work.done()
		ctx, cancel := context.WithTimeout(e.running, e.pace.handler)
		defer cancel()
		defer func() {
			if p := recover(); p != nil {
				e.panicked(what, p)
			}
		}()
		fn(ctx)
	}()
}
