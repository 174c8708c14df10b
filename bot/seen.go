package main

import (
	"sync"
	"time"
)

// Slack sends an event up to four times, the last five to six minutes after
// the first. https://docs.slack.dev/apis/events-api
const (
	eventMemory = 15 * time.Minute
	eventsKept  = 50000 // more than Slack sends an app in an hour
)

// seen remembers ids for a time.
type seen struct {
	keep time.Duration
	most int

	mu    sync.Mutex
	at    map[string]time.Time
	order []string // oldest first
}

func newSeen(keep time.Duration, most int) *seen {
	return &seen{keep: keep, most: most, at: map[string]time.Time{}}
}

// first reports whether the id comes for the first time in the memory's time,
// and remembers it.
func (s *seen) first(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for len(s.order) > 0 && (len(s.order) >= s.most || now.Sub(s.at[s.order[0]]) > s.keep) {
		delete(s.at, s.order[0])
		s.order = s.order[1:]
	}
	if _, known := s.at[id]; known {
		return false
	}
	s.at[id] = now
	s.order = append(s.order, id)
	return true
}
