package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

var boards = Command{
	Name: "boards", About: "boards", Usage: "[PARTNERSHIP]", Short: "the boards to come",
	Examples: []string{"boards", "boards durham"}, Right: Read, Shared: true, Takes: []string{"partnerships"},
	Read: oneOrAll((*Call).boardsOf, (*Call).allBoards),
}

// allBoards are the meetings to come of all partnerships, and those that have
// no board planned.
func (c *Call) allBoards(tx *store.Tx, no int) (Reply, error) {
	list, hidden, err := readable(c, tx, store.Meetings.Between(tx, "planned", []any{}, []any{"9999"}))
	if err != nil {
		return Reply{}, err
	}
	list = upcoming(list, c.Today())
	ps, _, err := c.partnerships(tx)
	if err != nil {
		return Reply{}, err
	}
	without, err := c.withoutBoard(tx, list, ps)
	if err != nil {
		return Reply{}, err
	}
	r := Reply{Blocks: []Block{Heading("Boards to come")}}
	if len(list) == 0 {
		r = withBlocks(r, Para(T("No board is planned.")))
	}
	pg := pageOf(len(list), no)
	if len(list) > 0 {
		var items []Text
		for _, m := range list[pg.From:pg.To] {
			items = append(items, Join(B(called(tx, "partnerships", m.Partnership)), T(": "), meetingItem(c, &m)))
		}
		r = withBlocks(r, Para(T(upper(pg.count("meeting", "meetings"))+".")), List{Items: items})
	}
	if pg.No == pg.Of && len(without) > 0 {
		r = withBlocks(r, Para(B("No board planned")), List{Items: without})
	}
	r = withBlocks(r, Note(T("To open one, type /csp board and the partnership.")))
	r = withBlocks(r, c.leftOut(hidden)...)
	return withBlocks(r, pager(pg, c.line(nil))...), nil
}

// upcoming leaves the meetings that have not passed, in their order.
func upcoming(list []store.Meeting, today store.Date) []store.Meeting {
	var out []store.Meeting
	for _, m := range list {
		if isPlanned(&m) && !passed(today, m.Start.Date) {
			out = append(out, m)
		}
	}
	sortMeetings(out)
	return out
}

// withoutBoard names the first ten partnerships that have no board among the
// meetings, with the day on which their series lets one be expected.
func (c *Call) withoutBoard(tx *store.Tx, list []store.Meeting, ps []store.Partnership) ([]Text, error) {
	has := map[string]bool{}
	for _, m := range list {
		if isBoard(m) && !m.Start.IsZero() {
			has[m.Partnership] = true
		}
	}
	var out []Text
	more := 0
	for _, p := range ps {
		if has[p.ID] {
			continue
		}
		if len(out) == pageSize {
			more++
			continue
		}
		days, err := expectedBoards(tx, p.ID, c.Today(), 1)
		if err != nil {
			return nil, err
		}
		s := ""
		if len(days) > 0 {
			s = ": expected on " + english.Long(days[0].on) + ", from its series"
			if days[0].moved != "" {
				s += ". " + strings.TrimSuffix(days[0].moved, ".")
			}
		}
		out = append(out, Join(B(p.Name), T(s)))
	}
	if more > 0 {
		out = append(out, T("and "+english.Count(more, "other partnership", "other partnerships")))
	}
	return out, nil
}

// meetingItem is a meeting in a list: when, where, how far off, and what it is
// when it is not a board.
func meetingItem(c *Call, m *store.Meeting) Text {
	var f facts
	s := english.Moment(m.Start)
	if a := english.Away(c.Today(), m.Start.Date); a != "" {
		s += ", " + a
	}
	f.say(s + ".")
	if m.Title != "" || !isBoard(*m) {
		f.say(sentence(meetingName(m)))
	}
	f.add("Place", m.Place)
	switch m.Status {
	case "cancelled":
		f.say("Cancelled.")
	case "held":
		f.say("Held. Minutes: " + minutesWords(m.Minutes) + ".")
	default:
		if passed(c.Today(), m.Start.Date) {
			f.say("Not recorded as held.")
		}
	}
	return T(f.String())
}

// minutesWords says where the minutes stand.
func minutesWords(state string) string {
	switch state {
	case "":
		return lowerNot(english.NotRecorded)
	case "none":
		return "not drafted"
	case "checked":
		return "checked"
	}
	return state
}

// boardsOf are one partnership's meetings to come, or the days they may be
// expected on, and the last one that was held.
func (c *Call) boardsOf(tx *store.Tx, p *store.Partnership, no int) (Reply, error) {
	all, _, err := readable(c, tx, store.Meetings.By(tx, "start", p.ID))
	if err != nil {
		return Reply{}, err
	}
	list := upcoming(all, c.Today())
	pg := pageOf(len(list), no)
	var items []Text
	for _, m := range list[pg.From:pg.To] {
		items = append(items, meetingItem(c, &m))
	}
	r := Reply{Blocks: []Block{Heading("Boards to come" + in(p))}}
	if len(items) > 0 {
		r = withBlocks(r, Para(T(upper(pg.count("meeting", "meetings"))+".")), List{Items: items})
	}
	lines, err := c.noneAhead(tx, p, list)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, lines...)
	if last := lastMeeting(all, c.Today()); last != nil {
		r = withBlocks(r, Para(Join(B("Last: "), meetingItem(c, last))))
	}
	buttons := pg.buttons(c.line(p))
	if slices.ContainsFunc(list, isBoard) {
		buttons = append(buttons, Button{Label: "Open the next board", Type: "board " + p.ID})
	}
	return withBlocks(r, c.offer(tx, append(buttons,
		Button{Label: "Forward plan", Type: "forward " + p.ID},
		Button{Label: "Boards of all partnerships", Type: "boards all"})...)...), nil
}

// noneAhead says that no board is planned, and when one may be expected.
func (c *Call) noneAhead(tx *store.Tx, p *store.Partnership, list []store.Meeting) ([]Block, error) {
	if slices.ContainsFunc(list, isBoard) {
		return nil, nil
	}
	days, err := expectedBoards(tx, p.ID, c.Today(), 4)
	if err != nil {
		return nil, err
	}
	if len(days) == 0 {
		return []Block{Para(T("No board is planned for " + p.Name + ", and no series is recorded from which one could be expected.")), c.toAdd()}, nil
	}
	var items []Text
	for _, d := range days {
		items = append(items, T("Expected: "+d.words(c.Today())))
	}
	return []Block{Para(T("No board is planned for " + p.Name + ". From its series these may be expected:")), List{Items: items}}, nil
}

// lastMeeting is the latest board that has been, nil when there is none.
func lastMeeting(all []store.Meeting, today store.Date) *store.Meeting {
	var last *store.Meeting
	for i := range all {
		m := &all[i]
		if !isBoard(*m) || m.Status == "cancelled" || m.Start.IsZero() || m.Status != "held" && !passed(today, m.Start.Date) {
			continue
		}
		if last == nil || m.Start.Compare(last.Start) > 0 {
			last = m
		}
	}
	return last
}

// meetingOn finds the meeting of a partnership on a day, nil when there is
// none. Of several on one day a board comes first.
func meetingOn(all []store.Meeting, on store.Date) *store.Meeting {
	var hit *store.Meeting
	for i := range all {
		m := &all[i]
		if m.Start.Date == on && (hit == nil || isBoard(*m) && !isBoard(*hit)) {
			hit = m
		}
	}
	return hit
}
