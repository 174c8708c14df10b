package reminders

import (
	"csp/store"
	"csp/store/english"
)

// boardSoon tells a partnership's channel of the board the day before.
var boardSoon = Kind{
	Name: "board-soon", Of: "meetings", Timings: []string{"-1wd"}, Anchors: []string{"start"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		m := v.coming(id)
		if m == nil {
			return nil
		}
		return v.before(k, m, until, Partnership)
	},
	Words: func(_ *View, s *Step, _ Audience) Text {
		m := s.Rec.(*store.Meeting)
		items := 0
		for _, i := range m.Agenda {
			if i.Session != "closed" { // a channel is not told what is closed
				items++
			}
		}
		text := ", " + english.Away(s.Day, m.Start.Date) + "."
		if items > 0 {
			text += " " + english.Count(items, "item is", "items are") + " on the agenda."
		}
		return Text{bold("The board is on " + boardWords(m)), plain(text)}
	},
}
