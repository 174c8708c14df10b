package commands

import (
	"context"
	"slices"

	"csp/store"
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

// Home returns what stands on a person's Home tab: what needs them today.
func (d *Desk) Home(ctx context.Context, r Request) (Reply, error) {
	r.Text = ""
	return d.Do(ctx, r)
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
	blocks := []Block{Heading("Today, " + longDate(c.Today()))}
	parts := []func(*store.Tx) ([]Block, error){c.myActions}
	if r.somewhere(Read) {
		parts = append(parts, c.boardsSoon, c.endingSoon, c.decisionsWaiting)
	}
	for _, part := range parts {
		b, err := part(tx)
		if err != nil {
			return Reply{}, err
		}
		blocks = append(blocks, b...)
	}
	return Reply{Blocks: append(blocks, c.offer(tx,
		Button{Label: "Partnerships", Type: "list"},
		Button{Label: "Find", Type: "search"},
		Button{Label: "People to meet", Type: "who"},
		Button{Label: "What you can type", Type: "help"},
	)...)}, nil
}

// section is a title and its lines, the first of them; none is said when
// there are no lines.
func section(title string, lines []Text, none string) []Block {
	if len(lines) == 0 {
		return []Block{Para(Join(B(title+": "), T(none)))}
	}
	n := len(lines)
	if n > todayLines {
		lines = append(lines[:todayLines:todayLines], T("and "+count(n-todayLines, "other", "others")))
	}
	return []Block{Para(B(title + " (" + thousands(n) + ")")), List{Items: lines}}
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
		return section("Your actions", nil, none+"."), nil
	}
	var mine []dated
	for a, err := range store.Actions.Of(tx, "people", me.ID) {
		if err != nil {
			return nil, err
		}
		if a.IsOpen() && (a.Owner == me.ID || slices.Contains(a.Helpers, me.ID)) {
			d, err := onItsDay(tx, &a, c.Today())
			if err != nil {
				return nil, err
			}
			mine = append(mine, d)
		}
	}
	sortActions(mine, c.Today())
	var lines []Text
	for i := range mine {
		lines = append(lines, actionLine(c, tx, &mine[i]))
	}
	return section("Your actions", lines, "none is open."), nil
}

// boardsSoon are the boards of the next ten working days.
func (c *Call) boardsSoon(tx *store.Tx) ([]Block, error) {
	cal, err := store.CalendarOf(tx)
	if err != nil {
		return nil, err
	}
	end := cal.AddWorkingDays(c.Today(), boardDays)
	var lines []Text
	for m, err := range store.Meetings.Between(tx, "planned", []any{c.Today().String()}, []any{end.AddDays(1).String()}) {
		if err != nil {
			return nil, err
		}
		ok, err := c.may(tx, Read, about(&m))
		if err != nil {
			return nil, err
		}
		if ok && isBoard(m) && m.Start.Exact() {
			lines = append(lines, Join(B(partnershipName(tx, m.Partnership)), T(": "+boardLine(c.Today(), m))))
		}
	}
	return section("Boards in the next 10 working days", lines, "none recorded up to "+longDate(end)+"."), nil
}

// endingSoon are plans and schemes that end within three months, and plans
// that have ended with nothing after them.
func (c *Call) endingSoon(tx *store.Tx) ([]Block, error) {
	today := c.Today()
	from, to := []any{today.String()}, []any{today.AddMonths(soonMonths).AddDays(1).String()}
	var lines []Text
	add := func(kind string, rec any, words string) error {
		ok, err := c.may(tx, Read, about(rec))
		if err == nil && ok {
			lines = append(lines, Join(B(labelOf(tx, kind, rec)), T(" "+words)))
		}
		return err
	}
	for p, err := range store.Plans.Between(tx, "until", from, to) {
		if err == nil && p.Status != "replaced" && p.Until.Exact() {
			err = add("plans", &p, "ends "+when(p.Until)+", "+inDays(today, p.Until)+".")
		}
		if err != nil {
			return nil, err
		}
	}
	for s, err := range store.Schemes.Between(tx, "until", from, to) {
		if err == nil && s.Outcome == "" && s.Until.Exact() {
			err = add("schemes", &s, "ends "+when(s.Until)+", "+inDays(today, s.Until)+".")
		}
		if err != nil {
			return nil, err
		}
	}
	left := maxNames
	for p, err := range store.Plans.Between(tx, "until", []any{"0001"}, from) {
		old := false
		if err == nil {
			old, err = superseded(tx, &p)
		}
		if err == nil && !old && passed(today, p.Until) && p.Successor == "" {
			err = add("plans", &p, "ended "+when(p.Until)+". No new plan is recorded.")
		}
		if err != nil {
			return nil, err
		}
		if left--; left == 0 {
			break
		}
	}
	return section("Ending within 3 months, or ended", lines, "no plan or scheme."), nil
}

// decisionsWaiting are the decisions that are needed, soonest first.
func (c *Call) decisionsWaiting(tx *store.Tx) ([]Block, error) {
	var dated, undated []Text
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
		case d.NeededBy.IsZero():
			undated = append(undated, T(d.Text+". Needed by: "+NotRecorded+"."))
		default:
			dated = append(dated, T(d.Text+". Needed by "+dayAndAway(c.Today(), d.NeededBy)+"."))
		}
	}
	return section("Decisions waiting", append(dated, undated...), "none is asked for."), nil
}
