package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"csp/commands"
)

// What nobody understands is acknowledged all the same: Slack would send it
// again and again, or show people an error.
func TestEveryEnvelopeIsAcknowledged(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		w := rawWorld(t, s, 1, nil)
		so := s.next()
		for i, frame := range []string{
			`"type":"something_new","payload":{"a":1}`,
			`"type":"events_api","payload":{"type":"event_callback","team_id":"T1","event_id":"E1","event":{"type":"never_heard_of","user":{"id":1},"channel":[2]}}`,
			`"type":"events_api","payload":{"type":"event_callback","event":7}`,
			`"type":"events_api","payload":null`,
			`"type":"interactive","payload":{"type":"something_new","team":{"id":"T1"}}`,
			`"type":"interactive","payload":{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":[]}`,
			`"type":"interactive","payload":{"type":"view_closed","team":{"id":"T1"},"view":{"id":"V1"}}`,
			`"type":"interactive","payload":{"type":"view_submission","team":{"id":"T1"}}`,
			`"type":"interactive","payload":{"type":"block_suggestion","team":{"id":"T1"}}`,
			`"type":"interactive","payload":[]`,
			`"type":"slash_commands","payload":"text"`,
			`"type":"slash_commands"`,
			`"type":["no","type"],"payload":{}`,
		} {
			id := fmt.Sprintf("e%d", i)
			so.send(fmt.Sprintf(`{"envelope_id":%q,%s}`, id, frame))
			if a := s.acked(so); a.ID != id {
				t.Errorf("%s: acknowledged %q, want %q", frame, a.ID, id)
			}
		}
		so.send(`no JSON at all`)
		so.send(`{"type":"hello"}`)
		so.send(slashEnvelope("last", "darlington"))
		if a := s.acked(so); a.ID != "last" || !strings.Contains(string(a.Payload), "darlington") {
			t.Errorf("after all that: %+v", a)
		}
		if strings.Contains(w.log.String(), "never_heard_of") {
			t.Error("the log tells what was in a payload")
		}
	})
}

// A message with elements that nobody knew when this was written can still be
// pressed.
func TestUnknownElementsDoNotLoseAPress(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		w := rawWorld(t, s, 1, nil)
		pressed := make(chan string, 1)
		w.desk.press = func(_ context.Context, p commands.Press) (commands.Outcome, error) {
			pressed <- p.Action + " " + p.Value
			return commands.Outcome{}, nil
		}
		so := s.next()
		so.send(`{"envelope_id":"e","type":"interactive","payload":{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},
		"message":{"blocks":[{"type":"actions","elements":[{"type":"hologram","depth":3}]}]},
		"state":{"values":{"b":{"a":{"type":"hologram","value":{"deep":[]}}}}},
		"actions":[{"type":"button","action_id":"list.page:3","value":"2","new":{}}]}}`)
		if a := s.acked(so); a.ID != "e" || a.Payload != nil {
			t.Errorf("acknowledgement %+v", a)
		}
		if got := <-pressed; got != "list.page 2" {
			t.Errorf("pressed %q", got)
		}
	})
}

// The next connection is there before the old one goes, and the old one is
// answered on until Slack closes it.
func TestReplacedBeforeClosed(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		rawWorld(t, s, 1, nil)
		old := s.next()
		old.send(`{"type":"disconnect","reason":"warning"}`)
		fresh := s.next()
		for i, so := range []*rawSocket{old, fresh, old} {
			id := fmt.Sprintf("e%d", i)
			so.send(slashEnvelope(id, "darlington"))
			if a := s.acked(so); a.ID != id {
				t.Errorf("acknowledged %q, want %q", a.ID, id)
			}
		}
		if err := <-old.closed; !isNormalClose(err) {
			t.Errorf("the old connection ended with: %v", err)
		}
	})
}

