package commands

import "testing"

// Before a channel with guests an answer says what such a guest may read: the
// partnership of the channel, and of no other.
func TestBeforeGuests(t *testing.T) {
	d := northshireDesk(t)
	for words, may := range map[string]bool{"chair westmere": true, "chair eastborough": false, "westmere": true, "duties": true, "actions eastborough": false} {
		r, err := d.Do(t.Context(), Request{
			Actor:   Actor{Team: "T0OFFICE", User: "U0STAFF", Guest: true, Channels: []string{"C0WEST"}},
			Channel: "C0WEST", Text: words, Now: sundayMorning, Public: true,
		})
		if err != nil || r.Bad == may {
			t.Errorf("%s: %v: %s", words, err, r.Console())
		}
	}
}
