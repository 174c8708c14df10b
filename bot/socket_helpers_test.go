package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"csp/config"
)

// inMemory runs a test with a rawSlack, on pipes and with a clock of its own,
// so that Slack's real times cost nothing.
func inMemory(t *testing.T, test func(t *testing.T, s *rawSlack)) {
	synctest.Test(t, func(t *testing.T) { test(t, newRawSlack(t)) })
}

// pipes is a network of one address.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-p.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "unix"} }

// rawSlack speaks just enough of Slack to send any frame at all, and to end
// connections in every way that Slack does.
type rawSlack struct {
	t      *testing.T
	ctx    context.Context
	net    *pipes
	server *http.Server
	up     websocket.Upgrader

	mu      sync.Mutex
	opens   []time.Time
	refuse  string // the error of apps.connections.open; "" for none
	count   int    // more connections than there are, in hello
	rude    bool   // each connection is ended at once
	mute    bool   // pings are not answered
	sockets chan *rawSocket
}

// rawSocket is one connection, as Slack sees it.
type rawSocket struct {
	ws     *websocket.Conn
	write  sync.Mutex
	acks   chan rawAck
	closed chan error // what the reader ended with
	pongs  atomic.Int64
}

type rawAck struct {
	ID      string          `json:"envelope_id"`
	Payload json.RawMessage `json:"payload"`

	size int // of the frame
}

func newRawSlack(t *testing.T) *rawSlack {
	ctx, cancel := context.WithTimeout(t.Context(), 24*time.Hour)
	t.Cleanup(cancel)
	s := &rawSlack{t: t, ctx: ctx, sockets: make(chan *rawSocket, 100), net: &pipes{conns: make(chan net.Conn), done: make(chan struct{})}}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/auth.test", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"B1"}`)
	})
	mux.HandleFunc("/api/users.info", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"ok":true,"user":{"id":"U1","team_id":"T1","name":"ann"}}`)
	})
	mux.HandleFunc("/api/apps.connections.open", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.opens = append(s.opens, time.Now())
		refuse := s.refuse
		s.mu.Unlock()
		if refuse != "" {
			fmt.Fprintf(w, `{"ok":false,"error":%q}`, refuse)
			return
		}
		fmt.Fprint(w, `{"ok":true,"url":"ws://slack.test/ws"}`)
	})
	mux.HandleFunc("/ws", s.socket)
	s.server = &http.Server{Handler: mux}
	go func() { _ = s.server.Serve(s.net) }()
	t.Cleanup(func() { _ = s.server.Close() })
	return s
}

func (s *rawSlack) socket(w http.ResponseWriter, r *http.Request) {
	ws, err := s.up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	so := &rawSocket{ws: ws, acks: make(chan rawAck, 1000), closed: make(chan error, 1)}
	ws.SetPongHandler(func(string) error {
		so.pongs.Add(1)
		return nil
	})
	s.mu.Lock()
	count, rude := s.count+1, s.rude
	if s.mute {
		ws.SetPingHandler(func(string) error { return nil })
	}
	s.mu.Unlock()
	so.send(fmt.Sprintf(`{"type":"hello","num_connections":%d,"connection_info":{"app_id":"A1"}}`, count))
	if rude {
		so.send(`{"type":"disconnect","reason":"refresh_requested"}`)
		return
	}
	s.sockets <- so
	for {
		_, raw, err := ws.ReadMessage()
		if err != nil {
			so.closed <- err
			return
		}
		var a rawAck
		if json.Unmarshal(raw, &a) == nil {
			a.size = len(raw)
			so.acks <- a
		}
	}
}

func (so *rawSocket) send(frame string) {
	so.write.Lock()
	defer so.write.Unlock()
	_ = so.ws.WriteMessage(websocket.TextMessage, []byte(frame))
}

// slash is an envelope with a command.
func slashEnvelope(id, text string) string {
	return fmt.Sprintf(`{"envelope_id":%q,"type":"slash_commands","accepts_response_payload":true,"payload":{"team_id":"T1","api_app_id":"A1","user_id":"U1","channel_id":"C1","command":"/csp","text":%q,"trigger_id":%q}}`, id, text, id)
}

// next is the next connection that the bot opened.
func (s *rawSlack) next() *rawSocket {
	s.t.Helper()
	select {
	case so := <-s.sockets:
		return so
	case <-s.ctx.Done():
		s.t.Fatal("no connection was opened")
		return nil
	}
}

// acked is the next acknowledgement on a connection.
func (s *rawSlack) acked(so *rawSocket) rawAck {
	s.t.Helper()
	select {
	case a := <-so.acks:
		return a
	case <-s.ctx.Done():
		s.t.Fatal("nothing was acknowledged")
		return rawAck{}
	}
}

// opened is how many connections were asked for so far.
func isNormalClose(err error) bool {
	return websocket.IsCloseError(err, websocket.CloseNormalClosure)
}

func (s *rawSlack) opened() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.opens)
}

// rawWorld is an edge on a rawSlack with so many connections kept open.
func rawWorld(t *testing.T, s *rawSlack, slots int, change func(*edge)) *world {
	w := &world{t: t, ctx: s.ctx, desk: &fakeDesk{}, log: &lockedLog{}, ran: make(chan error, 1)}
	e, err := newEdge(edgeOptions{
		Config:     config.Config{BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: "http://slack.test/api/", APIURLSet: true, Location: time.UTC},
		Calendar:   func() time.Time { return noon },
		HTTPClient: &http.Client{Transport: &http.Transport{DialContext: s.net.dial}},
		Log:        slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	w.edge, e.desk = e, w.desk
	e.socket.pace.slots = slots
	e.socket.dialer.NetDialContext = s.net.dial
	if change != nil {
		change(e)
	}
	t.Cleanup(w.stop)
	if err := e.Check(s.ctx); err != nil {
		t.Fatal(err)
	}
	go func() { w.ran <- e.Run(s.ctx) }()
	return w
}

// pass lets time pass on the clock of the test.
func pass(d time.Duration) { <-time.After(d) }
