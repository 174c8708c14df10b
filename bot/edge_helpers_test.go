package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"csp/bot/sandbox"
	"csp/commands"
	"csp/config"
	"csp/store"
	"csp/store/kv/memkv"
)

// fakeDesk answers as a test says; what the test leaves out answers with an
// empty reply.
type fakeDesk struct {
	do      func(ctx context.Context, r commands.Request) (commands.Reply, error)
	press   func(ctx context.Context, p commands.Press) (commands.Outcome, error)
	choose  func(ctx context.Context, s commands.Chosen) (commands.Outcome, error)
	submit  func(ctx context.Context, s commands.Submission) (commands.FormAnswer, error)
	suggest func(ctx context.Context, r commands.Request, form, input, typed string) ([]commands.Option, error)
	home    func(ctx context.Context, r commands.Request) (commands.Reply, error)
	class   func(a commands.Actor) (string, bool)
	rev     atomic.Uint64
}

func (d *fakeDesk) Home(ctx context.Context, r commands.Request) (commands.Reply, error) {
	return d.home(ctx, r)
}

func (d *fakeDesk) Class(_ context.Context, a commands.Actor) (string, bool) {
	if d.class == nil {
		return "", false
	}
	return d.class(a)
}

func (d *fakeDesk) Revision(context.Context) (uint64, error) { return d.rev.Load(), nil }

func (d *fakeDesk) Do(ctx context.Context, r commands.Request) (commands.Reply, error) {
	if d.do == nil {
		return says("you typed " + r.Text), nil
	}
	return d.do(ctx, r)
}

func (d *fakeDesk) Press(ctx context.Context, p commands.Press) (commands.Outcome, error) {
	return d.press(ctx, p)
}

func (d *fakeDesk) Choose(ctx context.Context, s commands.Chosen) (commands.Outcome, error) {
	return d.choose(ctx, s)
}

func (d *fakeDesk) Submit(ctx context.Context, s commands.Submission) (commands.FormAnswer, error) {
	return d.submit(ctx, s)
}

func (d *fakeDesk) Suggest(ctx context.Context, f commands.Submission, input, typed string) ([]commands.Option, error) {
	return d.suggest(ctx, f.Request, f.Form, input, typed)
}

func says(words string) commands.Reply {
	return commands.Reply{Blocks: []commands.Block{commands.Para(commands.T(words))}}
}

// world is a sandbox with an edge connected to it.
type world struct {
	t     *testing.T
	ctx   context.Context
	slack *sandbox.Slack
	edge  *edge
	desk  *fakeDesk
	log   *lockedLog
	ran   chan error
}

// worldOptions change a world before it starts.
type worldOptions struct {
	http   bool // signed HTTP instead of Socket Mode
	slack  sandbox.Options
	people *sandbox.Workspace
	config func(*config.Config)
	edge   func(*edge)
	still  bool // do not start receiving
}

var noon = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)

// newWorld starts a sandbox and an edge that end with the test.
func newWorld(t *testing.T, o worldOptions) *world {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	w := &world{t: t, ctx: ctx, desk: &fakeDesk{}, log: &lockedLog{}, ran: make(chan error, 1)}
	late := &lateHandler{}
	if o.http {
		srv := httptest.NewServer(late)
		t.Cleanup(srv.Close)
		o.slack.RequestURL = srv.URL
	}
	people := sandbox.DefaultWorkspace()
	if o.people != nil {
		people = *o.people
	}
	if o.slack.AckTimeout == 0 {
		o.slack.AckTimeout = unhurried
	}
	w.slack = sandbox.New(people, o.slack)
	if err := w.slack.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.slack.Close)
	w.edge = w.newEdge(o)
	late.set(w.edge.Handler())
	t.Cleanup(func() { w.stop() })
	if !o.still {
		w.start()
	}
	return w
}

// newEdge makes another edge for the same sandbox.
func (w *world) newEdge(o worldOptions) *edge {
	w.t.Helper()
	cfg := config.Config{
		BotToken: sandbox.DefaultBotToken, AppToken: sandbox.DefaultAppToken,
		APIURL: w.slack.APIURL(), APIURLSet: true, Location: time.UTC,
		Staff: config.Principals{Groups: []string{sandbox.StaffGroup}},
	}
	if o.http {
		cfg.AppToken, cfg.SigningSecret = "", sandbox.DefaultSigningSecret
	}
	if o.config != nil {
		o.config(&cfg)
	}
	s, err := store.Open(w.ctx, memkv.New())
	if err != nil {
		w.t.Fatal(err)
	}
	e, err := newEdge(edgeOptions{
		Desk: commands.NewDesk(s, time.UTC), Store: s, Config: cfg,
		Calendar: func() time.Time { return noon },
		Log:      slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	e.desk = w.desk
	e.turns.apart, e.sender.Pace = 0, 0
	e.pace.homes, e.pace.stopgap, e.pace.open = 0, unhurried, unhurried
	if e.socket != nil {
		e.socket.pace.apart = 0
		e.socket.pace.backoff = backoff{first: time.Millisecond, most: 10 * time.Millisecond}
	}
	if o.edge != nil {
		o.edge(e)
	}
	return e
}

// start checks and runs the edge until it receives.
func (w *world) start() {
	w.t.Helper()
	if err := w.edge.Check(w.ctx); err != nil {
		w.t.Fatal(err)
	}
	go func() { w.ran <- w.edge.Run(w.ctx) }()
	if err := w.edge.AwaitReady(w.ctx); err != nil {
		w.t.Fatalf("%v\n%s", err, w.log)
	}
	if s := w.edge.socket; s != nil {
		w.live(s.pace.slots)
	}
}

// live waits until so many connections are up.
func (w *world) live(n int) {
	w.t.Helper()
	if err := w.edge.await(w.ctx, func() bool { return w.edge.socket.live() == n }); err != nil {
		w.t.Fatalf("%v\n%s", err, w.log)
	}
}

// stop stops the edge, once.
func (w *world) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := w.edge.Stop(ctx); err != nil {
		w.t.Errorf("Stop: %v", err)
	}
}

// idle waits until the edge has nothing in flight.
func (w *world) idle() {
	w.t.Helper()
	if err := w.edge.Idle(w.ctx); err != nil {
		w.t.Fatal(err)
	}
}

// slash types a command and returns the one message that answers it.
func (w *world) slash(user, channel, line string) sandbox.Message {
	w.t.Helper()
	a, err := w.slack.Slash(w.ctx, user, channel, line)
	if err != nil {
		w.t.Fatal(err)
	}
	if a.Failure != "" || len(a.Messages) != 1 {
		w.t.Fatalf("%s: failure %q, %d messages\n%s", line, a.Failure, len(a.Messages), w.log)
	}
	return a.Messages[0]
}

// plains are the messages as people read them.
func plains(all []sandbox.Message) []string {
	var out []string
	for _, m := range all {
		out = append(out, m.Plain)
	}
	return out
}

// calls counts the calls of a method.
func (w *world) calls(method string) int {
	n := 0
	for _, c := range w.slack.Calls() {
		if c.Method == method {
			n++
		}
	}
	return n
}

// lateHandler is a handler that is set after its server has started.
type lateHandler struct{ h atomic.Value }

func (l *lateHandler) set(h http.Handler) { l.h.Store(&h) }

func (l *lateHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*l.h.Load().(*http.Handler)).ServeHTTP(w, r)
}

// lockedLog keeps what was logged.
type lockedLog struct {
	mu  sync.Mutex
	all []byte
}

func (l *lockedLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, p...)
	return len(p), nil
}

func (l *lockedLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.all)
}
