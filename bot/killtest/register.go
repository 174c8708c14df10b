package main

import (
	"fmt"
	"strings"
	"time"

	"csp/bot/sandbox"
)

// first is the morning on which the register is imported.
var first = time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)

func channelOf(i int) string { return fmt.Sprintf("C0KILL%03d", i) }
func personOf(i int) string  { return fmt.Sprintf("U0KILL%03d", i) }

// workspace has a channel and a secretary for each partnership.
func workspace(n int) sandbox.Workspace {
	w := sandbox.DefaultWorkspace()
	for i := range n {
		w.People = append(w.People, sandbox.Person{ID: personOf(i), Name: fmt.Sprintf("secretary%d", i), RealName: fmt.Sprintf("Secretary %d", i)})
		w.Channels = append(w.Channels, sandbox.Channel{ID: channelOf(i), Name: fmt.Sprintf("partnership-%d", i), Members: []string{sandbox.BotUser, personOf(i)}})
	}
	return w
}

// registerText is an office with reminders all through the year, of kinds
// that stay true although nobody does anything.
func registerText(n int) string {
	var b strings.Builder
	date := func(days int) string { return first.AddDate(0, 0, days).Format(time.DateOnly) }
	b.WriteString("register: 1\norganisations:\n  - {id: council, name: Council, kind: council}\npeople:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {id: sec-%d, name: Secretary %d, organisation: council, slack: %s}\n", i, i, personOf(i))
	}
	b.WriteString("partnerships:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {id: p-%d, name: Partnership %d, channel: %s}\n", i, i, channelOf(i))
	}
	b.WriteString("roles:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {id: r-%d, person: sec-%d, role: secretariat, partnership: p-%d, from: 2020-01-01, confirmed: T0SANDBX1/%s}\n", i, i, i, personOf(i))
	}
	b.WriteString("plans:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {id: plan-%d, partnership: p-%d, kind: partnership-plan, title: Plan %d, from: 2025-01-01, until: %s, status: current, shared_with_pcc: 2025-01-08}\n", i, i, i, date(20+i*25))
	}
	b.WriteString("actions:\n")
	for i := range n {
		for k := range 6 {
			fmt.Fprintf(&b, "  - {id: a-%d-%d, partnership: p-%d, text: Action %d of %d, owner: sec-%d, due: %s, raised: 2027-01-04, status: open}\n", i, k, i, k, i, i, date(15+(i*7+k*53)%300))
		}
	}
	return b.String()
}
