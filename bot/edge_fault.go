package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"runtime"
	"runtime/debug"

	"csp/commands"
)

// fatalError is a fault that no waiting mends: a wrong token, an app that was
// removed. Says is one sentence and what to do.
type fatalError struct{ Says string }

func (e *fatalError) Error() string { return e.Says }

// refLetters leave out what is mistaken for something else when read aloud.
const refLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// newRef makes the short reference that ties an answer to its log line.
func newRef() string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails
	for i := range b {
		b[i] = refLetters[int(b[i])%len(refLetters)]
	}
	return string(b[:])
}

// fault is the one place where an error of ours becomes what a person reads:
// the log gets the error under a reference, the person gets the reference.
func (e *edge) fault(what string, err error) commands.Reply {
	ref := newRef()
	e.metrics.faults.Inc()
	e.Log.Error("request failed", "what", what, "ref", ref, "err", quiet(err))
	return wentWrong(ref)
}

// panicked is fault for a panic.
func (e *edge) panicked(what string, p any) commands.Reply {
	ref := newRef()
	e.metrics.faults.Inc()
	said := fmt.Sprintf("%T", p) // the value may hold what somebody typed
	var re runtime.Error
	if err, ok := p.(error); ok && errors.As(err, &re) {
		said = re.Error()
	}
	e.Log.Error("request panicked", "what", what, "ref", ref, "err", said, "stack", string(debug.Stack()))
	return wentWrong(ref)
}

func wentWrong(ref string) commands.Reply {
	return badReply("Something went wrong (ref " + ref + "). Try again, and tell the office that reference if it goes on.")
}

// badReply says one thing plainly.
func badReply(says string) commands.Reply {
	return commands.Reply{Bad: true, Blocks: []commands.Block{commands.Para(commands.T(says))}}
}

var secretText = regexp.MustCompile(`(?i)\b(xox[a-z]|xapp|xoxe)[-.][^\s"']+|https?://[^\s"']+|\S+@\S+`)

// quiet is an error without what must not be in a log: tokens, addresses
// (a response URL is a key to a conversation) and e-mail addresses.
func quiet(err error) slog.Value {
	if err == nil {
		return slog.StringValue("")
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return slog.StringValue(secretText.ReplaceAllString(err.Error(), "(hidden)"))
}
