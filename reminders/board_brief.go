package reminders

import (
	"csp/store"
	"csp/store/english"
)

// boardBrief asks the office for the policing body's brief before a board.
var boardBrief = Kind{
	Name: "board-brief", Of: "meetings", Timings: []string{"-2wd"}, Anchors: []string{"start"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		m := v.coming(id)
		if m == nil {
			return nil
		}
		return v.before(k, m, until, Office)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		m := s.Rec.(*store.Meeting)
		return Text{
			bold(v.area(m.Partnership)),
			plain(": the board is on " + boardWords(m) + ", " + english.Away(s.Day, m.Start.Date) + ". Prepare the brief for it."),
		}
	},
}
