package commands

import (
	"fmt"
	"slices"
	"strings"

	"csp/reminders"
)

// ShownLines is how many lines of a reminder's post are shown at first; its
// text has them all.
const ShownLines = 10

// ReminderReply says the lines of a post, at most so many of them, with the
// buttons that go with them.
func ReminderReply(d reminders.Draft, most int) Reply {
	lines := d.Lines[:min(most, len(d.Lines))]
	if len(d.Lines) == 1 {
		r := withBlocks(Reply{Blocks: []Block{Para(reminderWords(&lines[0], true))}}, unconfirmedNote(lines)...)
		r = withBlocks(r, buttonsOfOne(&lines[0])...)
		return withBlocks(r, lackButtons(lines)...)
	}
	r := Reply{Blocks: []Block{Heading(fmt.Sprintf("%d reminders", len(d.Lines)))}}
	r = withBlocks(r, byDay(lines, true, func(it *reminders.Item) bool { return !unreached(it) })...)
	r = withBlocks(r, unreachedLines(lines)...)
	r = withBlocks(r, unconfirmedNote(lines)...)
	var row Buttons
	if rest := len(d.Lines) - most; rest > 0 {
		r = withBlocks(r, Note(T(fmt.Sprintf("And %d more.", rest))))
		row = Buttons{{Label: "Show the rest", Action: RestAction, Value: d.Key}}
	}
	if row = append(row, buttonsOfMany(d.Key, lines)...); len(row) > 0 {
		r = withBlocks(r, row)
	}
	return withBlocks(r, lackButtons(lines)...)
}

// RestAction is the press of the button that shows the lines which a post had
// no room for; its value is the post's key.
const RestAction = "edge.rest"

// RestReply is the lines of a post that come after those shown at first.
func RestReply(items []reminders.Item) Reply {
	rest := items[min(ShownLines, len(items)):]
	if len(rest) == 0 {
		return Reply{Blocks: []Block{Para(T("There is nothing more."))}}
	}
	r := Reply{Blocks: byDay(rest, true, func(*reminders.Item) bool { return true })}
	if row := deeds(rest); len(row) > 0 {
		r = withBlocks(r, row)
	}
	return r
}

// byDay lists some of the lines: those of today, then those that come late,
// of each day below the one sentence that says so. What several lines of a day
// ask for in the same words is said once, above them.
func byDay(lines []reminders.Item, notes bool, some func(*reminders.Item) bool) []Block {
	type head struct{ late, ask string }
	order := []head{{}}
	by := map[head][]Text{}
	for i := range lines {
		it := lines[i]
		if !some(&it) {
			continue
		}
		at := head{late: strings.TrimSpace(it.Late)}
		if at.ask = it.Ask(); at.ask != "" && asksSame(lines, some, &it) {
			it.Words = it.Unasked()
		} else {
			at.ask = ""
		}
		it.Late = ""
		if !slices.Contains(order, head{late: at.late}) {
			order = append(order, head{late: at.late})
		}
		if !slices.Contains(order, at) {
			last := slices.IndexFunc(order, func(h head) bool { return h.late == at.late })
			for last+1 < len(order) && order[last+1].late == at.late {
				last++
			}
			order = slices.Insert(order, last+1, at)
		}
		by[at] = append(by[at], reminderWords(&it, notes))
	}
	var out []Block
	for _, h := range order {
		if h.late != "" && h.ask == "" {
			out = append(out, Para(B(h.late)))
		}
		if h.ask != "" {
			out = append(out, Para(T(h.ask)))
		}
		if len(by[h]) > 0 {
			out = append(out, List{Items: by[h]})
		}
	}
	return out
}

// asksSame reports whether another of the lines of the same day asks for the
// same.
func asksSame(lines []reminders.Item, some func(*reminders.Item) bool, it *reminders.Item) bool {
	n := 0
	for i := range lines {
		if l := &lines[i]; some(l) && l.Late == it.Late && l.Ask() == it.Ask() {
			n++
		}
	}
	return n > 1
}

