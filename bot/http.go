package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"csp/config"
)

// maxBody is the longest request that is read.
const maxBody = 1 << 20

// Handler serves the probes and figures and, in HTTP mode, what Slack sends.
func (e *edge) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if e.storeAnswers(r.Context()) {
			sayPlain(w, http.StatusOK, "ok")
			return
		}
		sayPlain(w, http.StatusServiceUnavailable, "the store does not answer")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !e.storeAnswers(r.Context()):
			sayPlain(w, http.StatusServiceUnavailable, "the store does not answer")
		case !e.Ready():
			sayPlain(w, http.StatusServiceUnavailable, "not receiving from Slack")
		default:
			sayPlain(w, http.StatusOK, "receiving")
		}
	})
	mux.Handle("GET /metrics", e.metrics.handler())
	if e.mode == config.HTTPMode {
		mux.HandleFunc("/slack/commands", e.signed(e.httpSlash))
		mux.HandleFunc("/slack/interactivity", e.signed(e.httpInteraction))
		mux.HandleFunc("/slack/events", e.signed(e.httpEvent))
	}
	return mux
}

// storeAnswers reports whether the store can be read.
func (e *edge) storeAnswers(ctx context.Context) bool {
	_, err := e.Desk.Revision(ctx)
	return err == nil
}

func sayPlain(w http.ResponseWriter, status int, says string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, says+"\n")
}

// signed lets through what Slack signed, with its body read. Nothing but the
// body is covered by the signature, so nothing but the body is used.
func (e *edge) signed(next func(w http.ResponseWriter, r *http.Request, body []byte)) http.HandlerFunc {
	turn := func(w http.ResponseWriter, status int, reason, says string) {
		e.metrics.refusals.WithLabelValues(reason).Inc()
		sayPlain(w, status, says)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			turn(w, http.StatusMethodNotAllowed, "method", "only POST is taken here")
			return
		}
		body, err := readBody(w, r)
		var long *http.MaxBytesError
		switch {
		case errors.As(err, &long):
			turn(w, http.StatusRequestEntityTooLarge, "too long", "the request is longer than 1 MiB")
			discardRest(w, r)
			return
		case err != nil:
			turn(w, http.StatusBadRequest, "unread", "the request could not be read")
			return
		}
		if !e.signer.signed(r.Header, body, time.Now()) {
			turn(w, http.StatusUnauthorized, "signature", "the signature is missing, wrong or too old")
			return
		}
		e.metrics.lastEvent.SetToCurrentTime()
		if r.Header.Get("X-Slack-Retry-Num") != "" {
			e.metrics.redelivered.Inc()
		}
		if !e.work.begin() {
			e.httpTurnedAway(w, r)
			return
		}
		defer e.work.done()
		next(w, r, body)
	}
}

// httpTurnedAway tells people in words; an event is refused, so that Slack
// sends it again.
func (e *edge) httpTurnedAway(w http.ResponseWriter, r *http.Request) {
	body := e.turnedAway()
	if r.URL.Path == "/slack/commands" {
		w.Header()["Content-Type"] = jsonType
		_, _ = w.Write(body)
		return
	}
	w.Header().Set("Retry-After", "5")
	sayPlain(w, http.StatusServiceUnavailable, "busy or stopping")
}

// readBody reads the whole body, which is nearly always a few hundred bytes
// of announced length.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > maxBody {
		w.Header().Set("Connection", "close") // the rest is not kept
		return nil, &http.MaxBytesError{Limit: maxBody}
	}
	if r.ContentLength >= 0 {
		body := make([]byte, r.ContentLength)
		_, err := io.ReadFull(r.Body, body)
		return body, err
	}
	return io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
}

// What is read, and for how long, of a body that is too long.
const (
	discardBody = 16 << 20
	discardTime = 5 * time.Second
)

// discardRest sends an answer that came before the end of the request, and
// reads on for a while: a connection that is closed on somebody who still
// writes is reset, and the answer is lost.
func discardRest(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	if c.Flush() != nil || c.SetReadDeadline(time.Now().Add(discardTime)) != nil {
		return
	}
	_, _ = io.CopyN(io.Discard, r.Body, discardBody)
}

