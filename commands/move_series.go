package commands

import (
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
	slots, err := seriesBoards(d.tx, p.ID, d.c.Today(), m.Count)
	if err != nil {
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
