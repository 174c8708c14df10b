package commands

import (
	"fmt"
	"slices"

	"csp/store"
	"csp/store/english"
)

// newBoardForm is the form that plans a board, with what is known already.
func (c *Call) newBoardForm(tx *store.Tx, p *store.Partnership, with newBoardMove) (*Form, error) {
	next, ok, err := nextBoard(tx, p.ID, c.Today())
	if err != nil {
		return nil, err
	}
	line := "Next board: " + english.NotRecorded
	if ok {
		line = "Next board: " + boardLine(c.Today(), next)
	}
	days, err := c.deadlineInputs(tx, &store.Meeting{Partnership: p.ID, Kind: "board", Start: with.Start}, with.Days)
	return &Form{
		ID: "board.new", Title: "New board", Send: "Show what changes", State: p.ID,
		Before: []Block{Para(B(p.Name)), Para(T(line))},
		Inputs: slices.Concat(startInputs(&store.Meeting{Start: with.Start, Place: with.Place}), days, []Input{
			{Name: "title", Label: "Title", Kind: OneLine, Max: 100, Optional: true, Value: some(with.Title)},
			{Name: "series", Label: "How often", Hint: "If it comes again, such as every 6 weeks on Tuesday, or quarterly on the 2nd Tuesday.", Kind: OneLine, Max: 60, Optional: true, Value: some(with.Series)},
		}),
	}, err
}

// boardForm is the form that moves a planned meeting.
func (c *Call) boardForm(tx *store.Tx, m *store.Meeting) (*Form, error) {
	d := &draft{c: c, tx: tx}
	if _, err := d.planned(m.ID, "moved"); err != nil {
		return nil, err
	}
	return &Form{
		ID: "board.move", Title: "Move the board", Send: "Show what changes", State: m.ID,
		Before: []Block{Para(B(meetingOf(tx, m))), Para(T("Now: " + boardLine(c.Today(), *m)))},
		Inputs: append(startInputs(m), papersInput(m)),
	}, nil
}

// toRecord returns a partnership whose boards the one who asks may record.
func (c *Call) toRecord(tx *store.Tx, id string) (store.Partnership, error) {
	p, err := store.Partnerships.Get(tx, id)
	if err != nil {
		return p, gone(err)
	}
	return p, c.must(tx, Record, about(&p))
}

// fillBoard opens the form of a new board with what was typed.
func fillBoard(c *Call, value string) (Outcome, error) {
	var with newBoardMove
	if err := decodeState(value, &with); err != nil {
		return Outcome{}, err
	}
	return c.openForm(func(tx *store.Tx) (*Form, error) {
		p, err := c.toRecord(tx, with.Partnership)
		if err != nil {
			return nil, err
		}
		return c.newBoardForm(tx, &p, with)
	})
}

// startInputs are when and where a meeting is.
func startInputs(m *store.Meeting) []Input {
	date, clock := Input{Name: "date", Label: "Date", Kind: DateInput}, Input{Name: "time", Label: "Time", Kind: TimeInput}
	if m.Start.Exact() {
		date.Value = []string{m.Start.Date.String()}
	}
	if m.Start.Timed() {
		h, min := m.Start.Clock()
		clock.Value = []string{fmt.Sprintf("%02d:%02d", h, min)}
	}
	return []Input{date, clock, {Name: "place", Label: "Place", Kind: OneLine, Max: 200, Optional: true, Value: some(m.Place)}}
}

// papersInput is when the papers of a meeting that moves are due.
func papersInput(m *store.Meeting) Input {
	papers := Input{
		Name: "papers_due", Label: "Papers due", Kind: DateInput, Optional: true,
		Hint: "Leave it empty for the partnership's usual number of days before.",
	}
	if !m.PapersDue.IsZero() {
		papers.Hint = "Now " + english.Short(m.PapersDue) + ". Leave it empty and it moves along."
	}
	return papers
}

// start reads the date and the time of a meeting.
func (f *fields) start() store.Moment {
	day := f.day("date")
	h, min, err := parseClock(f.text("time"))
	if err != nil {
		f.bad("time", "Give a time, such as 10:00.")
		return store.Moment{}
	}
	return store.Moment{Date: day, Minutes: h*60 + min + 1}
}

// newBoardSent and boardFormSent read the forms of a board and show what
// would change.
func newBoardSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	m := &newBoardMove{Partnership: s.State, Start: in.start(), Place: in.text("place"), Title: in.text("title"), Days: in.deadlines(), Series: in.text("series")}
	if m.Series != "" {
		series, err := store.ParseSeries(m.Series)
		if err != nil {
			in.bad("series", upper(err.Error())+".")
		}
		m.Series = series.String()
	}
	return in.show(m)
}

func boardFormSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	return in.show(&boardMovedMove{Meeting: s.State, Start: in.start(), Place: in.text("place"), PapersDue: in.optionalDate("papers_due")})
}
