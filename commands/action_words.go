package commands

import (
	"csp/store"
	"csp/store/english"
)

// amberDays is how near its date an open action turns amber.
const amberDays = 7

// ragRule says what the colours mean, wherever they are said.
const ragRule = "Red: overdue, or carried over twice. Amber: due within 7 days, carried over once, or without a date. Green: due later."

// rag is an open action's colour and why: "Red: overdue by 12 days".
func rag(d *dated, today store.Date) string { return ragWith(d, today, "") }

// ragInFull is rag with the date itself.
func ragInFull(d *dated, today store.Date) string {
	switch {
	case d.on.IsZero():
		return rag(d, today)
	case d.groupOf(today) == dueOverdue:
		return rag(d, today) + ", due " + dueSaid(d)
	case d.Due.NextBoard:
		return ragWith(d, today, "at "+dueSaid(d))
	}
	switch away := english.Away(today, d.on); away {
	case "": // it is the date already
		return rag(d, today)
	case "today", "tomorrow":
		return ragWith(d, today, english.Long(d.on))
	}
	return ragWith(d, today, "on "+english.Long(d.on))
}

// ragWith is rag with more about when it is due.
func ragWith(d *dated, today store.Date, more string) string {
	if more != "" {
		more = ", " + more
	}
	switch {
	case d.carried.times > 0:
		colour := "Amber: "
		if d.carried.times > 1 {
			colour = "Red: "
		}
		due := "due at the next board, which is not planned"
		if !d.on.IsZero() {
			due = "due " + orWord(english.Away(today, d.on), when(d.on)) + more
		}
		return colour + d.carried.words() + "; " + due
	case d.on.IsZero() && d.Due.NextBoard:
		return "Amber: due at the next board, which is not planned"
	case d.on.IsZero():
		return "Amber: due date not recorded"
	case d.groupOf(today) == dueOverdue:
		return "Red: overdue by " + english.Count(d.on.Last().DaysUntil(today), "day", "days")
	}
	words := "due " + orWord(english.Away(today, d.on), when(d.on))
	if d.on.Last().After(today.AddDays(amberDays)) {
		return "Green: " + words + more
	}
	return "Amber: " + words + more
}

// groupWordsOf is the heading of a part of the action log.
func groupWordsOf(g dueGroup, today store.Date) string {
	switch g {
	case dueOverdue:
		return "Overdue"
	case dueThisWeek:
		return "Due this week, to " + english.Long(endOfWeek(today))
	case dueLater:
		return "Due later"
	}
	return "Due date not recorded"
}

// ownerWords is who is accountable for an action, as a sentence.
func ownerWords(tx *store.Tx, a *store.Action) string {
	return ownerOr(tx, a, "Owner not named")
}

// ownerFact is who is accountable for an action, beside the word Owner.
func ownerFact(tx *store.Tx, a *store.Action) string {
	return ownerOr(tx, a, "Not named")
}

func ownerOr(tx *store.Tx, a *store.Action, none string) string {
	s := orWord(personName(tx, a.Owner), none)
	if o := organisationName(tx, a.Organisation); o != "" {
		s += ", " + o
	}
	return s
}

// dueSaid is when an action is due: the date, or the next board and its day.
func dueSaid(d *dated) string {
	switch {
	case d.Due.NextBoard && d.on.IsZero():
		return "the next board (none is planned)"
	case d.Due.NextBoard:
		return "the next board, " + english.Long(d.on)
	case d.on.IsZero():
		return english.NotRecorded
	}
	return english.Long(d.on)
}

// actionLine is an action in the log.
//
// me is the person and in the partnership whose own list it stands in, "" for
// none: what is theirs does not say so again.
func actionLine(c *Call, tx *store.Tx, d *dated, me, in string) Text {
	where := ". "
	if d.Partnership != in {
		where = " (" + called(tx, "partnerships", d.Partnership) + "). "
	}
	name, text := d.Ref, sentence(d.Text)
	if name == "" { // nothing to say aloud, so its text is its name
		name, text = d.Text, ""
	}
	var f facts
	f.say(text)
	if me == "" || d.Owner != me {
		f.say(sentence(ownerWords(tx, &d.Action)))
	}
	switch {
	case d.Status == "cancelled":
		f.say("Cancelled" + onDay(d.Closed) + ".")
	case d.Status == "done":
		f.say("Done" + onDay(d.Closed) + ".")
	default:
		f.say(ragInFull(d, c.Today()) + ".")
	}
	if first := firstDue(&d.Action); first != "" {
		f.say(upper(first) + ".")
	}
	if d.Session == "closed" {
		f.say("Closed session.")
	}
	return Join(B(name), T(where+f.String()))
}

func onDay(d store.Date) string {
	if d.IsZero() {
		return ", date not recorded"
	}
	return " " + when(d)
}

// firstDue says the first due date of an action that was moved: it stays on
// show. It is "" for one that was not.
func firstDue(a *store.Action) string {
	if a.FirstDue.IsZero() || a.FirstDue == a.Due {
		return ""
	}
	return "first due " + orNot(dueText(a.FirstDue))
}
