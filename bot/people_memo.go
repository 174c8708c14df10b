package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// memo remembers what Slack said of a key, for peopleKept. One question is
// asked at a time for a key, and goes on when who asked has stopped waiting,
// so that the next request finds the answer. Shortly before an answer grows
// old the next request has it asked again, and does not wait for that.
type memo[T any] struct {
	edge *edge
	load func(ctx context.Context, key string) (T, error)
	wait time.Duration
	keep time.Duration

	mu   sync.RWMutex
	told map[string]answer[T]
	asks map[string]*question[T]
}

type answer[T any] struct {
	value T
	at    time.Time
}

type question[T any] struct {
	done  chan struct{}
	value T
	err   error
}

// memoLoad is how long a question may take in all, so that a stop need not
// wait long for one.
const memoLoad = 5 * time.Second

// memoKept is how many answers are remembered at most.
const memoKept = 20000

func newMemo[T any](e *edge, load func(context.Context, string) (T, error)) *memo[T] {
	return &memo[T]{
		edge: e, load: load, wait: peopleWait, keep: peopleKept,
		told: map[string]answer[T]{}, asks: map[string]*question[T]{},
	}
}

// known answers from memory alone, however old. What is not there is asked
// for, so that it is known the next time.
func (m *memo[T]) known(key string) (T, bool) {
	m.mu.RLock()
	a, known := m.told[key]
	m.mu.RUnlock()
	if !known || time.Since(a.at) >= m.keep {
		m.ask(key)
	}
	return a.value, known
}

// get answers from memory or asks. The error is errWho when no answer came.
func (m *memo[T]) get(ctx context.Context, key string) (T, error) {
	m.mu.RLock()
	a, known := m.told[key]
	m.mu.RUnlock()
	if known {
		age := time.Since(a.at)
		if age < m.keep*4/5 {
			return a.value, nil
		}
		if age < m.keep {
			m.ask(key)
			return a.value, nil
		}
	}
	q := m.ask(key)
	t := time.NewTimer(m.wait)
	defer t.Stop()
	var zero T
	select {
	case <-q.done:
		if q.err != nil {
			return zero, fmt.Errorf("%w: %w", errWho, q.err)
		}
		return q.value, nil
	case <-t.C:
		return zero, fmt.Errorf("%w within %s", errWho, m.wait)
	case <-ctx.Done():
		return zero, fmt.Errorf("%w: %w", errWho, ctx.Err())
	}
}

// ask puts the question, unless it is being asked.
func (m *memo[T]) ask(key string) *question[T] {
	m.mu.Lock()
	defer m.mu.Unlock()
	if q := m.asks[key]; q != nil {
		return q
	}
	q := &question[T]{done: make(chan struct{})}
	m.asks[key] = q
	m.edge.follow("ask slack", func(ctx context.Context) {
		defer func() {
			m.mu.Lock()
			defer m.mu.Unlock()
			delete(m.asks, key)
			if q.err == nil {
				if len(m.told) >= memoKept {
					clear(m.told)
				}
				m.told[key] = answer[T]{q.value, time.Now()}
			}
			close(q.done)
		}()
		q.err = errWho // should load panic
		ctx, cancel := context.WithTimeout(ctx, memoLoad)
		defer cancel()
		q.value, q.err = m.load(ctx, key)
	})
	return q
}
