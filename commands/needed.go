package commands

import (
	"cmp"
	"slices"

	"csp/store"
	"csp/store/english"
)

var needed = Command{
	Name: "needed", Usage: "[PARTNERSHIP]", Short: "decisions needed, by the date they are needed by",
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
		n := len(all)
		list := slices.DeleteFunc(all, func(d store.Decision) bool { return taken(&d) })
		sortNeeded(list)
		return c.neededReply(tx, p, list, no, seen{taken: n - len(list), hidden: hidden})
	},
}

// sortNeeded orders decisions by the day they are needed by, those without
// one after them and deferred ones last.
func sortNeeded(list []store.Decision) {
	deferred := func(d *store.Decision) int {
		if d.Status == "deferred" {
			return 1
		}
		return 0
	}
	slices.SortFunc(list, func(a, b store.Decision) int {
		return cmp.Or(
			cmp.Compare(deferred(&a), deferred(&b)), compareDue(a.NeededBy, b.NeededBy),
			cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID),
		)
	})
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
	return "No decision, needed or taken, is recorded" + inPlace(p) + ".", nil
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
			items = append(items, Join(B(orWord(d.Ref, "No reference")), T(". "+neededFacts(c, tx, &d)), linkAfter(d.URL)))
		}
		r = withBlocks(r, Para(T(upper(pg.count("decision", "decisions"))+".")), List{Items: items})
		r = withBlocks(r, pager(pg, c.line(p))...)
	}
	pilots, err := c.feedNothing(tx, p)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, pilots...)
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

// neededFacts is what a list tells of a decision that is needed.
func neededFacts(c *Call, tx *store.Tx, d *store.Decision) string {
	var f facts
	f.say(sentence(d.Text))
	f.say(upper(areas(tx, d.Partnerships)) + ".")
	switch d.Kind {
	case "board":
		f.say("For the board.")
	case "pcc":
		f.say("For the commissioner.")
	}
	f.say(neededBy(c.Today(), d))
	if d.Amount.Known || d.Kind == "pcc" {
		f.say("Amount: " + sum(d.Amount) + ".")
	}
	f.say(decisionLinks(c, tx, d))
	return f.String()
}

// neededBy says when a decision is needed and how late it is.
func neededBy(today store.Date, d *store.Decision) string {
	switch {
	case d.Status == "deferred":
		return "Deferred."
	case d.NeededBy.IsZero():
		return "Needed by: " + english.NotRecorded + "."
	case passed(today, d.NeededBy):
		return "Needed by " + english.Short(d.NeededBy) + ". Overdue by " + english.Count(d.NeededBy.Last().DaysUntil(today), "day", "days") + "."
	}
	return "Needed by " + dateAway(today, d.NeededBy) + "."
}

// feedNothing names the pilots that feed no recorded decision: somebody will
// have to ask for one.
func (c *Call) feedNothing(tx *store.Tx, p *store.Partnership) ([]Block, error) {
	pilots, _, err := pilotsIn(c, tx, p)
	if err != nil {
		return nil, err
	}
	var items []Text
	for _, pl := range pilots {
		feeds := false
		for _, err := range store.Decisions.Of(tx, "pilots", pl.ID) {
			if err != nil {
				return nil, err
			}
			feeds = true
			break
		}
		if feeds {
			continue
		}
		s := pilotName(tx, &pl)
		if !pl.Horizon.IsZero() {
			s += ", looks forward to " + english.Short(pl.Horizon)
		}
		items = append(items, T(s))
	}
	if len(items) == 0 {
		return nil, nil
	}
	n := len(items)
	if n > pageSize {
		items = append(items[:pageSize:pageSize], T("and "+english.Count(n-pageSize, "other", "others")))
	}
	return []Block{Para(B("Pilots that feed no recorded decision")), List{Items: items}}, nil
}
