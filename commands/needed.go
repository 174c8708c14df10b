package commands

import (
	"cmp"
	"slices"

	"csp/store"
	"csp/store/english"
)

var needed = Command{
	Name: "needed", About: "decisions", Usage: "[PARTNERSHIP]", Short: "decisions needed, by the date they are needed by",
	Examples: []string{"needed"}, Right: Read, Shared: true, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		words, no := cutPage(c.Args)
		p, err := c.place(tx, words)
		if err != nil {
			return Reply{}, err
		}
		all, hidden, err := decisionsIn(c, tx, p)
		if err != nil {
			return Reply{}, err
		}
		all = slices.DeleteFunc(all, func(d store.Decision) bool { return d.Status == "cancelled" })
		n := len(all)
		list := slices.DeleteFunc(all, func(d store.Decision) bool { return taken(&d) })
		if err := c.sortNeeded(tx, list); err != nil {
			return Reply{}, err
		}
		return c.neededReply(tx, p, list, no, seen{taken: n - len(list), hidden: hidden})
	},
}

// sortNeeded orders decisions by the day they are needed by, recorded or
// worked back, those without one after them and deferred ones last.
func (c *Call) sortNeeded(tx *store.Tx, list []store.Decision) error {
	by := map[string]store.Date{}
	for i := range list {
		day, err := c.dayNeeded(tx, &list[i])
		if err != nil {
			return err
		}
		by[list[i].ID] = day
	}
	deferred := func(d *store.Decision) int {
		if d.Status == "deferred" {
			return 1
		}
		return 0
	}
	slices.SortFunc(list, func(a, b store.Decision) int {
		return cmp.Or(
			cmp.Compare(deferred(&a), deferred(&b)), compareDue(by[a.ID], by[b.ID]),
			cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID),
		)
	})
	return nil
}

// seen says what the list of decisions needed leaves out.
type seen struct {
	taken  int  // decisions that may be read and were taken
	hidden bool // there are some that may not be read
}

// noneNeeded says that no decision is needed and why the list is empty: none
// is recorded, all are taken, or they may not be told here.
func (c *Call) noneNeeded(tx *store.Tx, p *store.Partnership, s seen) (string, error) {
	about := Subject{Wide: p == nil, Undecided: true}
	if p != nil {
		about.Partnerships = []string{p.ID}
	}
	told, err := c.may(tx, Read, about)
	switch {
	case err != nil:
		return "", err
	case !told && c.Public: // whether there are any, so that nothing is told by it
		return "Decisions still to be taken are not told to a whole channel. For your own answer type /csp needed" + placeWord(p) + ".", nil
	case !told:
		return "Decisions still to be taken" + inPlace(p) + " are not shown to guests.", nil
	case s.hidden:
		return "No decision that you may see is asked for" + inPlace(p) + ".", nil
	case s.taken > 0:
		return "No decision is asked for" + inPlace(p) + ". " + upper(english.Count(s.taken, "decision is", "decisions are")) + " recorded as taken.", nil
	}
	return "No decision is asked for" + inPlace(p) + ". None is recorded as taken either.", nil
}

func (c *Call) neededReply(tx *store.Tx, p *store.Partnership, list []store.Decision, no int, left seen) (Reply, error) {
	r := Reply{Blocks: []Block{Heading("Decisions needed" + in(p))}}
	if len(list) == 0 {
		says, err := c.noneNeeded(tx, p, left)
		if err != nil {
			return Reply{}, err
		}
		r = withBlocks(r, Para(T(says)))
	} else {
		pg := pageOf(len(list), no)
		var items []Text
		for _, d := range list[pg.From:pg.To] {
			says, err := neededFacts(c, tx, &d)
			if err != nil {
				return Reply{}, err
			}
			items = append(items, Join(refText(d.Ref, d.Text), T(" "+says), linkAfter(d.URL)))
		}
		r = withBlocks(r, Para(T(upper(pg.count("decision", "decisions"))+".")), List{Items: items})
		r = withBlocks(r, c.offer(tx, c.takenButtons(tx, list[pg.From:pg.To])...)...)
		r = withBlocks(r, pager(pg, c.line(p))...)
	}
	unasked, err := c.unasked(tx, p)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, unasked...)
	r = withBlocks(r, c.leftOut(left.hidden)...)
	return withBlocks(r, c.offer(tx, Button{Label: "Decisions taken" + in(p), Type: "decisions" + placeWord(p)})...), nil
}

// inPlace follows a sentence about a partnership, "" for all.
func inPlace(p *store.Partnership) string {
	if p == nil {
		return ""
	}
	return " in " + p.Name
}

// takenButtons record decisions of a list as taken.
func (c *Call) takenButtons(tx *store.Tx, list []store.Decision) []Button {
	var row []Button
	for i := range list {
		if b := c.decideButtons(tx, &list[i]); len(b) > 0 {
			one := b[0]
			one.Label, one.Primary = decisionName(&list[i])+" is taken", false
			one.Label = cutTo(one.Label, maxLabel)
			row = append(row, one)
		}
	}
	return row
}

// neededFacts is what a list tells of a decision that is needed, after its
// text.
func neededFacts(c *Call, tx *store.Tx, d *store.Decision) (string, error) {
	var f facts
	f.say(upper(areas(tx, d.Partnerships)) + ".")
	switch d.Kind {
	case "board":
		f.say("For the board.")
	case "pcc":
		f.say("For the commissioner.")
	}
	by, err := c.neededWords(tx, d)
	f.say(by)
	if d.Amount.Known || d.Kind == "pcc" {
		f.say("Amount: " + sum(d.Amount) + ".")
	}
	f.say(decisionLinks(c, tx, d))
	return f.String(), err
}

// neededBy says when a decision is needed and how late it is.
func neededBy(today store.Date, d *store.Decision) string {
	switch {
	case d.Status == "deferred" && d.NeededBy.IsZero():
		return "Deferred."
	case d.Status == "deferred":
		return "Deferred to " + dateAway(today, d.NeededBy) + "."
	case d.NeededBy.IsZero():
		return "Needed by: " + english.NotRecorded + "."
	case passed(today, d.NeededBy):
		return "Needed by " + english.Short(d.NeededBy) + ". Overdue by " + english.Count(d.NeededBy.Last().DaysUntil(today), "day", "days") + "."
	}
	return "Needed by " + dateAway(today, d.NeededBy) + "."
}