// gap counts what is lost while a connection is refreshed every minute: Slack
// says so, closes, and what it sends meanwhile goes to any connection that is
// there, or nowhere.
func gap(t *testing.T, s *rawSlack, slots, rounds int) (lost int) {
	w := rawWorld(t, s, slots, nil)
	var live []*rawSocket
	for range slots {
		live = append(live, s.next())
	}
	w.live(slots)
	for round := range rounds {
		pass(time.Minute)      // of the test's own clock
		_ = live[0].ws.Close() // cut without a word, as in half of the cases
		live = live[1:]
		for range 4 {
			if len(live) == 0 {
				lost++
			} else {
				id := fmt.Sprintf("e%d", round)
				live[0].send(slashEnvelope(id, "darlington"))
				if a := s.acked(live[0]); a.ID != id {
					t.Fatalf("round %d: acknowledged %q", round, a.ID)
				}
			}
			pass(50 * time.Millisecond)
			select {
			case so := <-s.sockets:
				live = append(live, so)
			default:
			}
		}
	}
	return lost
}

// Two connections close the gap that one leaves.
func TestTwoConnectionsCloseTheGap(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		if lost := gap(t, s, 2, 50); lost != 0 {
			t.Errorf("with two connections %d of 200 were lost", lost)
		}
	})
	inMemory(t, func(t *testing.T, s *rawSlack) {
		if lost := gap(t, s, 1, 50); lost == 0 {
			t.Error("with one connection nothing was lost: this measures nothing")
		}
	})
}

// Slack that ends each connection at once must not be asked for a thousand of
// them in a second.
func TestOpeningKeepsAPace(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		s.rude = true
		rawWorld(t, s, 2, nil)
		pass(10 * time.Minute)
		if n := s.opened(); n < 10 || n > 40 {
			t.Errorf("opened %d in ten minutes", n)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		for i := 1; i < len(s.opens); i++ {
			if apart := s.opens[i].Sub(s.opens[i-1]); apart < time.Second {
				t.Errorf("openings %d and %d are %s apart", i-1, i, apart)
			}
		}
	})
}

// A connection that says nothing any more is given up; one that answers our
// pings is not, though Slack has nothing to say.
func TestSilenceIsNoticed(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		rawWorld(t, s, 1, nil)
		s.next()
		pass(24 * time.Minute)
		if n := s.opened(); n != 1 {
			t.Errorf("a quiet connection was given up: %d opened", n)
		}
	})
	inMemory(t, func(t *testing.T, s *rawSlack) {
		s.mute = true
		rawWorld(t, s, 1, nil)
		s.next()
		pass(31 * time.Second)
		if n := s.opened(); n != 2 {
			t.Errorf("a dead connection was kept: %d opened", n)
		}
	})
}

// Slack's pings are answered, and are a sign of life.
func TestSlacksPings(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		s.mute = true
		rawWorld(t, s, 1, nil)
		so := s.next()
		for range 20 {
			pass(20 * time.Second)
			so.write.Lock()
			_ = so.ws.WriteControl(websocket.PingMessage, []byte("are you there"), time.Now().Add(time.Second))
			so.write.Unlock()
		}
		synctest.Wait()
		if n, pongs := s.opened(), so.pongs.Load(); n != 1 || pongs != 20 {
			t.Errorf("%d connections, %d pongs", n, pongs)
		}
	})
}

// A token of the wrong kind is told once and not tried for ever.
func TestWrongAppTokenEndsTheRun(t *testing.T) {
	for _, code := range []string{"invalid_auth", "not_allowed_token_type", "missing_scope", "token_revoked", "forbidden_team"} {
		inMemory(t, func(t *testing.T, s *rawSlack) {
			s.refuse = code
			w := rawWorld(t, s, 2, nil)
			err := <-w.ran
			var f *fatalError
			if !errors.As(err, &f) || !strings.Contains(f.Says, "SLACK_APP_TOKEN") {
				t.Errorf("%s: %v", code, err)
			}
			if n := s.opened(); n > 2 {
				t.Errorf("%s: asked %d times", code, n)
			}
		})
	}
}

// A token that has worked is not given up at the first refusal: once the bot
// has stopped for good, a person must start it.
func TestARefusalAfterwardsIsTriedAgain(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		w := rawWorld(t, s, 1, nil)
		so := s.next()
		pass(time.Hour)
		s.mu.Lock()
		s.refuse = "invalid_auth"
		s.mu.Unlock()
		_ = so.ws.Close()
		pass(5 * time.Minute)
		s.mu.Lock()
		s.refuse = ""
		s.mu.Unlock()
		so = s.next()
		pass(time.Hour)
		s.mu.Lock()
		s.refuse = "token_revoked"
		s.mu.Unlock()
		_ = so.ws.Close()
		var f *fatalError
		if err := <-w.ran; !errors.As(err, &f) {
			t.Errorf("Run: %v", err)
		}
	})
}

