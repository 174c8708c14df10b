package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// noticeLine is what a channel is told of one record's change; nil when it is
// nothing for a channel.
func noticeLine(tx *store.Tx, was, now any) (line Text, partnership string, err error) {
	switch r := now.(type) {
	case *store.Role:
		if r.Role != "chair" || was != nil || r.Person == "" {
			return nil, "", nil
		}
		who, err := publicPerson(tx, r.Person)
		return T(partnershipName(tx, r.Partnership) + " has a new chair from " + english.Long(r.From) + ": " + who + "."), r.Partnership, err
	case *store.Plan:
		old, _ := was.(*store.Plan)
		if r.Partnership == "" || r.Status != "current" || old != nil && old.Status == "current" {
			return nil, "", nil
		}
		line := T(partnershipName(tx, r.Partnership) + " has a new plan: " + planName(tx, r) + ", " + period(r.From, r.Until) + ".")
		return Join(line, linkAfter(r.URL)), r.Partnership, nil
	case *store.Meeting:
		old, _ := was.(*store.Meeting)
		line := T(meetingNotice(tx, old, r))
		if old != nil && old.Minutes != r.Minutes && line[0].Text != "" {
			line = Join(line, linkAfter(r.MinutesURL))
		}
		return line, r.Partnership, nil
	case *store.Decision:
		old, _ := was.(*store.Decision)
		return T(decisionNotice(tx, old, r)), first(r.Partnerships), nil
	}
	return nil, "", nil
}

// meetingNotice tells a meeting that is new, moved or cancelled; "" of any
// other change.
func meetingNotice(tx *store.Tx, old, m *store.Meeting) string {
	what := meetingOf(tx, m)
	switch {
	case old == nil && m.Status == "planned":
		return upper(what) + ": " + english.Moment(m.Start) + at(m.Place) + "."
	case old == nil:
		return ""
	case m.Status == "cancelled" && old.Status != "cancelled":
		return "The " + lowerWord(what) + " on " + english.Moment(old.Start) + " is cancelled."
	case isPlanned(m) && old.Start != m.Start:
		return "The " + lowerWord(what) + " is moved from " + english.Moment(old.Start) + " to " + english.Moment(m.Start) + at(m.Place) + "."
	case isPlanned(m) && old.Place != m.Place && m.Place != "":
		return "The " + lowerWord(what) + " on " + english.Moment(m.Start) + " is in another place: " + m.Place + "."
	case m.Minutes != old.Minutes && (m.Minutes == "circulated" || m.Minutes == "agreed"):
		return "The minutes of the " + lowerWord(what) + " on " + english.Moment(m.Start) + " are " + m.Minutes + "."
	}
	return ""
}

// at is a place behind a time, nothing when it is Not recorded.
func at(place string) string {
	if place == "" {
		return ""
	}
	return ", " + place
}

// lowerWord is a name within a sentence: only Board, which stands for a
// meeting without a title, becomes small.
func lowerWord(s string) string {
	if strings.HasPrefix(s, "Board ") {
		return lowerFirst(s)
	}
	return s
}
