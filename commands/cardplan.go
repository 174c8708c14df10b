package commands

import (
	"csp/store"
	"csp/store/english"
)

// planOf returns the plan that a partnership works to: the one that runs
// today, else the one that ended last, else one that is still to start or a
// draft; found is false when no plan is recorded. Replaced plans are left
// out, unless they run until what replaces them starts, and so are other
// papers (assessments, workplans).
func planOf(tx *store.Tx, partnership string, today store.Date) (plan store.Plan, found bool, err error) {
	best := -1
	for p, err := range store.Plans.Of(tx, "partnerships", partnership) {
		if err != nil {
			return plan, false, err
		}
		if p.Kind != "" && p.Kind != "partnership-plan" {
			continue
		}
		n, runs := 1, !p.Until.IsZero() && !passed(today, p.Until)
		switch {
		case p.Status == "replaced" && (!runs || isReplaced(tx, &p, today)):
			continue
		case p.Status == "draft" || toStart(&p, today):
			n = 0
		case runs:
			n = 2
		}
		if n > best || n == best && p.Until.After(plan.Until) {
			plan, best, found = p, n, true
		}
	}
	return plan, found, nil
}

// toStart reports whether a plan has not started yet. One that starts in a
// year or month that is not over may have.
func toStart(p *store.Plan, today store.Date) bool {
	return !p.From.IsZero() && p.From.First().After(today)
}

// isReplaced reports whether what replaces a plan has started.
func isReplaced(tx *store.Tx, p *store.Plan, today store.Date) bool {
	next, err := store.Plans.Get(tx, p.Successor)
	return err != nil || !toStart(&next, today)
}

// beforeIt says how things stand until a plan starts; "" when another plan runs
// of which it is not recorded that this one follows.
func beforeIt(c *Call, tx *store.Tx, p *store.Plan) string {
	until := p.From.First().AddDays(-1)
	list, _, err := readable(c, tx, store.Plans.Of(tx, "plans", p.ID))
	if err != nil {
		return ""
	}
	for _, old := range list {
		switch {
		case old.Successor != p.ID:
		case old.Until.IsZero():
			return "Before it: " + planName(tx, &old) + ", whose end is not recorded."
		case old.Until.Last().Before(until):
			s := "ended "
			if !passed(c.Today(), old.Until) {
				s = "ends "
			}
			return upper(planName(tx, &old)) + " " + s + when(old.Until) + ". From then until this one starts no plan is recorded."
		default:
			return "Until then " + planName(tx, &old) + " is the plan."
		}
	}
	for other, err := range store.Plans.Of(tx, "partnerships", p.Partnership) {
		if err != nil || other.ID != p.ID && other.Kind == p.Kind && during(c.Today(), other.From, other.Until) {
			return ""
		}
	}
	return "No plan is recorded until then."
}

// cardPlan is a plan on a card: title, period, state.
func cardPlan(c *Call, tx *store.Tx, p *store.Plan) Text {
	title := Link(orWord(p.Title, "Title "+lowerNot(english.NotRecorded)), p.URL)
	return Join(title, T(", "+orWord(periodWords(p.From, p.Until), "period not recorded")+". "+planStanding(c, tx, p)))
}
