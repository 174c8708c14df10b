package main

import (
	"context"
	"fmt"
	"sync"
)

// work counts what is in flight, so that Stop can wait for it and so that a
// flood is turned away before it fills the memory.
type work struct {
	limit int // at most so many at once

	mu     sync.Mutex
	n      int
	closed bool
	idle   chan struct{} // closed when n falls to 0; nil when nobody waits
}

// begin counts one more piece of work in. It reports false, and counts
// nothing, when intake is stopped or too much is in flight; otherwise the
// caller calls done once.
func (w *work) begin() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || w.n >= w.limit {
		return false
	}
	w.n++
	return true
}

// extend counts in what follows from work that is already counted; it is
// never refused, since the first part was taken on.
func (w *work) extend() {
	w.mu.Lock()
	w.n++
	w.mu.Unlock()
}

func (w *work) done() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n--
	if w.n == 0 && w.idle != nil {
		close(w.idle)
		w.idle = nil
	}
}

// close stops the intake for good.
func (w *work) close() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
}

// stopped reports whether the intake is closed.
func (w *work) stopped() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closed
}

// wait returns when nothing is in flight, or with ctx's error.
func (w *work) wait(ctx context.Context) error {
	w.mu.Lock()
	if w.n == 0 {
		w.mu.Unlock()
		return nil
	}
	if w.idle == nil {
		w.idle = make(chan struct{})
	}
	idle, n := w.idle, w.n
	w.mu.Unlock()
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for %d requests in flight: %w", n, ctx.Err())
	}
}
