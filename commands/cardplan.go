package commands

import (
	"csp/store"
	"csp/store/english"
)

// planOf returns the plan that a partnership works to: the one that runs
// today, else the one that ended last, else a draft; found is false when no
// plan is recorded. Replaced plans and other papers (assessments, workplans)
// are left out.
func planOf(tx *store.Tx, partnership string, today store.Date) (plan store.Plan, found bool, err error) {
	best := -1
	for p, err := range store.Plans.Of(tx, "partnerships", partnership) {
		if err != nil {
			return plan, false, err
		}
		if p.Kind != "" && p.Kind != "partnership-plan" || p.Status == "replaced" {
			continue
		}
		n := 1
		switch {
		case p.Status == "draft" || p.From.After(today):
			n = 0
		case !p.Until.IsZero() && !passed(today, p.Until):
			n = 2
		}
		if n > best || n == best && p.Until.After(plan.Until) {
			plan, best, found = p, n, true
		}
	}
	return plan, found, nil
}

// cardPlan is a plan on a card: title, period, state.
func cardPlan(c *Call, tx *store.Tx, p *store.Plan) Text {
	title := Link(orWord(p.Title, "Title "+lowerNot(english.NotRecorded)), p.URL)
	return Join(title, T(", "+orWord(periodWords(p.From, p.Until), "period not recorded")+". "+planStanding(c, tx, p)))
}
