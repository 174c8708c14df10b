package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"csp/bot/sandbox"
	"csp/commands"
	"csp/reminders"
	"csp/store"
)

func draftOf(n int) reminders.Draft {
	d := reminders.Draft{Type: store.ReminderType, Key: "post"}
	for i := range n {
		d.Lines = append(d.Lines, reminders.Item{Line: reminders.Line{Key: fmt.Sprint("line", i), Text: fmt.Sprintf("Plan <%d> & more", i)}})
	}
	return d
}

func TestReminderIsDrawn(t *testing.T) {
	p := &poster{}
	for n, blocks := range map[int]int{1: 1, 2: 2, 10: 2, 16: 4, 100: 4} {
		m, err := p.Draw(draftOf(n))
		if err != nil {
			t.Fatal(err)
		}
		drawn := m.Drawn.(posting)
		if len(drawn.Blocks) != blocks {
			t.Errorf("%d lines have %d blocks, want %d", n, len(drawn.Blocks), blocks)
		}
		if got := strings.Count(m.Text, "Plan &lt;"); got != n {
			t.Errorf("the text of %d lines has %d", n, got)
		}
		if got := len(drawn.Metadata.EventPayload["lines"].([]string)); got != n {
			t.Errorf("the metadata of %d lines has %d", n, got)
		}
		again, err := p.Draw(draftOf(n))
		if err != nil || string(again.Payload) != string(m.Payload) {
			t.Errorf("the same draft is drawn otherwise: %v", err)
		}
	}
}

// What the metadata may say is opaque, and its largest is small.
func TestMetadataOfAFullPost(t *testing.T) {
	d := draftOf(100)
	for i := range d.Lines {
		d.Lines[i].Key = strings.Repeat("x", 16)
	}
	m, err := (&poster{}).Draw(d)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(m.Drawn.(posting).Metadata)
	if err != nil || len(b) > 3000 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

func TestRestOfAReminder(t *testing.T) {
	got := commands.RestReply(draftOf(12).Lines).Plain()
	if strings.Count(got, "Plan <") != 2 || !strings.Contains(got, "Plan <10> & more") {
		t.Errorf("the rest is %q", got)
	}
	if got := commands.RestReply(draftOf(1).Lines).Plain(); got != "There is nothing more.\n" && got != "There is nothing more." {
		t.Errorf("the rest of nothing is %q", got)
	}
}

func TestPostAnswers(t *testing.T) {
	said := func(code string) error { return slack.SlackErrorResponse{Err: code} }
	for _, c := range []struct {
		err  error
		want reminders.Outcome
	}{
		{said("is_archived"), reminders.Place},
		{said("not_in_channel"), reminders.Place},
		{said("user_disabled"), reminders.Place},
		{said("ratelimited"), reminders.Pace},
		{&slack.RateLimitedError{RetryAfter: 7 * time.Second}, reminders.Pace},
		{slack.StatusCodeError{Code: 429}, reminders.Pace},
		{slack.StatusCodeError{Code: 500}, reminders.Unknown},
		{slack.StatusCodeError{Code: 503}, reminders.Unknown},
		{said("internal_error"), reminders.Unknown},
		{said("fatal_error"), reminders.Unknown},
		{said("invalid_auth"), reminders.Access},
		{said("missing_scope"), reminders.Access},
		{said("something_new"), reminders.Access},
		{said("msg_too_long"), reminders.Content},
		{io.ErrUnexpectedEOF, reminders.Unknown},
		{errors.New("invalid character '<'"), reminders.Unknown},
		{&net.OpError{Op: "read", Err: errors.New("reset")}, reminders.Unknown},
		{&net.OpError{Op: "dial", Err: errors.New("refused")}, reminders.Unconnected},
	} {
		if got := postAnswer(c.err); got.Outcome != c.want {
			t.Errorf("%v is %d, want %d", c.err, got.Outcome, c.want)
		}
	}
	if got := postAnswer(&slack.RateLimitedError{RetryAfter: 7 * time.Second}); got.Retry != 7*time.Second {
		t.Errorf("told to wait %s", got.Retry)
	}
}

// A post to a person, found again by its key among many messages and taken
// away, over the small Slack.
func TestPosterInSlack(t *testing.T) {
	w := newWorld(t, worldOptions{})
	p := newPoster(w.edge)
	m, err := p.Draw(draftOf(3))
	if err != nil {
		t.Fatal(err)
	}
	w.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Lost})
	if a := p.Post(w.ctx, sandbox.Partner, m); a.Outcome != reminders.Unknown {
		t.Errorf("a lost answer is %+v", a)
	}
	w.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.TooMany, RetryAfter: 9 * time.Second})
	if a := p.Post(w.ctx, sandbox.Partner, m); a.Outcome != reminders.Pace || a.Retry != 9*time.Second {
		t.Errorf("a 429 is %+v", a)
	}
	for range historyPage + 5 {
		if err := w.edge.say(w.ctx, w.slack.DM(sandbox.Partner), "", message{Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	a := p.Post(w.ctx, sandbox.Partner, m)
	if a.Outcome != reminders.Posted || a.Channel != w.slack.DM(sandbox.Partner) {
		t.Fatalf("%+v", a)
	}
	find := func() []reminders.Found {
		found, err := p.Find(w.ctx, sandbox.Partner, time.Now().Add(-time.Hour), func(key string) bool { return key == "post" })
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	found := find()
	if len(found) != 2 || found[1].TS != a.TS || len(found[0].Lines) != 3 || found[0].Type != store.ReminderType {
		t.Fatalf("found %+v, want two, the first first", found)
	}
	for range 2 { // what is gone is no error
		if err := p.Delete(w.ctx, found[1].Channel, found[1].TS); err != nil {
			t.Error(err)
		}
	}
	if found := find(); len(found) != 1 {
		t.Errorf("%d are left", len(found))
	}
	w.slack.Misbehave(sandbox.Fault{Method: "conversations.history", Kind: sandbox.Broken})
	if _, err := p.Find(w.ctx, sandbox.Partner, time.Time{}, func(string) bool { return true }); err == nil {
		t.Error("a reading that failed is an answer")
	}
}

func TestPosterAsksWhatSlackAllows(t *testing.T) {
	w := newWorld(t, worldOptions{})
	p := newPoster(w.edge)
	for to, want := range map[string]bool{sandbox.Office: true, sandbox.Partner: true} {
		if ok, err := p.Reachable(w.ctx, to); ok != want || err != nil {
			t.Errorf("%s can be reached: %v, %v", to, ok, err)
		}
	}
	if ok, _ := p.Reachable(w.ctx, "C0NOWHERE"); ok {
		t.Error("a channel that is not there can be reached")
	}
	if at, err := p.Date(w.ctx); err != nil || time.Since(at).Abs() > time.Minute {
		t.Errorf("slack's clock is %s, %v", at, err)
	}
	if _, err := p.Find(w.ctx, "C0NOWHERE", time.Time{}, nil); !errors.Is(err, reminders.ErrNoPlace) {
		t.Errorf("reading a channel that is not there: %v", err)
	}
}
