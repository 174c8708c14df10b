package sandbox

import "time"

// The kinds of Fault.
const (
	TooMany = "429"     // refused with Retry-After
	Broken  = "500"     // refused with a server error
	Lost    = "lost"    // done, then the connection is cut before the answer
	Cut     = "cut"     // the connection is cut and nothing was done
	Slow    = "slow"    // done, but the answer comes after Delay
	Refuse  = "refuse:" // answered with the error named after the colon
)

// Fault is a way in which this Slack misbehaves.
type Fault struct {
	Method     string // of the Web API, or ResponseURL; "" is every one
	Kind       string // one of the kinds above, such as Lost or Refuse+"is_archived"
	Count      int    // how many requests; 0 is one
	RetryAfter time.Duration
	Delay      time.Duration // of Slow
}

// Misbehave makes the next requests that match go wrong. Faults wait in line:
// the first that matches is used up before the next.
func (s *Slack) Misbehave(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Count = max(f.Count, 1)
	s.faults = append(s.faults, &f)
}

// Behave ends all misbehaviour that is still to come.
func (s *Slack) Behave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault gives what shall go wrong with a request; the zero Fault is nothing.
func (s *Slack) fault(method string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.Method != "" && f.Method != method {
			continue
		}
		f.Count--
		if f.Count == 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return *f
	}
	return Fault{}
}
