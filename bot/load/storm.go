package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"csp/bot/sandbox"
)

// stormArg has the program measure a morning on which much falls due at once.
const stormArg = "storm"

// The storm: so many people, each with so many actions that fall due on one
// day. A post holds a hundred lines.
const (
	stormPeople  = 50
	stormActions = 1000
	stormPosts   = stormPeople * stormActions / 100
)

// The day on which they are imported, and the morning on which they are told.
var (
	stormImport = time.Date(2027, 3, 1, 10, 0, 0, 0, time.UTC)
	stormDay    = time.Date(2027, 3, 8, 9, 0, 0, 0, time.UTC)
)

// storm lets the posts go out while Slack refuses and loses some, and types
// commands meanwhile.
func storm(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "csp-storm-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	bot, err := startStorm(ctx, dir)
	if err != nil {
		return err
	}
	defer bot.stop()
	fmt.Printf("start to ready      %v\n", bot.ready.Round(time.Millisecond))
	bot.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.TooMany, Count: stormPosts / 10, RetryAfter: time.Second})
	bot.slack.Misbehave(sandbox.Fault{Method: "chat.postMessage", Kind: sandbox.Broken, Count: stormPosts / 50})

	var took []time.Duration
	begun := time.Now()
	for stormTold(bot.slack) < stormPeople*stormActions {
		at := time.Now()
		if _, err := bot.answer(ctx, "partnership 7"); err != nil {
			return err
		}
		took = append(took, time.Since(at))
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("%d lines of %d are posted: %w", stormTold(bot.slack), stormPeople*stormActions, ctx.Err())
		}
	}
	all := time.Since(begun)
	slices.Sort(took)
	fmt.Printf("%d lines in %d posts to %d people in %v\n", stormPeople*stormActions, len(stormMessages(bot.slack)), stormPeople, all.Round(time.Second))
	fmt.Printf("meanwhile           %d commands: median %v, p99 %v, slowest %v\n", len(took),
		took[len(took)/2].Round(time.Millisecond), took[len(took)*99/100].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
	return stormCount(bot.slack)
}

// startStorm imports the office and starts the bot on the morning.
func startStorm(ctx context.Context, dir string) (*server, error) {
	w := sandbox.DefaultWorkspace()
	for i := range stormPeople {
		w.People = append(w.People, sandbox.Person{ID: stormUser(i), Name: fmt.Sprintf("owner%d", i), RealName: fmt.Sprintf("Owner %d", i)})
	}
	t, err := newTrial(ctx, dir, w, sandbox.Staff)
	if err != nil {
		return nil, err
	}
	var s *server
	if err = t.importText(ctx, stormImport, stormRegister()); err == nil {
		s, err = t.serve(stormDay)
	}
	if err != nil {
		t.slack.Close()
		return nil, err
	}
	s.slack = t.slack
	return s, nil
}

func stormUser(i int) string { return fmt.Sprintf("U0STORM%03d", i) }

// stormRegister is an office in which all actions are due on one day.
func stormRegister() string {
	var b strings.Builder
	b.WriteString("register: 1\npartnerships:\n")
	for i := range stormPeople {
		fmt.Fprintf(&b, "  - {id: p-%d, name: Partnership %d, prefix: P%c%c}\n", i, i, 'A'+i/26, 'A'+i%26)
	}
	b.WriteString("people:\n")
	for i := range stormPeople {
		fmt.Fprintf(&b, "  - {id: owner-%d, name: Owner %d, slack: %s}\n", i, i, stormUser(i))
	}
	b.WriteString("actions:\n")
	for i := range stormPeople {
		for k := range stormActions {
			fmt.Fprintf(&b, "  - {id: a-%d-%d, partnership: p-%d, text: Action %d, owner: owner-%d, due: 2027-03-15, raised: 2027-02-01, status: open}\n", i, k, i, k, i)
		}
	}
	return b.String()
}

// stormMessages are the posts, by who got them.
func stormMessages(slack *sandbox.Slack) []sandbox.Message {
	var out []sandbox.Message
	for i := range stormPeople {
		out = append(out, slack.Messages(stormUser(i), slack.DM(stormUser(i)))...)
	}
	return out
}

// messageLines are the keys of the lines of a message.
func messageLines(m sandbox.Message) []string {
	var meta struct {
		Payload struct {
			Lines []string `json:"lines"`
		} `json:"event_payload"`
	}
	_ = json.Unmarshal(m.Metadata, &meta)
	return meta.Payload.Lines
}

func stormTold(slack *sandbox.Slack) int {
	n := 0
	for _, m := range stormMessages(slack) {
		n += len(messageLines(m))
	}
	return n
}

// stormCount finds what was said twice.
func stormCount(slack *sandbox.Slack) error {
	seen := map[string]bool{}
	twice := 0
	for _, m := range stormMessages(slack) {
		for _, key := range messageLines(m) {
			if seen[key] {
				twice++
			}
			seen[key] = true
		}
	}
	fmt.Printf("%d lines, %d twice\n", len(seen), twice)
	if twice > 0 || len(seen) != stormPeople*stormActions {
		return errors.New("not every line is there once")
	}
	return nil
}
