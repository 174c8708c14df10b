package reminders

import (
	"csp/store"
)

// schemeReturn asks for a funded scheme's next monitoring return. A later
// next return is another date to count from, so it ends the reminders of the
// one before.
var schemeReturn = Kind{
	Name: "scheme-return", Of: "schemes", Timings: []string{"-10wd", "0d", "+1w*4"}, Anchors: []string{"next_return"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		s := get(v, &store.Schemes, id)
		if s == nil || s.Outcome == "ended" {
			return nil
		}
		a := v.anchor(k.Of, id, "next_return", s.NextReturn)
		return on(v.climb(v.timings(k.Name, s.Timings, s.Partnerships, k.Timings), a, until), a, schemeStep(s), Office)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		rec := s.Rec.(*store.Scheme)
		return Text{bold(v.schemeName(rec)), plain(": the next return " + dueWords(s.Day, rec.NextReturn, "No later return is recorded."))}
	},
}

// schemeStep is what all steps of a scheme have in common.
func schemeStep(s *store.Scheme) Step {
	return Step{Subject: s.ID, SubjectKind: store.Schemes.Name, Partnerships: s.Partnerships, Rec: s}
}

// schemeName is a scheme's name with its partnerships.
func (v *View) schemeName(s *store.Scheme) string {
	place := "the whole police area"
	if len(s.Partnerships) > 0 {
		place = v.areas(s.Partnerships)
	}
	return named(s.Name, "", place)
}
