package reminders

import (
	"fmt"

	"csp/store"
	"csp/store/english"
)

// boardPapers says that a board's papers are about to be due, with what is
// missing. Its steps count from the day on which the papers go out.
var boardPapers = Kind{
	Name: "board-papers", Of: "meetings", Timings: []string{"-2wd", "0d"}, Anchors: []string{"start", "papers_due"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		m := v.coming(id)
		if m == nil || !m.PapersSent.IsZero() {
			return nil
		}
		// The board's own day is the anchor where no other is recorded, so that
		// a new bank holiday makes no new line.
		a := v.anchor("meetings", id, "start", m.Start.Date)
		if !m.PapersDue.IsZero() {
			a = v.anchor("meetings", id, "papers_due", m.PapersDue)
		}
		if !a.day.IsZero() {
			a.day = v.papersDue(m)
		}
		proto := boardStep(m)
		proto.Over = v.over(m)
		return on(v.climb(v.timings(k.Name, m.Timings, proto.Partnerships, k.Timings), a, until), a, proto, Secretariat)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		m := s.Rec.(*store.Meeting)
		due := v.papersDue(m)
		verb := " are due out on "
		if s.Day.After(due) {
			verb = " were due out on "
		}
		text := ": papers for the board on " + boardWords(m) + verb + english.Long(due) + ", " + english.Away(s.Day, due) + "."
		return Text{bold(v.area(m.Partnership)), plain(text + missingPapers(m))}
	},
}

// missingPapers names up to three agenda items without a paper. Those of a
// closed session are counted: the line is also listed for people who may not
// see what they are.
func missingPapers(m *store.Meeting) string {
	var names []string
	closed := 0
	for _, i := range m.Agenda {
		switch {
		case i.PaperURL != "":
		case i.Session == "closed":
			closed++
		default:
			names = append(names, "“"+cut(i.Item, 60)+"”")
		}
	}
	switch n := len(names); {
	case len(m.Agenda) == 0:
		return " No agenda is recorded."
	case n+closed == 0:
		return ""
	case n > 3:
		names = append(names[:3:3], fmt.Sprintf("%d more", n-3))
	}
	if closed > 0 {
		names = append(names, english.Count(closed, "closed item", "closed items"))
	}
	return " No paper is recorded for " + english.And(names...) + "."
}
