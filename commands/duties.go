package commands

import (
	"strings"

	"csp/store"
)

var duties = Command{
	Name: "duties", About: "law", Usage: "[WORDS]", Short: "who must do what by when, with the law",
	Shows:    []string{"duties"},
	Examples: []string{"duties", "duties public meeting"}, Right: Read, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		return lawList(c, tx, "duty", "No duty is recorded.")
	},
}

var powers = Command{
	Name: "powers", About: "law", Usage: "[WORDS]", Short: "the powers against anti-social behaviour, a line each",
	Examples: []string{"powers", "powers closure"}, Right: Read, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		return lawList(c, tx, "power", "No power is recorded.")
	},
}

// lawList lists the duties of one kind by their titles; words narrow it, and
// where they leave one it is told whole.
func lawList(c *Call, tx *store.Tx, kind, none string) (Reply, error) {
	if c.hit != nil {
		return lawCard(c, tx, c.hit.Rec.(*store.Duty)), nil
	}
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
	switch {
	case len(list) == 1 && words != "":
		return lawCard(c, tx, &list[0]), nil
	case len(list) == 0 && words != "":
		return Reply{}, &Problem{
			Says: "No " + kind + " has the words “" + typed(words) + "”.", Then: "Type /csp " + c.Command.Name + " to see all.",
			Offer: []Button{{Label: "Show all " + c.Command.Name, Type: c.Command.Name}},
		}
	}
	r := Reply{Blocks: []Block{Heading(upper(c.Command.Name))}}
	if len(list) == 0 {
		return withBlocks(withBlocks(r, Para(T(none))), c.leftOut(hidden)...), nil
	}
	sortNamed(list, func(d *store.Duty) string { return d.Title }, func(_, _ *store.Duty) int { return 0 })
	pg := pageOf(len(list), no)
	var items []Text
	doubts := false
	for _, d := range list[pg.From:pg.To] {
		items = append(items, lawLine(&d))
		doubts = doubts || unsure(&d) != ""
	}
	r = withBlocks(r, Para(T(pg.count(kind, c.Command.Name)+".")), List{Items: items})
	if doubts {
		r = withBlocks(r, Note(T("Unsure: nobody has confirmed all of it. To see what is unsure, type /csp "+c.Command.Name+" and words of the title.")))
	}
	return withBlocks(r, pager(pg, strings.TrimSpace(c.Command.Name+" "+words))...), nil
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

// unsure says what nobody could confirm of a duty, "" when there is nothing:
// its note, or that it has no source.
func unsure(d *store.Duty) string {
	switch {
	case d.Note != "":
		return sentence(d.Note)
	case d.Source == "":
		return "No source is recorded."
	}
	return ""
}

// lawLine is a duty or power in a list: what, whose, the law, the source.
func lawLine(d *store.Duty) Text {
	var f facts
	if d.Text != "" {
		f.say(sentence(d.Text))
	}
	if d.On != "" {
		f.say(sentence("On: " + d.On))
	}
	if d.Law != "" {
		f.say(sentence("Law: " + d.Law))
	}
	mark := ""
	if unsure(d) != "" {
		mark = " (unsure)"
	}
	t := Join(B(d.Title), T(mark+". "+f.String()))
	switch {
	case strings.HasPrefix(d.Source, "http"):
		t = Join(t, T(" "), Link("Source", d.Source))
	case d.Source != "":
		t = Join(t, T(" "+sentence("Source: "+d.Source)))
	}
	return t
}

// lawCard is all that is known of a duty or power.
func lawCard(c *Call, tx *store.Tx, d *store.Duty) Reply {
	whose := "On"
	if d.Kind == "power" {
		whose = "Who may use it"
	}
	r := Reply{Blocks: []Block{Heading(d.Title), Facts{
		{"What", T(orNot(d.Text))},
		{whose, T(orNot(d.On))},
		{"Law", T(orNot(d.Law))},
		{"Link", linkOrNot(d.URL)},
	}}}
	if s := unsure(d); s != "" {
		r = withBlocks(r, Para(Join(B("Unsure. "), T(s))))
	}
	r = withBlocks(r, c.sources(tx, "duties", d)...)
	return withBlocks(r, c.offer(tx, c.keepButtons(tx, "duties", d)...)...)
}
