package commands

import (
	"cmp"
	"errors"
	"slices"

	"csp/store"
)

var issues = Command{
	Name: "issues", Usage: "[PARTNERSHIP] [all]", Short: "current issues",
	Examples: []string{"issues", "issues darlington"}, Right: Read, Shared: true, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		words, no := cutPage(c.Args)
		words, every := cutAll(words)
		p, err := c.place(tx, words)
		if err != nil {
			return Reply{}, err
		}
		all, hidden, err := issuesIn(c, tx, p)
		if err != nil {
			return Reply{}, err
		}
		var list []store.Issue
		for _, i := range all {
			if every || i.Status != "closed" {
				list = append(list, i)
			}
		}
		r, err := issueList(c, tx, p, list, no, every)
		if err != nil {
			return Reply{}, err
		}
		if n := len(all) - len(list); n > 0 {
			r = withBlocks(r, Note(T(count(n, "closed issue is", "closed issues are")+" left out.")),
				Buttons{{Label: "Show closed issues", Type: c.Command.Name + placeWord(p) + " all"}})
		}
		return withBlocks(r, c.leftOut(hidden)...), nil
	},
}

// placeWord is a partnership as typed behind a command, "" for all.
func placeWord(p *store.Partnership) string {
	if p == nil {
		return ""
	}
	return " " + p.ID
}

// issuesIn are a partnership's issues and those of the whole area, nil for
// all: open ones first.
func issuesIn(c *Call, tx *store.Tx, p *store.Partnership) (list []store.Issue, hidden bool, err error) {
	if p == nil {
		list, hidden, err = readable(c, tx, store.Issues.All(tx))
	} else {
		list, hidden, err = readable(c, tx, store.Issues.Of(tx, "partnerships", p.ID))
		wide, _, werr := readable(c, tx, store.Issues.By(tx, "wide"))
		list, err = append(list, wide...), errors.Join(err, werr)
	}
	closed := func(i *store.Issue) int {
		if i.Status == "closed" {
			return 1
		}
		return 0
	}
	slices.SortFunc(list, func(a, b store.Issue) int {
		return cmp.Or(cmp.Compare(closed(&a), closed(&b)), cmp.Compare(a.ID, b.ID))
	})
	return list, hidden, err
}

func issueList(c *Call, tx *store.Tx, p *store.Partnership, list []store.Issue, no int, every bool) (Reply, error) {
	title, none, line := "Current issues", "No current issue is recorded", c.line(p)
	if every {
		title, none, line = "Issues, open and closed", "No issue is recorded", c.Command.Name+placeWord(p)+" all"
	}
	r := Reply{Blocks: []Block{Heading(title + in(p))}}
	if len(list) == 0 {
		return withBlocks(r, Para(T(none+forPlace(p)+"."))), nil
	}
	pg := pageOf(len(list), no)
	var items []Text
	for _, i := range list[pg.From:pg.To] {
		where := areas(tx, i.Partnerships)
		s := " " + upper(where) + "."
		if i.Status == "closed" {
			s += " Closed."
		}
		items = append(items, Join(B(sentence(i.Text)), T(s)))
	}
	r = withBlocks(r, Para(T(pg.count("issue", "issues")+".")), List{Items: items})
	r = withBlocks(r, c.sourceNotes(toldOf("issues", list[pg.From:pg.To]))...)
	return withBlocks(r, pager(pg, line)...), nil
}
