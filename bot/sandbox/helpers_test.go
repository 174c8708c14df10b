package sandbox_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"

	"csp/bot/sandbox"
)

// open starts a Slack that ends with the test.
func open(t *testing.T, o sandbox.Options) *sandbox.Slack {
	t.Helper()
	s := sandbox.New(sandbox.DefaultWorkspace(), o)
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// within gives a context that ends with the test, or when it takes far too long.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// client gives a Web API client with both tokens.
func client(s *sandbox.Slack) *slack.Client {
	return slack.New(sandbox.DefaultBotToken, slack.OptionAPIURL(s.APIURL()),
		slack.OptionAppLevelToken(sandbox.DefaultAppToken))
}

// envelope is what comes over a socket.
type envelope struct {
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	Reason  string          `json:"reason"`
	Retry   int             `json:"retry_attempt"`
	Number  int             `json:"num_connections"`
	Payload json.RawMessage `json:"payload"`
	Debug   struct {
		Life int `json:"approximate_connection_time"`
	} `json:"debug_info"`
}

// toy is a bot with one socket. answer gives the payload of the
// acknowledgement; nil acknowledges without one.
type toy struct {
	t      *testing.T
	wire   *websocket.Conn
	hello  envelope
	frames chan envelope // everything besides hello, as it comes
}

// silent is returned by a toy's answer that shall not be sent at all.
var silent any = struct{ silent bool }{true}

// connect opens a socket and answers on it until the test ends.
func connect(t *testing.T, s *sandbox.Slack, answer func(envelope) any) *toy {
	t.Helper()
	_, url, err := client(s).StartSocketModeContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	wire, _, err := websocket.DefaultDialer.DialContext(within(t), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &toy{t: t, wire: wire, frames: make(chan envelope, 100)}
	if err := wire.ReadJSON(&b.hello); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); b.run(answer) }()
	t.Cleanup(func() { _ = wire.Close(); <-done })
	return b
}

func (b *toy) run(answer func(envelope) any) {
	defer close(b.frames)
	for {
		e := envelope{}
		if err := b.wire.ReadJSON(&e); err != nil {
			return
		}
		b.frames <- e
		if e.ID == "" || answer == nil {
			continue
		}
		payload := answer(e)
		if payload == silent {
			continue
		}
		ack := map[string]any{"envelope_id": e.ID}
		if payload != nil {
			ack["payload"] = payload
		}
		if err := b.wire.WriteJSON(ack); err != nil {
			return
		}
	}
}

// frame gives the next frame, or fails.
func (b *toy) frame(t *testing.T) envelope {
	t.Helper()
	select {
	case e, ok := <-b.frames:
		if !ok {
			t.Fatal("the socket was closed")
		}
		return e
	case <-within(t).Done():
		t.Fatal("no frame came")
	}
	return envelope{}
}

// field reads one text field of a payload.
func (e envelope) field(name string) string {
	m := map[string]json.RawMessage{}
	_ = json.Unmarshal(e.Payload, &m)
	s := ""
	_ = json.Unmarshal(m[name], &s)
	return s
}

// jsonOf makes words that are JSON fit into a payload.
func jsonOf(words string) json.RawMessage { return json.RawMessage(words) }

// comingAt is a bot that has something to post in the office's channel at some
// moments.
func comingAt(moments ...time.Time) func(context.Context, time.Time, int) ([]sandbox.Coming, error) {
	return func(_ context.Context, after time.Time, most int) ([]sandbox.Coming, error) {
		var out []sandbox.Coming
		for _, at := range moments {
			if at.After(after) && len(out) < most {
				out = append(out, sandbox.Coming{At: at, To: sandbox.Office, For: "the secretariat", Text: "the plan ends"})
			}
		}
		return out, nil
	}
}