// reminderWords is a line with what has become of it; the notes say why it
// came to this place.
func reminderWords(it *reminders.Item, notes bool) Text {
	words := it.Words
	if !notes {
		words = words[:max(len(words)-it.Notes, 0)]
	}
	out := spans(words)
	if len(out) == 0 {
		out = T(it.Text)
	}
	if it.Late != "" {
		out = append(out, Span{Text: " " + strings.TrimSpace(it.Late)})
	}
	if it.Did != "" {
		out = append(out, Span{Text: " "}, Span{Text: it.Did, Bold: true})
	}
	return out
}

// unreached reports whether a line is for an owner whom Slack does not reach.
func unreached(it *reminders.Item) bool {
	return it.Audience == reminders.Owner && it.Person != "" && !it.Own
}

// unreachedLines are the lines for owners without Slack, grouped by them.
func unreachedLines(lines []reminders.Item) []Block {
	var out []Block
	said := map[string]bool{}
	for i := range lines {
		if !unreached(&lines[i]) || said[lines[i].Person] {
			continue
		}
		owner := lines[i].Person
		said[owner] = true
		out = append(out, Para(Join(B(lines[i].Name), T(" has no Slack account recorded:"))))
		out = append(out, byDay(lines, false, func(it *reminders.Item) bool { return unreached(it) && it.Person == owner })...)
	}
	return out
}

// buttonsOfOne are those of a post that is one line.
func buttonsOfOne(it *reminders.Item) []Block {
	if it.Did != "" {
		return nil
	}
	row := deeds([]reminders.Item{*it})
	if unreached(it) {
		row = append(row, mailButtonsOf(it.Key)...)
	}
	if quietable(it) {
		row = append(row,
			Button{Label: "Snooze this reminder", Type: snoozeWord + " " + it.Key},
			Button{Label: "This is not needed", Type: snoozeWord + " " + it.Key + " " + neverWord})
	}
	if len(row) == 0 {
		return nil
	}
	return []Block{row}
}

// buttonsOfMany are those of a post of several lines: each line has what it
// asks for, and what can be put off is chosen in a form.
func buttonsOfMany(post string, lines []reminders.Item) Buttons {
	row := deeds(lines)
	quiet, mail := false, false
	for i := range lines {
		if it := &lines[i]; it.Did == "" {
			quiet, mail = quiet || quietable(it), mail || unreached(it)
		}
	}
	if mail {
		row = append(row, mailButtonsOf(post)...)
	}
	if quiet {
		row = append(row, Button{Label: "Snooze or not needed", Type: snoozeWord + " " + post})
	}
	return row
}

// mailButtonsOf write to the owners without Slack of a post or a line.
func mailButtonsOf(key string) []Button {
	return []Button{
		{Label: "Copy for email", Type: emailedWord + " " + key + " " + copyWord},
		{Label: "Mark as emailed", Type: emailedWord + " " + key},
	}
}

func isAction(it *reminders.Item) bool { return it.SubjectKind == "actions" }

// quietable reports whether those who get a line may be ones who can put it
// off: not the chair, nor an owner who is known as nothing else.
func quietable(it *reminders.Item) bool {
	return (!it.Own || it.Keeper) && it.Audience != reminders.Chair && it.Waits.Name != ""
}

func doneButton(it *reminders.Item) []Button {
	return ifThere("done", Button{Label: "Mark " + calledBy(it) + " done", Type: "done actions/" + it.Subject})
}

func updateButton(it *reminders.Item) []Button {
	return ifThere("update", Button{Label: "Update " + calledBy(it), Type: "update actions/" + it.Subject})
}

// calledBy is what people call the action of a line.
func calledBy(it *reminders.Item) string {
	if it.Ref != "" {
		return it.Ref
	}
	return "“" + cutTo(it.Text, 40) + "”"
}

// ifThere is the button whose command there is.
func ifThere(word string, b Button) []Button {
	for _, c := range Table {
		if c.Name == word {
			return []Button{b}
		}
	}
	return nil
}
