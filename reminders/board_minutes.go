package reminders

import (
	"csp/store"
	"csp/store/english"
)

// boardMinutes asks for the draft minutes of a board.
var boardMinutes = Kind{
	Name: "board-minutes", Of: "meetings", Timings: []string{"+10wd"}, Anchors: []string{"start"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		m := v.board(id)
		if m == nil || m.Minutes != "" && m.Minutes != "none" {
			return nil
		}
		a := v.anchor(k.Of, id, "start", m.Start.Date)
		return on(v.climb(v.timings(k.Name, m.Timings, []string{m.Partnership}, k.Timings), a, until), a, boardStep(m), Secretariat)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		m := s.Rec.(*store.Meeting)
		return Text{bold(v.area(m.Partnership)), plain(": no draft minutes are recorded of the board on " + english.Moment(m.Start) + ".")}
	},
}
