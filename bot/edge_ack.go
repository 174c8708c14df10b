package main

import (
	"errors"
	"sync"
	"time"
)

// Slack waits three seconds for an acknowledgement and then shows the person
// an error. What takes longer than patience is acknowledged with a stopgap.
// https://docs.slack.dev/interactivity/handling-user-interaction
const (
	ackDeadline = 3 * time.Second
	patience    = 2500 * time.Millisecond
)

var (
	errAckTaken = errors.New("already acknowledged")
	errAckLong  = errors.New("too long for an acknowledgement")
)

// ack is the one acknowledgement of a delivery. The handler and the timer of
// the stopgap both may send it; the first wins.
type ack struct {
	room  int  // bytes that a body may have; 0: any number
	mute  bool // no body may go along
	began time.Time
	write func(body []byte, stopgap bool) error
	told  func(took time.Duration) // nil: nobody asks

	mu    sync.Mutex
	taken bool
	timer *time.Timer
}

// guard sends body as a stopgap when nothing else was sent within wait.
func (a *ack) guard(wait time.Duration, body []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.taken {
		a.timer = time.AfterFunc(wait, func() { _ = a.put(body, true) })
	}
}

// send acknowledges with body, which may be empty. It answers errAckTaken
// when the delivery was acknowledged before, errAckLong, with nothing sent,
// when body has no room, and otherwise what the transport says.
func (a *ack) send(body []byte) error { return a.put(body, false) }

func (a *ack) put(body []byte, stopgap bool) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.taken {
		return errAckTaken
	}
	if a.mute && stopgap {
		body = nil
	}
	if a.room > 0 && len(body) > a.room || a.mute && len(body) > 0 {
		return errAckLong
	}
	a.end()
	err := a.write(body, stopgap)
	if a.told != nil {
		a.told(time.Since(a.began))
	}
	return err
}

// drop gives the acknowledgement up: nothing is sent after it returns.
func (a *ack) drop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.end()
}

func (a *ack) end() {
	a.taken = true
	if a.timer != nil {
		a.timer.Stop()
	}
}
