package commands

import (
	"cmp"
	"errors"
	"slices"

	"csp/store"
	"csp/store/english"
)

var issues = Command{
	Name: "issues", About: "plans", Usage: "[PARTNERSHIP] [closed]", Short: "current issues",
	Examples: []string{"issues", "issues darlington"}, Right: Read, Shared: true, Takes: []string{"partnerships"}, Shows: []string{"issues"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if c.hit != nil {
			return issueCard(c, tx, c.hit.Rec.(*store.Issue)), nil
		}
		words, no := cutPage(c.Args)
		words, closed := cutLast(words, "closed")
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
			if closed == (i.Status == "closed") {
				list = append(list, i)
			}
		}
		r, err := issueList(c, tx, p, list, no, closed)
		if err != nil {
			return Reply{}, err
		}
		switch n := len(all) - len(list); {
		case n > 0 && closed:
			r = withBlocks(r, Buttons{{Label: "Show current issues", Type: c.line(p)}})
		case n > 0:
			r = withBlocks(r, Note(T(english.Count(n, "closed issue is", "closed issues are")+" left out.")),
				Buttons{{Label: "Show closed issues", Type: c.line(p) + " closed"}})
		}
		return withBlocks(r, c.leftOut(hidden)...), nil
	},
}

// issueCard is everything that is known of an issue.
func issueCard(c *Call, tx *store.Tx, i *store.Issue) Reply {
	r := Reply{Blocks: []Block{Heading("Issue"), Para(B(sentence(i.Text))), Facts{
		{"Where", T(upper(areas(tx, i.Partnerships)))},
		{"Status", T(orNot(upper(i.Status)))},
	}}}
	r = withBlocks(r, c.sources(tx, "issues", i)...)
	return withBlocks(r, c.offer(tx, c.keepButtons(tx, "issues", i)...)...)
}

// placeWord is a partnership as typed behind a command, "" for all.
func placeWord(p *store.Partnership) string {
	if p == nil {
		return ""
	}
	return " " + p.ID
}

// issuesIn are a partnership's issues and those of the whole area, nil for
// all, in the order of their ids.
func issuesIn(c *Call, tx *store.Tx, p *store.Partnership) (list []store.Issue, hidden bool, err error) {
	if p == nil {
		list, hidden, err = readable(c, tx, store.Issues.All(tx))
	} else {
		list, hidden, err = readable(c, tx, store.Issues.Of(tx, "partnerships", p.ID))
		wide, _, werr := readable(c, tx, store.Issues.By(tx, "wide"))
		list, err = append(list, wide...), errors.Join(err, werr)
	}
	slices.SortFunc(list, func(a, b store.Issue) int { return cmp.Compare(a.ID, b.ID) })
	return list, hidden, err
}

func issueList(c *Call, tx *store.Tx, p *store.Partnership, list []store.Issue, no int, closed bool) (Reply, error) {
	title, none, line := "Current issues", "No current issue is recorded", c.line(p)
	if closed {
		title, none, line = "Closed issues", "No closed issue is recorded", line+" closed"
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
		items = append(items, Join(B(sentence(i.Text)), T(s)))
	}
	r = withBlocks(r, Para(T(pg.count("issue", "issues")+".")), List{Items: items})
	r = withBlocks(r, listSources(c, tx, "issues", list[pg.From:pg.To])...)
	return withBlocks(r, pager(pg, line)...), nil
}
