package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

var gaps = Command{
	Name: "gaps", About: "register", Aliases: []string{"gap"}, Usage: "[PARTNERSHIP]", Short: "what is not recorded, or not checked for 6 months",
	Examples: []string{"gaps", "gaps darlington"}, Right: Keep, Takes: []string{"partnerships"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		words, no := cutPage(c.Args)
		p, err := c.place(tx, words)
		if err != nil {
			return Reply{}, err
		}
		list, err := c.gapsIn(tx, p)
		if err != nil {
			return Reply{}, err
		}
		return c.gapList(tx, p, list, no)
	},
}

// gap is all that is amiss with one record, or a record that is not there.
type gap []store.Gap

// gapsIn are the gaps of a partnership, nil for all, that the one who asks
// may fill, the most useful first: each record once.
func (c *Call) gapsIn(tx *store.Tx, p *store.Partnership) ([]gap, error) {
	id := ""
	if p != nil {
		id = p.ID
	}
	all, err := store.Gaps(tx, c.Today(), id)
	if err != nil {
		return nil, err
	}
	r, err := c.rights(tx)
	if err != nil {
		return nil, err
	}
	var out []gap
	at := map[subject]int{}
	for _, g := range all {
		ok, err := r.may(Keep, Subject{Partnerships: g.Partnerships, Wide: len(g.Partnerships) == 0})
		if err != nil {
			return nil, err
		}
		n, seen := at[subject{g.Kind, g.ID}]
		switch {
		case !ok:
		case seen && g.ID != "":
			out[n] = append(out[n], g)
		default:
			at[subject{g.Kind, g.ID}] = len(out)
			out = append(out, gap{g})
		}
	}
	return out, nil
}

// gapList is one page of gaps, each with the buttons that fill it.
func (c *Call) gapList(tx *store.Tx, p *store.Partnership, list []gap, no int) (Reply, error) {
	r := Reply{Blocks: []Block{Heading("Gaps" + in(p))}}
	if len(list) == 0 {
		none, err := c.noGaps(tx, p)
		return withBlocks(r, none...), err
	}
	pg := pageOf(len(list), no)
	r = withBlocks(r, Para(T(gapCount(list))))
	for _, g := range list[pg.From:pg.To] {
		line, buttons, err := c.gapLine(tx, g)
		if err != nil {
			return Reply{}, err
		}
		r = withBlocks(r, Para(line))
		r = withBlocks(r, c.offer(tx, buttons...)...)
	}
	if s := shown(pg, "gap", "gaps"); s != "" {
		r = withBlocks(r, Note(T(s)))
	}
	row := pg.buttons(c.line(p))
	if p != nil {
		row = append(row, Button{Label: "Open " + areaOf(p), Type: "card " + p.ID}, Button{Label: "Gaps of all partnerships", Type: "gaps all"})
	}
	return withBlocks(r, c.offer(tx, row...)...), nil
}

// noGaps is said where nothing lacks, or where there is nothing that could.
func (c *Call) noGaps(tx *store.Tx, p *store.Partnership) ([]Block, error) {
	n, err := tx.Count("partnerships")
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return []Block{Para(T("No partnership is recorded yet, so nothing can be missing of one.")), c.toAdd()}, nil
	}
	out := []Block{Para(T("None. All that is asked for is recorded" + inPlace(p) + " and was confirmed within the last 6 months."))}
	if p != nil {
		out = append(out, c.offer(tx, Button{Label: "Gaps of all partnerships", Type: "gaps all"})...)
	}
	return out, nil
}

// gapCount counts first, each record by what is worst: "14 gaps: 9 not
// recorded, 2 without an exact date, 3 not checked for 6 months."
func gapCount(list []gap) string {
	n := gapCounts(list)
	var parts []string
	for why, words := range []string{"not recorded", "without an exact date", "not checked for 6 months"} {
		if n[why] > 0 {
			parts = append(parts, english.Thousands(n[why])+" "+words)
		}
	}
	return english.Count(len(list), "gap", "gaps") + ": " + strings.Join(parts, ", ") + "."
}