// httpAck writes acknowledgements as the response of this request. It may be
// used only until the handler returns; drop makes sure.
func (e *edge) httpAck(w http.ResponseWriter, kind string, began time.Time) *ack {
	return &ack{
		began: began,
		told:  func(took time.Duration) { e.metrics.acked(kind, took) },
		write: func(body []byte, stopgap bool) error {
			h := w.Header()
			h["Content-Length"] = []string{strconv.Itoa(len(body))}
			if len(body) > 0 {
				h["Content-Type"] = jsonType
			}
			if !stopgap {
				_, err := w.Write(body)
				return err
			}
			// The handler is still at work: the answer must leave now, and the
			// connection must not be used for another request meanwhile.
			e.metrics.stopgaps.Inc()
			h.Set("Connection", "close")
			if _, err := w.Write(body); err != nil {
				return err
			}
			return http.NewResponseController(w).Flush()
		},
	}
}

var jsonType = []string{"application/json; charset=utf-8"}

// httpSlash answers in the handler's own goroutine: nothing may stand between
// a look-up and its answer.
func (e *edge) httpSlash(w http.ResponseWriter, _ *http.Request, body []byte) {
	c, err := slashForm(body)
	if err != nil {
		e.malformed(w)
		return
	}
	if c.SSLCheck == "1" {
		w.WriteHeader(http.StatusOK)
		return
	}
	if c.User == "" || c.Command == "" {
		e.malformed(w)
		return
	}
	a := e.httpAck(w, "slash", time.Now())
	defer a.drop()
	// Not the request's context: it ends when Slack hangs up, and the answer
	// then still goes to the response URL.
	e.slash(e.running, c, func() string { return payloadID(body) }, a)
}

func (e *edge) malformed(w http.ResponseWriter) {
	e.metrics.refusals.WithLabelValues("malformed").Inc()
	sayPlain(w, http.StatusBadRequest, "not a request that Slack sends here")
}

func (e *edge) httpInteraction(w http.ResponseWriter, r *http.Request, body []byte) {
	form, err := parseForm(body, "payload")
	if err != nil {
		e.malformed(w)
		return
	}
	raw := []byte(form[0])
	p, err := decode[interaction](raw)
	if err != nil || p.Type == "" {
		e.malformed(w)
		return
	}
	e.besides(w, r, "interaction", func(ctx context.Context, a *ack) { e.interact(ctx, p, payloadID(raw), a) })
}

func (e *edge) httpEvent(w http.ResponseWriter, r *http.Request, body []byte) {
	c, err := decode[eventCallback](body)
	if err != nil || c.Type == "" {
		e.malformed(w)
		return
	}
	if c.Type == "url_verification" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, c.Challenge) // and not a letter more
		return
	}
	e.besides(w, r, "event", func(ctx context.Context, a *ack) { e.event(ctx, c, a) })
}

// besides runs fn beside the handler, which returns as soon as fn has
// acknowledged, so that the connection is free while fn goes on.
func (e *edge) besides(w http.ResponseWriter, r *http.Request, kind string, fn func(ctx context.Context, a *ack)) {
	sent := make(chan []byte, 1)
	a := &ack{began: time.Now(), write: func(body []byte, stopgap bool) error {
		if stopgap {
			e.metrics.stopgaps.Inc()
		}
		sent <- body
		return nil
	}}
	ended := make(chan struct{})
	e.follow(kind, func(ctx context.Context) {
		defer close(ended)
		fn(ctx, a)
	})
	var body []byte
	select {
	case body = <-sent:
	case <-ended:
		select {
		case body = <-sent:
		default: // it failed; an empty acknowledgement is better than none
		}
	case <-r.Context().Done():
		return
	}
	if err := e.httpAck(w, kind, a.began).send(body); err != nil {
		e.Log.Warn("not acknowledged", "kind", kind, "err", quiet(err))
	}
}

// payloadID names a payload by what is in it: the same when it comes again,
// and different otherwise, since Slack puts a trigger of its own in each.
func payloadID(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:12])
}
