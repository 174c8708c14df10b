package commands

import (
	"slices"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

const nextBoardsName = "next boards"

// nextBoardsMove are the next boards of a partnership's series, planned as the
// last one was: at its time, in its place, under its title.
type nextBoardsMove struct {
	Partnership string // id
	Count       int
	// Days are those on which they are instead; none: as the series has them.
	Days []store.Date
}

func (m *nextBoardsMove) work(d *draft) error {
	p, err := store.Partnerships.Get(d.tx, m.Partnership)
	if err != nil {
		return err
	}
	last, _, err := seriesLast(d.tx, p.ID)
	if err != nil {
		return err
	}
	if last == nil {
		return &Problem{
			Says: "No series is recorded for " + p.Name + ", so its next boards are not known.",
			Then: "Give one with the next board: /csp board " + p.ID + " 8 December 2026 10am Teams every 6 weeks on Tuesday.",
		}
	}
	slots, err := m.slots(d)
	if err != nil {
		return err
	}
	if d.instead, err = m.change(p.ID, slots); err != nil {
		return err
	}
	d.right, d.short, d.press = Record, "Next boards", "Plan "+english.Count(len(slots), "board", "boards")
	d.title = "The next boards of " + p.Name
	if len(slots) == 1 {
		d.title, d.short, d.press = "The next board of "+p.Name, "Next board", "Plan the board"
	}
	for i, s := range slots {
		now := store.Meeting{
			Partnership: p.ID, Title: last.Title, Kind: "board", Place: last.Place, Status: "planned",
			MinutesLong: last.MinutesLong, Series: last.Series,
			Start: store.Moment{Date: s.on, Minutes: last.Start.Minutes},
		}
		if now.Meta, err = d.meta("meetings", p.ID, "board", s.on.String()); err != nil {
			return err
		}
		if err := d.sameDay(&now); len(m.Days) > 0 && err != nil {
			return err
		}
		if err := d.change(nil, &now); err != nil {
			return err
		}
		if s.moved != "" {
			d.note(english.Long(s.on) + ": " + lowerFirst(s.moved))
		}
		if err := d.deadlinesNote(nil, &now); err != nil {
			return err
		}
		if i == 0 {
			if err := d.nextBoardNote(&now); err != nil {
				return err
			}
		}
	}
	return nil
}

// slots are the days of the boards.
func (m *nextBoardsMove) slots(d *draft) ([]slot, error) {
	if len(m.Days) == 0 {
		return seriesBoards(d.tx, m.Partnership, d.c.Today(), m.Count)
	}
	var out []slot
	for _, day := range m.Days {
		if !day.Exact() || !day.After(d.c.Today()) {
			return nil, &Problem{Says: english.Long(day) + " has passed.", Then: "Give days that are still to come."}
		}
		if slices.ContainsFunc(out, func(s slot) bool { return s.on == day }) {
			return nil, &Problem{Says: english.Long(day) + " stands there twice.", Then: "Give each board a day of its own."}
		}
		out = append(out, slot{on: day})
	}
	slices.SortFunc(out, func(a, b slot) int { return a.on.Compare(b.on) })
	return out, nil
}

// change is the button that changes the days before the boards are planned.
func (m *nextBoardsMove) change(partnership string, slots []slot) ([]Button, error) {
	with := nextBoardsMove{Partnership: partnership, Count: len(slots)}
	for _, s := range slots {
		with.Days = append(with.Days, s.on)
	}
	value, err := encodeState(with)
	label := "Change the days"
	if len(slots) == 1 {
		label = "Change the day"
	}
	return []Button{{Label: label, Type: "board " + partnership + " next " + strconv.Itoa(len(slots)), Action: "board.days", Value: value}}, err
}

// boardDaysPressed opens the form of the days of the next boards.
func boardDaysPressed(c *Call, value string) (Outcome, error) {
	var with nextBoardsMove
	if err := decodeState(value, &with); err != nil {
		return Outcome{}, err
	}
	return c.openForm(func(tx *store.Tx) (*Form, error) {
		p, err := c.toRecord(tx, with.Partnership)
		if err != nil {
			return nil, err
		}
		f := &Form{
			ID: "board.days", Title: "Days of the boards", Send: "Show what changes", State: p.ID,
			Before: []Block{Para(B(p.Name)), Para(T("Time, place and title are those of the last board. Leave a day empty and that board is not planned."))},
		}
		for i, day := range with.Days {
			f.Inputs = append(f.Inputs, Input{
				Name: "day" + strconv.Itoa(i+1), Label: "Board " + strconv.Itoa(i+1), Kind: DateInput, Value: exactValue(day), Optional: true,
			})
		}
		return f, nil
	})
}

// boardDaysSent shows what the days of that form would plan.
func boardDaysSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	m := &nextBoardsMove{Partnership: s.State}
	for i := range forwardBoards {
		name := "day" + strconv.Itoa(i+1)
		if day := in.optionalDate(name); !day.IsZero() {
			m.Days = append(m.Days, day)
			if !day.After(c.Today()) {
				in.bad(name, english.Long(day)+" has passed.")
			}
		}
	}
	if m.Count = len(m.Days); m.Count == 0 {
		in.bad("day1", "Give a day.")
	}
	return in.show(m)
}

// nextBoardsAsked reads next, or next and a number, behind a partnership.
func nextBoardsAsked(p *store.Partnership, rest string) *nextBoardsMove {
	w := strings.Fields(strings.ToLower(rest))
	if len(w) == 0 || w[0] != "next" || len(w) > 2 {
		return nil
	}
	n := 1
	if len(w) == 2 {
		var err error
		if n, err = strconv.Atoi(w[1]); err != nil {
			return nil
		}
	}
	return &nextBoardsMove{Partnership: p.ID, Count: min(max(n, 1), forwardBoards)}
}

// cutSeries takes the words of a series off the end of a line.
func cutSeries(line string) (rest, series string) {
	w := strings.Fields(line)
	for i := range w {
		if s, err := store.ParseSeries(strings.Join(w[i:], " ")); err == nil {
			return strings.Join(w[:i], " "), s.String()
		}
	}
	return line, ""
}
