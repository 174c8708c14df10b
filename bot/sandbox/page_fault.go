package sandbox

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// choice is an entry of a menu on the page.
type choice struct{ Value, Words string }

// faultKinds are the ways in which the page can make this Slack answer wrongly.
var faultKinds = []struct {
	choice
	fault Fault
}{
	{choice{"429", "too many requests (429)"}, Fault{Kind: TooMany, RetryAfter: 3 * time.Second}},
	{choice{"500", "a server error (500)"}, Fault{Kind: Broken}},
	{choice{"slow", "10 seconds late"}, Fault{Kind: Slow, Delay: 10 * time.Second}},
	{choice{"lost", "not at all, though it is done"}, Fault{Kind: Lost}},
	{choice{"cut", "not at all, and nothing is done"}, Fault{Kind: Cut}},
}

// faultCounts are for how many requests the page's faults go on.
var faultCounts = []choice{{"1", "once"}, {"3", "3 times"}, {"-1", "until I end it"}}

// blows are what goes wrong at once.
var blows = []struct {
	choice
	do func(context.Context, *Slack) error
}{
	{choice{"drop", "Cut the bot's connection"}, func(_ context.Context, s *Slack) error { s.DropSockets(); return nil }},
	{choice{"refresh", "Ask the bot to connect anew"}, func(_ context.Context, s *Slack) error { s.Disconnect("refresh_requested"); return nil }},
	{choice{"again", "Deliver the last thing again"}, func(ctx context.Context, s *Slack) error { return s.Redeliver(ctx) }},
}

// doFault makes this Slack misbehave, or ends it.
func (s *Slack) doFault(ctx context.Context, form url.Values) (done, error) {
	kind, count := form.Get("kind"), 1
	if n, err := strconv.Atoi(form.Get("count")); err == nil && n != 0 {
		count = n
	}
	switch kind {
	case "end":
		id, err := strconv.Atoi(form.Get("id"))
		if err != nil {
			s.Behave()
			return done{Note: "This Slack behaves again."}, nil
		}
		s.end(id)
		return done{Note: "Ended."}, nil
	case Twice:
		s.Misbehave(Fault{Kind: Twice, Count: count})
		return done{Note: "On: " + Fault{Kind: Twice, Count: count}.Words()}, nil
	}
	for _, blow := range blows {
		if blow.Value == kind {
			return done{Note: "Done: " + strings.ToLower(blow.Words[:1]) + blow.Words[1:] + "."}, blow.do(ctx, s)
		}
	}
	for _, known := range faultKinds {
		if known.Value == kind {
			f := known.fault
			f.Method, f.Count = form.Get("method"), count
			s.Misbehave(f)
			return done{Note: "On: " + f.Words()}, nil
		}
	}
	return done{}, fmt.Errorf("no misbehaviour called %q", kind)
}

// Words says what a fault does and for how much longer.
func (f Fault) Words() string {
	left := fmt.Sprintf("%d more times.", f.Count)
	switch {
	case f.Count < 0:
		left = "until it is ended."
	case f.Count <= 1:
		left = "once more."
	}
	if f.Kind == Twice {
		return "What people do is told to the bot twice, " + left
	}
	what := "answered with " + strings.TrimPrefix(f.Kind, Refuse)
	for _, known := range faultKinds {
		if known.fault.Kind == f.Kind {
			what = "answered " + known.Words
			if f.Kind == TooMany || f.Kind == Broken {
				what = "answered with " + known.Words
			}
		}
	}
	method := f.Method
	if method == "" {
		method = "What the bot asks"
	}
	return method + " is " + what + ", " + left
}

// ID is what the page ends a fault by.
func (f Fault) ID() int { return f.id }

// lastCalls gives the bot's last requests, the newest first.
func (s *Slack) lastCalls(most int) []Call {
	var last []Call
	for i := len(s.calls) - 1; i >= 0 && len(last) < most; i-- {
		last = append(last, s.calls[i])
	}
	return last
}
