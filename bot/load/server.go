package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"csp/bot/sandbox"
	"csp/store/register"
)

// server is a process under measurement.
type server struct {
	cmd   *exec.Cmd
	base  string // its address, http://127.0.0.1:1234
	ready time.Duration
	slack *sandbox.Slack // the bot's; nil for the bare handler
	http  *http.Client
}

// startBot imports the example register into a new store and serves it over
// signed HTTP.
func startBot(ctx context.Context, dir string) (*server, error) {
	t, err := newTrial(ctx, dir, sandbox.DefaultWorkspace(), sandbox.Staff)
	if err != nil {
		return nil, err
	}
	err = t.program.Import(ctx, t.settings(), string(register.Example()))
	var s *server
	if err == nil {
		s, err = t.start(t.settings())
	}
	if err != nil {
		t.slack.Close()
		return nil, err
	}
	s.slack = t.slack
	return s, nil
}

// start runs the process and waits until it is ready.
func start(cmd *exec.Cmd, base string) (*server, error) {
	cmd.Stderr, cmd.Stdout = os.Stderr, io.Discard
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd: cmd, base: base, http: &http.Client{
		Timeout:   10 * time.Second,
		Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true},
	}}
	for time.Since(begun) < 10*time.Second {
		resp, err := s.http.Get(base + "/readyz")
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				s.ready = time.Since(begun)
				return s, nil
			}
		}
		time.Sleep(time.Millisecond) // poll: the process tells nobody else
	}
	s.stop()
	return nil, errors.New("the server did not become ready")
}

// stop ends the process in order and waits for it.
func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
	if s.slack != nil {
		s.slack.Close()
	}
}

// memory is the resident memory of the process in MiB; 0 when it is not
// known here.
func (s *server) memory() float64 {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if rest, ok := strings.CutPrefix(sc.Text(), "VmRSS:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

// cpu is the processor time that the process has used.
func (s *server) cpu() (time.Duration, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("read processor time: %w", err)
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	f := strings.Fields(rest)
	user, err1 := strconv.Atoi(f[11])
	system, err2 := strconv.Atoi(f[12])
	const tick = 10 * time.Millisecond // USER_HZ is 100 on every Linux that Go runs on
	return time.Duration(user+system) * tick, errors.Join(err1, err2)
}

// answer types one command and returns the bytes of the answer.
func (s *server) answer(ctx context.Context, text string) ([]byte, error) {
	body, err := s.post(ctx, command(text))
	if err != nil {
		return nil, err
	}
	if !json.Valid(body) {
		return nil, fmt.Errorf("the answer is not JSON: %.80q", body)
	}
	return body, nil
}

// freePort is a port that nobody else gets until it is let go.
func freePort() (port string, letGo func() error, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	_, port, err = net.SplitHostPort(l.Addr().String())
	return port, l.Close, err
}
