package reminders

import (
	"time"

	"csp/store"
)

// step is what a sender does next about one post.
type step int

const (
	stepWait    step = iota // nothing yet
	stepSend                // make the next attempt
	stepRead                // read the channel's history for it
	stepHold                // give up and tell a person
	stepCorrect             // put the new words into the message
)

// maxUnknown is how many attempts may end unknown and not be found before a
// person has to look.
const maxUnknown = 3

// fate is what a sender knows of a post besides its record.
type fate struct {
	// quiet is how long nobody has been asking Slack for this post: counted
	// from the end of the call or, for what an earlier process asked, from
	// this one's start; what earlier processes waited after the same attempt
	// is added, since they did not ask either.
	quiet time.Duration
	// apart is how long ago this process read the history for the post, or
	// else its quiet.
	apart time.Duration
}

// between is how far the two readings of a channel's history lie apart.
func between(quiet time.Duration) time.Duration { return quiet / 10 }

// decide is the protocol. Of a post that may or may not be there nothing is
// sent before a time of quiet, as long as Slack may take to show a message,
// has passed and two complete readings have not found it. For stepWait it
// returns how long to wait at least.
func decide(p store.Post, f fate, quiet time.Duration) (step, time.Duration) {
	switch p.State {
	case store.PostDue, store.PostRejected:
		return stepSend, 0
	case store.PostIntent, store.PostUnknown:
		switch {
		case f.quiet < quiet:
			return stepWait, quiet - f.quiet
		case p.Read == 0:
			return stepRead, 0
		case p.Read == 1 && f.apart < between(quiet):
			return stepWait, between(quiet) - f.apart
		case p.Read == 1:
			return stepRead, 0
		case p.State == store.PostUnknown && p.Unknowns >= maxUnknown:
			return stepHold, 0
		}
		return stepSend, 0
	case store.PostSent:
		if p.Correct {
			return stepCorrect, 0
		}
	}
	return stepWait, time.Duration(1<<63 - 1)
}
