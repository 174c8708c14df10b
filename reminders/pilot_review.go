package reminders

import (
	"csp/store"
	"csp/store/english"
)

// pilotReview asks for a pilot's interim and final review.
var pilotReview = Kind{
	Name: "pilot-review", Of: "pilots", Timings: []string{"-1m", "-2w", "0d", "+1w*4"},
	Anchors: []string{"interim_review", "final_review"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		p := get(v, &store.Pilots, id)
		if p == nil {
			return nil
		}
		offsets := v.timings(k.Name, p.Timings, p.Partnerships, k.Timings)
		proto := Step{Subject: id, SubjectKind: k.Of, Partnerships: p.Partnerships, Rec: p}
		var out []Step
		if p.InterimDone.IsZero() {
			a := v.anchor(k.Of, id, "interim_review", p.InterimReview)
			out = append(out, on(v.climb(offsets, a, until), a, proto, Office)...)
		}
		if p.FinalDone.IsZero() {
			a := v.anchor(k.Of, id, "final_review", p.FinalReview)
			out = append(out, on(v.climb(offsets, a, until), a, proto, Office)...)
		}
		return out
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		p := s.Rec.(*store.Pilot)
		which, day := "interim", p.InterimReview
		if s.Anchor == "final_review="+p.FinalReview.String() {
			which, day = "final", p.FinalReview
		}
		return Text{bold(v.pilotName(p)), plain(": the " + which + " review " + dueWords(s.Day, day, "It is not recorded as done."))}
	},
}

// pilotName is a pilot's name with its partnerships.
func (v *View) pilotName(p *store.Pilot) string {
	return named(p.Name, "Unnamed pilot", v.areas(p.Partnerships))
}

// dueWords says that something is due, or was and is not done.
func dueWords(today, day store.Date, late string) string {
	if today.After(day) {
		return "was due " + english.On(day) + ", " + english.Away(today, day) + ". " + late
	}
	return "is due " + english.On(day) + ", " + english.Away(today, day) + "."
}
