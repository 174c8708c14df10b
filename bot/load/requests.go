package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"csp/bot/sandbox"
)

// command is the form that Slack posts for a slash command.
func command(text string) []byte {
	return []byte(url.Values{
		"api_app_id": {"A0CSPAPP1"}, "team_id": {sandbox.DefaultWorkspace().Team},
		"team_domain": {"sandbox-office"}, "channel_id": {sandbox.Office}, "channel_name": {"office"},
		"user_id": {sandbox.Staff}, "user_name": {"amara"}, "command": {"/csp"}, "text": {text},
		"response_url": {"http://127.0.0.1:9/never"}, "trigger_id": {"1.2.3"}, "is_enterprise_install": {"false"},
	}.Encode())
}

// post sends one signed command and returns the answer's body.
func (s *server) post(ctx context.Context, form []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+"/slack/commands", bytes.NewReader(form))
	if err != nil {
		return nil, err
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(sandbox.DefaultSigningSecret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(form)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-Slack-Request-Timestamp", stamp)
	req.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	resp, err := s.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("answered %s", resp.Status)
	}
	return body, err
}

// sample is what one server was measured at.
type sample struct {
	took []time.Duration // of each answer
	cpu  time.Duration   // of the process, in all
}

// add runs one round against the server.
func (m *sample) add(ctx context.Context, s *server, p plan) error {
	form := command(p.text)
	before, err := s.cpu()
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var errs error
	var wg sync.WaitGroup
	for range p.clients {
		wg.Go(func() {
			for range p.requests / p.clients {
				begun := time.Now()
				_, err := s.post(ctx, form)
				took := time.Since(begun)
				mu.Lock()
				m.took, errs = append(m.took, took), errors.Join(errs, err)
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	after, err := s.cpu()
	m.cpu += after - before
	return errors.Join(errs, err)
}

// cost is the processor time of one answer, in microseconds.
func (m *sample) cost() float64 {
	return float64(m.cpu.Microseconds()) / float64(len(m.took))
}

func (m *sample) print(name string, p plan) {
	slices.Sort(m.took)
	at := func(q float64) time.Duration { return m.took[int(q*float64(len(m.took)-1))] }
	fmt.Printf("%-19s %d answers to %d clients: median %v, p99 %v, slowest %v; %.1f µs of processor each\n",
		name, len(m.took), p.clients, at(0.5).Round(time.Microsecond), at(0.99).Round(time.Microsecond), at(1).Round(time.Microsecond), m.cost())
}
