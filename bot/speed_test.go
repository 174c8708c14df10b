package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"csp/bot/bare"
	"csp/bot/sandbox"
	"csp/config"
	"csp/store/kv"
)

// BenchmarkBare is a handler that does the least one can do for a slash
// command over signed HTTP: it verifies the signature, parses the form, reads
// one key of the store and writes a ready card. BenchmarkCard is the bot's
// whole answer to /csp darlington. Run them in one go and compare:
//
//	go test ./bot -run '^$' -bench 'Bare|Card' -count 5
//
// direct is the handler alone; loopback is a request over a real connection,
// with the client's cost in it; cpu-ns/op is what the whole process used.
func BenchmarkBare(b *testing.B) {
	o := speedOffice(b)
	card := answerOf(b, speedEdge(b, o))
	if err := o.engine.Update(b.Context(), func(w kv.Writer) error { return w.Put(bare.Key, card) }); err != nil {
		b.Fatal(err)
	}
	both(b, bare.Handler(o.engine, sandbox.DefaultSigningSecret))
}

func BenchmarkCard(b *testing.B) {
	o := speedOffice(b)
	h := speedEdge(b, o)
	answerOf(b, h) // so that it is known who asks
	both(b, h)
}

// BenchmarkCardAnew is the card worked out and drawn each time, as it is after
// each change of the store.
func BenchmarkCardAnew(b *testing.B) {
	o := speedOffice(b)
	w := &world{}
	h := speedEdgeOf(b, o, w)
	answerOf(b, h)
	w.edge.cards.most = 0 // each card is thrown away when the next is kept
	form := speedForm("darlington")
	b.ReportAllocs()
	for b.Loop() {
		clear(w.edge.cards.kept)
		h.ServeHTTP(&discard{h: http.Header{}}, speedRequest(form))
	}
}

// speedOffice is the example register in a store on disk.
func speedOffice(b *testing.B) *office {
	b.Helper()
	o, err := openOffice(b.Context(), config.Config{Location: time.UTC}, config.StoreSpec{Engine: config.BoltEngine, Path: filepath.Join(b.TempDir(), "csp.db")}, opening{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = o.Close() })
	if err := o.loadExample(context.Background(), false); err != nil {
		b.Fatal(err)
	}
	return o
}

func speedEdge(b *testing.B, o *office) http.Handler { return speedEdgeOf(b, o, &world{}) }

// speedEdgeOf is an edge over the office that is reached over HTTP, as it is
// served: its log at info, thrown away.
func speedEdgeOf(b *testing.B, o *office, w *world) http.Handler {
	b.Helper()
	s := sandbox.New(sandbox.DefaultWorkspace(), sandbox.Options{RequestURL: "http://127.0.0.1:1"})
	if err := s.Start("127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Close)
	var err error
	w.edge, err = newEdge(edgeOptions{
		Desk: o.desk, Store: o.store, Calendar: o.calendar.Now,
		Log: slog.New(slog.NewJSONHandler(io.Discard, nil)),
		Config: config.Config{
			BotToken: sandbox.DefaultBotToken, SigningSecret: sandbox.DefaultSigningSecret,
			APIURL: s.APIURL(), APIURLSet: true, Location: time.UTC,
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = w.edge.Stop(context.Background()) })
	if err := w.edge.Check(b.Context()); err != nil {
		b.Fatal(err)
	}
	return w.edge.Handler()
}

// speedForm is the body of a command as Slack sends it.
func speedForm(text string) []byte {
	return []byte(url.Values{
		"token": {"deprecated"}, "team_id": {home}, "team_domain": {"sandbox-office"}, "channel_id": {sandbox.General},
		"channel_name": {"general"}, "user_id": {sandbox.Partner}, "user_name": {"beth"}, "command": {"/csp"}, "text": {text},
		"api_app_id": {"A0SANDBX1"}, "is_enterprise_install": {"false"}, "response_url": {"http://127.0.0.1:1/commands/T0/1/abc"},
		"trigger_id": {"7231.122.98ab76cd54ef"},
	}.Encode())
}

func speedRequest(form []byte) *http.Request {
	return signedRequest("/slack/commands", formType, form, time.Now())
}

func answerOf(b *testing.B, h http.Handler) []byte {
	b.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, speedRequest(speedForm("darlington")))
	if rec.Code != http.StatusOK || rec.Body.Len() < 2000 {
		b.Fatalf("the card: %d %s", rec.Code, rec.Body)
	}
	return rec.Body.Bytes()
}

// discard is a response that goes nowhere.
type discard struct{ h http.Header }

func (d *discard) Header() http.Header         { return d.h }
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }
func (d *discard) WriteHeader(int)             {}

// both measures a handler alone and behind a real server.
func both(b *testing.B, h http.Handler) {
	form := speedForm("darlington")
	made := speedRequest(form)
	b.Run("direct", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r := *made
			r.Body = io.NopCloser(bytes.NewReader(form))
			h.ServeHTTP(&discard{h: http.Header{}}, &r)
		}
	})
	b.Run("loopback", func(b *testing.B) {
		srv := httptest.NewServer(h)
		defer srv.Close()
		began := cpuTime()
		for b.Loop() {
			r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, srv.URL+"/slack/commands", bytes.NewReader(form))
			if err != nil {
				b.Fatal(err)
			}
			r.Header = made.Header
			res, err := srv.Client().Do(r)
			if err != nil {
				b.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode != http.StatusOK {
				b.Fatal(res.Status)
			}
		}
		b.ReportMetric(float64(cpuTime()-began)/float64(b.N), "cpu-ns/op")
	})
}

// cpuTime is what this process has used so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
