package reminders

import "testing"

// The model is the protocol with nothing around it: one post, one sender that
// may be killed at any step, a Slack that may carry out a request as much as
// inFlight ticks after it left and show it lag ticks after that, whoever is
// still alive then. Every order of events is tried.
const (
	inFlight  = 3 // ticks that a request may travel
	lag       = 1 // ticks until a message shows in the history
	modelQ    = inFlight + lag
	maxSends  = 4
	maxKills  = 4
	maxBlinds = 1 // readings that do not show what they should
)

// variant is a way to build the protocol, the right one or a wrong one.
type variant struct {
	name        string
	recordFirst bool // sent is recorded before it is sent
	noIntent    bool // nothing is recorded before it is sent
	blind       bool // what may be there is sent again without looking
	quiet       int8
	fromIntent  bool // the quiet is counted from the intent
	reads       int8
	failed500   bool // a server error counts as not posted
}

// What the ledger says.
const (
	ledgerDue = iota
	ledgerIntent
	ledgerSent
)

// Where the sender is.
const (
	atStart   = iota
	atCall    // about to ask Slack
	atAnswer  // waiting for its answer
	atRecord  // it was posted
	atUnknown // nobody knows
	atQuiet   // recovering
)

// state is one moment of everything.
type state struct {
	ledger, at           int8
	age                  int8 // ticks since the intent
	calm                 int8 // ticks of quiet so far
	read                 int8
	flight               [maxSends]int8 // 1 + ticks since it left; 0: none
	shown                [maxSends]int8 // 1 + ticks since it was posted
	sends, kills, blinds int8
}

func (s state) posts() (n int) {
	for _, p := range s.shown {
		if p > 0 {
			n++
		}
	}
	return n
}

func (s state) flying() bool { return s.flight != [maxSends]int8{} }

// next returns every state that may follow.
func (s state) next(v variant) []state {
	var out []state
	add := func(n state) { out = append(out, n) }
	// A request arrives, if it has not been lost.
	for i, f := range s.flight {
		if f == 0 {
			continue
		}
		n := s
		n.flight[i] = 0
		add(n)
		n.shown[i] = 1
		add(n)
	}
	if s.kills < maxKills {
		n := s
		n.kills++
		n.at = atStart
		if s.at == atQuiet || s.at == atStart {
			add(n) // how long it was quiet has been stored
		}
		n.calm = 0
		add(n)
	}
	if n, ok := s.tick(); ok {
		add(n)
	}
	return append(out, s.act(v)...)
}

// tick lets time pass, unless a request has travelled as long as it may.
func (s state) tick() (state, bool) {
	for i := range s.flight {
		if s.flight[i] > inFlight {
			return s, false
		}
		if s.flight[i] > 0 {
			s.flight[i]++
		}
		if s.shown[i] > 0 {
			s.shown[i] = min(s.shown[i]+1, lag+2)
		}
	}
	s.age = min(s.age+1, 2*modelQ)
	if s.at == atQuiet {
		s.calm = min(s.calm+1, 2*modelQ)
	}
	return s, true
}

// act is what the sender may do.
func (s state) act(v variant) []state {
	n := s
	switch s.at {
	case atStart:
		switch {
		case s.ledger == ledgerSent:
			return nil
		case s.ledger == ledgerIntent && !v.blind:
			n.at = atQuiet
		default:
			return s.begin(v)
		}
	case atCall:
		if s.sends == maxSends {
			return nil
		}
		n.flight[s.sends], n.at = 1, atAnswer
		n.sends++
	case atAnswer:
		return s.answered(v)
	case atRecord:
		n.ledger = ledgerSent
		n.at = atStart
	case atUnknown:
		n.at, n.calm = atQuiet, 0
	case atQuiet:
		return s.recover(v)
	}
	return []state{n}
}

// begin starts an attempt.
func (s state) begin(v variant) []state {
	s.at, s.age, s.calm, s.read = atCall, 0, 0, 0
	switch {
	case v.recordFirst:
		s.ledger = ledgerSent
	case !v.noIntent:
		s.ledger = ledgerIntent
	}
	return []state{s}
}

// answered is what the call comes to: the message stands there and Slack says
// so, or nobody knows, which also is a server error.
func (s state) answered(v variant) []state {
	var out []state
	last := s.sends - 1
	if s.shown[last] > 0 {
		n := s
		n.at = atRecord
		out = append(out, n)
	}
	n := s
	n.at = atUnknown
	out = append(out, n)
	if v.failed500 {
		n.at, n.ledger = atStart, ledgerDue
		out = append(out, n)
	}
	return out
}

// recover reads when it has been quiet for long enough.
func (s state) recover(v variant) []state {
	calm := s.calm
	if v.fromIntent {
		calm = s.age
	}
	if calm < v.quiet {
		return nil
	}
	var out []state
	seen := false
	for _, p := range s.shown {
		seen = seen || p > lag
	}
	if seen {
		n := s
		n.at = atRecord
		out = append(out, n)
	}
	if !seen || s.blinds < maxBlinds {
		n := s
		if seen {
			n.blinds++
		}
		if n.read++; n.read < v.reads {
			return append(out, n)
		}
		out = append(out, n.begin(v)...)
	}
	return out
}

// explore tries every order and reports how many states there are, and
// whether any end is wrong: two posts, or recorded as sent without one.
func explore(v variant) (states int, doubled, lost bool) {
	seen := map[state]bool{{}: true}
	todo := []state{{}}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		doubled = doubled || s.posts() > 1
		lost = lost || s.ledger == ledgerSent && s.at == atStart && s.posts() == 0 && !s.flying()
		for _, n := range s.next(v) {
			if !seen[n] {
				seen[n] = true
				todo = append(todo, n)
			}
		}
	}
	return len(seen), doubled, lost
}

func TestModel(t *testing.T) {
	t.Parallel()
	right := variant{name: "as it is", quiet: modelQ, reads: 2}
	states, doubled, lost := explore(right)
	t.Logf("%d states", states)
	if doubled || lost {
		t.Errorf("the protocol: doubled %v, lost %v", doubled, lost)
	}
	if states < 1000 {
		t.Errorf("only %d states", states)
	}
	for _, c := range []struct {
		variant
		lost bool // else doubled
	}{
		{variant{name: "record first", recordFirst: true, quiet: modelQ, reads: 2}, true},
		{variant{name: "send, then record", noIntent: true, quiet: modelQ, reads: 2}, false},
		{variant{name: "intent, and sent again blindly", blind: true, reads: 2}, false},
		{variant{name: "no quiet", quiet: 0, reads: 2}, false},
		{variant{name: "quiet too short", quiet: modelQ - 1, reads: 2}, false},
		{variant{name: "quiet from the intent", quiet: modelQ, fromIntent: true, reads: 2}, false},
		{variant{name: "read once", quiet: modelQ, reads: 1}, false},
		{variant{name: "a 500 taken as failed", quiet: modelQ, reads: 2, failed500: true}, false},
	} {
		if _, doubled, lost := explore(c.variant); c.lost && !lost || !c.lost && !doubled {
			t.Errorf("%s is not found wrong: doubled %v, lost %v", c.name, doubled, lost)
		}
	}
}
