package commands

import (
	"context"
	"testing"
)

// The button that tells a channel answers beside the message that holds it:
// what was done, and its Undo, stay on show.
func TestTellingAnswersBeside(t *testing.T) {
	d := northshireDesk(t)
	for _, value := range []string{"9999", "x", ""} {
		out, err := d.Press(context.Background(), Press{Request: request("staff", ""), Action: tellButton(1).Action, Value: value})
		if err != nil || out.Reply == nil || !out.Below {
			t.Errorf("%q: got %+v, %v, want a reply below", value, out, err)
		}
	}
}
