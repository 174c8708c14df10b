package reminders

import (
	"fmt"
	"time"

	"csp/store"
	"csp/store/english"
)

// movedBody says what has become of the boards of a partnership since before
// a change; its Head is empty when nothing has.
func (v *View) movedBody(partnership string, since uint64) Body {
	var lines, details []Text
	add := func(was, now *store.Meeting) {
		line := v.movedWords(was, now)
		if line == "" {
			return
		}
		lines = append(lines, Text{plain(line)})
		for _, d := range v.movedDetails(was, now) {
			details = append(details, Text{plain(d)})
		}
	}
	for m, err := range store.Meetings.By(v.tx, "start", partnership) {
		if v.fail(err); err != nil {
			return Body{}
		}
		if m.Rev >= since && isBoard(&m) {
			add(v.boardBefore(m.ID, since), &m)
		}
	}
	for _, id := range v.goneSince(partnership, since) {
		add(v.boardBefore(id, since), nil)
	}
	switch len(lines) {
	case 0:
		return Body{}
	case 1:
		return Body{Head: append(Text{bold(v.area(partnership)), plain(": ")}, lines[0]...), List: details}
	}
	return Body{Head: Text{bold(v.area(partnership)), plain(": " + several(len(lines), "board has", "boards have") + " changed.")}, List: lines}
}

// takenBack says of boards that are as they were before a change, and of whose
// moving people were told, when they are.
func (v *View) takenBack(partnership string, since uint64) Body {
	words := ": what was told here was taken back on " + english.Long(v.today()) + "."
	for _, m := range v.boardsOf(partnership) {
		if m.Rev >= since && m.Status != "held" && v.now.Before(v.over(&m)) {
			words += " The board is on " + boardWords(&m) + "."
		}
	}
	return Body{Head: Text{bold(v.area(partnership)), plain(words)}}
}

// boardBefore returns a board as it was before a change and those after it,
// nil when it was not there or nobody can have been told of it: it was planned
// by hand on the same day.
func (v *View) boardBefore(id string, since uint64) *store.Meeting {
	var was *store.Meeting
	var planned store.ChangeSet // the change that brought it
	var moved time.Time         // by the first of the changes told of
	told := false
	for h, err := range v.tx.History(store.Meetings.Name, id) {
		if v.fail(err); err != nil {
			return nil
		}
		planned = h.Set
		told = told || len(h.Entry.Before) == 0 && v.owed(ChangeKey(h.Set.Number))
		if h.Set.Number < since {
			continue
		}
		moved, was = h.Set.At, nil
		if len(h.Entry.Before) > 0 {
			rec, err := store.Meetings.Decode(h.Entry.Before)
			if v.fail(err); err != nil {
				return nil
			}
			was = rec.(*store.Meeting)
		}
	}
	if was == nil || !isBoard(was) {
		return nil
	}
	sameDay := store.DateOf(planned.At.In(v.Zone)) == store.DateOf(moved.In(v.Zone))
	if sameDay && !told && planned.Command != "import" {
		return nil
	}
	return was
}

// movedWords says what has become of a board, "" when it is nothing that
// people who had it in their diary need to know.
func (v *View) movedWords(was, now *store.Meeting) string {
	if was == nil || !was.Start.Exact() || was.Status == "held" || !v.now.Before(v.over(was)) {
		return ""
	}
	board := "the board on " + english.Moment(was.Start)
	stands := was.Status != "cancelled"
	switch {
	case now == nil && stands:
		return board + " is no longer planned." + v.nextWords(was)
	case now == nil || now.Status == "held":
		return ""
	case now.Status == "cancelled":
		if !stands {
			return ""
		}
		return board + " is cancelled." + v.nextWords(was)
	case now.Start.Exact() && !v.now.Before(v.over(now)):
		return "" // what has been is put right
	case !now.Start.Exact() && stands:
		return board + " is to be on another day, which is not recorded yet."
	case !now.Start.Exact():
		return ""
	case !stands:
		return "the board on " + boardWords(now) + " takes place after all."
	case was.Start != now.Start:
		return board + " is moved to " + boardWords(now) + "."
	case was.Place != now.Place && now.Place != "":
		return board + " is in another place: " + now.Place + "."
	}
	return ""
}

// nextWords says when the next board is, now that one is not.
func (v *View) nextWords(was *store.Meeting) string {
	for _, m := range v.boardsOf(was.Partnership) {
		if m.ID != was.ID && m.Status != "held" && v.now.Before(v.over(&m)) {
			return " The next board is on " + boardWords(&m) + "."
		}
	}
	return " No other board is planned."
}

// movedDetails are the deadlines that go with a board to another day.
func (v *View) movedDetails(was, now *store.Meeting) []string {
	if now == nil || now.Status == "cancelled" || !now.Start.Exact() || was.Start.Date == now.Start.Date {
		return nil
	}
	var out []string
	add := func(what string, before, after store.Date) {
		if after.IsZero() || before == after || !after.After(v.today()) && !before.After(v.today()) {
			return
		}
		out = append(out, what+english.Long(after)+", not "+english.Long(before)+".")
	}
	if now.PapersSent.IsZero() {
		add("Papers go out on ", v.papersDue(was), v.papersDue(now))
	}
	add("Updates on actions are due on ", v.updatesDue(was), v.updatesDue(now))
	if n := v.dueNextBoard(now); n > 0 {
		out = append(out, english.Count(n, "action that is due at the next board moves", "actions that are due at the next board move")+" with it.")
	}
	return out
}

// updatesDue is the day on which a board's updates are asked for, the zero
// Date when they are not.
func (v *View) updatesDue(m *store.Meeting) store.Date {
	for _, o := range v.timings(updatesName, m.Timings, []string{m.Partnership}, updatesDefault) {
		if o.N < 0 {
			return v.cal.LastWorking(v.add(m.Start.Date, o))
		}
	}
	return store.Date{}
}

// dueNextBoard counts the open actions that are due at a board since it is
// the next one.
func (v *View) dueNextBoard(m *store.Meeting) int {
	boards := v.ahead(v.boardsOf(m.Partnership))
	n := 0
	for _, a := range all(v, store.Actions.By(v.tx, "open", m.Partnership, "next-board")) {
		if next := nextFor(&a, boards); next != nil && next.ID == m.ID {
			n++
		}
	}
	return n
}

// ChangeKey is the key of the post by which somebody told a channel of a
// change.
func ChangeKey(number uint64) string { return fmt.Sprint("change-", number) }
