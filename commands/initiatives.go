package commands

import (
	"strings"

	"csp/store"
)

var initiatives = Command{
	Name: "initiatives", About: "plans", Usage: "[PARTNERSHIP]", Short: "place-based and joint work, and what it supports",
	Examples: []string{"initiatives", "initiatives durham"}, Right: Read, Shared: true, Takes: []string{"partnerships"}, Shows: []string{"initiatives"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if c.hit != nil {
			return initiativeCard(c, tx, c.hit.Rec.(*store.Initiative))
		}
		words, no := cutPage(c.Args)
		p, err := c.place(tx, words)
		if err != nil {
			return Reply{}, err
		}
		seq := store.Initiatives.All(tx)
		if p != nil {
			seq = store.Initiatives.Of(tx, "partnerships", p.ID)
		}
		list, hidden, err := readable(c, tx, seq)
		if err != nil {
			return Reply{}, err
		}
		r := Reply{Blocks: []Block{Heading("Initiatives" + in(p))}}
		if len(list) == 0 {
			r = withBlocks(r, Para(T("No initiative is recorded"+forPlace(p)+".")), c.toAdd())
			return withBlocks(r, c.leftOut(hidden)...), nil
		}
		sortNamed(list, func(i *store.Initiative) string { return i.Name }, func(_, _ *store.Initiative) int { return 0 })
		pg := pageOf(len(list), no)
		var items []Text
		for _, i := range list[pg.From:pg.To] {
			items = append(items, initiativeLine(c, tx, &i))
		}
		r = withBlocks(r, Para(T(pg.count("initiative", "initiatives")+".")), List{Items: items})
		r = withBlocks(r, listSources(c, tx, "initiatives", list[pg.From:pg.To])...)
		r = withBlocks(r, c.leftOut(hidden)...)
		return withBlocks(r, pager(pg, c.line(p))...), nil
	},
}

// initiativeLine is an initiative in a list, with what it supports.
func initiativeLine(c *Call, tx *store.Tx, i *store.Initiative) Text {
	where := areas(tx, i.Partnerships)
	supports := linkedName(c, tx, &store.Initiatives, i.Supports, "")
	alongside := linkedName(c, tx, &store.Initiatives, i.Alongside, "")
	var f facts
	if i.Summary != "" {
		f.say(sentence(i.Summary))
	}
	if supports != "" {
		f.say("Supports " + supports + ".")
	}
	if alongside != "" {
		f.say("Stands alongside " + alongside + ".")
	}
	t := Join(B(i.Name), T(strings.TrimRight(" ("+where+"). "+f.String(), " ")))
	if i.URL != "" {
		t = Join(t, T(" "), Link(i.URL, i.URL))
	}
	return t
}

// initiativeCard is everything that is known of an initiative.
func initiativeCard(c *Call, tx *store.Tx, i *store.Initiative) (Reply, error) {
	r := Reply{Blocks: []Block{Heading(i.Name), Facts{
		{"What it is", T(orNot(i.Summary))},
		{"Where", T(upper(areas(tx, i.Partnerships)))},
		{"Supports", T(orNot(linkedName(c, tx, &store.Initiatives, i.Supports, "One that you may not see")))},
		{"Alongside", T(orNot(linkedName(c, tx, &store.Initiatives, i.Alongside, "One that you may not see")))},
		{"Link", linkOrNot(i.URL)},
	}}}
	list, _, err := readable(c, tx, store.Initiatives.Of(tx, "initiatives", i.ID))
	if err != nil {
		return Reply{}, err
	}
	var items []Text
	for _, o := range list {
		if o.Supports == i.ID {
			items = append(items, T(o.Name+" supports it."))
		}
		if o.Alongside == i.ID {
			items = append(items, T(o.Name+" stands alongside it."))
		}
	}
	if len(items) > 0 {
		r = withBlocks(r, Para(B("Linked to it")), List{Items: items})
	}
	r = withBlocks(r, c.sources(tx, "initiatives", i)...)
	return withBlocks(r, c.offer(tx, c.keepButtons(tx, "initiatives", i)...)...), nil
}

// sentence ends words with a full stop, unless they have an end already.
func sentence(s string) string {
	for _, end := range []string{".", "!", "?", ":", "…"} {
		if s == "" || strings.HasSuffix(s, end) {
			return s
		}
	}
	return s + "."
}