// Any other refusal is waited out.
func TestOtherRefusalsAreWaitedOut(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		s.refuse = "internal_error"
		w := rawWorld(t, s, 1, nil)
		pass(time.Hour)
		if n := s.opened(); n < 50 || n > 150 {
			t.Errorf("asked %d times in an hour", n)
		}
		if w.edge.Ready() {
			t.Error("ready without a connection")
		}
		s.mu.Lock()
		s.refuse = ""
		s.mu.Unlock()
		s.next()
		if err := w.edge.AwaitReady(s.ctx); err != nil {
			t.Error(err)
		}
	})
}

// Ghosts, or another copy of the bot, get a part of what people press.
func TestMoreConnectionsThanOursAreTold(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		s.count = 3
		w := rawWorld(t, s, 1, nil)
		s.next()
		synctest.Wait()
		if !strings.Contains(w.log.String(), "slack counts more connections than we have") {
			t.Error("nobody was told")
		}
	})
}

// Socket Mode that was switched off, or has too many connections, is tried
// again, but not at once.
func TestStayingAway(t *testing.T) {
	for _, reason := range []string{"link_disabled", "too_many_websockets"} {
		inMemory(t, func(t *testing.T, s *rawSlack) {
			w := rawWorld(t, s, 1, nil)
			so := s.next()
			so.send(fmt.Sprintf(`{"type":"disconnect","reason":%q}`, reason))
			_ = so.ws.Close()
			pass(59 * time.Second)
			if w.edge.Ready() || s.opened() != 1 {
				t.Errorf("%s: ready %v, opened %d", reason, w.edge.Ready(), s.opened())
			}
			s.next()
		})
	}
}

// Slack drops a longer acknowledgement without a word.
func TestAcknowledgementsFit(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		w := rawWorld(t, s, 1, nil)
		posts := 0
		w.edge.client = &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
			posts++
			return response(200, "ok", ""), nil
		})}
		w.edge.urls.api = &url.URL{Scheme: "http", Host: "slack.test"}
		so := s.next()
		whole := 0
		for n := 9950; n < 10200; n++ {
			w.desk.do = answering(says(strings.Repeat("x", n)))
			so.send(strings.Replace(slashEnvelope("e", "list"), `"command"`, `"response_url":"http://slack.test/r","command"`, 1))
			a := s.acked(so)
			if a.size >= 20*1024 {
				t.Fatalf("an acknowledgement of %d bytes", a.size)
			}
			if a.Payload != nil {
				whole++
			}
			w.idle()
		}
		if whole == 0 || posts == 0 || whole+posts != 250 {
			t.Errorf("%d answers went along, %d by response url", whole, posts)
		}
	})
}

// What comes while the bot stops is answered in words; an event is left for
// Slack to send again.
func TestWhileStopping(t *testing.T) {
	inMemory(t, func(t *testing.T, s *rawSlack) {
		w := rawWorld(t, s, 1, nil)
		release := make(chan struct{})
		w.desk.do = func(context.Context, commands.Request) (commands.Reply, error) {
			<-release
			return says("done"), nil
		}
		so := s.next()
		so.send(slashEnvelope("first", "list"))
		synctest.Wait()
		stopped := make(chan error, 1)
		go func() { stopped <- w.edge.Stop(s.ctx) }()
		synctest.Wait()
		so.send(`{"envelope_id":"event","type":"events_api","payload":{"type":"event_callback","team_id":"T1","event_id":"E1","event":{"type":"app_mention"}}}`)
		so.send(slashEnvelope("second", "list"))
		if a := s.acked(so); a.ID != "second" || !strings.Contains(string(a.Payload), "being restarted") {
			t.Errorf("while stopping: %+v", a)
		}
		close(release)
		if a := s.acked(so); a.ID != "first" || !strings.Contains(string(a.Payload), "done") {
			t.Errorf("what was taken in: %+v", a)
		}
		if err := <-stopped; err != nil {
			t.Error(err)
		}
		if err := <-so.closed; !isNormalClose(err) {
			t.Errorf("the connection ended with: %v", err)
		}
	})
}
