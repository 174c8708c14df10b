package commands

import (
	"strings"

	"csp/store"
)

var duties = Command{
	Name: "duties", Short: "who must do what by when, with the law",
	Examples: []string{"duties"}, Right: Read, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		return lawList(c, tx, "duty", "Duties", "No duty is recorded.")
	},
}

var powers = Command{
	Name: "powers", Short: "the powers against anti-social behaviour, a line each",
	Examples: []string{"powers"}, Right: Read, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		return lawList(c, tx, "power", "Powers", "No power is recorded.")
	},
}

// lawList lists the duties of one kind in the register's order.
func lawList(c *Call, tx *store.Tx, kind, title, none string) (Reply, error) {
	words, no := cutPage(c.Args)
	all, hidden, err := readable(c, tx, store.Duties.All(tx))
	if err != nil {
		return Reply{}, err
	}
	var list []store.Duty
	for _, d := range all {
		if orWord(d.Kind, "duty") == kind && lawHas(&d, words) {
			list = append(list, d)
		}
	}
	r := Reply{Blocks: []Block{Heading(title)}}
	if len(list) == 0 {
		if words != "" {
			r = withBlocks(r, Para(T("None has the words “"+typed(words)+"”.")), Buttons{{Label: "Show all", Type: c.Command.Name}})
		} else {
			r = withBlocks(r, Para(T(none)))
		}
		return withBlocks(r, c.leftOut(hidden)...), nil
	}
	pg := pageOf(len(list), no)
	var items []Text
	for _, d := range list[pg.From:pg.To] {
		items = append(items, lawLine(&d))
	}
	r = withBlocks(r, Para(T(pg.count(c.Command.one(), c.Command.Name)+".")), List{Items: items})
	line := strings.TrimSpace(c.Command.Name + " " + words)
	return withBlocks(r, pager(pg, line)...), nil
}

// one is the singular of a list command's name.
func (c *Command) one() string {
	if s, ok := strings.CutSuffix(c.Name, "ies"); ok {
		return s + "y"
	}
	return strings.TrimSuffix(c.Name, "s")
}

// lawHas reports whether all words stand in a duty.
func lawHas(d *store.Duty, words string) bool {
	text := " " + store.Fold(d.Title+" "+d.On+" "+d.Law+" "+d.Text)
	for _, w := range strings.Fields(store.Fold(words)) {
		if !strings.Contains(text, " "+w) {
			return false
		}
	}
	return true
}

// lawLine is a duty or power: what, on whom, the law and the source. What
// nobody could confirm says so, by its note.
func lawLine(d *store.Duty) Text {
	var f facts
	if d.On != "" {
		f.say("On: " + d.On + ".")
	}
	if d.Text != "" {
		f.say(sentence(d.Text))
	}
	if d.Law != "" {
		f.say("Law: " + sentence(d.Law))
	}
	if d.Note != "" {
		f.say("Unsure: " + sentence(d.Note))
	}
	switch {
	case d.Source == "":
		f.say("Unsure: no source is recorded.")
	case d.Source != d.URL:
		f.say("Source: " + sentence(d.Source))
	}
	t := Join(B(sentence(d.Title)), T(" "+f.String()))
	if d.URL != "" {
		t = Join(t, T(" "), Link(d.URL, d.URL))
	}
	return t
}
