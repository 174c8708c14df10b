package reminders

import (
	"csp/store"
	"csp/store/english"
)

// schemeEnd says that a funded scheme ends, and afterwards that its final
// report is missing. What comes before the end counts back from the day by
// which notice must be given, where that is recorded.
var schemeEnd = Kind{
	Name: "scheme-end", Of: "schemes", Timings: []string{"-6m", "-3m", "-1m", "0d", "+1m"}, Anchors: []string{"until", "notice_by"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		s := get(v, &store.Schemes, id)
		if s == nil {
			return nil
		}
		var before, rest []store.Offset
		for _, o := range v.timings(k.Name, s.Timings, s.Partnerships, k.Timings) {
			switch {
			case o.N < 0 && s.Outcome == "":
				before = append(before, o)
			case o.N == 0 && s.Outcome == "" || o.N > 0 && s.FinalReport.IsZero():
				rest = append(rest, o)
			}
		}
		end := v.anchor(k.Of, id, "until", s.Until)
		back := end
		if s.NoticeBy.Exact() {
			back = v.anchor(k.Of, id, "notice_by", s.NoticeBy)
		}
		out := on(v.climb(before, back, until), back, schemeStep(s), Office)
		return append(out, on(v.climb(rest, end, until), end, schemeStep(s), Office)...)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		rec := s.Rec.(*store.Scheme)
		name := bold(v.schemeName(rec))
		switch {
		case s.After:
			return Text{name, plain(" ended on " + english.Long(rec.Until) + ". Its final report is not recorded.")}
		case s.Anchor == "notice_by="+rec.NoticeBy.String():
			text := ": notice must be given by " + english.Long(rec.NoticeBy) + ", " + english.Away(s.Day, rec.NoticeBy) + "."
			if !rec.Until.IsZero() {
				text += " The scheme ends on " + english.Long(rec.Until) + "."
			}
			return Text{name, plain(text + " What follows it is not recorded.")}
		}
		return Text{name, plain(" ends on " + english.Long(rec.Until) + ", " + english.Away(s.Day, rec.Until) + ". What follows it is not recorded.")}
	},
}
