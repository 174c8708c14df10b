package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"syscall"
	"testing"

	"github.com/slack-go/slack"
)

// What a call may have done decides whether it may be made again.
func TestMayBeDone(t *testing.T) {
	dial := &url.Error{Op: "Post", Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}
	for _, test := range []struct {
		err  error
		want bool
	}{
		{nil, false},
		{slack.SlackErrorResponse{Err: "not_in_channel"}, false},
		{slack.SlackErrorResponse{Err: "ratelimited"}, false},
		{slack.SlackErrorResponse{Err: "fatal_error"}, true},
		{slack.SlackErrorResponse{Err: "internal_error"}, true},
		{&slack.RateLimitedError{}, false},
		{slack.StatusCodeError{Code: 429}, false},
		{slack.StatusCodeError{Code: 500}, true},
		{fmt.Errorf("call: %w", errPace), false},
		{dial, false},
		{&url.Error{Op: "Post", Err: &net.OpError{Op: "read", Err: syscall.ECONNRESET}}, true},
		{io.EOF, true},
		{context.DeadlineExceeded, true},
		{errors.New("invalid character"), true},
	} {
		if got := mayBeDone(test.err); got != test.want {
			t.Errorf("%v: %v", test.err, got)
		}
	}
}
