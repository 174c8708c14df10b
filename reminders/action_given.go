package reminders

import (
	"time"

	"csp/store"
)

// actionGiven tells an owner of a new action on the working day after it was
// recorded. What an import brings of old counts as told: an action is new if
// it was raised so lately that the owner would hear of it yet, or, where no
// day is recorded, if the import was a later one, into an office at work, and
// the action was not overdue by then.
var actionGiven = Kind{
	Name: "action-given", Of: "actions", Timings: []string{"+1wd"},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		a := v.openAction(id)
		if a == nil {
			return nil
		}
		offsets := v.timings(k.Name, a.Timings, []string{a.Partnership}, k.Timings)
		since := v.first(k.Of, id, "", "")
		recorded := store.DateOf(since.In(v.Zone))
		forever := store.Date{Year: maxYear, Month: 1, Day: 1}
		raised := anchor{day: a.Raised, since: since}
		if !a.Raised.Exact() || len(v.climb(offsets, raised, forever)) == 0 {
			if v.imported(id) && (!a.Raised.IsZero() || !v.laterImport(since) || a.Due.Date.Last().Before(recorded) && !a.Due.IsZero() && !a.Due.NextBoard) {
				return nil
			}
		}
		at := anchor{"recorded=" + recorded.String(), recorded, since}
		return on(v.climb(offsets, at, until), at, actionStep(a), Owner)
	},
	Words: func(_ *View, s *Step, _ Audience) Text {
		a := s.Rec.(*store.Action)
		return append(append(Text{plain("New: ")}, refAndText(a.Ref, a.Text)...), plain(". "+actionDueWords(a)))
	},
}

// imported reports whether an action was first stored by an import.
func (v *View) imported(id string) bool {
	n, err := v.tx.FirstChange(store.Actions.Name, id)
	v.fail(err)
	return n > 0 && once(v.commands, n, func() string {
		set, err := v.tx.ChangeSet(n)
		v.fail(err)
		return set.Command
	}) == "import"
}

// laterImport reports whether an import at a moment was none of those with
// which the office began: its register was first written to on an earlier day.
func (v *View) laterImport(at time.Time) bool {
	first, err := v.tx.ChangeSet(1)
	v.fail(ifKnown(err))
	return err == nil && store.DateOf(first.At.In(v.Zone)).Before(store.DateOf(at.In(v.Zone)))
}
