package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// delivery is one thing that Slack tells the bot.
type delivery struct {
	kind    string     // slash_commands, interactive or events_api
	form    url.Values // of a slash command over HTTP
	payload any        // as JSON
	answers bool       // whether the acknowledgement may carry an answer
	retry   int
	reason  string
}

// Slack's names for a delivery that came to nothing.
const (
	errTimeout  = "operation_timeout"
	errDispatch = "dispatch_failed"
	// errNoInteractivity is Slack's for an app that takes no presses.
	errNoInteractivity = "app_missing_action_url"
)

// failed is a delivery that the bot did not acknowledge in order.
type failed struct{ code string }

func (f failed) Error() string { return f.code }

// deliver tells the bot something and waits for the acknowledgement. The error
// is a failed with Slack's code, or ctx's.
func (s *Slack) deliver(ctx context.Context, d *delivery) (json.RawMessage, error) {
	if d.kind == "interactive" && s.opt.NoInteractivity {
		return nil, failed{errNoInteractivity}
	}
	ack, err := s.deliverOnce(ctx, d)
	if err == nil && s.twice() {
		again := d.again()
		_, _ = s.deliverOnce(ctx, again) // what it says is for nobody
	}
	return ack, err
}

// again is the same delivery once more: an event as Slack's retry, the rest as
// a careless network might bring it.
func (d *delivery) again() *delivery {
	next := *d
	if next.kind == "events_api" {
		next.retry++
		next.reason = "http_timeout"
	}
	return &next
}

// deliverOnce is one attempt.
func (s *Slack) deliverOnce(ctx context.Context, d *delivery) (json.RawMessage, error) {
	s.mu.Lock()
	s.last = d
	envelope, to := s.newID("E"), s.opt.RequestURL
	s.mu.Unlock()
	within, cancel := context.WithTimeout(ctx, s.opt.AckTimeout)
	defer cancel()
	var ack json.RawMessage
	var err error
	if to != "" {
		ack, err = s.post(within, to, d)
	} else {
		ack, err = s.overSocket(within, envelope, d)
	}
	if err != nil && ctx.Err() != nil {
		return nil, fmt.Errorf("deliver to the bot: %w", ctx.Err())
	}
	return ack, err
}

// overSocket sends an envelope on one of the connections, any of them.
func (s *Slack) overSocket(ctx context.Context, envelope string, d *delivery) (json.RawMessage, error) {
	so := s.hub.pick()
	if so == nil {
		return nil, failed{errDispatch}
	}
	frame := map[string]any{
		"envelope_id": envelope, "type": d.kind, "payload": d.payload,
		"accepts_response_payload": d.answers,
	}
	if d.kind == "events_api" {
		frame["retry_attempt"], frame["retry_reason"] = d.retry, d.reason
	}
	ack := s.hub.expect(envelope)
	defer s.hub.forget(envelope)
	if so.write(frame) != nil {
		return nil, failed{errDispatch}
	}
	select {
	case payload := <-ack:
		return payload, nil
	case <-so.gone:
	case <-ctx.Done():
	}
	select {
	case payload := <-ack: // it came at the last moment
		return payload, nil
	default:
		return nil, failed{errTimeout}
	}
}

// sendEvent tells the bot of an event, if it subscribed to its kind, and waits
// for the first attempt. One that fails is sent again later, as Slack does.
func (s *Slack) sendEvent(ctx context.Context, event map[string]any) error {
	name, _ := event["type"].(string)
	if event["channel_type"] == "im" {
		name += ".im"
	}
	if !s.told(name) {
		return nil
	}
	s.mu.Lock()
	id := s.newID("Ev")
	s.mu.Unlock()
	d := &delivery{kind: "events_api", payload: map[string]any{
		"type": "event_callback", "token": "deprecated", "team_id": s.ws.Team, "context_team_id": s.ws.Team,
		"api_app_id": appID, "event": event, "event_id": id, "event_time": s.opt.Now().Unix(),
		"is_ext_shared_channel": s.shared(event["channel"]),
		"authorizations": []any{map[string]any{
			"team_id": s.ws.Team, "user_id": BotUser, "is_bot": true, "is_enterprise_install": false,
		}},
	}}
	_, err := s.deliver(ctx, d)
	s.retryLater(d, err)
	if fail := (failed{}); errors.As(err, &fail) {
		return nil // people who mention a bot are not told that it is asleep
	}
	return err
}

func (s *Slack) shared(channel any) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, _ := channel.(string)
	c := s.channels[id]
	return c != nil && c.Shared
}

// retryLater sends an event that failed again, up to three times in all.
func (s *Slack) retryLater(d *delivery, err error) {
	fail := failed{}
	if !errors.As(err, &fail) || d.retry >= len(s.opt.Retries) || fail.code == errNoRetry {
		return
	}
	again := *d
	again.retry++
	again.reason = "http_error"
	if fail.code == errTimeout {
		again.reason = "http_timeout"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.working.Add(1)
	var t *time.Timer
	t = time.AfterFunc(s.opt.Retries[d.retry], func() {
		defer s.working.Done()
		s.mu.Lock()
		delete(s.retries, t)
		s.mu.Unlock()
		ctx, cancel := s.untilClosed()
		defer cancel()
		_, err := s.deliver(ctx, &again)
		s.retryLater(&again, err)
	})
	s.retries[t] = struct{}{}
}

// untilClosed gives a context that ends with this Slack.
func (s *Slack) untilClosed() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	stop := make(chan struct{})
	s.working.Go(func() {
		select {
		case <-s.done:
			cancel()
		case <-stop:
		}
	})
	return ctx, func() { close(stop); cancel() }
}

// Redeliver sends the last thing that was delivered once more: an event as
// Slack's retry does, with the same event_id; a command or a press as a
// careless network might. It waits for the acknowledgement.
func (s *Slack) Redeliver(ctx context.Context) error {
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	if last == nil {
		return errors.New("nothing has been delivered yet")
	}
	_, err := s.deliverOnce(ctx, last.again())
	return err
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}
