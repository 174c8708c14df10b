package commands

import (
	"fmt"
	"iter"
	"slices"

	"csp/store"
	"csp/store/english"
)

var today = Command{
	Name: "today", Aliases: []string{"me", "home"}, Bare: true,
	Short:    "what needs you today",
	Examples: []string{"", "today"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if c.Args != "" {
			return Reply{}, &Problem{
				Says: "/csp today takes no name.", Then: "Type /csp alone, or /csp " + typed(c.Args) + ".",
				Offer: []Button{{Label: cutTo(typed(c.Args), maxLabel), Type: typed(c.Args)}},
			}
		}
		return c.today(tx)
	},
}

// How far ahead bare /csp looks.
const (
	boardDays  = 10 // working days
	soonMonths = 3  // to the end of a plan or scheme
	todayLines = 5  // lines of one sort
)

// today is what needs the one who asks: their actions, boards soon, what
// ends, decisions waiting.
func (c *Call) today(tx *store.Tx) (Reply, error) {
	r, err := c.rights(tx)
	if err != nil {
		return Reply{}, err
	}
	blocks := []Block{Heading("Today, " + english.Long(c.Today()))}
	parts := []func(*store.Tx) ([]Block, error){c.myActions}
	if r.somewhere(Read) {
		parts = append(parts, c.meetingsSoon, c.endingSoon, c.decisionsWaiting)
	}
	for _, part := range parts {
		b, err := part(tx)
		if err != nil {
			return Reply{}, err
		}
		blocks = append(blocks, b...)
	}
	return Reply{Blocks: append(blocks, c.waysOn(tx)...)}, nil
}

// item is a line of a section, and the button that leads on from it.
type item struct {
	line Text
	open Button   // without a label: none
	do   []Button // what one may do with it, which leaves the message as it is
}

// section is a title and its lines, the first of them, with their buttons;
// none is said when there are no lines. Where some are left out, all leads to
// them; it may be without a label.
func (c *Call) section(tx *store.Tx, title string, items []item, none string, all Button) []Block {
	if len(items) == 0 {
		return []Block{Para(Join(B(title+": "), T(none)))}
	}
	var lines []Text
	var row []Button
	for _, it := range items[:min(len(items), todayLines)] {
		lines = append(lines, it.line)
		if it.open.Label != "" {
			it.open.Label = cutTo(it.open.Label, maxLabel)
			row = append(row, it.open)
		}
		row = append(row, it.do...)
	}
	if n := len(items) - todayLines; n > 0 {
		lines = append(lines, T("and "+english.Count(n, "other", "others")))
		if all.Label != "" {
			row = append(row, all)
		}
	}
	out := []Block{Para(B(title + " (" + english.Thousands(len(items)) + ")")), List{Items: lines}}
	return append(out, c.offer(tx, row...)...)
}

// myActions are the open actions that the one who asks owns or helps with.
func (c *Call) myActions(tx *store.Tx) ([]Block, error) {
	me, err := c.person(tx)
	if err != nil {
		return nil, err
	}
	if me.ID == "" {
		none := "your Slack account is not in the register, so no action is in your name"
		if c.Actor.Team == "" {
			none = "the console owns none"
		}
		return c.section(tx, "Your actions", nil, none+".", Button{}), nil
	}
	var mine []dated
	for a, err := range store.Actions.Of(tx, "people", me.ID) {
		if err != nil {
			return nil, err
		}
		if a.IsOpen() && (a.Owner == me.ID || slices.Contains(a.Helpers, me.ID)) {
			d, err := byItsDay(tx, &a, c.Today())
			if err != nil {
				return nil, err
			}
			mine = append(mine, d)
		}
	}
	sortActions(mine, c.Today())
	title := "Your actions"
	if n := helping(mine, me.ID); n == len(mine) && n > 0 {
		title = "Actions that you help with"
	} else if n > 0 {
		title = "Your actions, and " + english.Thousands(n) + " that you help with"
	}
	var items []item
	for i := range mine {
		a := &mine[i]
		it := item{open: openAction(&a.Action)}
		if i < todayLines {
			if err := a.carry(tx, c.Today()); err != nil {
				return nil, err
			}
			it.line = actionLine(c, tx, a, me.ID, "")
		}
		if g := a.groupOf(c.Today()); i < todayLines && (g == dueOverdue || g == dueThisWeek) {
			it.do = []Button{actionDone(&a.Action), actionUpdate(&a.Action)}
		}
		items = append(items, it)
	}
	return c.section(tx, title, items, "none is open.", Button{Label: "All your actions", Type: "actions mine"}), nil
}

