package commands

import (
	"fmt"

	"csp/store"
	"csp/store/english"
)

// total is what a list of schemes comes to: every scheme counts once, however
// many partnerships it is shown under.
type total struct {
	sum     store.Money // of the sums that are recorded; Not recorded when none is
	with    int         // how many schemes have their sum recorded
	schemes int
	ended   int // how many of them have ended
}

// totalOf adds up schemes by their id, as of a day.
func totalOf(schemes []store.Scheme, today store.Date) total {
	var t total
	seen := make(map[string]bool, len(schemes))
	for _, s := range schemes {
		if seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		t.schemes++
		if passed(today, s.Until) {
			t.ended++
		}
		if s.Amount.Known {
			t.with++
			t.sum.Known = true
			t.sum.Pence += s.Amount.Pence
		}
	}
	return t
}

// String says the total and what it counts and leaves out: "£24,000 in 1 of 4
// schemes; 3 have no sum recorded; 1 has ended".
func (t total) String() string {
	s := t.sums()
	switch {
	case t.ended == 0:
		return s
	case t.ended == t.schemes && t.schemes == 1:
		return s + "; it has ended"
	case t.ended == t.schemes:
		return s + "; all of them have ended"
	case t.ended == 1:
		return s + "; 1 of the schemes has ended"
	}
	return s + "; " + english.Thousands(t.ended) + " of the schemes have ended"
}

func (t total) sums() string {
	schemes := fmt.Sprintf("%d schemes", t.schemes)
	if t.schemes == 1 {
		schemes = "1 scheme"
	}
	missing := t.schemes - t.with
	switch {
	case t.schemes == 0:
		return "no schemes"
	case t.with == 0 && t.schemes == 1:
		return "1 scheme; its sum is not recorded"
	case t.with == 0:
		return schemes + "; no sum is recorded for any of them"
	case missing == 0:
		return t.sum.Pounds() + " in " + schemes
	case missing == 1:
		return fmt.Sprintf("%s in %d of %s; 1 has no sum recorded", t.sum.Pounds(), t.with, schemes)
	}
	return fmt.Sprintf("%s in %d of %s; %d have no sum recorded", t.sum.Pounds(), t.with, schemes, missing)
}
