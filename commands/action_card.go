package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

// actionCard is everything that is known of an action.
func actionCard(c *Call, tx *store.Tx, a *store.Action) (Reply, error) {
	d, err := onItsDay(tx, a, c.Today())
	if err != nil {
		return Reply{}, err
	}
	title := a.Ref
	if title == "" {
		title = "Action without a reference"
	}
	var helpers []string
	for _, h := range a.Helpers {
		helpers = append(helpers, personName(tx, h))
	}
	due, err := c.dueInFull(tx, &d)
	if err != nil {
		return Reply{}, err
	}
	facts := Facts{
		{"Partnership", T(partnershipName(tx, a.Partnership))},
		{"Owner", T(ownerFact(tx, a))},
		{"Helped by", T(orWord(english.And(helpers...), "Nobody named"))},
		{"Due", T(due)},
		{"Raised", T(english.Short(a.Raised))},
	}
	if m, ok := linked(c, tx, &store.Meetings, a.Meeting); ok {
		facts = append(facts, Fact{"Board", T(meetingName(&m) + ", " + english.Moment(m.Start))})
	}
	if dec, ok := linked(c, tx, &store.Decisions, a.Decision); ok {
		facts = append(facts, Fact{"Decision", T(decisionInShort(&dec))})
	}
	if a.Session == "closed" {
		facts = append(facts, Fact{"Session", T("Closed")})
	}
	r := Reply{Blocks: []Block{Heading(title), Para(B(sentence(a.Text))), Para(T(actionState(&d, c.Today()))), facts}}
	r = withBlocks(r, updatesOf(a)...)
	chased, err := c.chaseLog(tx, store.Emails.By(tx, "action", a.ID), false)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, chased...)
	r = withBlocks(r, c.sources(tx, "actions", a)...)
	buttons, err := c.actionButtons(tx, a)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, buttons...)
	return withBlocks(r, append(Buttons{
		{Label: "Actions in " + called(tx, "partnerships", a.Partnership), Type: "actions " + a.Partnership},
		{Label: "History of " + orWord(a.Ref, "this action"), Type: "history actions/" + a.ID},
	}, c.keepButtons(tx, "actions", a)...)), nil
}

// actionState says how an action stands: its colour, or who closed it.
func actionState(d *dated, today store.Date) string {
	by := ""
	if d.ClosedBy != "" {
		by = " by " + d.ClosedBy
	}
	switch d.Status {
	case "done":
		return "Done" + by + onDay(d.Closed) + "."
	case "cancelled":
		return "Cancelled" + by + onDay(d.Closed) + "."
	}
	return "Open. " + rag(d, today) + "."
}

// timesMoved says how often an action's due date was moved, from its history:
// "first 11 March 2027, moved twice"; "" when it never was.
func timesMoved(tx *store.Tx, a *store.Action) (string, error) {
	first := firstDue(a)
	moved := 0
	for h, err := range tx.History("actions", a.ID) {
		if err != nil {
			return "", err
		}
		was, now, err := versions(&h)
		if err != nil {
			return "", err
		}
		if was == nil || now == nil {
			continue
		}
		if b, n := was.(*store.Action).Due, now.(*store.Action).Due; !b.IsZero() && b != n {
			moved++
		}
	}
	switch {
	case first == "":
		return "", nil
	case moved == 0:
		return first, nil
	case moved == 1:
		return first + ", moved once", nil
	case moved == 2:
		return first + ", moved twice", nil
	}
	return first + ", moved " + english.Count(moved, "time", "times"), nil
}

// updatesOf tells what was said of an action, the latest first, by whom and
// who took it down.
func updatesOf(a *store.Action) []Block {
	if len(a.Updates) == 0 {
		return []Block{Para(T("No update is recorded."))}
	}
	var items []Text
	for i := len(a.Updates) - 1; i >= 0; i-- {
		u := a.Updates[i]
		items = append(items, Join(B(english.Moment(u.At)), T(" "+byWords(&u)+": "+u.Text)))
	}
	return []Block{Para(B("Updates, latest first")), List{Items: items}}
}

// meetingName is a meeting's title, or what kind of meeting it is.
func meetingName(m *store.Meeting) string {
	switch {
	case m.Title != "":
		return m.Title
	case m.Kind == "sub-group":
		return "Sub-group"
	case m.Kind == "public":
		return "Public meeting"
	}
	return "Board"
}

// meetingOf names a meeting with its partnership: Winter board of Safe Durham
// Partnership, but Eastborough board, whose title says whose it is.
func meetingOf(tx *store.Tx, m *store.Meeting) string {
	if saysWhose(tx, m) {
		return m.Title
	}
	return meetingName(m) + " of " + partnershipName(tx, m.Partnership)
}

// saysWhose reports whether a meeting's title has the name or the area of its
// partnership.
func saysWhose(tx *store.Tx, m *store.Meeting) bool {
	title := " " + store.Fold(m.Title) + " "
	return strings.Contains(title, " "+store.Fold(partnershipName(tx, m.Partnership))+" ") ||
		strings.Contains(title, " "+store.Fold(called(tx, "partnerships", m.Partnership))+" ")
}
