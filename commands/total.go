package commands

import (
	"fmt"

	"csp/store"
)

// total is what a list of schemes comes to: every scheme counts once, however
// many partnerships it is shown under.
type total struct {
	sum     store.Money // of the sums that are recorded; Not recorded when none is
	with    int         // how many schemes have their sum recorded
	schemes int
}

// totalOf adds up schemes by their id.
func totalOf(schemes []store.Scheme) total {
	var t total
	seen := make(map[string]bool, len(schemes))
	for _, s := range schemes {
		if seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		t.schemes++
		if s.Amount.Known {
			t.with++
			t.sum.Known = true
			t.sum.Pence += s.Amount.Pence
		}
	}
	return t
}

// String says the total and what it leaves out: "£24,000 in 1 of 4 schemes;
// 3 have no sum recorded".
func (t total) String() string {
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
