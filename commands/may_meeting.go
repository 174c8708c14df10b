package commands

import (
	"reflect"
	"slices"

	"csp/store"
)

// meetingRight is the right that it takes to make a change to a meeting: where
// it is one person's own answer, that of attending, with the person; where it
// is how its minutes stand, that of agreeing them; else that of recording.
func meetingRight(was any, now *store.Meeting) (right Right, person string) {
	old, _ := was.(*store.Meeting)
	if old == nil {
		return Record, ""
	}
	same := *old
	same.Meta, same.Attendance = now.Meta, now.Attendance
	if person := oneAnswer(old, now); person != "" && reflect.DeepEqual(same, *now) {
		return Attend, person
	}
	same = *old
	same.Meta, same.Minutes = now.Meta, now.Minutes
	if old.Minutes != now.Minutes && agrees(old.Minutes, now.Minutes) && reflect.DeepEqual(same, *now) {
		return Agree, ""
	}
	return Record, ""
}

// oneAnswer is the person whose answer alone differs between two versions of a
// meeting; "" when it is not one person's.
func oneAnswer(old, now *store.Meeting) string {
	who := map[string]bool{}
	for _, two := range [][2][]store.Attendance{{old.Attendance, now.Attendance}, {now.Attendance, old.Attendance}} {
		for _, a := range two[0] {
			if !slices.Contains(two[1], a) {
				who[orWord(a.For, a.Person)] = true
			}
		}
	}
	if len(who) != 1 {
		return ""
	}
	for person := range who {
		return person
	}
	return ""
}

// agrees reports whether a step of the minutes is one that who may agree them
// takes: on to checked, or to agreed.
func agrees(was, now string) bool {
	return (now == "checked" || now == "agreed") && !minutesAfter(was, now)
}
