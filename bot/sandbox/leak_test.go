package sandbox_test

import (
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"

	"csp/bot/sandbox"
)

// Close leaves nothing behind: no socket, no open page, no retry to come.
func TestCloseLeavesNothing(t *testing.T) {
	before := goleak.IgnoreCurrent()
	s := sandbox.New(sandbox.DefaultWorkspace(), sandbox.Options{AckTimeout: 50 * time.Millisecond, Retries: []time.Duration{time.Hour}})
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Run("in use", func(t *testing.T) {
		connect(t, s, func(envelope) any { return silent })
		if _, err := s.Mention(within(t), sandbox.Staff, sandbox.Office, "", "hello"); err != nil {
			t.Fatal(err)
		}
		res, err := http.Get(s.URL() + "/changes")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		s.Close()
		s.Close()
		http.DefaultClient.CloseIdleConnections()
	})
	goleak.VerifyNone(t, before)
}
