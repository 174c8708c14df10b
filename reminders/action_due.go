package reminders

import (
	"slices"
	"strconv"

	"csp/store"
	"csp/store/english"
)

// actionDue tells an action's owner that it is due, then that it was, and then
// each Monday; and the chair once, with the second Monday. A weekly repeat
// without end in its timings is those Mondays.
var actionDue = Kind{
	Name: "action-due", Of: "actions", Timings: []string{"-5wd", "+2wd", "+1w*"}, Anchors: []string{"due"},
	Hangs: []Hang{{On: "meetings", Subjects: (*View).actionsBy}},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		a := v.openAction(id)
		if a == nil || a.Due.IsZero() {
			return nil
		}
		offsets := v.timings(k.Name, a.Timings, []string{a.Partnership}, k.Timings)
		if a.Due.NextBoard {
			return v.dueAtBoards(a, offsets, until)
		}
		due := v.anchor(k.Of, id, "due", a.Due.Date)
		if due.day.IsZero() {
			return nil
		}
		i := slices.IndexFunc(offsets, isMondays)
		var mondays []rung
		if i >= 0 {
			mondays = v.mondays(offsets, due, until)
			offsets = slices.Delete(offsets, i, i+1)
		}
		rungs := v.unreplaced(a, due.day, v.climb(offsets, due, until))
		out := on(append(rungs, mondays...), due, actionStep(a), Owner)
		for i := range out[len(rungs):] {
			if s := &out[len(rungs)+i]; s.Offset == chairMonday {
				s.To = []Audience{Owner, Chair}
			}
		}
		return out
	},
	Words: func(v *View, s *Step, to Audience) Text {
		a := s.Rec.(*store.Action)
		words := refAndText(a.Ref, a.Text)
		if to == Chair && a.Owner != "" {
			words = append(words, plain(" ("+v.person(a.Owner)+")"))
		}
		due := a.Due.Date
		if s.About != nil {
			return append(words, plain(" is due at the board on "+english.Moment(s.About.Start)+", "+english.Away(s.Day, s.About.Start.Date)+"."))
		}
		verb := " is due "
		if s.Day.After(due) {
			verb = " was due "
		}
		return append(words, plain(verb+english.On(due)+", "+english.Away(s.Day, due)+"."))
	},
}

// chairMonday is the Monday with which the chair hears of an action.
const chairMonday = "monday 2"

func isMondays(o store.Offset) bool {
	return o.Unit == store.Weeks && o.N == 1 && o.Times == store.Forever
}

// mondays are an owner's Monday lists from the first Monday after the other
// steps on.
func (v *View) mondays(offsets []store.Offset, due anchor, until store.Date) []rung {
	last := due.day
	for _, o := range offsets {
		if o.N > 0 && o.Times != store.Forever {
			day := v.cal.NextWorking(v.add(due.day, store.Offset{N: o.N * o.Times, Unit: o.Unit}))
			if day.After(last) {
				last = day
			}
		}
	}
	// Those before the date was stored are not owed.
	start := mondayAfter(last)
	n := max(1, start.DaysUntil(store.DateOf(due.since.In(v.Zone)))/7)
	out := make([]rung, 0, max(0, start.DaysUntil(until)/7-n+2))
	for ; ; n++ {
		monday := start.AddDays(7 * (n - 1))
		day := v.cal.NextWorking(monday)
		if day.After(until) || day.Year > maxYear {
			return out
		}
		if v.at(day).After(due.since) {
			out = append(out, rung{"monday " + strconv.Itoa(n), true, day})
		}
	}
}

// dueAtBoards are the steps of an action that is due at the next board: those
// before each board that is planned. It moves on with the board, so it is
// never overdue.
func (v *View) dueAtBoards(a *store.Action, offsets []store.Offset, until store.Date) []Step {
	offsets = slices.DeleteFunc(offsets, func(o store.Offset) bool { return o.N > 0 })
	var out []Step
	for _, m := range v.boardsOf(a.Partnership) {
		if m.Status == "held" || !a.Raised.IsZero() && !m.Start.After(a.Raised) {
			continue
		}
		at := v.anchor("meetings", m.ID, "start", m.Start.Date)
		at.text = "due=next-board " + m.ID + " " + at.text
		at.since = latest(at.since, v.first("actions", a.ID, "due", "next-board"))
		proto := actionStep(a)
		proto.Over, proto.About = v.over(&m), &m
		out = append(out, on(v.unreplaced(a, m.Start.Date, v.climb(offsets, at, until)), at, proto, Owner)...)
	}
	return out
}

// unreplaced leaves out what comes shortly before a board asks for updates on
// what is due by it: asking once is enough.
func (v *View) unreplaced(a *store.Action, due store.Date, rungs []rung) []rung {
	for _, m := range v.boardsOf(a.Partnership) {
		if due.After(m.Start.Date) || due.AddDays(maxAsk).Before(m.Start.Date) {
			continue
		}
		for _, asked := range v.updates(&m, m.Start.Date) {
			if !due.After(asked.day) || !v.at(asked.day).After(v.first("actions", a.ID, "", "")) {
				continue
			}
			rungs = slices.DeleteFunc(rungs, func(r rung) bool {
				return !r.after && !r.day.Before(asked.day.AddDays(-apart)) && r.day.Before(due)
			})
		}
	}
	return rungs
}

// maxAsk bounds how many days before a board its updates replace what is due.
const maxAsk = 60

// actionsBy are the open actions that are due by a board, and so may be
// replaced by what it asks.
func (v *View) actionsBy(rec any) []string {
	m := rec.(*store.Meeting)
	if !isBoard(m) {
		return nil
	}
	var out []string
	add := func(a store.Action, err error) bool {
		v.fail(err)
		out = append(out, a.ID)
		return err == nil
	}
	store.Actions.By(v.tx, "open", m.Partnership, "next-board")(add)
	if m.Start.Exact() {
		from, to := m.Start.AddDays(-maxAsk).String(), m.Start.AddDays(1).String()
		store.Actions.Between(v.tx, "open", []any{m.Partnership, from}, []any{m.Partnership, to})(add)
	}
	return out
}
