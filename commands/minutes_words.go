package commands

import (
	"slices"
	"strings"

	"csp/store"
)

// minutesAfter reports whether one state of minutes comes after another.
func minutesAfter(a, b string) bool {
	return slices.Index(minutesStates, a) > max(slices.Index(minutesStates, b), 0)
}

// hasMinutes reports whether a meeting can have minutes: it was not cancelled
// and its day has come.
func (c *Call) hasMinutes(m *store.Meeting) bool {
	return m.Status != "cancelled" && (m.Status == "held" || !m.Start.IsZero() && !c.Today().Before(m.Start.First()))
}

// minutesStep is a change of how minutes stand.
type minutesStep struct {
	set store.ChangeSet
	to  string
}

// minutesHistory are the steps of a meeting's minutes, the last first, at most
// so many.
func minutesHistory(tx *store.Tx, id string, most int) ([]minutesStep, error) {
	var out []minutesStep
	for h, err := range tx.History("meetings", id) {
		if err != nil {
			return nil, err
		}
		was, now, err := versions(&h)
		if err != nil {
			return nil, err
		}
		old, _ := was.(*store.Meeting)
		m, _ := now.(*store.Meeting)
		if old == nil || m == nil || old.Minutes == m.Minutes {
			continue
		}
		if out = append(out, minutesStep{h.Set, m.Minutes}); len(out) == most {
			break
		}
	}
	return out, nil
}

// minutesShown is how many steps of minutes are told.
const minutesShown = 8

// minutesSteps say who brought the minutes where they stand, and when.
func (c *Call) minutesSteps(tx *store.Tx, m *store.Meeting) ([]Text, error) {
	steps, err := minutesHistory(tx, m.ID, minutesShown)
	var out []Text
	for _, s := range steps {
		out = append(out, Join(B(upper(minutesWords(s.to))), T(": "+madeBy(&s.set)+", "+c.dayAndTime(&s.set)+".")))
	}
	return out, err
}

// minutesNow says where minutes stand, and who brought them there: "Checked by
// the chair, by David Nunn 2 minutes ago".
func (c *Call) minutesNow(tx *store.Tx, m *store.Meeting) string {
	says := minutesWords(m.Minutes)
	if steps, err := minutesHistory(tx, m.ID, 1); err == nil && len(steps) > 0 {
		says += ", by " + c.author(&steps[0].set) + " " + ago(steps[0].set.Age(c.Now))
	}
	return says
}

// minutesButtons are what the one who asks may do with the minutes next.
func (c *Call) minutesButtons(tx *store.Tx, m *store.Meeting) ([]Button, error) {
	if !c.hasMinutes(m) || c.Public {
		return nil, nil
	}
	records, err := c.may(tx, Record, about(m))
	if err != nil {
		return nil, err
	}
	agree, err := c.may(tx, Agree, about(m))
	if err != nil {
		return nil, err
	}
	var row []Button
	add := func(may bool, label, verb string) {
		if may {
			row = append(row, minutesButton(m.ID, label, verb))
		}
	}
	switch m.Minutes {
	case "draft":
		add(agree, "Checked", "checked")
		add(agree, "Ask for a change", "change")
		add(records, "Circulated", "circulated")
		add(records, "New draft", "draft")
	case "checked":
		add(records, "Circulated", "circulated")
		add(agree, "Ask for a change", "change")
		add(records, "Back to draft", "draft")
	case "circulated":
		add(agree, "Agree the minutes", "agreed")
		add(agree, "Ask for a change", "change")
		add(records, "Back to draft", "draft")
	case "agreed":
		add(records, "Add a correction", "correct")
	default:
		add(records, "The draft is there", "draft")
	}
	return row, nil
}

func minutesButton(meeting, label, verb string) Button {
	b := Button{Label: label, Type: minutesWord + " meetings/" + meeting + " " + verb, Action: minutesWord + "." + verb, Value: meeting}
	if verb == "agreed" {
		b.Confirm = "Agree these minutes? After that they stay as they are; what is wrong in them is put beside them."
	}
	return b
}

// secretaries are the people with Slack who take the minutes of a partnership.
func secretaries(tx *store.Tx, partnership string, day store.Date) ([]store.Person, error) {
	return holders(tx, partnership, "secretariat", day)
}

// holders are those who hold a role in a partnership on a day, and have Slack.
func holders(tx *store.Tx, partnership, role string, day store.Date) ([]store.Person, error) {
	roles, err := inRole(tx, partnership, role, day)
	var out []store.Person
	for _, r := range roles {
		if r.Person == "" {
			continue
		}
		p, err := store.People.Get(tx, r.Person)
		if err != nil {
			return nil, err
		}
		if p.Slack != "" {
			out = append(out, p)
		}
	}
	return out, err
}

// slackID is a person's Slack user id without the workspace.
func slackID(p *store.Person) string { return p.Slack[strings.LastIndexByte(p.Slack, '/')+1:] }
