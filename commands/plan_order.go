package commands

import (
	"cmp"

	"csp/store"
)

// planStage is where a plan stands towards its end; the list of plans is in
// this order.
type planStage int

const (
	planEnded planStage = iota // every day that its end can mean has passed
	planEndsSoon
	planEndsLater
	planEndNotRecorded
)

// renewalMonths is how long before its end a plan's renewal is to be begun:
// the last stage of one plan alone took from February to June.
const renewalMonths = 9

// endOf says where a plan stands on a day. An end known only to its year or
// month has passed when all of it has.
func endOf(p *store.Plan, today store.Date) planStage {
	switch {
	case p.Until.IsZero():
		return planEndNotRecorded
	case p.Until.Last().Before(today):
		return planEnded
	case !p.Until.First().After(today.AddMonths(renewalMonths)):
		return planEndsSoon
	}
	return planEndsLater
}

// sortPlans orders plans by where they stand, then by their end, their title
// and their id.
func sortPlans(plans []store.Plan, today store.Date) {
	sortNamed(plans, func(p *store.Plan) string { return p.Title }, func(a, b *store.Plan) int {
		return cmp.Or(
			cmp.Compare(endOf(a, today), endOf(b, today)),
			a.Until.First().Compare(b.Until.First()),
			a.Until.Last().Compare(b.Until.Last()),
		)
	})
}
