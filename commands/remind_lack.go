package commands

import (
	"strings"

	"csp/reminders"
	"csp/store"
)

// mostLacks is how many buttons below a reminder add what is not recorded.
const mostLacks = 5

// lackButtons add what the lines say is not recorded, each once.
func lackButtons(lines []reminders.Item) []Block {
	var row Buttons
	had := map[string]bool{}
	for i := range lines {
		for _, k := range lines[i].Lacks {
			b := lackButton(&lines[i], k)
			if lines[i].Did != "" || had[b.Type] || len(row) == mostLacks {
				continue
			}
			had[b.Type] = true
			row = append(row, b)
		}
	}
	if len(row) == 0 {
		return nil
	}
	return []Block{row}
}

func lackButton(it *reminders.Item, k reminders.Lack) Button {
	switch k.What {
	case reminders.LackOwner:
		return Button{Label: cutTo("Name the owner of "+calledBy(it), maxLabel), Type: "give actions/" + it.Subject}
	case reminders.LackChannel:
		at := store.Partnerships.Name + "/" + k.Partnership + " channel"
		return Button{
			Label: cutTo("Add the channel of "+k.Area, maxLabel), Type: editWord + " " + at,
			Action: editWord + "." + openVerb, Value: at,
		}
	case string(reminders.Chair):
		return addChair(k.Partnership, k.Area)
	}
	return addSecretariat(k.Partnership, k.Area)
}

func addChair(partnership, area string) Button {
	return Button{Label: cutTo("Add the chair of "+area, maxLabel), Type: "chair " + partnership + " new"}
}

func addSecretariat(partnership, area string) Button {
	return addTo(partnership, "Add the secretariat of "+area, "roles", "role=secretariat")
}

// addTo opens the form for another record of a partnership.
func addTo(partnership, label, kind, preset string) Button {
	k, _ := store.KindNamed(kind)
	_, one := k.Called()
	preset = strings.TrimSpace("partnership=" + partnership + " " + preset)
	return Button{
		Label: cutTo(label, maxLabel), Type: addWord + " " + one + " " + preset,
		Action: addWord + "." + openVerb, Value: kind + " " + preset,
	}
}

// unconfirmedNote tells those whose account nobody has confirmed why the bot
// refuses what their reminders ask for.
func unconfirmedNote(lines []reminders.Item) []Block {
	for i := range lines {
		if !lines[i].Unconfirmed {
			continue
		}
		role := string(reminders.Secretariat)
		if lines[i].Audience == reminders.Chair {
			role = string(reminders.Chair)
		}
		return []Block{Note(T("You get this as the " + role + ", but no admin of the office has confirmed yet that this Slack account is yours. Until then what only the " +
			role + " may do is refused. The office has been asked to confirm it; you can ask too."))}
	}
	return nil
}
