package sandbox

import (
	"context"
	"fmt"
	"net/url"
	"time"
)

// faultKind is an entry of the page's Misbehave drawer.
type faultKind struct {
	Name, Words string
	do          func(context.Context, *Slack) error
}

// faultKinds are the ways in which the page can make this Slack misbehave.
var faultKinds = []faultKind{
	{"429", "Say “too many requests” to the next call", misbehaving(Fault{Kind: TooMany, RetryAfter: 3 * time.Second})},
	{"500", "Break down at the next call", misbehaving(Fault{Kind: Broken})},
	{"lost", "Do the next call but lose the answer", misbehaving(Fault{Kind: Lost})},
	{"cut", "Hang up on the next call", misbehaving(Fault{Kind: Cut})},
	{"slow", "Answer the next call after 10 seconds", misbehaving(Fault{Kind: Slow, Delay: 10 * time.Second})},
	{"drop", "Cut the bot's connection", func(_ context.Context, s *Slack) error { s.DropSockets(); return nil }},
	{"refresh", "Ask the bot to connect anew", func(_ context.Context, s *Slack) error { s.Disconnect("refresh_requested"); return nil }},
	{"again", "Deliver the last thing twice", func(ctx context.Context, s *Slack) error { return s.Redeliver(ctx) }},
	{"behave", "Behave again", func(_ context.Context, s *Slack) error { s.Behave(); return nil }},
}

func misbehaving(f Fault) func(context.Context, *Slack) error {
	return func(_ context.Context, s *Slack) error { s.Misbehave(f); return nil }
}

func (s *Slack) doFault(ctx context.Context, form url.Values) (done, error) {
	for _, kind := range faultKinds {
		if kind.Name == form.Get("kind") {
			return done{}, kind.do(ctx, s)
		}
	}
	return done{}, fmt.Errorf("no misbehaviour called %q", form.Get("kind"))
}
