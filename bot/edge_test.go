package main

import (
	"net/http"
	"sync/atomic"
	"testing"

	"csp/bot/sandbox"
)

// lateHandler is a handler that is set after its server has started.
type lateHandler struct{ h atomic.Value }

func (l *lateHandler) set(h http.Handler) { l.h.Store(&h) }

func (l *lateHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*l.h.Load().(*http.Handler)).ServeHTTP(w, r)
}

// bothWays runs a test over Socket Mode and over signed HTTP.
func bothWays(t *testing.T, test func(t *testing.T, o worldOptions)) {
	t.Run("socket", func(t *testing.T) { test(t, worldOptions{}) })
	t.Run("http", func(t *testing.T) { test(t, worldOptions{http: true}) })
}

func TestSlashIsAnsweredInTheAcknowledgement(t *testing.T) {
	bothWays(t, func(t *testing.T, o worldOptions) {
		w := newWorld(t, o)
		m := w.slash(sandbox.Partner, sandbox.General, "/csp darlington")
		if m.Plain != "you typed darlington" || !m.Ephemeral {
			t.Errorf("answer %+v", m)
		}
		for _, c := range w.slack.Calls() {
			if c.Method == sandbox.ResponseURL || c.Method == "chat.postEphemeral" {
				t.Errorf("the answer went by %s", c.Method)
			}
		}
	})
}
