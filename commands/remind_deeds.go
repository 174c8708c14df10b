package commands

import (
	"strings"

	"csp/reminders"
	"csp/store"
)

// What a line of a reminder asks for has its button. It goes to the command
// that does it, which asks whether who presses may.

// mostDeeds is how many such buttons a message has; Slack takes 25 in a row,
// and others stand beside them.
const mostDeeds = 20

// bothFor is up to how many of their actions an owner has Done and Update for
// each; of more, Done alone.
const bothFor = 5

// deeds are the buttons of the lines of a message, each once.
func deeds(lines []reminders.Item) Buttons {
	var row Buttons
	had := map[string]bool{}
	both := 0
	for i := range lines {
		if lines[i].Did == "" && isAction(&lines[i]) && lines[i].Own {
			both++
		}
	}
	for i := range lines {
		if lines[i].Did != "" {
			continue
		}
		for j, b := range deedsOf(&lines[i], len(lines) == 1) {
			if !had[b.Type] && len(row) < mostDeeds && (j == 0 || both <= bothFor) {
				had[b.Type] = true
				row = append(row, b)
			}
		}
	}
	return row
}

// deedsOf are the buttons of one line; alone says that the message has no
// other, so that it need not be named.
func deedsOf(it *reminders.Item, alone bool) []Button {
	if isAction(it) {
		switch {
		case it.Audience == reminders.Chair:
			return ifThere("ask", Button{Label: "Ask about " + calledBy(it), Type: "ask actions/" + it.Subject, Action: "ask.it", Value: it.Subject})
		case it.Own || alone:
			row := append(doneButton(it), updateButton(it)...)
			if it.WithoutDate() {
				row = append(row, ifThere("move", Button{Label: "Set a date for " + calledBy(it), Type: "move actions/" + it.Subject, Action: "move." + openVerb, Value: it.Subject})...)
			}
			return row
		}
		return nil
	}
	if b, ok := deedFor(it, alone); ok {
		return []Button{b}
	}
	return nil
}

// deedFor is the button of a line that is about no action.
func deedFor(it *reminders.Item, alone bool) (Button, bool) {
	at, name := it.SubjectKind+"/"+it.Subject, ""
	if !alone {
		name = deedName(it)
	}
	typed := func(label, line string) (Button, bool) {
		return Button{Label: cutTo(label, maxLabel), Type: line}, true
	}
	field := func(label, field string) (Button, bool) {
		to := at
		if field != "" {
			to += " " + field
		}
		return Button{Label: cutTo(label, maxLabel), Type: editWord + " " + to, Action: editWord + "." + openVerb, Value: to}, true
	}
	switch it.Kind {
	case "board-items":
		b := Button{Label: "Add an item", Type: itemWord + " " + at, Action: itemWord + ".add", Value: it.Subject}
		return b, true
	case "board-papers":
		return typed("Papers sent"+ofName(name), "papers "+at+" sent")
	case "board-brief":
		return typed("Brief me"+ofName(name), "brief "+it.Partnership)
	case "board-soon":
		return typed("Who is coming", "coming "+it.Partnership)
	case "board-record":
		return typed("Record the board"+ofName(name), "record "+at)
	case "board-minutes":
		return Button{Label: cutTo("The draft is written"+ofName(name), maxLabel), Type: "minutes " + at + " draft", Action: "minutes.draft", Value: it.Subject}, true
	case "board-missing":
		return typed("Plan a board"+ofName(name), "board "+it.Partnership+" new")
	case "plan-renewal":
		return typed("Renew"+ofName(name), "plan "+at+" renew")
	case "plan-refresh":
		return field("It is refreshed"+ofName(name), "refreshed")
	case "plan-share":
		return field("It is shared"+ofName(name), "shared_with_pcc")
	case "assessment":
		return addTo(it.Partnership, "Add the assessment"+ofName(name), store.Plans.Name, strings.TrimSpace("kind=strategic-assessment Strategic assessment "+it.Anchor)), true
	case "scheme-return":
		return field("Record the return"+ofName(name), "next_return,outcome")
	case "scheme-end":
		if strings.HasPrefix(it.Offset, "+") {
			return field("Record the final report"+ofName(name), "final_report")
		}
		return field("Record what follows"+ofName(name), "outcome,successor")
	case "decision-needed":
		return Button{Label: cutTo("It is taken"+ofName(name), maxLabel), Type: decideWord + " " + at + " taken", Action: decideWord + ".taken", Value: it.Subject}, true
	case "pilot-review":
		return field("Record the review"+ofName(name), reviewField(it))
	case "pilot-horizon":
		return field("Give the date"+ofName(name), "horizon")
	case "fact-check":
		return Button{Label: cutTo("Still right"+ofName(name), maxLabel), Type: "checked " + at, Action: "checked.it", Value: at}, true
	}
	return Button{}, false
}

// reviewField is where the review is recorded that a line asks for.
func reviewField(it *reminders.Item) string {
	switch which, _, _ := strings.Cut(it.Anchor, "="); which {
	case "interim_review":
		return "interim_done"
	case "final_review":
		return "final_done"
	}
	return "interim_done,final_done" // said before it was kept
}

// deedName is what the line is about in a word: what stands in bold in it.
func deedName(it *reminders.Item) string {
	for _, s := range it.Words {
		if s.Bold {
			return s.Text
		}
	}
	return ""
}

// ofName adds it to a label.
func ofName(name string) string {
	if name == "" {
		return ""
	}
	return ": " + cutTo(name, gapLabel)
}
