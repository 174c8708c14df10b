package reminders

import (
	"csp/store"
	"csp/store/english"
)

// boardMissing says that a partnership has had no board for long and none is
// planned.
var boardMissing = Kind{
	Name: "board-missing", Of: "partnerships", Timings: []string{"+40wd", "+1m*"},
	Hangs: []Hang{{On: "meetings", Subjects: func(_ *View, rec any) []string {
		return []string{rec.(*store.Meeting).Partnership}
	}}},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		p := get(v, &store.Partnerships, id)
		if p == nil {
			return nil
		}
		last := v.lastBoard(id)
		if last == nil {
			return nil
		}
		a := v.anchor("meetings", last.ID, "start", last.Start.Date)
		proto := Step{Subject: id, SubjectKind: k.Of, Partnerships: []string{id}, Rec: last}
		return on(v.climb(v.timings(k.Name, p.Timings, nil, k.Timings), a, until), a, proto, Secretariat, Office)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		return Text{
			bold(v.area(s.Subject)),
			plain(": no board is planned. The last one was on " + english.Long(s.Rec.(*store.Meeting).Start.Date) + "."),
		}
	},
}

// lastBoard returns a partnership's latest board, nil when it had none. A
// board that is still planned is the latest, and nothing is missing until it
// has long been: so nothing follows from what day it is.
func (v *View) lastBoard(partnership string) *store.Meeting {
	for m, err := range store.Meetings.ByBack(v.tx, "start", partnership) {
		if v.fail(err); err != nil {
			return nil
		}
		if isBoard(&m) && m.Status != "cancelled" && !m.Start.IsZero() {
			return &m
		}
	}
	return nil
}
