package commands

import (
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

const renewPlanMove = "plan renewed"

// planMove is a plan that a new one replaces.
type planMove struct {
	Plan        string // id of the old one
	Title       string
	From, Until store.Date
	Status      string // current, or draft: it replaces nothing yet
	URL         string
}

// work gives the old plan its successor. A draft that is its successor
// already becomes the new plan.
func (m *planMove) work(d *draft) error {
	old, err := store.Plans.Get(d.tx, m.Plan)
	if err != nil {
		return err
	}
	if old.Status == "draft" {
		return draftFirst(d.tx, &old)
	}
	next, was, err := m.next(d, &old)
	if err != nil {
		return err
	}
	name := planName(d.tx, &old)
	d.title, d.short, d.press = cutTo("A new plan after "+name, 140), "Plan renewed", "Record the new plan"
	now := old
	now.Successor, now.Status = next.ID, "replaced"
	if m.Status == "draft" {
		now.Status = "renewing"
		d.note("A draft replaces nothing yet: " + name + " stays the plan. Renew it once more to make the draft the current plan.")
	}
	if was == nil {
		if err := d.change(nil, next); err != nil {
			return err
		}
	} else if err := d.change(was, next); err != nil {
		return err
	}
	d.note(seam(old.Until, next.From, "plan"))
	if m.Status == "current" && !old.Until.IsZero() && !passed(d.c.Today(), old.Until) {
		d.note(name + " runs until " + english.Short(old.Until) + ", and counts as replaced from now on.")
	}
	if len(old.Priorities) > 0 && len(next.Priorities) == 0 {
		d.note("The priorities are not carried over.")
	}
	return d.change(&old, &now)
}

// draftFirst is the Problem of a draft, which has to be the plan before
// another one can follow it.
func draftFirst(tx *store.Tx, p *store.Plan) error {
	pr := &Problem{Says: planName(tx, p) + " is a draft.", Then: "Make it the current plan first."}
	for old, err := range store.Plans.Of(tx, "plans", p.ID) {
		if err != nil {
			return err
		}
		if old.Successor == p.ID {
			pr.Then = "Make it the current plan first: renew the plan before it."
			pr.Offer = append(pr.Offer, Button{Label: cutTo("Renew "+planName(tx, &old), maxLabel), Type: "plan plans/" + old.ID + " renew"})
		}
	}
	return pr
}

// next is the new plan as it is to be, and as it is when it is a draft that
// is there already.
func (m *planMove) next(d *draft, old *store.Plan) (next *store.Plan, was any, err error) {
	if old.Successor != "" {
		have, err := store.Plans.Get(d.tx, old.Successor)
		if err != nil {
			return nil, nil, err
		}
		if err := replacedBy(d.tx, old, &have); err != nil {
			return nil, nil, err
		}
		next := have
		m.fill(&next)
		return &next, &have, nil
	}
	meta, err := d.meta("plans", old.Partnership, "plan", yearOf(m.From))
	next = &store.Plan{Meta: meta, Partnership: old.Partnership, Kind: old.Kind}
	m.fill(next)
	return next, nil, err
}

// replacedBy is the Problem of a plan that another one has replaced.
func replacedBy(tx *store.Tx, old, next *store.Plan) error {
	if next.Status != "current" && next.Status != "replaced" {
		return nil
	}
	return &Problem{
		Says:  planName(tx, old) + " was replaced by " + planName(tx, next) + " already.",
		Then:  "To renew that one, open it.",
		Offer: []Button{{Label: cutTo(planName(tx, next), maxLabel), Type: "plan " + next.ID}},
	}
}

func (m *planMove) fill(p *store.Plan) {
	p.Status = m.Status
	if m.Title != "" {
		p.Title = m.Title
	}
	if !m.From.IsZero() {
		p.From = m.From
	}
	if !m.Until.IsZero() {
		p.Until = m.Until
	}
	if m.URL != "" {
		p.URL = m.URL
	}
}

func yearOf(d store.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Year)
}

