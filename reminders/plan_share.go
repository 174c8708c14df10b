package reminders

import (
	"csp/store"
	"csp/store/english"
)

// planShare says that a current plan is not recorded as shared with the
// policing body, to which a copy must be sent.
var planShare = Kind{
	Name: "plan-share", Of: "plans", Timings: []string{"+10wd"}, Anchors: []string{"from"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		p := get(v, &store.Plans, id)
		if p == nil || p.Status != "current" || !p.SharedWithPCC.IsZero() {
			return nil
		}
		proto := planStep(p)
		a := v.anchor(k.Of, id, "from", p.From)
		return on(v.climb(v.timings(k.Name, p.Timings, proto.Partnerships, k.Timings), a, until), a, proto, Office)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		p := s.Rec.(*store.Plan)
		body := v.office.PolicingBody
		if body == "" {
			body = "policing body"
		}
		return Text{
			bold(v.planName(p)),
			plain(" began on " + english.Long(p.From) + ". It is not recorded as shared with the " + body + "."),
		}
	},
}
