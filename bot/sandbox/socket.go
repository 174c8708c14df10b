package sandbox

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// hub holds the bot's Socket Mode connections.
// https://docs.slack.dev/apis/events-api/using-socket-mode
type hub struct {
	slack *Slack

	mu      sync.Mutex
	tickets map[string]time.Time // one-time addresses, until when
	sockets []*socket
	next    int // whose turn it is
	made    int
	waiting map[string]chan json.RawMessage // by envelope_id
}

// socket is one connection. A ghost has no wire: Slack still believes in it
// and what goes there is lost.
type socket struct {
	wire *websocket.Conn
	send sync.Mutex
	id   int
	gone chan struct{} // closed when nothing is read from it any more; nil: never
}

func newHub(s *Slack) *hub {
	return &hub{slack: s, tickets: map[string]time.Time{}, waiting: map[string]chan json.RawMessage{}}
}

// ticket makes a one-time path for a connection.
func (h *hub) ticket() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := randomWord()
	h.tickets[t] = h.slack.opt.Now().Add(30 * time.Second)
	return t
}

// take uses a ticket up and reports whether it was good.
func (h *hub) take(ticket string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	until, known := h.tickets[ticket]
	delete(h.tickets, ticket)
	return known && h.slack.opt.Now().Before(until)
}

// upgrader takes the origin that Slack clients send besides our own: the
// ticket, not the origin, is what lets a connection in.
var upgrader = websocket.Upgrader{CheckOrigin: func(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	return origin == "" || origin == "https://api.slack.com" || origin == "http://"+r.Host
}}

// serve takes a new connection and reads it until it ends.
func (h *hub) serve(w http.ResponseWriter, r *http.Request) {
	if !h.take(r.URL.Query().Get("ticket")) {
		http.Error(w, "the ticket is used or too old", http.StatusUnauthorized)
		return
	}
	wire, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	so := &socket{wire: wire, gone: make(chan struct{})}
	n, ok := h.join(so)
	if !ok {
		_ = so.write(map[string]any{"type": "disconnect", "reason": "too_many_websockets", "debug_info": debugInfo()})
		_ = wire.Close()
		return
	}
	defer h.leave(so)
	select {
	case <-h.slack.done: // it closed while this connection was being made
		return
	default:
	}
	life := connectionLife
	if r.URL.Query().Get("debug_reconnects") == "true" {
		life = 360
	}
	info := debugInfo()
	info["approximate_connection_time"] = life
	_ = so.write(map[string]any{
		"type": "hello", "num_connections": n, "debug_info": info,
		"connection_info": map[string]any{"app_id": appID},
	})
	h.touch()
	stop := make(chan struct{})
	defer close(stop)
	h.slack.working.Go(func() { so.ping(h.slack.opt.PingEvery, stop) })
	h.read(so)
}

func debugInfo() map[string]any {
	return map[string]any{"host": "sandbox", "build_number": 1}
}

// join counts a connection in and gives how many there are now; false when
// there are too many.
func (h *hub) join(so *socket) (int, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.sockets) >= maxSockets {
		return len(h.sockets), false
	}
	h.made++
	so.id = h.made
	h.sockets = append(h.sockets, so)
	return len(h.sockets), true
}

func (h *hub) leave(so *socket) {
	_ = so.wire.Close()
	close(so.gone)
	h.mu.Lock()
	for i, other := range h.sockets {
		if other == so {
			h.sockets = append(h.sockets[:i:i], h.sockets[i+1:]...)
			break
		}
	}
	h.mu.Unlock()
	h.touch()
}

// touch wakes whoever waits for a change of connections.
func (h *hub) touch() {
	h.slack.mu.Lock()
	h.slack.touch()
	h.slack.mu.Unlock()
}

// read takes acknowledgements. One that is too long is dropped without a
// word, as Slack does.
func (h *hub) read(so *socket) {
	for {
		_, raw, err := so.wire.ReadMessage()
		if err != nil {
			return
		}
		ack := struct {
			EnvelopeID string          `json:"envelope_id"`
			Payload    json.RawMessage `json:"payload"`
		}{}
		if json.Unmarshal(raw, &ack) != nil || len(raw) >= maxSocketAck {
			continue
		}
		h.mu.Lock()
		if waiting := h.waiting[ack.EnvelopeID]; waiting != nil {
			delete(h.waiting, ack.EnvelopeID)
			waiting <- ack.Payload // has room for one
		}
		h.mu.Unlock()
	}
}

// pick gives the connection whose turn it is, or nil when there is none.
func (h *hub) pick() *socket {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.sockets) == 0 {
		return nil
	}
	h.next++
	return h.sockets[h.next%len(h.sockets)]
}

// expect gives a channel on which the acknowledgement of an envelope comes.
func (h *hub) expect(envelope string) chan json.RawMessage {
	h.mu.Lock()
	defer h.mu.Unlock()
	ack := make(chan json.RawMessage, 1)
	h.waiting[envelope] = ack
	return ack
}

func (h *hub) forget(envelope string) {
	h.mu.Lock()
	delete(h.waiting, envelope)
	h.mu.Unlock()
}

func (so *socket) write(frame any) error {
	if so.wire == nil {
		return nil // a ghost: the frame is lost and nobody is told
	}
	so.send.Lock()
	defer so.send.Unlock()
	_ = so.wire.SetWriteDeadline(time.Now().Add(10 * time.Second))
	return so.wire.WriteJSON(frame)
}

// ping keeps the connection alive in the client's eyes.
func (so *socket) ping(every time.Duration, stop <-chan struct{}) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if so.wire.WriteControl(websocket.PingMessage, nil, time.Now().Add(10*time.Second)) != nil {
			return
		}
		select {
		case <-tick.C:
		case <-stop:
			return
		}
	}
}

// all gives the connections that have a wire.
func (h *hub) all() []*socket {
	h.mu.Lock()
	defer h.mu.Unlock()
	var real []*socket
	for _, so := range h.sockets {
		if so.wire != nil {
			real = append(real, so)
		}
	}
	return real
}

func (h *hub) closeAll() {
	for _, so := range h.all() {
		_ = so.wire.Close()
	}
}

// Sockets is the number of connections that Slack believes to be open, ghosts
// included.
func (s *Slack) Sockets() int {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	return len(s.hub.sockets)
}

// DropSockets cuts every connection without a word.
func (s *Slack) DropSockets() { s.hub.closeAll() }

// Disconnect sends a disconnect frame with Slack's reason (warning,
// refresh_requested, link_disabled, too_many_websockets) on every connection.
// After a warning the connections stay; after any other they are closed.
func (s *Slack) Disconnect(reason string) {
	for _, so := range s.hub.all() {
		_ = so.write(map[string]any{"type": "disconnect", "reason": reason, "debug_info": debugInfo()})
		if reason != "warning" {
			_ = so.wire.Close()
		}
	}
}

// AddGhosts makes Slack believe in n more connections that nobody reads.
// Whatever is sent there is lost.
func (s *Slack) AddGhosts(n int) {
	s.hub.mu.Lock()
	for range n {
		s.hub.made++
		s.hub.sockets = append(s.hub.sockets, &socket{id: s.hub.made})
	}
	s.hub.mu.Unlock()
	s.hub.touch()
}
