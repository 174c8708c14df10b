package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// boardSaid is what was recorded of a board, in words: before it is written,
// after, and for the channel. One who may read less is told less of it.
type boardSaid struct {
	c         *Call
	tx        *store.Tx
	meeting   *store.Meeting // the board; nil: what was written is of none
	recorded  bool           // it is newly recorded, and not added to
	seats     bool           // its attendance is newly written
	decisions []*store.Decision
	asked     map[string]string // what was asked, of decisions that were needed, by their ids
	actions   []*store.Action
	moved     []movedAction // actions that were there, as they were and are
	people    []*store.Person
	next      *store.Meeting // the next board, newly planned
	private   bool           // closed items and who is missing are told too
	room      int            // how many letters its lists may have together; 0: any number
}

// boardSaid is what a draft would record.
func (d *draft) boardSaid() ([]Block, error) {
	b := &boardSaid{c: d.c, tx: d.tx, private: true}
	for _, s := range d.steps {
		b.add(s.was, s.now)
	}
	return b.blocks()
}

// writtenBoard is what a change recorded.
func writtenBoard(tx *store.Tx, number uint64) (*boardSaid, error) {
	b := &boardSaid{tx: tx}
	for e, err := range tx.Entries(number) {
		if err != nil {
			return nil, err
		}
		was, now, err := versions(&store.HistoryItem{Entry: e})
		if err != nil {
			return nil, err
		}
		if now != nil {
			b.add(was, now)
		}
	}
	if at := b.at(); b.meeting == nil && at != "" {
		m, err := store.Meetings.Get(tx, at)
		if err != nil {
			return nil, err
		}
		b.meeting = &m
	}
	return b, nil
}

// at is the board that the decisions or actions name, "" for none.
func (b *boardSaid) at() string {
	for _, d := range b.decisions {
		if d.Meeting != "" {
			return d.Meeting
		}
	}
	for _, a := range b.actions {
		if a.Meeting != "" {
			return a.Meeting
		}
	}
	return ""
}

// add takes in one record as it was and is.
func (b *boardSaid) add(was, now any) {
	switch r := now.(type) {
	case *store.Meeting:
		old, _ := was.(*store.Meeting)
		if was == nil {
			b.next = r
			return
		}
		b.meeting, b.recorded = r, old.Recorded.IsZero() && !r.Recorded.IsZero()
		b.seats = !slices.Equal(old.Attendance, r.Attendance)
	case *store.Decision:
		b.decisions = append(b.decisions, r)
		if old, _ := was.(*store.Decision); old != nil {
			if b.asked == nil {
				b.asked = map[string]string{}
			}
			b.asked[r.ID] = old.Text
		}
	case *store.Action:
		if old, _ := was.(*store.Action); old != nil {
			b.moved = append(b.moved, movedAction{old, r})
			return
		}
		b.actions = append(b.actions, r)
	case *store.Person:
		b.people = append(b.people, r)
	}
}

// blocks say all of it, those of closed sessions only in private.
func (b *boardSaid) blocks() ([]Block, error) {
	var out []Block
	decisions := slices.DeleteFunc(slices.Clone(b.decisions), func(d *store.Decision) bool { return !b.private && (d.Session == "closed" || undecided(d)) })
	actions := slices.DeleteFunc(slices.Clone(b.actions), func(a *store.Action) bool { return !b.private && a.Session == "closed" })
	if b.meeting != nil {
		out = append(out, Para(B(recordedName(b.tx, b.meeting))))
		if b.private && b.recorded {
			out = append(out, Para(T("Held, and recorded on "+english.Short(b.meeting.Recorded)+".")))
		}
	}
	if b.seats && b.private {
		seats, err := attendance(b.tx, b.meeting)
		if err != nil {
			return nil, err
		}
		out = append(out, seats...)
	}
	if b.recorded && len(b.decisions) == 0 && len(b.actions) == 0 && len(b.moved) == 0 && b.private {
		out = append(out, Para(T("No decision and no action.")))
	}
	var items []Text
	for _, d := range decisions {
		items = append(items, Join(B(d.Ref), T(". "+sentence(d.Text)+ofCommissioner(d)+b.wasAsked(d)+closedSession(d.Session))))
	}
	if len(items) > 0 {
		out = append(out, Para(B(decisionsCounted(decisions))), List{Items: b.fitting(items, "decisions")})
	}
	items = nil
	for _, a := range actions {
		due, err := b.due(a)
		if err != nil {
			return nil, err
		}
		items = append(items, Join(B(a.Ref), T(". "+sentence(a.Text)+" "+sentence(b.owner(a))+" "+due+closedSession(a.Session))))
	}
	if len(items) > 0 {
		out = append(out, Para(B(upper(english.Count(len(items), "action", "actions")))), List{Items: b.fitting(items, "actions")})
	}
	moved, err := b.movedBlocks()
	if err != nil {
		return nil, err
	}
	out = append(out, moved...)
	if b.next != nil {
		out = append(out, Para(T("Next board: "+english.Moment(b.next.Start)+at(b.next.Place)+".")))
	}
	if len(b.people) > 0 && b.private {
		var names []string
		for _, p := range b.people {
			names = append(names, p.Name)
		}
		out = append(out, Para(T("New in the register: "+english.And(names...)+".")))
	}
	return out, nil
}

