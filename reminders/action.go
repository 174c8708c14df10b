package reminders

import (
	"time"

	"csp/store"
	"csp/store/english"
)

// openAction returns the action with the id when it is open, else nil.
func (v *View) openAction(id string) *store.Action {
	a := get(v, &store.Actions, id)
	if a == nil || !a.IsOpen() {
		return nil
	}
	return a
}

// actionStep is what all steps of an action have in common.
func actionStep(a *store.Action) Step {
	return Step{
		Subject: a.ID, SubjectKind: store.Actions.Name, Partnerships: []string{a.Partnership},
		Owner: a.Owner, Rec: a,
	}
}

// mondayAfter is the first Monday after a day.
func mondayAfter(d store.Date) store.Date {
	return d.AddDays((int(time.Monday-d.Weekday())+6)%7 + 1)
}

// actionDueWords says when an action is due.
func actionDueWords(a *store.Action) string {
	switch {
	case a.Due.NextBoard:
		return "It is due at the next board."
	case a.Due.IsZero():
		return "No due date is recorded."
	}
	return "It is due " + english.On(a.Due.Date) + "."
}
