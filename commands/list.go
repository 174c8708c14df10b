package commands

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

var list = Command{
	Name: "list", About: "people", Aliases: []string{"partnerships"}, Usage: "",
	Short:    "every partnership in a line: chair, plan, next board, overdue actions",
	Examples: []string{"list"}, Right: Read, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		rest, no := cutPage(c.Args)
		if rest != "" {
			return Reply{}, &Problem{
				Says: "/csp list takes no name: “" + typed(rest) + "” is not needed.",
				Then: "Type /csp list, or /csp " + typed(rest) + ".",
			}
		}
		ps, hidden, err := c.partnerships(tx)
		if err != nil {
			return Reply{}, err
		}
		if len(ps) == 0 {
			return c.noPartnerships(hidden), nil
		}
		pg := pageOf(len(ps), no)
		var lines []Text
		var row []Button
		for _, p := range ps[pg.From:pg.To] {
			line, err := c.partnershipLine(tx, &p)
			if err != nil {
				return Reply{}, err
			}
			lines = append(lines, line)
			row = append(row, Button{Label: cutTo(areaOf(&p), maxLabel), Type: c.cardLine(p.ID)})
		}
		blocks := []Block{Heading(upper(pg.count("partnership", "partnerships"))), List{Items: lines}, Buttons(row)}
		return Reply{Blocks: append(blocks, pager(pg, "list")...)}, nil
	},
}

// partnerships returns all partnerships that the one who asks may read, by
// name; hidden says that there are others.
func (c *Call) partnerships(tx *store.Tx) (ps []store.Partnership, hidden bool, err error) {
	r, err := c.rights(tx)
	if err != nil {
		return nil, false, err
	}
	for p, err := range store.Partnerships.All(tx) {
		if err != nil {
			return nil, false, err
		}
		ok, err := r.may(Read, about(&p))
		if err != nil {
			return nil, false, err
		}
		if ok {
			ps = append(ps, p)
		} else {
			hidden = true
		}
	}
	slices.SortStableFunc(ps, func(a, b store.Partnership) int {
		return cmp.Compare(store.Fold(a.Name), store.Fold(b.Name))
	})
	return ps, hidden, nil
}

// noPartnerships is the list when it is empty, and why.
func (c *Call) noPartnerships(hidden bool) Reply {
	says := "No partnerships are recorded. The office's staff add them."
	switch {
	case c.Actor.Admin || c.Actor.Staff:
		says = "No partnerships are recorded. To add one, type /csp add partnership. An admin can bring in a whole file with csp import FILE."
	case hidden:
		says = "You can see no partnership from here. Guests see the partnerships of the channels they are in: ask the office's staff."
	}
	return Reply{Blocks: []Block{Para(T(says))}}
}

// partnershipLine is a partnership in a list: its chair, its plan's end, its
// next board, its overdue actions.
func (c *Call) partnershipLine(tx *store.Tx, p *store.Partnership) (Text, error) {
	today := c.Today()
	chair := "chair: " + english.NotRecorded
	now, err := inRole(tx, p.ID, "chair", today)
	if err != nil {
		return nil, err
	}
	if len(now) > 0 && now[0].Person != "" {
		chair = "chair " + personName(tx, now[0].Person)
	}
	plan, err := planBrief(tx, p.ID, today)
	if err != nil {
		return nil, err
	}
	board := "next board: " + english.NotRecorded
	b, found, err := nextBoard(tx, p.ID, today)
	if err != nil {
		return nil, err
	}
	if found {
		board = "next board " + english.Moment(b.Start)
	}
	n, err := c.openActions(tx, p.ID)
	if err != nil {
		return nil, err
	}
	overdue := "no overdue actions"
	if n.late > 0 {
		overdue = english.Count(n.late, "overdue action", "overdue actions")
	}
	return Join(B(p.Name), T(": "+strings.Join([]string{chair, plan, board, overdue}, "; "))), nil
}

// planBrief is when a partnership's plan ends, in few words.
func planBrief(tx *store.Tx, partnership string, today store.Date) (string, error) {
	p, found, err := planOf(tx, partnership, today)
	switch {
	case err != nil:
		return "", err
	case !found:
		return "plan: " + english.NotRecorded, nil
	case toStart(&p, today):
		return "plan starts " + when(p.From), nil
	case p.Until.IsZero():
		return "plan's end: " + english.NotRecorded, nil
	case passed(today, p.Until):
		return "plan ended " + when(p.Until), nil
	}
	return "plan ends " + when(p.Until), nil
}

// tally counts open actions.
type tally struct{ open, late, undated int }

func (n *tally) add(a *store.Action, today store.Date) {
	n.open++
	if overdue(a, today) {
		n.late++
	}
	if a.Due.IsZero() {
		n.undated++
	}
}

// String is "5 open, 2 overdue, 1 without a date".
func (n tally) String() string {
	if n.open == 0 {
		return "None open"
	}
	s := fmt.Sprintf("%d open, %d overdue", n.open, n.late)
	if n.late == 0 {
		s = fmt.Sprintf("%d open, none overdue", n.open)
	}
	if n.undated > 0 {
		s += fmt.Sprintf(", %d without a due date", n.undated)
	}
	return s
}

// openActions counts a partnership's open actions that the one who asks may
// see. Where that is all but some of closed sessions, the keys of their index
// tell enough: cards and Home tabs count very many.
func (c *Call) openActions(tx *store.Tx, partnership string) (tally, error) {
	var n tally
	all, err := c.may(tx, Read, Subject{Partnerships: []string{partnership}})
	if err != nil {
		return n, err
	}
	if !all {
		return c.openOwn(tx, partnership)
	}
	hidden := map[string]bool{}
	for a, err := range store.Actions.By(tx, "private", partnership) {
		if err != nil {
			return n, err
		}
		ok, err := c.may(tx, Read, about(&a))
		if err != nil {
			return n, err
		}
		hidden[a.ID] = !ok
	}
	for k, err := range store.Actions.Keys(tx, "open", partnership) {
		if err != nil {
			return n, err
		}
		if hidden[k.ID] {
			continue
		}
		var a store.Action
		if due, _ := k.Parts[1].(string); due != "" {
			if a.Due, err = store.ParseDue(due); err != nil {
				return n, err
			}
		}
		n.add(&a, c.Today())
	}
	return n, nil
}

// openOwn is openActions of somebody who sees no others than their own.
func (c *Call) openOwn(tx *store.Tx, partnership string) (tally, error) {
	var n tally
	for a, err := range store.Actions.By(tx, "open", partnership) {
		if err != nil {
			return n, err
		}
		ok, err := c.may(tx, Read, about(&a))
		if err != nil {
			return n, err
		}
		if ok {
			n.add(&a, c.Today())
		}
	}
	return n, nil
}