// wasAsked says what was asked where a decision was needed in other words.
func (b *boardSaid) wasAsked(d *store.Decision) string {
	asked, ok := b.asked[d.ID]
	switch {
	case !ok || !b.private:
		return ""
	case sameLine(asked, d.Text):
		return " It was needed, and is taken."
	}
	return " It was needed as “" + cutTo(asked, maxLabel) + "”, and is taken."
}

// fitting are the first items, as many as there is room for, and where the
// others are.
func (b *boardSaid) fitting(items []Text, word string) []Text {
	if b.room == 0 {
		return items
	}
	for i, it := range items {
		if b.room -= units(plainText(it, false)); b.room >= 0 {
			continue
		}
		b.room = 1
		line := word
		if b.meeting != nil {
			line += " " + b.meeting.Partnership
		}
		return append(items[:i:i], T("and "+english.Thousands(len(items)-i)+" more: type /csp "+line))
	}
	b.room = max(b.room, 1)
	return items
}

// owner names who does an action, also those who are to be added with it.
func (b *boardSaid) owner(a *store.Action) string {
	var names []string
	for _, id := range append([]string{a.Owner}, a.Helpers...) {
		if id == "" {
			continue
		}
		name := personName(b.tx, id)
		for _, p := range b.people {
			if p.ID == id {
				name = p.Name
			}
		}
		names = append(names, name)
	}
	if a.Owner == "" {
		s := "Owner not named"
		if o := organisationName(b.tx, a.Organisation); a.Organisation != "" {
			s = o + ", owner not named"
		}
		if len(names) > 0 {
			s += ", helped by " + english.And(names...)
		}
		return s
	}
	s := names[0]
	if o := organisationName(b.tx, a.Organisation); a.Organisation != "" {
		s += ", " + o
	}
	if len(names) > 1 {
		s += ", with " + english.And(names[1:]...)
	}
	return s
}

// due says by when an action is due, also of a next board that is planned
// with it.
func (b *boardSaid) due(a *store.Action) (string, error) {
	switch {
	case a.Due.NextBoard:
		next, ok, err := nextBoard(b.tx, a.Partnership, b.c.Today())
		if err != nil {
			return "", err
		}
		if b.next != nil && (!ok || b.next.Start.Before(next.Start.Date)) {
			next, ok = *b.next, true
		}
		if !ok {
			return "Due at the next board (none is planned).", nil
		}
		return "Due at the next board, " + english.Long(next.Start.Date) + ".", nil
	case a.Due.IsZero():
		return "Due: " + english.NotRecorded + ".", nil
	}
	return "Due " + english.Long(a.Due.Date) + ".", nil
}

// How many letters a list may have in a channel, and in the answer to who
// recorded it and has seen all of it before.
const (
	roomInChannel = 8000
	roomInAnswer  = 3000
)

// recordNotice is what a partnership's channel is told of a board that was
// recorded, without what is of closed sessions; nil when a change recorded
// none, or nothing that may be told.
func (c *Call) recordNotice(tx *store.Tx, set *store.ChangeSet) (*notice, error) {
	if word, _, _ := strings.Cut(set.Command, " "); word != recordWord {
		return nil, nil
	}
	b, err := writtenBoard(tx, set.Number)
	if err != nil || b.meeting == nil {
		return nil, err
	}
	b.c, b.room = c, roomInChannel
	blocks, err := b.blocks()
	if err != nil || len(blocks) < 2 {
		return nil, err
	}
	if _, back, err := tx.TakenBack(set.Number); err != nil {
		return nil, err
	} else if back {
		return nil, &Problem{Says: "This was taken back, so the channel is not told of it."}
	}
	n, err := c.noticeFor(tx, b.meeting.Partnership, nil)
	if n != nil {
		n.right, n.text = Record, Reply{Blocks: blocks}
	}
	return n, err
}
