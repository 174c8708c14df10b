package reminders

import (
	"slices"
	"strings"
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

// noDueDate is said of an action that has none.
const noDueDate = "No due date is recorded."

// WithoutDate reports whether a line says of its action that it has no due
// date.
func (l *Line) WithoutDate() bool {
	return l.SubjectKind == store.Actions.Name && slices.ContainsFunc(l.Words, func(s Span) bool { return strings.Contains(s.Text, noDueDate) })
}

// actionDueWords says when an action is due.
func actionDueWords(a *store.Action) string {
	switch {
	case a.Due.NextBoard:
		return "It is due at the next board."
	case a.Due.IsZero():
		return noDueDate
	}
	return "It is due " + english.On(a.Due.Date) + "."
}

// veiled is a record as a channel reads it, or somebody whose account nobody
// has confirmed: what belongs to a closed session by its reference alone.
func veiled(rec any) any {
	closed := func(ref, otherwise string) string {
		if ref == "" {
			return otherwise + " (closed session)"
		}
		return "(closed session)"
	}
	switch r := rec.(type) {
	case *store.Action:
		if r.Session == "closed" {
			c := *r
			c.Text = closed(r.Ref, "An action")
			return &c
		}
	case *store.Decision:
		if r.Session == "closed" {
			c := *r
			c.Text = closed(r.Ref, "A decision")
			return &c
		}
	}
	return rec
}
