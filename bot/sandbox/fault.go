package sandbox

import (
	"slices"
	"time"
)

// The kinds of Fault.
const (
	TooMany = "429"     // refused with Retry-After
	Broken  = "500"     // refused with a server error
	Lost    = "lost"    // done, then the connection is cut before the answer
	Cut     = "cut"     // the connection is cut and nothing was done
	Slow    = "slow"    // done, but the answer comes after Delay
	Late    = "late"    // the connection is cut, and it is done after Delay
	Refuse  = "refuse:" // answered with the error named after the colon
	Twice   = "twice"   // what Slack tells the bot is told twice; has no method
)

// Always is the Count of a fault that goes on until it is ended.
const Always = -1

// Fault is a way in which this Slack misbehaves.
type Fault struct {
	Method     string // of the Web API, or ResponseURL; "" is every one
	Kind       string // one of the kinds above, such as Lost or Refuse+"is_archived"
	Count      int    // how many requests; 0 is one, Always is all
	RetryAfter time.Duration
	Delay      time.Duration // of Slow and Late

	id int // what the page ends it by
}

// Misbehave makes the next requests that match go wrong. Faults wait in line:
// the first that matches is used up before the next.
func (s *Slack) Misbehave(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Count == 0 {
		f.Count = 1
	}
	s.ids++
	f.id = s.ids
	s.faults = append(s.faults, &f)
	s.touch()
}

// Behave ends all misbehaviour that is still to come.
func (s *Slack) Behave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
	s.touch()
}

// Faults gives the misbehaviour that is still to come, in its order; Count is
// how many requests are left to each.
func (s *Slack) Faults() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Fault
	for _, f := range s.faults {
		all = append(all, *f)
	}
	return all
}

// end takes one fault out of the line; one that has ended by itself is no
// mistake.
func (s *Slack) end(id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = slices.DeleteFunc(s.faults, func(f *Fault) bool { return f.id == id })
	s.touch()
}

// fault gives what shall go wrong with a request; the zero Fault is nothing.
func (s *Slack) fault(method string) Fault {
	return s.use(func(f *Fault) bool { return f.Kind != Twice && (f.Method == "" || f.Method == method) })
}

// twice reports whether what was delivered shall be delivered once more.
func (s *Slack) twice() bool {
	return s.use(func(f *Fault) bool { return f.Kind == Twice }).Kind == Twice
}

// use takes one request off the first fault that fits.
func (s *Slack) use(fits func(*Fault) bool) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.faults, fits)
	if i < 0 {
		return Fault{}
	}
	f := s.faults[i]
	if f.Count > 0 {
		f.Count--
	}
	used := *f
	if f.Count == 0 {
		s.faults = slices.Delete(s.faults, i, i+1)
	}
	return used
}
