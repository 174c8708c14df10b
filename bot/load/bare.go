package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"

	"csp/bot/sandbox"
	"csp/store/kv"
	"csp/store/kv/boltkv"

	"github.com/slack-go/slack"
)

// bareArg makes this program be the bare handler.
const bareArg = "bare-handler"

var bareKey = kv.Key("card")

// bareHandler is the least that can answer a slash command over signed HTTP:
// it verifies the signature, parses the form, reads one key and writes what
// is there. It is the measure for what the bot adds.
func bareHandler(e kv.Engine) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := signedBody(w, r)
		if !ok {
			return
		}
		if form, err := url.ParseQuery(string(body)); err != nil || form.Get("command") != "/csp" {
			http.Error(w, "bad form", http.StatusBadRequest)
			return
		}
		var card []byte
		err := e.View(r.Context(), func(tx kv.Reader) (err error) {
			card, err = tx.Get(bareKey)
			return err
		})
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(card)
	})
}

// startBare runs the bare handler in a process of its own, over a store that
// holds the card ready.
func startBare(ctx context.Context, dir string, card []byte) (*server, error) {
	path := filepath.Join(dir, "bare.db")
	e, err := boltkv.Open(path, boltkv.Options{})
	if err != nil {
		return nil, err
	}
	err = errors.Join(e.Update(ctx, func(w kv.Writer) error { return w.Put(bareKey, card) }), e.Close())
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	addr := "127.0.0.1:" + port
	return start(exec.Command(self, bareArg, path, addr), cleanEnv(), "http://"+addr)
}

func serveBare(ctx context.Context, args []string) error {
	e, err := boltkv.Open(args[0], boltkv.Options{})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("POST /slack/commands", bareHandler(e))
	mux.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	srv := &http.Server{Addr: args[1], Handler: mux}
	stopped := context.AfterFunc(ctx, func() { srv.Close() })
	defer stopped()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return e.Close()
}

func signedBody(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
	v, err := slack.NewSecretsVerifier(r.Header, sandbox.DefaultSigningSecret)
	if err != nil {
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return nil, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err == nil {
		_, err = v.Write(body)
	}
	if err == nil {
		err = v.Ensure()
	}
	if err != nil {
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return nil, false
	}
	return body, true
}
