package commands

import (
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// namedBoard is the board that somebody names, and whose it is.
type namedBoard struct {
	of    *store.Partnership
	board *store.Meeting  // the one of the day that was said; nil: no day was
	all   []store.Meeting // those of the partnership that may be read; nil where the board was named by its id
}

// readBoard reads which board somebody names: a meeting by its id, or a
// partnership, and a day on which it has one. Of a day without a year it is
// the next such, or the last one where what is asked about has been.
func (c *Call) readBoard(tx *store.Tx, name string, been bool) (namedBoard, error) {
	if strings.HasPrefix(name, "meetings/") {
		f, err := c.resolve(tx, asking{Words: name, Kinds: []string{"meetings"}})
		if err != nil {
			return namedBoard{}, err
		}
		m := f.Rec.(*store.Meeting)
		p, err := store.Partnerships.Get(tx, m.Partnership)
		return namedBoard{of: &p, board: m}, err
	}
	p, days, err := c.boardAsked(tx, name, been)
	if err != nil {
		return namedBoard{}, err
	}
	all, _, err := readable(c, tx, store.Meetings.By(tx, "start", p.ID))
	if err != nil {
		return namedBoard{}, err
	}
	out := namedBoard{of: p, all: all}
	if been {
		slices.Reverse(days)
	}
	for _, on := range days {
		if out.board = meetingOn(all, on); out.board != nil {
			return out, nil
		}
	}
	if len(days) > 0 {
		pr := c.noBoardOn(p, days[0])
		if !been {
			return out, c.offerAhead(pr, all)
		}
		pr.Then = "That day is still to come."
		if days[0].Exact() && !days[0].After(c.Today()) {
			pr.Then = "If one was held then, first type /csp board " + p.ID + " " + english.Short(days[0]) + " and its time, such as 10am."
		}
		rest, _ := strings.CutPrefix(c.Args, name)
		return out, c.offerBeen(pr, all, func(id string) string {
			return strings.TrimSpace(c.Command.Name + " meetings/" + id + rest)
		})
	}
	return out, nil
}

// offerBeen adds to a Problem the meetings that have been, boards before
// others, the latest first; to record, those that are not recorded yet while
// there are any. Where none has been it offers what is to come.
func (c *Call) offerBeen(pr *Problem, all []store.Meeting, again func(id string) string) *Problem {
	been := slices.DeleteFunc(slices.Clone(all), func(m store.Meeting) bool {
		return m.Status == "cancelled" || !m.Start.Exact() || m.Start.After(c.Today())
	})
	if len(been) == 0 {
		return c.offerAhead(pr, all)
	}
	slices.SortStableFunc(been, func(a, b store.Meeting) int {
		if isBoard(a) != isBoard(b) {
			if isBoard(a) {
				return -1
			}
			return 1
		}
		return b.Start.Compare(a.Start)
	})
	which := "that has been"
	open := slices.DeleteFunc(slices.Clone(been), func(m store.Meeting) bool { return !m.Recorded.IsZero() })
	if c.Command.Name == recordWord && len(open) > 0 {
		been, which = open, "that is not recorded yet"
	}
	pr.Then += " Or choose one " + which + ":"
	for _, m := range been[:min(len(been), maxNear)] {
		pr.Offer = append(pr.Offer, Button{Label: meetingName(&m) + ", " + english.Short(m.Start.Date), Type: again(m.ID)})
	}
	return pr
}

// boardNamed is the board that somebody names, or a partnership's next one.
func (c *Call) boardNamed(tx *store.Tx, name string) (*store.Meeting, error) {
	if c.hit != nil {
		return c.hit.Rec.(*store.Meeting), nil
	}
	said, err := c.readBoard(tx, name, false)
	if err != nil || said.board != nil {
		return said.board, err
	}
	next, ok, err := nextBoard(tx, said.of.ID, c.Today())
	if err == nil && !ok {
		err = &Problem{Says: "No board of " + said.of.Name + " is planned.", Then: "To plan one, type /csp board " + said.of.ID + " new.", Cause: errNoBoard}
	}
	return &next, err
}

// lastNamed is the board that somebody names, or a partnership's last one that
// has been.
func (c *Call) lastNamed(tx *store.Tx, name string) (*store.Meeting, error) {
	if c.hit != nil {
		return c.hit.Rec.(*store.Meeting), nil
	}
	said, err := c.readBoard(tx, name, true)
	if err != nil || said.board != nil {
		return said.board, err
	}
	if last := lastMeeting(said.all, c.Today()); last != nil {
		return last, nil
	}
	return nil, &Problem{Says: "No board of " + said.of.Name + " that has been is recorded, so there are no minutes.", Then: "To see its boards, type /csp boards " + said.of.ID + ".", Cause: errNoBoard}
}

// errNoBoard: the partnership that was named has no board planned.
var errNoBoard = errors.New("no board planned")

// noneYet answers what was asked of the next board where none is planned; any
// other error stays one.
func (c *Call) noneYet(err error) (Reply, error) {
	var none *Problem
	if !errors.Is(err, errNoBoard) || !errors.As(err, &none) {
		return Reply{}, err
	}
	return Reply{Blocks: []Block{Para(T(none.Says + " " + none.Then))}}, nil
}

// boardAsked reads PARTNERSHIP [DATE] at the beginning of what was typed: the
// longest end of the words that is a date is the date. In a partnership's own
// channel a date alone will do.
func (c *Call) boardAsked(tx *store.Tx, asked string, been bool) (*store.Partnership, []store.Date, error) {
	words := strings.Fields(asked)
	rest, _ := strings.CutPrefix(c.Args, asked)
	again := func(name string) string {
		return c.Command.Name + " " + strings.TrimSpace(name+" "+strings.TrimSpace(rest))
	}
	if name, ok := cutNextBoard(asked); ok {
		p, err := c.partnership(tx, name, again)
		return &p, nil, err
	}
	if f, err := c.resolve(tx, asking{Words: asked, Kinds: []string{"partnerships"}}); asked != "" && err == nil {
		return f.Rec.(*store.Partnership), nil, nil
	}
	for i := range words {
		days := c.boardDays(strings.Join(words[i:], " "), been)
		if len(days) == 0 {
			continue
		}
		p, err := c.partnership(tx, strings.Join(words[:i], " "), func(name string) string {
			return again(name + " " + english.Short(days[0]))
		})
		return &p, days, err
	}
	for i := len(words) - 1; i > 0; i-- { // the name may be right and the date wrong
		ps, _, err := c.matches(tx, asking{Words: strings.Join(words[:i], " "), Kinds: []string{"partnerships"}})
		if err == nil && len(ps) == 1 {
			_, err = parseDay(strings.Join(words[i:], " "), dateRules{Today: c.Today(), Past: been})
			return nil, nil, err
		}
	}
	p, err := c.partnership(tx, asked, again)
	var whose *Problem
	if errors.Is(err, errNoPartnership) && errors.As(err, &whose) {
		whose.Says = "Say which partnership's board."
	}
	return &p, nil, err
}

// cutNextBoard takes "next board" off the end of what was typed.
func cutNextBoard(args string) (rest string, ok bool) {
	rest, ok = cutLast(args, "board")
	if rest, isNext := cutLast(rest, "next"); ok && isNext {
		rest, _ = cutLast(rest, "on")
		return rest, true
	}
	return args, false
}

// boardDays reads the day of a board. One without a year may be the next such
// day or the last, in that order; none when it is not a date. Of a board that
// has been, yesterday is a day too.
func (c *Call) boardDays(s string, been bool) []store.Date {
	s = strings.TrimPrefix(strings.ToLower(s), "on ")
	next, err := parseDay(s, dateRules{Today: c.Today()})
	last, gone := parseDay(s, dateRules{Today: c.Today(), Past: true})
	if been && err != nil && gone == nil {
		return []store.Date{last}
	}
	if err != nil {
		return nil
	}
	err = gone
	if err != nil || last == next {
		return []store.Date{next}
	}
	return []store.Date{next, last}
}
