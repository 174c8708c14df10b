package sandbox_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"csp/bot/sandbox"
)

func TestHelloCountsConnections(t *testing.T) {
	s := open(t, sandbox.Options{})
	for want := 1; want <= 3; want++ {
		if b := connect(t, s, nil); b.hello.Type != "hello" || b.hello.Number != want || b.hello.Debug.Life != 18060 {
			t.Errorf("hello %d is %+v", want, b.hello)
		}
	}
}

func TestTooManySockets(t *testing.T) {
	s := open(t, sandbox.Options{})
	s.AddGhosts(9)
	connect(t, s, nil)
	_, url, err := client(s).StartSocketModeContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	wire, _, err := websocket.DefaultDialer.DialContext(within(t), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer wire.Close()
	e := envelope{}
	if err := wire.ReadJSON(&e); err != nil || e.Type != "disconnect" || e.Reason != "too_many_websockets" {
		t.Errorf("an eleventh socket got %+v, %v", e, err)
	}
	if s.Sockets() != 10 {
		t.Errorf("%d sockets", s.Sockets())
	}
}

func TestTicketsServeOnce(t *testing.T) {
	s := open(t, sandbox.Options{})
	_, url, err := client(s).StartSocketModeContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	wire, _, err := websocket.DefaultDialer.DialContext(within(t), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer wire.Close()
	if _, res, err := websocket.DefaultDialer.DialContext(within(t), url, nil); err == nil || res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a second use of the ticket: %v", err)
	}
}

func TestEachPayloadGoesToOneConnection(t *testing.T) {
	s := open(t, sandbox.Options{})
	bots := []*toy{connect(t, s, func(envelope) any { return nil }), connect(t, s, func(envelope) any { return nil })}
	for range 4 {
		if _, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp"); err != nil {
			t.Fatal(err)
		}
	}
	if len(bots[0].frames) != 2 || len(bots[1].frames) != 2 {
		t.Errorf("%d and %d payloads", len(bots[0].frames), len(bots[1].frames))
	}
}

func TestGhostsSwallow(t *testing.T) {
	s := open(t, sandbox.Options{AckTimeout: time.Second})
	connect(t, s, func(envelope) any { return nil })
	s.AddGhosts(1)
	lost := 0
	for range 2 {
		a, err := s.Slash(within(t), sandbox.Staff, sandbox.Office, "/csp")
		if err != nil {
			t.Fatal(err)
		}
		if a.Failure != "" {
			lost++
		}
	}
	if lost != 1 {
		t.Errorf("%d of 2 were lost, want 1", lost)
	}
}

func TestDisconnect(t *testing.T) {
	s := open(t, sandbox.Options{})
	b := connect(t, s, nil)
	s.Disconnect("warning")
	if e := b.frame(t); e.Type != "disconnect" || e.Reason != "warning" {
		t.Errorf("got %+v", e)
	}
	if s.Sockets() != 1 {
		t.Error("a warning closed the socket")
	}
	s.Disconnect("refresh_requested")
	if e := b.frame(t); e.Reason != "refresh_requested" {
		t.Errorf("got %+v", e)
	}
	if err := s.Await(within(t), func() bool { return s.Sockets() == 0 }); err != nil {
		t.Error(err)
	}
}

func TestDropSockets(t *testing.T) {
	s := open(t, sandbox.Options{})
	b := connect(t, s, nil)
	s.DropSockets()
	if err := s.Await(within(t), func() bool { return s.Sockets() == 0 }); err != nil {
		t.Error(err)
	}
	if _, ok := <-b.frames; ok {
		t.Error("a frame came before the cut")
	}
}

func TestPings(t *testing.T) {
	s := open(t, sandbox.Options{PingEvery: time.Millisecond})
	_, url, err := client(s).StartSocketModeContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	wire, _, err := websocket.DefaultDialer.DialContext(within(t), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer wire.Close()
	pings := 0
	wire.SetPingHandler(func(string) error {
		if pings++; pings == 3 {
			return errors.New("that is enough") // ends the reading, whatever has arrived behind it
		}
		return nil
	})
	for err == nil {
		_, _, err = wire.ReadMessage()
	}
	if pings != 3 {
		t.Errorf("%d pings", pings)
	}
}

func TestSocketsOfOtherPagesAreRefused(t *testing.T) {
	s := open(t, sandbox.Options{})
	for origin, want := range map[string]bool{"https://evil.example": false, "https://api.slack.com": true, "": true} {
		_, url, err := client(s).StartSocketModeContext(within(t))
		if err != nil {
			t.Fatal(err)
		}
		wire, _, err := websocket.DefaultDialer.DialContext(within(t), url, http.Header{"Origin": {origin}})
		if (err == nil) != want {
			t.Errorf("origin %q: %v", origin, err)
		}
		if err == nil {
			wire.Close()
		}
	}
}
