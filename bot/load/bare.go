package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"

	"csp/bot/bare"
	"csp/bot/program"
	"csp/bot/sandbox"
	"csp/store/kv"
	"csp/store/kv/boltkv"
)

// bareArg makes this program be the bare handler.
const bareArg = "bare-handler"

// startBare runs the bare handler in a process of its own, over a store that
// holds the card ready.
func startBare(ctx context.Context, dir string, card []byte) (*server, error) {
	path := filepath.Join(dir, "bare.db")
	e, err := boltkv.Open(path, boltkv.Options{})
	if err != nil {
		return nil, err
	}
	err = errors.Join(e.Update(ctx, func(w kv.Writer) error { return w.Put(bare.Key, card) }), e.Close())
	if err != nil {
		return nil, err
	}
	port, letGo, err := freePort()
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err = errors.Join(err, letGo()); err != nil {
		return nil, err
	}
	addr := "127.0.0.1:" + port
	cmd := exec.Command(self, bareArg, path, addr)
	cmd.Env = program.CleanEnv()
	return start(cmd, "http://"+addr)
}

func serveBare(ctx context.Context, args []string) error {
	e, err := boltkv.Open(args[0], boltkv.Options{})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("POST /slack/commands", bare.Handler(e, sandbox.DefaultSigningSecret))
	mux.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	srv := &http.Server{Addr: args[1], Handler: mux}
	stopped := context.AfterFunc(ctx, func() { srv.Close() })
	defer stopped()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return e.Close()
}
