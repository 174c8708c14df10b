package commands

import (
	"slices"
	"strings"

	"csp/store"
)

// recordMove writes what a draft says of a board, all at once.
type recordMove struct {
	r  *recording
	rd *reading // as it was read by work
}

func (m *recordMove) work(d *draft) error {
	r := m.r
	d.right, d.title = Record, recordedName(d.tx, &r.m)+" is recorded"
	d.short, d.press = "Check and write", "Write it all"
	rd, err := r.read()
	if err != nil {
		return err
	}
	if len(rd.questions) > 0 {
		q := rd.questions[0]
		return &Problem{Says: "Something is still open in “" + typed(orWord(q.lines[0], q.label)) + "”.", Then: "Press Back and answer it."}
	}
	added := map[string]string{} // folded names to the ids that they get
	if err := m.meeting(d, rd, added); err != nil {
		return err
	}
	m.rd = rd
	for i := range rd.decisions {
		if rd.decisions[i].out {
			continue
		}
		if err := d.decided(&rd.decisions[i]); err != nil {
			return err
		}
	}
	if err := m.actions(d, rd, added); err != nil {
		return err
	}
	return m.nextBoard(d)
}

// meeting is the board itself: it was held, it is recorded, who was there.
func (m *recordMove) meeting(d *draft, rd *reading, added map[string]string) error {
	old := m.r.m
	now := old
	if isPlanned(&old) {
		now.Status = "held"
	}
	if old.Recorded.IsZero() {
		now.Recorded = d.c.Today()
	}
	if m.r.d.seated() {
		var err error
		if now.Attendance, err = d.seated(rd.seats, added); err != nil {
			return err
		}
	}
	if now.Recorded != old.Recorded || !slices.Equal(now.Attendance, old.Attendance) {
		d.c.stamp(d.tx, &now.Meta)
	}
	return d.change(&old, &now)
}

func (m *recordMove) actions(d *draft, rd *reading, added map[string]string) error {
	for i := range rd.actions {
		a := &rd.actions[i]
		if a.out {
			continue
		}
		if a.known != nil {
			if err := d.known(a.known); err != nil {
				return err
			}
			continue
		}
		for n, name := range a.added {
			id, err := d.addPerson(added, name)
			if err != nil {
				return err
			}
			if n == 0 && a.rec.Owner == "" && len(a.line.Owners) > 0 && !a.line.Owners[0].clear() {
				a.rec.Owner = id
			} else if id != a.rec.Owner && !slices.Contains(a.rec.Helpers, id) {
				a.rec.Helpers = append(a.rec.Helpers, id)
			}
		}
		if _, err := d.newAction(a.rec); err != nil {
			return err
		}
	}
	return nil
}

// addPerson adds somebody to the register by their name, once.
func (d *draft) addPerson(added map[string]string, name string) (string, error) {
	key := store.Fold(name)
	if id := added[key]; id != "" {
		return id, nil
	}
	p := store.Person{Name: strings.TrimSpace(name)}
	var err error
	if p.Meta, err = d.meta(store.People.Name, p.Name); err != nil {
		return "", err
	}
	p.Checked = store.Date{}
	right := d.right
	d.right = Keep
	err = d.change(nil, &p)
	d.right = right
	added[key] = p.ID
	return p.ID, err
}

// nextBoard plans the next board, as the draft has it.
func (m *recordMove) nextBoard(d *draft) error {
	ahead := m.r.d.Next
	if ahead.Date == "" || m.rd.planned {
		return nil
	}
	day, err := store.ParseDate(ahead.Date)
	if err != nil {
		return &Problem{Says: "The next board has no date that I know.", Then: "Press Back and give one."}
	}
	now := store.Meeting{
		Partnership: m.r.p.ID, Title: m.r.m.Title, Kind: "board", Start: store.Moment{Date: day}, Place: ahead.Place,
		MinutesLong: m.r.m.MinutesLong, Status: "planned",
	}
	if ahead.Time != "" {
		h, min, err := parseClock(ahead.Time)
		if err != nil {
			return err
		}
		now.Start.Minutes = h*60 + min + 1
	}
	if err := d.sameDay(&now); err != nil {
		return err
	}
	if now.Meta, err = d.meta(store.Meetings.Name, m.r.p.ID, "board", day.String()); err != nil {
		return err
	}
	return d.change(nil, &now)
}

// done forgets the draft in the change that wrote it.
func (m *recordMove) done(d *draft) error {
	return d.tx.DropDraft(d.c.Actor.Account(), recordAbout(m.r.m.ID))
}

// recordMoveOf reads the draft anew.
func recordMoveOf(meeting string) func(*Call, *store.Tx) (move, error) {
	return func(c *Call, tx *store.Tx) (move, error) {
		r, err := c.recording(tx, meeting)
		if err != nil {
			return nil, err
		}
		return &recordMove{r: r}, nil
	}
}

// boardRecorded says what was recorded of a board, with what may follow: it is
// put together from the change alone, so a form that is sent again is
// answered alike.
func (c *Call) boardRecorded(m made) (Reply, error) {
	if m.before != 0 {
		return c.doneBefore(m.before)
	}
	var r Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		c.known = nil
		b, err := writtenBoard(tx, m.Number)
		if err != nil {
			return err
		}
		b.c, b.private, b.room = c, true, roomInAnswer
		said, err := b.blocks()
		if err != nil {
			return err
		}
		r = Reply{Blocks: append([]Block{Heading("Recorded")}, said...)}
		told, why, err := c.tellOffer(tx, m.Number)
		if err != nil {
			return err
		}
		if why != "" {
			r = withBlocks(r, Note(T(why)))
		}
		row := append([]Button{undoButton(m.Number)}, told...)
		if b.meeting != nil {
			row = append(row, Button{Label: "Open the board", Type: "board meetings/" + b.meeting.ID})
			row = append(row, c.newChairButton(tx, b.meeting.Partnership)...)
		}
		r = withBlocks(r, c.offer(tx, row...)...)
		return nil
	})
	return r, err
}

// newChairButton opens the form of a new chair, for one who may keep it.
func (c *Call) newChairButton(tx *store.Tx, partnership string) []Button {
	ok, err := c.may(tx, Keep, of(partnership))
	if err != nil || !ok {
		return nil
	}
	return []Button{{Label: "New chair", Type: "chair " + partnership + " new"}}
}
