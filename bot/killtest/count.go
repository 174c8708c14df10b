package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"csp/bot/sandbox"
)

// planned is the keys of every line that the bot says it will send.
func (t *trial) planned(ctx context.Context, from, until time.Time) (map[string]string, error) {
	out, err := t.csp(ctx, from, "reminders", "--from", from.Format(time.DateOnly), "--until", until.Format(time.DateOnly), "--json").Output()
	if err != nil {
		return nil, fmt.Errorf("list reminders: %w", err)
	}
	want := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		var l struct{ Key, Kind, At, Channel, Text string }
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, err
		}
		if l.Channel != "" {
			want[l.Key] = l.Kind + " " + l.At + " " + l.Text
		}
	}
	return want, lines.Err()
}

// posts are the bot's messages, by all who can see any.
func (t *trial) posts() []sandbox.Message {
	var all []sandbox.Message
	seen := map[string]bool{}
	look := func(user, channel string) {
		for _, m := range t.slack.Messages(user, channel) {
			if at := channel + m.TS; m.User == sandbox.BotUser && !seen[at] {
				seen[at] = true
				all = append(all, m)
			}
		}
	}
	look(sandbox.Staff, sandbox.Office)
	for i := range t.partnerships {
		look(personOf(i), channelOf(i))
		look(personOf(i), t.slack.DM(personOf(i)))
	}
	return all
}

// count compares what stands in Slack with what was planned.
func (t *trial) count(ctx context.Context, want map[string]string) error {
	times, notices := map[string]int{}, map[string]int{}
	posts := t.posts()
	for _, m := range posts {
		var meta struct {
			Type    string `json:"event_type"`
			Payload struct {
				Key   string   `json:"key"`
				Lines []string `json:"lines"`
			} `json:"event_payload"`
		}
		if len(m.Metadata) == 0 || json.Unmarshal(m.Metadata, &meta) != nil {
			return fmt.Errorf("a message without metadata: %s", m.Text)
		}
		if meta.Type == "csp_notice" {
			notices[meta.Payload.Key]++
		}
		for _, line := range meta.Payload.Lines {
			times[line]++
		}
	}
	held, err := t.held(ctx, notices)
	if err != nil {
		return err
	}
	var wrong []string
	lost, doubled := 0, 0
	for key, what := range want {
		if times[key] == 0 && !held[key] {
			lost++
			wrong = append(wrong, "lost: "+what)
		}
	}
	for key, n := range times {
		if want[key] == "" {
			wrong = append(wrong, "not on the list beforehand: "+key)
		}
		if n > 1 {
			doubled++
			wrong = append(wrong, fmt.Sprintf("%d times: %s %s", n, key, want[key]))
		}
	}
	for key, n := range notices {
		if n > 1 {
			doubled++
			wrong = append(wrong, fmt.Sprintf("%d times: notice %s", n, key))
		}
	}
	fmt.Printf("%d posts, %d lines, %d notices, %d lines held and told, %d lost, %d doubled\n", len(posts), len(times), len(notices), len(held), lost, doubled)
	if len(wrong) > 0 {
		sort.Strings(wrong)
		return fmt.Errorf("%d wrong, such as %s", len(wrong), wrong[0])
	}
	return nil
}