// gapCounts counts the gaps by what is worst of each.
func gapCounts(list []gap) (n [store.Unchecked + 1]int) {
	for _, g := range list {
		n[g.worst()]++
	}
	return n
}

func (g gap) worst() store.GapWhy {
	worst := store.Unchecked
	for i := range g {
		worst = min(worst, g[i].Why)
	}
	return worst
}

// gapLine is a gap: what it is about, what is amiss, and what mends it.
func (c *Call) gapLine(tx *store.Tx, g gap) (Text, []Button, error) {
	if g[0].ID == "" {
		name, says, b := c.gapOfNone(tx, &g[0])
		return Join(B(name), T(": "+says)), b, nil
	}
	f, err := load(tx, subject{g[0].Kind, g[0].ID})
	if err != nil {
		return nil, nil, err
	}
	name := gapName(tx, f)
	line := B(name)
	if where := gapWhere(tx, f); where != "" {
		line = Join(line, T(" ("+where+")"))
	}
	name = cutTo(name, gapLabel)
	at := f.Kind + "/" + f.ID
	edit := Button{Label: "Change " + name, Type: editWord + " " + at, Action: editWord + "." + openVerb, Value: at}
	var said facts
	var buttons []Button
	var wanted []string // fields
	for i := range g {
		words := gapFields(&g[i])
		switch g[i].Why {
		case store.Missing:
			said.say(upper(english.And(words...)) + ": not recorded.")
		case store.Partial:
			said.say("Only partly recorded: " + english.And(partialSaid(f, g[i].Fields, words)...) + ". The exact date is needed.")
		default:
			if g.worst() == store.Unchecked {
				said.say(factSaid(f))
			}
			said.say(agedWords(c.Today(), store.MetaOf(f.Rec)))
			buttons = append(buttons, Button{Label: "Still right: " + name, Type: "checked " + at, Action: "checked.it", Value: at})
			continue
		}
		wanted = append(wanted, g[i].Fields...)
	}
	if len(wanted) == 0 { // all is there, so first whether it is right
		return Join(line, T(". "+said.String())), append(buttons, edit), nil
	}
	if len(wanted) > 1 { // a list of fields has a form of its own
		wanted = slices.DeleteFunc(wanted, func(field string) bool { return field == "members" })
	}
	edit.Label = "Add to " + name
	if len(wanted) == 1 {
		edit.Label = "Add " + gapField(f.Kind, wanted[0]) + ": " + name
	}
	fields := " " + strings.Join(wanted, ",") // the form has these alone
	edit.Value, edit.Type = edit.Value+fields, edit.Type+fields
	return Join(line, T(". "+said.String())), append([]Button{edit}, buttons...), nil
}

// gapLabel is how much of a name stands on a gap's button.
const gapLabel = 40

// gapOfNone is a gap for which a record is still to be added.
func (c *Call) gapOfNone(tx *store.Tx, g *store.Gap) (name, says string, _ []Button) {
	p := ""
	if len(g.Partnerships) > 0 {
		p = g.Partnerships[0]
	}
	area := called(tx, "partnerships", p)
	add := func(label, kind, preset string) []Button { return []Button{addTo(p, label+area, kind, preset)} }
	switch g.Topic {
	case store.ChairGap:
		return "Chair of " + area, english.NotRecorded + ".", []Button{addChair(p, area)}
	case store.SecretariatGap:
		return "Secretariat of " + area, english.NotRecorded + ", so what is for it goes to the office.", []Button{addSecretariat(p, area)}
	case store.BoardGap:
		return "Next board of " + area, english.NotRecorded + ".", add("Add a board of ", "meetings", "kind=board status=planned")
	}
	return "Plan of " + area, english.NotRecorded + ".", add("Add a plan of ", "plans", "kind=partnership-plan")
}
