package main

import (
	"context"
	"fmt"
	"slices"

	"csp/commands"
	"csp/reminders"
	"csp/store"
)

// sendingHealth is how what is owed fares: what waits, what Slack refuses,
// and what a person has to look at.
func (a *app) sendingHealth() []commands.Fact {
	var s store.LedgerState
	err := a.office.store.View(context.Background(), func(tx *store.Tx) (err error) {
		s, err = tx.LedgerState()
		return err
	})
	if err != nil {
		return []commands.Fact{{Label: "Posts", Value: commands.T("cannot be read: type csp check on the machine")}}
	}
	words := "none waits"
	if s.Open > 0 {
		words = fmt.Sprintf("%d waiting", s.Open)
	}
	if wouldMislead(a.edge) {
		words += "; no reminder is posted, since CSP_NOW is set and Slack is the real one"
	}
	facts := []commands.Fact{{Label: "Posts", Value: commands.T(words)}}
	var parked []string
	for to := range s.Parked {
		parked = append(parked, to)
	}
	slices.Sort(parked)
	for _, to := range parked {
		facts = append(facts, commands.Fact{Label: "Refused", Value: commands.Join(place(to), commands.T(" ("+s.Parked[to].Why+"): what is for it waits"))})
	}
	for _, p := range s.Held {
		p.Began = p.Began.In(a.office.calendar.zone)
		facts = append(facts, commands.Fact{Label: "Held", Value: commands.Join(place(p.Channel), commands.T(
			fmt.Sprintf(", %s: look whether it is there. It says: %s", reminders.OnDay(&p), p.Text)))})
	}
	return facts
}

// place names a channel or a person by the id.
func place(to string) commands.Text {
	if userID.MatchString(to) {
		return commands.Text{{Text: to, User: to}}
	}
	return commands.Text{{Text: to, Channel: to}}
}
