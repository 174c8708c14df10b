package reminders

import (
	"csp/store"
	"csp/store/english"
)

// boardItems calls for items for a board's agenda.
var boardItems = Kind{
	Name: "board-items", Of: "meetings", Timings: []string{"-20wd"}, Anchors: []string{"start"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		m := v.coming(id)
		if m == nil {
			return nil
		}
		return v.before(k, m, until, Partnership)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		m := s.Rec.(*store.Meeting)
		text := ": send items for the agenda."
		if day := v.papersDue(m); day.Exact() {
			text += " Papers go out on " + english.Long(day) + "."
		}
		return Text{bold("The board on " + boardWords(m)), plain(text)}
	},
}