// usualPlan is what the plan after one usually is: it begins the day after,
// lasts as long, and its title has the new years.
func usualPlan(tx *store.Tx, old *store.Plan) (planMove, error) {
	m := planMove{Plan: old.ID, Status: "current", From: dayAfter(old.Until)}
	if old.Successor != "" {
		next, err := store.Plans.Get(tx, old.Successor)
		if err == nil {
			err = replacedBy(tx, old, &next)
		}
		m.Title, m.From, m.Until, m.URL = next.Title, next.From, next.Until, next.URL
		return m, err
	}
	if !old.From.Exact() || m.From.IsZero() {
		return m, nil
	}
	long := english.MonthsBetween(old.From, m.From)
	m.Until = m.From.AddMonths(long).AddDays(-1)
	m.Title = nextTitle(old, &m)
	return m, nil
}

// nextTitle is the title of a plan with the years of the next one.
func nextTitle(old *store.Plan, m *planMove) string {
	before, after := yearOf(old.From), yearOf(old.Until)
	switch {
	case old.Title == "" || m.From.IsZero() || m.Until.IsZero():
		return ""
	case before != after && strings.Contains(old.Title, before) && strings.Contains(old.Title, after):
		return strings.NewReplacer(before, yearOf(m.From), after, yearOf(m.Until)).Replace(old.Title)
	case strings.ContainsAny(old.Title, "0123456789("):
		return ""
	}
	if yearOf(m.From) == yearOf(m.Until) {
		return old.Title + " " + yearOf(m.From)
	}
	return old.Title + " " + yearOf(m.From) + " to " + yearOf(m.Until)
}

const planHow = "Type /csp plan, its name, “renew”, “as” and the new title, “from” and “until” with dates; “draft” at the end for a draft."

// planAsked reads NAME renew [as TITLE] [from DATE] [until DATE] [draft].
func planAsked(c *Call, tx *store.Tx) (*wanted, error) {
	name, verb, rest := cutVerb(c.Args, "renew")
	if verb == "" {
		return nil, nil
	}
	f, err := c.kept(tx, "plans", name, verb)
	if err != nil {
		return nil, err
	}
	old := f.Rec.(*store.Plan)
	if old.Status == "draft" {
		return nil, draftFirst(tx, old)
	}
	m, err := usualPlan(tx, old)
	if err != nil {
		return nil, err
	}
	if rest == "" {
		return &wanted{form: planForm(tx, old, m), how: planHow}, nil
	}
	rest, isDraft := cutLast(rest, "draft")
	if isDraft {
		m.Status = "draft"
	}
	lead, said := clauses(rest, "as", "from", "until")
	if lead != "" {
		return nil, odd(lead, planHow)
	}
	on, err := c.clauseDates(said, "from", "until")
	if err != nil {
		return nil, err
	}
	if _, ok := on["from"]; ok {
		m.From = on["from"]
	}
	if _, ok := on["until"]; ok {
		m.Until = on["until"]
	}
	if old.Successor == "" {
		m.Title = nextTitle(old, &m)
	}
	if said["as"] != "" {
		m.Title = said["as"]
	}
	return &wanted{move: &m}, nil
}

func planForm(tx *store.Tx, old *store.Plan, m planMove) *Form {
	return &Form{
		ID: "plan.renew", Title: "New plan", Send: "Show what changes", State: old.ID,
		Before: []Block{Para(Join(T("After "), B(planName(tx, old)), T(": "+period(old.From, old.Until))))},
		Inputs: []Input{
			{Name: "title", Label: "Title of the new plan", Kind: OneLine, Max: 200, Value: some(m.Title)},
			dateInput("from", "From", m.From, false),
			dateInput("until", "Until", m.Until, true),
			{Name: "status", Label: "Status", Kind: Select, Value: []string{m.Status}, Options: []Option{{"Current: it replaces the old one", "current"}, {"Draft: the old one stays for now", "draft"}}},
			{Name: "url", Label: "Link", Kind: OneLine, Max: 500, Optional: true, Value: some(m.URL)},
		},
	}
}

// planFormSent reads the form of a new plan and shows what would change.
func planFormSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	m := &planMove{Plan: s.State, Title: in.text("title"), Status: in.text("status"), URL: in.text("url")}
	m.From, m.Until = in.date("from"), in.optionalDate("until")
	return in.show(m)
}