// helping counts the actions whose owner is another person.
func helping(list []dated, me string) int {
	n := 0
	for i := range list {
		if list[i].Owner != me {
			n++
		}
	}
	return n
}

// meetingsSoon are the meetings of the next ten working days.
func (c *Call) meetingsSoon(tx *store.Tx) ([]Block, error) {
	cal, err := store.CalendarOf(tx)
	if err != nil {
		return nil, err
	}
	end := cal.AddWorkingDays(c.Today(), boardDays)
	items, err := c.meetingsUntil(tx, end)
	if err != nil {
		return nil, err
	}
	return c.section(tx, "Meetings in the next 10 working days", items, "none recorded up to "+english.Long(end)+".", Button{Label: "All boards", Type: "boards all"}), nil
}

// meetingsUntil are the boards, sub-groups and public meetings from today to a
// day, soonest first, those of the asker's own partnerships before the others,
// and those that may be in it among them: as many as a section can hold.
func (c *Call) meetingsUntil(tx *store.Tx, end store.Date) ([]item, error) {
	places, err := c.myPlaces(tx)
	if err != nil {
		return nil, err
	}
	var own, others []item
	for m, err := range mayLie(tx, &store.Meetings, "planned", c.Today(), end) {
		if err != nil {
			return nil, err
		}
		mine := slices.Contains(places, m.Partnership)
		if !mine && len(others) == maxNames {
			continue
		}
		ok, err := c.may(tx, Read, about(&m))
		switch {
		case err != nil:
			return nil, err
		case !ok:
		case mine:
			own = append(own, c.soonItem(tx, &m))
		default:
			others = append(others, c.soonItem(tx, &m))
		}
	}
	all := append(own, others...)
	return all[:min(len(all), maxNames)], nil
}

// soonItem is a meeting in a section.
func (c *Call) soonItem(tx *store.Tx, m *store.Meeting) item {
	of := called(tx, "partnerships", m.Partnership)
	name, open := "", "Open the board of "+of
	switch {
	case isBoard(*m):
	case m.Title == "":
		name, open = meetingName(m)+", ", "Open the "+lowerFirst(meetingName(m))+" of "+of
	default:
		name, open = m.Title+", ", "Open "+m.Title
	}
	return item{
		line: Join(B(partnershipName(tx, m.Partnership)), T(": "+name+boardLine(c.Today(), *m))),
		open: Button{Label: open, Type: "board meetings/" + m.ID},
	}
}

// mayLie yields the records of an index by date that lie from one day to
// another, and those that may lie there since only their month or year is
// recorded.
func mayLie[T any](tx *store.Tx, k *store.Kind[T], index string, from, to store.Date) iter.Seq2[T, error] {
	month := store.Date{Year: from.Year, Month: from.Month}
	return func(yield func(T, error) bool) {
		for _, seq := range []iter.Seq2[T, error]{
			k.By(tx, index, fmt.Sprint(from.Year)), k.By(tx, index, month.String()),
			k.Between(tx, index, []any{from.String()}, []any{to.AddDays(1).String()}),
		} {
			for rec, err := range seq {
				if !yield(rec, err) || err != nil {
					return
				}
			}
		}
	}
}

// decisionsWaiting are the decisions that are needed, soonest first.
func (c *Call) decisionsWaiting(tx *store.Tx) ([]Block, error) {
	var dated, undated []item
	none := "none is asked for."
	for d, err := range store.Decisions.By(tx, "needed") {
		if err != nil {
			return nil, err
		}
		ok, err := c.may(tx, Read, about(&d))
		if err != nil {
			return nil, err
		}
		switch {
		case !ok:
			none = "none that you may see."
		case d.NeededBy.IsZero():
			undated = append(undated, item{line: T(d.Text + ". Needed by: " + english.NotRecorded + "."), open: openDecision(&d)})
		default:
			dated = append(dated, item{line: T(d.Text + ". Needed by " + dayAndAway(c.Today(), d.NeededBy) + "."), open: openDecision(&d)})
		}
	}
	return c.section(tx, "Decisions waiting", append(dated, undated...), none, Button{Label: "All decisions needed", Type: "needed all"}), nil
}

// openDecision opens a decision that has a reference.
func openDecision(d *store.Decision) Button {
	if d.Ref == "" {
		return Button{}
	}
	return Button{Label: "Open " + d.Ref, Type: "decisions " + d.Ref}
}
