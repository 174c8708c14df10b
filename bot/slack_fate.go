package main

import (
	"errors"
	"net"
	"net/http"

	"github.com/slack-go/slack"
)

// mayBeDone reports whether a call that ended with an error may have been
// carried out all the same: the answer was lost, cut or late, or is one of
// those that Slack gives when it lost count itself. A refusal by name or for
// its pace, and a connection that never came about, did nothing for certain.
// https://docs.slack.dev/reference/methods/chat.postMessage
func mayBeDone(err error) bool {
	var said slack.SlackErrorResponse
	if errors.As(err, &said) {
		switch said.Err {
		case "fatal_error", "internal_error", "request_timeout", "service_unavailable":
			return true
		}
		return false
	}
	var fast *slack.RateLimitedError
	var status slack.StatusCodeError
	var dial *net.OpError
	switch {
	case err == nil, errors.Is(err, errPace), errors.As(err, &fast):
		return false
	case errors.As(err, &status):
		return status.Code != http.StatusTooManyRequests
	case errors.As(err, &dial):
		return dial.Op != "dial"
	}
	return true
}
