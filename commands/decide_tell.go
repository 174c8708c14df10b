package commands

import (
	"csp/store"
	"csp/store/english"
)

// decisionNotice tells a decision that is newly taken, or newly published by
// the commissioner; "" of any other change, of a closed session, and of one
// that is of more than one partnership: no one channel is told of it.
func decisionNotice(tx *store.Tx, old, d *store.Decision) string {
	if d.Session == "closed" || !taken(d) || undecided(d) || len(d.Partnerships) != 1 {
		return ""
	}
	if old != nil && taken(old) && !undecided(old) {
		return ""
	}
	where := "A decision of " + partnershipName(tx, d.Partnerships[0])
	if d.Kind == "pcc" {
		where = "A decision of the " + policingBody(tx) + " for " + partnershipName(tx, d.Partnerships[0])
	}
	if !d.Decided.IsZero() {
		where += ", " + english.Long(d.Decided)
	}
	if d.Ref != "" {
		where += " (" + d.Ref + ")"
	}
	s := where + ": " + sentence(d.Text)
	if d.Kind == "pcc" && d.Amount.Known {
		s += " " + sum(d.Amount) + "."
	}
	if d.Notice != "" {
		s += " Notice " + d.Notice + "."
	}
	return s
}
