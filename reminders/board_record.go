package reminders

import (
	"csp/store"
	"csp/store/english"
)

// boardRecord asks that a board which has been is recorded: the secretariat
// at first, then the office too.
var boardRecord = Kind{
	Name: "board-record", Of: "meetings", Timings: []string{"+2wd", "+3wd", "+4wd", "+5wd"}, Anchors: []string{"start"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		m := v.board(id)
		if m == nil || !m.Recorded.IsZero() {
			return nil
		}
		a := v.anchor(k.Of, id, "start", m.Start.Date)
		offsets := v.timings(k.Name, m.Timings, []string{m.Partnership}, k.Timings)
		if len(offsets) == 0 {
			return nil
		}
		first := on(v.climb(offsets[:1], a, until), a, boardStep(m), Secretariat)
		for i := range first {
			if first[i].Offset != (store.Offset{N: offsets[0].N, Unit: offsets[0].Unit, Times: 1}).String() {
				first[i].To = []Audience{Secretariat, Office}
			}
		}
		return append(first, on(v.climb(offsets[1:], a, until), a, boardStep(m), Secretariat, Office)...)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		m := s.Rec.(*store.Meeting)
		return Text{
			bold(v.area(m.Partnership)),
			plain(": the board on " + english.Moment(m.Start) + " is not recorded. Record who was there, what was decided and who does what."),
		}
	},
}
