package main

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"csp/store/kv"
	"csp/store/kv/kvtest"
)

// errKilled is what a dead bot's store answers: nothing more is done there.
var errKilled = errors.New("the bot was killed")

// mortal is an engine whose bot can be killed in the middle of a write: the
// goroutine that writes ends on the spot, nothing answers any more, and what
// was not committed is gone.
type mortal struct {
	kv.Engine
	mu   sync.Mutex
	when string // before or after the commit of the next write; "": it lives
	dead bool
	die  func() // cuts what it is connected to
}

func (m *mortal) View(ctx context.Context, fn func(kv.Reader) error) error {
	if m.isDead() {
		return errKilled
	}
	return m.Engine.View(ctx, fn)
}

func (m *mortal) Update(ctx context.Context, fn func(kv.Writer) error) error {
	if m.isDead() {
		return errKilled
	}
	when := m.take()
	if when == "" {
		return m.Engine.Update(ctx, fn)
	}
	// Twice throws its first run away with errors of its own, so that the kill
	// comes when the second has written.
	err := m.Engine.Update(ctx, func(w kv.Writer) error {
		err := fn(w)
		if err == nil && when == "before" {
			err = errKilled
		}
		return err
	})
	if err != nil && !errors.Is(err, errKilled) {
		return err // a refusal, nothing to be killed in
	}
	m.end()
	runtime.Goexit()
	return nil
}

func (m *mortal) isDead() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.dead
}

func (m *mortal) take() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	when := m.when
	m.when = ""
	return when
}

func (m *mortal) end() {
	m.mu.Lock()
	m.dead = true
	m.mu.Unlock()
	m.die()
}

// wrap is what a script's store is opened with.
func (w *stage) wrap(e kv.Engine) kv.Engine {
	w.mortal = &mortal{Engine: kvtest.Twice(e)}
	return w.mortal
}

// cmdDie (kill is a word of testscript itself) has the bot be killed in the middle of its next write, before or
// after that is committed. It stays dead until restart.
func cmdDie(ts *testscript.TestScript, neg bool, args []string) {
	w := stageOf(ts)
	need(ts, neg, args, 1, "die before|after")
	w.mortal.mu.Lock()
	defer w.mortal.mu.Unlock()
	w.mortal.when = args[0]
}
