package reminders

import (
	"csp/store"
	"csp/store/english"
)

// planRenewal says that a plan ends and nothing is recorded to follow it. With
// a date on which its successor is expected it is quiet until shortly before.
var planRenewal = Kind{
	Name: "plan-renewal", Of: "plans", Anchors: []string{"until"},
	Timings: []string{"-12m", "-9m", "-6m", "-3m", "-1m", "0d", "+1w*4", "+1m*"},
	Hangs: []Hang{{On: "plans", Subjects: func(v *View, rec any) []string {
		return v.followedBy(rec.(*store.Plan).ID)
	}}},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		p := get(v, &store.Plans, id)
		if p == nil || p.Status == "replaced" {
			return nil
		}
		next := get(v, &store.Plans, p.Successor)
		if next != nil && (next.Status == "current" || next.Status == "replaced") {
			return nil
		}
		proto := planStep(p)
		a := v.anchor(k.Of, id, "until", p.Until)
		rungs := v.climb(v.timings(k.Name, p.Timings, proto.Partnerships, k.Timings), a, until)
		if !p.Expected.IsZero() {
			rungs = from(v.cal.AddWorkingDays(p.Expected, -expectedSoon), rungs)
		}
		return on(rungs, a, proto, Office, Secretariat)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		p := s.Rec.(*store.Plan)
		verb, rest := " ends on ", " No new plan is recorded."
		if s.Day.After(p.Until) {
			verb = " ended on "
		}
		if p.Successor != "" {
			rest = " The plan that follows it is not recorded as current."
		}
		if !p.Expected.IsZero() {
			rest += " It is expected by " + english.Long(p.Expected) + "."
		}
		return Text{bold(v.planName(p)), plain(verb + english.Long(p.Until) + ", " + english.Away(s.Day, p.Until) + "." + rest)}
	},
}

// expectedSoon is how many working days before its successor is expected a
// plan's reminders begin again.
const expectedSoon = 10

// from leaves the rungs from a day on.
func from(day store.Date, rungs []rung) []rung {
	var out []rung
	for _, r := range rungs {
		if !r.day.Before(day) {
			out = append(out, r)
		}
	}
	return out
}

// followedBy returns the plans whose successor is the plan with the id.
func (v *View) followedBy(id string) []string {
	var out []string
	for p, err := range store.Plans.Of(v.tx, "plans", id) {
		if v.fail(err); err != nil {
			return nil
		}
		out = append(out, p.ID)
	}
	return out
}

// planStep is what all steps of a plan have in common.
func planStep(p *store.Plan) Step {
	s := Step{Subject: p.ID, SubjectKind: store.Plans.Name, Rec: p}
	if p.Partnership != "" {
		s.Partnerships = []string{p.Partnership}
	}
	return s
}

// planName is a plan's title with its partnership.
func (v *View) planName(p *store.Plan) string {
	place := ""
	if p.Partnership != "" {
		place = v.area(p.Partnership)
	}
	return named(p.Title, "Untitled plan", place)
}
