package reminders

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// boardUpdates asks the owners of a partnership's open actions for an update
// before the board, one line an action. It looks at the board; the lines are
// of the actions.
var boardUpdates = Kind{
	Name: "board-updates", Of: "meetings", Timings: updatesDefault, Anchors: []string{"start"},
	Hangs: []Hang{{On: "actions", Subjects: (*View).boardsBeingAsked}},
	Steps: func(v *View, _ *Kind, id string, until store.Date) []Step {
		m := v.coming(id)
		if m == nil {
			return nil
		}
		rungs := v.updates(m, until)
		if len(rungs) == 0 {
			return nil
		}
		var out []Step
		for a, err := range store.Actions.By(v.tx, "open", m.Partnership) {
			if v.fail(err); err != nil {
				return nil
			}
			since := v.first("actions", a.ID, "", "")
			for _, r := range rungs {
				if v.at(r.day).After(since) {
					out = append(out, updateStep(v, m, &a, r))
				}
			}
		}
		return out
	},
	// Which actions are open is looked at on the day.
	Early: func(v *View, k *Kind, id string) store.Date {
		m := v.coming(id)
		if m == nil {
			return store.Date{}
		}
		today := v.today()
		var next store.Date
		for _, r := range v.updates(m, m.Start.AddDays(366)) {
			if v.at(r.day).After(v.now) && (next.IsZero() || r.day.Before(next)) {
				next = r.day
			}
		}
		if past := v.unsettled(k, id, today); !past.IsZero() && (next.IsZero() || past.Before(next)) {
			return past
		}
		return next
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		a := s.Rec.(*store.Action)
		return append(refAndText(a.Ref, a.Text), plain(". "+askUpdate+english.Moment(s.About.Start)+"."))
	},
}

// askUpdate begins what a line for an owner asks for.
const askUpdate = "Please give an update before the board on "

// asks is the span of a line that asks for what others may ask for too, -1 for
// none.
func (it *Item) asks() int {
	return slices.IndexFunc(it.Words, func(s Span) bool { return strings.HasPrefix(s.Text, ". "+askUpdate) })
}

// Ask is the sentence by which a line asks for what several lines may ask for
// in the same words, "" of any other.
func (it *Item) Ask() string {
	i := it.asks()
	if i < 0 {
		return ""
	}
	return strings.TrimPrefix(it.Words[i].Text, ". ")
}

// Unasked is a line's words without what it asks for.
func (it *Item) Unasked() Text {
	out := slices.Clone(it.Words)
	if i := it.asks(); i >= 0 {
		out[i].Text = "."
	}
	return out
}

const updatesName = "board-updates"

// updatesDefault is 5 working days before the board.
var updatesDefault = []string{"-5wd"}

// updates are the days on which a board's updates are asked for.
func (v *View) updates(m *store.Meeting, until store.Date) []rung {
	a := v.anchor("meetings", m.ID, "start", m.Start.Date)
	return v.climb(v.timings(updatesName, m.Timings, []string{m.Partnership}, updatesDefault), a, until)
}

func updateStep(v *View, m *store.Meeting, a *store.Action, r rung) Step {
	s := actionStep(a)
	s.Anchor, s.Offset, s.Day, s.To = m.ID+" start="+m.Start.Date.String(), r.offset, r.day, []Audience{Owner}
	s.Over, s.About = v.over(m), m
	return s
}

// boardsBeingAsked are the boards of an action's partnership that have asked
// for updates and have not been.
func (v *View) boardsBeingAsked(rec any) []string {
	var out []string
	for _, m := range v.boardsOf(rec.(*store.Action).Partnership) {
		if m.Status != "held" && v.now.Before(v.over(&m)) && len(v.updates(&m, v.today())) > 0 {
			out = append(out, m.ID)
		}
	}
	return out
}
