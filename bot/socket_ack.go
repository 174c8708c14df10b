package main

import (
	"context"
	"time"

	"github.com/gorilla/websocket"
)

// maxAck is the longest frame that Slack takes; a longer one it drops without
// a word.
const maxAck = 20*1024 - 1

// deliver hands an envelope on. What is not understood is acknowledged, since
// Slack would send it again and again.
func (c *socketConn) deliver(env *envelope) {
	e := c.mode.edge
	if env.Retry > 0 {
		e.metrics.redelivered.Inc()
	}
	run := c.handler(env)
	if run == nil {
		e.metrics.unknown.WithLabelValues("envelope").Inc()
		e.Log.Warn("envelope not understood", "bytes", len(env.Payload))
		_ = c.ack(env.ID, nil)
		return
	}
	if !e.work.begin() {
		// People are told; an event is not acknowledged, so Slack sends it again.
		if body := e.turnedAway(); env.Type == "slash_commands" {
			_ = c.ack(env.ID, body)
		}
		return
	}
	a := &ack{
		began: time.Now(), room: maxAck - len(ackFrame(env.ID, []byte("0"))) + 1,
		told: func(took time.Duration) {
			c.pending.done()
			e.metrics.acked(env.Type, took)
		},
		write: func(body []byte, stopgap bool) error {
			if stopgap {
				e.metrics.stopgaps.Inc()
			}
			return c.ack(env.ID, body)
		},
	}
	a.mute = env.Answers != nil && !*env.Answers
	c.pending.extend()
	go func() {
		defer e.work.done()
		defer func() {
			if p := recover(); p != nil {
				e.panicked(env.Type, p)
			}
			_ = a.send(nil) // unless sent
		}()
		ctx, cancel := context.WithTimeout(e.running, e.pace.handler)
		defer cancel()
		run(ctx, a)
	}()
}

// handler reads the payload and says who takes it; nil when nobody does.
func (c *socketConn) handler(env *envelope) func(context.Context, *ack) {
	e := c.mode.edge
	switch env.Type {
	case "slash_commands":
		if p, err := decode[slashCommand](env.Payload); err == nil {
			return func(ctx context.Context, a *ack) { e.slash(ctx, p, func() string { return payloadID(env.Payload) }, a) }
		}
	case "interactive":
		if p, err := decode[interaction](env.Payload); err == nil {
			return func(ctx context.Context, a *ack) { e.interact(ctx, p, payloadID(env.Payload), a) }
		}
	case "events_api":
		if p, err := decode[eventCallback](env.Payload); err == nil {
			return func(ctx context.Context, a *ack) { e.event(ctx, p, a) }
		}
	}
	return nil
}

// ackFrame is an acknowledgement as it travels.
func ackFrame(id string, body []byte) []byte {
	frame := append([]byte(`{"envelope_id":`), encode(id)...)
	if len(body) > 0 {
		frame = append(append(frame, `,"payload":`...), body...)
	}
	return append(frame, '}')
}

// ack writes an acknowledgement before it returns.
func (c *socketConn) ack(id string, body []byte) error {
	frame := ackFrame(id, body)
	c.write.Lock()
	defer c.write.Unlock()
	if err := c.ws.SetWriteDeadline(time.Now().Add(c.mode.pace.write)); err != nil {
		return err
	}
	err := c.ws.WriteMessage(websocket.TextMessage, frame)
	if err != nil {
		c.ws.Close() // nothing more can be written on it, so it is replaced
	}
	return err
}
