package reminders

import (
	"time"

	"csp/store"
	"csp/store/english"
)

// pilotHorizon asks for the exact date of a pilot's horizon that is known to
// its year or month alone, in the autumn before. It stops when the horizon has
// an exact date: the day on which the pilot's funding or agreement ends is
// another fact, and says nothing of it.
var pilotHorizon = Kind{
	Name: "pilot-horizon", Of: "pilots", Anchors: []string{"horizon"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		p := get(v, &store.Pilots, id)
		if p == nil || p.Horizon.IsZero() || p.Horizon.Exact() || v.off(k.Name, p.Timings, p.Partnerships) {
			return nil
		}
		a := anchor{
			text: "horizon=" + p.Horizon.String(), since: v.first(k.Of, id, "horizon", p.Horizon.String()),
			day: store.Date{Year: p.Horizon.Year - 1, Month: time.October, Day: 1},
		}
		proto := Step{Subject: id, SubjectKind: k.Of, Partnerships: p.Partnerships, Rec: p}
		return on(v.climb([]store.Offset{{Unit: store.Days, Times: 1}}, a, until), a, proto, Office)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		p := s.Rec.(*store.Pilot)
		return Text{bold(v.pilotName(p)), plain(" looks forward to " + english.Long(p.Horizon) + ". The exact date is not recorded.")}
	},
}
