package main

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// maxEnvelope is more than any envelope.
const maxEnvelope = 4 << 20

// socketConn is one connection. Its reader only reads envelopes and hands
// them on, so that nothing is kept waiting behind a slow answer.
type socketConn struct {
	mode    *socketMode
	ws      *websocket.Conn
	greeted chan struct{} // closed by hello
	ending  chan string   // has the reason when the connection ends or is about to
	gone    chan struct{} // closed when the reader has ended

	began   time.Time
	pending work // envelopes that are not acknowledged yet

	write sync.Mutex
	once  sync.Once
	hello bool // the reader's own
}

func newSocketConn(s *socketMode, ws *websocket.Conn) *socketConn {
	return &socketConn{
		mode: s, ws: ws, greeted: make(chan struct{}), ending: make(chan string, 1), gone: make(chan struct{}),
		began: time.Now(), pending: work{limit: 1 << 20},
	}
}

// envelope is what one frame holds.
type envelope struct {
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
	Answers *bool           `json:"accepts_response_payload"`
	Retry   int             `json:"retry_attempt"`
	// Of hello and disconnect.
	Reason string `json:"reason"`
	Count  int    `json:"num_connections"`
	Info   struct {
		App string `json:"app_id"`
	} `json:"connection_info"`
}

// read takes frames until the connection ends.
func (c *socketConn) read() {
	defer c.over()
	stop := make(chan struct{})
	defer close(stop)
	go c.ping(stop)
	c.ws.SetReadLimit(maxEnvelope)
	alive := func(string) error { return c.ws.SetReadDeadline(time.Now().Add(c.mode.pace.quiet)) }
	pong := c.ws.PingHandler()
	c.ws.SetPingHandler(func(data string) error {
		_ = alive(data)
		return pong(data)
	})
	c.ws.SetPongHandler(alive)
	for {
		_ = alive("")
		kind, raw, err := c.ws.ReadMessage()
		if err != nil {
			c.mode.edge.Log.Info("socket ended", "err", quiet(err))
			return
		}
		if kind == websocket.TextMessage {
			c.frame(raw)
		}
	}
}

// over is the end of a connection, however it came.
func (c *socketConn) over() {
	s := c.mode
	s.mu.Lock()
	delete(s.conns, c)
	s.edge.metrics.sockets.Set(float64(len(s.conns)))
	s.mu.Unlock()
	c.end("gone")
	c.ws.Close()
	close(c.gone)
	s.edge.touch()
}

// end tells the slot, which hears the first reason.
func (c *socketConn) end(why string) { c.once.Do(func() { c.ending <- why }) }

// frame takes one frame. It never waits for a handler.
func (c *socketConn) frame(raw []byte) {
	e := c.mode.edge
	var env envelope
	if err := json.Unmarshal(raw, &env); err != nil {
		e.metrics.unknown.WithLabelValues("frame").Inc()
		e.Log.Warn("frame not understood", "bytes", len(raw))
		// The id may still be there to acknowledge, or Slack sends it again.
		var only struct {
			ID string `json:"envelope_id"`
		}
		if _ = json.Unmarshal(raw, &only); only.ID != "" {
			_ = c.ack(only.ID, nil)
		}
		return
	}
	switch env.Type {
	case "hello":
		c.greet(&env)
	case "disconnect":
		e.Log.Info("socket is to end", "reason", env.Reason)
		c.end(env.Reason)
	default:
		if env.ID != "" {
			e.metrics.lastEvent.SetToCurrentTime()
			c.deliver(&env)
		}
	}
}

// greet notes that Slack delivers here now.
func (c *socketConn) greet(env *envelope) {
	s := c.mode
	e := s.edge
	if c.hello {
		return
	}
	c.hello = true
	if home := e.home.Load(); home != nil && env.Info.App != "" && home.App != env.Info.App {
		with := *home
		with.App = env.Info.App
		e.home.Store(&with)
	}
	s.mu.Lock()
	s.conns[c] = true
	ours := len(s.conns)
	s.mu.Unlock()
	e.metrics.sockets.Set(float64(ours))
	e.metrics.reported.Set(float64(env.Count))
	e.metrics.lastHello.SetToCurrentTime()
	e.Log.Info("socket opened", "ours", ours, "reported", env.Count)
	if env.Count > ours {
		e.Log.Warn("slack counts more connections than we have; another copy of the bot, or a dead connection, gets a part of what people press", "ours", ours, "reported", env.Count)
	}
	close(c.greeted)
	e.touch()
}

// ping asks for a sign of life, so that a connection that died without a word
// is noticed even when Slack sends nothing.
func (c *socketConn) ping(stop <-chan struct{}) {
	t := time.NewTicker(c.mode.pace.ping)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			if c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(c.mode.pace.write)) != nil {
				return
			}
		case <-stop:
			return
		}
	}
}

// retire ends a connection that has been replaced. It reads and answers on
// until Slack closes it, since Slack may still deliver on it.
func (c *socketConn) retire() {
	t := time.NewTimer(c.mode.pace.linger)
	defer t.Stop()
	select {
	case <-c.gone:
		return
	case <-c.mode.done:
		return // close ends it
	case <-t.C:
	}
	ctx, cancel := context.WithTimeout(context.Background(), ackDeadline)
	defer cancel()
	_ = c.pending.wait(ctx)
	c.bye(context.Background())
}

// drop ends a connection that nothing was taken from.
func (c *socketConn) drop() {
	c.ws.Close()
	<-c.gone
}

// bye says goodbye and reads on until Slack has said so too: closing with
// unread data would cut off acknowledgements that are still on their way.
func (c *socketConn) bye(ctx context.Context) {
	end := time.Now().Add(c.mode.pace.bye)
	if d, ok := ctx.Deadline(); ok && d.Before(end) {
		end = d
	}
	msg := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	if err := c.ws.WriteControl(websocket.CloseMessage, msg, end); err != nil && !errors.Is(err, websocket.ErrCloseSent) {
		c.ws.Close()
	}
	t := time.NewTimer(time.Until(end))
	defer t.Stop()
	select {
	case <-c.gone:
	case <-t.C:
		c.ws.Close()
		<-c.gone
	}
}
