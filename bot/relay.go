package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
)

// While serve runs it holds the store, so other subcommands pass their
// arguments and input to it over a unix socket beside the store and relay its
// output and exit code. The caller sends one line of JSON (relayed) and then
// its input, and closes its half; the answer is frames: a byte that says what
// it is, a length in four bytes, and the bytes.
const (
	frameOut  = 'o'
	frameErr  = 'e'
	frameExit = 'x' // the exit code as text
)

const (
	maxFrame  = 1 << 20
	maxHeader = 1 << 16
)

// relayed is what a subcommand asks the serving process to do.
type relayed struct {
	Program string   `json:"program"`
	Args    []string `json:"args"`
	Name    string   `json:"name,omitempty"` // of the input file, for messages
}

// socketPath is the relay's socket for a store file.
func socketPath(store string) string { return store + ".sock" }

// relay listens beside the store.
type relay struct {
	listener net.Listener
	path     string
	handle   func(ctx context.Context, r relayed, con console) int
	log      *slog.Logger
	ctx      context.Context // of the callers' commands; ends with Stop
	cancel   context.CancelFunc

	mu      sync.Mutex
	stopped bool
	conns   map[net.Conn]bool // whether it has said what it wants
	wg      sync.WaitGroup
}

// relayGrace is how long Stop waits for callers whose commands are under way.
const relayGrace = 2 * time.Second

// newRelay listens on the socket beside the store file, readable by this
// user alone. Whoever holds the store's lock may take over a socket that a
// killed process left behind.
func newRelay(store string, log *slog.Logger, handle func(context.Context, relayed, console) int) (*relay, error) {
	path := socketPath(store)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("take over %s: %w", path, err)
	}
	short, done, err := shortPath(path)
	if err != nil {
		return nil, err
	}
	defer done()
	l, err := net.Listen("unix", short)
	if err != nil {
		return nil, fmt.Errorf("listen beside the store: %w", err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	r := &relay{listener: l, path: path, handle: handle, log: log, conns: map[net.Conn]bool{}}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	return r, nil
}

// shortPath gives a name for path that fits a socket address (107 bytes): the
// path itself, or one through an open folder.
func shortPath(path string) (string, func(), error) {
	if len(path) <= 100 {
		return path, func() {}, nil
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return "", nil, err
	}
	name := filepath.Join("/proc/self/fd", strconv.Itoa(int(dir.Fd())), filepath.Base(path))
	return name, func() { dir.Close() }, nil
}

// Run serves callers until Stop.
func (r *relay) Run() {
	for {
		conn, err := r.listener.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			r.log.Warn("relay", "error", err)
			select {
			case <-time.After(time.Second):
			case <-r.ctx.Done():
				return
			}
		default:
			r.take(conn)
		}
	}
}

// take serves one caller on its own goroutine, unless the relay has stopped.
func (r *relay) take(conn net.Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped {
		conn.Close()
		return
	}
	r.conns[conn] = false
	r.wg.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				r.log.Error("relay: a command failed", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			}
			r.mu.Lock()
			delete(r.conns, conn)
			r.mu.Unlock()
			conn.Close()
		}()
		if err := r.serve(conn); err != nil {
			r.log.Warn("relay", "error", err)
		}
	})
}

// Stop takes no more callers, lets go those that have not said what they
// want, gives the others a short while, and removes the socket.
func (r *relay) Stop(ctx context.Context) error {
	err := r.listener.Close()
	r.mu.Lock()
	r.stopped = true
	for conn, asked := range r.conns {
		if !asked {
			conn.Close()
		}
	}
	r.mu.Unlock()
	done := make(chan struct{})
	go func() { r.wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(relayGrace):
	case <-ctx.Done():
	}
	r.cancel()
	r.mu.Lock()
	for conn := range r.conns {
		conn.Close()
	}
	r.mu.Unlock()
	<-done // every read and write of theirs has ended
	return errors.Join(err, os.Remove(r.path))
}

func (r *relay) serve(conn net.Conn) error {
	in := bufio.NewReaderSize(conn, maxHeader)
	var mu sync.Mutex
	con := console{
		in:  in,
		out: &frameWriter{w: conn, mu: &mu, kind: frameOut},
		err: &frameWriter{w: conn, mu: &mu, kind: frameErr},
	}
	code := exitUsage
	line, err := in.ReadSlice('\n')
	var req relayed
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		fmt.Fprintln(con.err, "csp: what was typed is too long. Type a shorter command.")
	case err != nil:
		return fmt.Errorf("read request: %w", err)
	default:
		if err := json.Unmarshal(line, &req); err != nil {
			return fmt.Errorf("read request: %w", err)
		}
		r.mu.Lock()
		r.conns[conn] = true
		r.mu.Unlock()
		code = r.handle(r.ctx, req, con)
	}
	_, err = (&frameWriter{w: conn, mu: &mu, kind: frameExit}).Write([]byte(strconv.Itoa(code)))
	return err
}

// frameWriter writes frames of one kind.
type frameWriter struct {
	w    io.Writer
	mu   *sync.Mutex
	kind byte
}

func (f *frameWriter) Write(b []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for len(b) > 0 {
		part := b[:min(len(b), maxFrame)]
		head := binary.BigEndian.AppendUint32([]byte{f.kind}, uint32(len(part)))
		if _, err := f.w.Write(append(head, part...)); err != nil {
			return n, err
		}
		n += len(part)
		b = b[len(part):]
	}
	return n, nil
}

// errNobody: no process serves the store.
var errNobody = errors.New("nobody serves the store")

// callRelay passes a subcommand to the process that serves the store and
// returns its exit code, or errNobody.
func callRelay(ctx context.Context, store string, req relayed, con console) (int, error) {
	short, done, err := shortPath(socketPath(store))
	if err != nil {
		return 0, errNobody
	}
	defer done()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", short)
	if err != nil {
		return 0, errNobody
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	head, err := json.Marshal(req)
	if err != nil {
		return 0, err
	}
	go func() { // the answer may come before all input is read
		if _, err := conn.Write(append(head, '\n')); err == nil {
			_, _ = io.Copy(conn, con.in)
		}
		_ = conn.(*net.UnixConn).CloseWrite()
	}()
	return readFrames(bufio.NewReader(conn), con)
}

func readFrames(r io.Reader, con console) (int, error) {
	for {
		var head [5]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return 0, fmt.Errorf("the serving process went away before it had answered: %w", err)
		}
		n := binary.BigEndian.Uint32(head[1:])
		if n > maxFrame {
			return 0, errors.New("the serving process answered in a form this version does not know")
		}
		to := con.out
		switch head[0] {
		case frameExit:
			b, err := io.ReadAll(io.LimitReader(r, int64(n)))
			if err != nil {
				return 0, err
			}
			return strconv.Atoi(string(b))
		case frameErr:
			to = con.err
		}
		if _, err := io.CopyN(to, r, int64(n)); err != nil {
			return 0, err
		}
	}
}
