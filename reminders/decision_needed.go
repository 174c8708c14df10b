package reminders

import (
	"csp/store"
	"csp/store/english"
)

// decisionNeeded says that a decision is needed by a day, to the office alone.
var decisionNeeded = Kind{
	Name: "decision-needed", Of: "decisions", Timings: []string{"-1m", "-2w", "-2wd", "+1w*4"}, Anchors: []string{"needed_by"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		d := get(v, &store.Decisions, id)
		if d == nil || d.Status == "taken" || d.Status == "deferred" || d.Status == "" && !d.Decided.IsZero() {
			return nil
		}
		a := v.anchor(k.Of, id, "needed_by", d.NeededBy)
		proto := Step{Subject: id, SubjectKind: k.Of, Partnerships: d.Partnerships, Rec: d}
		return on(v.climb(v.timings(k.Name, d.Timings, d.Partnerships, k.Timings), a, until), a, proto, Office)
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		d := s.Rec.(*store.Decision)
		verb, rest := "is", "."
		if s.Day.After(d.NeededBy) {
			verb, rest = "was", ". It is not recorded as taken."
		}
		words := refAndText(d.Ref, d.Text)
		if place := v.areas(d.Partnerships); place != "" {
			words = append(words, plain(" ("+place+")"))
		}
		return append(words, plain(": this decision "+verb+" needed by "+english.Long(d.NeededBy)+", "+english.Away(s.Day, d.NeededBy)+rest))
	},
}

// refAndText is a reference in bold with the first words of what it stands
// for.
func refAndText(ref, text string) Text {
	text = cut(text, 140)
	if ref == "" {
		return Text{bold(text)}
	}
	return Text{bold(ref), plain(" " + text)}
}

// cut shortens a text to so many characters, with an ellipsis.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
