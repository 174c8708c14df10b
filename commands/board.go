package commands

import (
	"strings"

	"csp/store"
	"csp/store/english"
)

var board = Command{
	Name: "board", About: "boards", Usage: "PARTNERSHIP [DATE]", Short: "one board: agenda, papers, actions due, attendance, minutes",
	Examples: []string{"board darlington", "board durham"}, Right: Read,
	Takes: []string{"partnerships"}, Shows: []string{"meetings"},
	Changes: []string{"board PARTNERSHIP DATE TIME PLACE", "board PARTNERSHIP new", "board PARTNERSHIP move to DATE TIME PLACE", "board PARTNERSHIP deadlines papers DATE", "board PARTNERSHIP cancel"},
	Moves:   whole(boardMoveAsked),
	Forms:   map[string]func(*Call, Submission) (FormAnswer, error){"new": newBoardSent, "move": boardFormSent, "deadlines": deadlinesSent, "days": boardDaysSent},
	Actions: map[string]func(*Call, string) (Outcome, error){"fill": fillBoard, "days": boardDaysPressed},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if r, ok, err := c.moveAsked(tx, boardMoveAsked); ok {
			return r, err
		}
		if c.hit != nil {
			return c.boardCard(tx, c.hit.Rec.(*store.Meeting))
		}
		if strings.HasPrefix(c.Args, "meetings/") {
			m, err := c.boardNamed(tx, c.Args)
			if err != nil {
				return Reply{}, err
			}
			return c.boardCard(tx, m)
		}
		p, days, err := c.boardAsked(tx, c.Args, false)
		if err != nil {
			return Reply{}, err
		}
		all, _, err := readable(c, tx, store.Meetings.By(tx, "start", p.ID))
		if err != nil {
			return Reply{}, err
		}
		if len(days) == 0 {
			return c.nextOrLast(tx, p, all)
		}
		for _, on := range days {
			if m := meetingOn(all, on); m != nil {
				return c.boardCard(tx, m)
			}
		}
		return Reply{}, c.offerAhead(c.noBoardOn(p, days[0]), all)
	},
}

// nextOrLast is the next board, or the last one when none is planned.
func (c *Call) nextOrLast(tx *store.Tx, p *store.Partnership, all []store.Meeting) (Reply, error) {
	for _, m := range upcoming(all, c.Today()) {
		if isBoard(m) {
			return c.boardCard(tx, &m)
		}
	}
	lines, err := c.noneAhead(tx, p, nil)
	if err != nil {
		return Reply{}, err
	}
	last := lastMeeting(all, c.Today())
	if last == nil {
		r := Reply{Blocks: []Block{Heading("Board of " + p.Name)}}
		r = withBlocks(r, lines...)
		r = withBlocks(r, Para(T("No board that has been held is recorded either.")))
		return withBlocks(r, c.offer(tx,
			Button{Label: "Forward plan of " + areaOf(p), Type: "forward " + p.ID},
			Button{Label: "Boards of all partnerships", Type: "boards all"})...), nil
	}
	r, err := c.boardCard(tx, last)
	if err != nil {
		return Reply{}, err
	}
	r.Blocks = append(append([]Block{}, lines...), r.Blocks...)
	return r, nil
}

// noBoardOn is the Problem of a day without a board.
func (c *Call) noBoardOn(p *store.Partnership, on store.Date) *Problem {
	return &Problem{Says: "No board of " + p.Name + " is recorded on " + english.Long(on) + ".", Then: "Type /csp boards " + p.ID + " to see those to come."}
}

// offerAhead adds the meetings to come and the last board to a Problem.
func (c *Call) offerAhead(pr *Problem, all []store.Meeting) *Problem {
	for _, m := range upcoming(all, c.Today()) {
		if len(pr.Offer) < maxNear && m.Start.Exact() {
			pr.Offer = append(pr.Offer, Button{Label: meetingName(&m) + ", " + english.Short(m.Start.Date), Type: "meetings/" + m.ID})
		}
	}
	if last := lastMeeting(all, c.Today()); last != nil {
		pr.Offer = append(pr.Offer, Button{Label: "Last board, " + english.Short(last.Start.Date), Type: "meetings/" + last.ID})
	}
	return pr
}

// boardCard is everything that is known of a meeting.
func (c *Call) boardCard(tx *store.Tx, m *store.Meeting) (Reply, error) {
	facts, err := c.boardFacts(tx, m)
	if err != nil {
		return Reply{}, err
	}
	title := meetingOf(tx, m)
	if !m.Start.IsZero() {
		title += ", " + english.Short(m.Start.Date)
	}
	r := Reply{Blocks: []Block{Heading(title), facts}}
	agenda, err := c.agenda(tx, m)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, agenda...)
	due, err := c.boardActions(tx, m)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, due...)
	seats, err := c.seats(tx, m)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, seats...)
	came, err := c.boardOutcome(tx, m)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, came...)
	r = withBlocks(r, corrections(m)...)
	r = withBlocks(r, c.sources(tx, "meetings", m)...)
	area := called(tx, "partnerships", m.Partnership)
	row, err := c.undoRecord(tx, m)
	if err != nil {
		return Reply{}, err
	}
	if c.hasMinutes(m) {
		row = append(row, Button{Label: "Minutes", Type: minutesWord + " meetings/" + m.ID})
	}
	return withBlocks(r, c.offer(tx, append(append(row, []Button{
		{Label: "Forward plan of " + area, Type: "forward " + m.Partnership},
		{Label: "Actions in " + area, Type: "actions " + m.Partnership},
		{Label: "Boards of " + area, Type: "boards " + m.Partnership},
	}...), c.keepButtons(tx, "meetings", m)...)...)...), nil
}

// boardFacts are a meeting's dates and how far it got.
func (c *Call) boardFacts(tx *store.Tx, m *store.Meeting) (Facts, error) {
	papers, err := c.papersWords(tx, m)
	if err != nil {
		return nil, err
	}
	start := orNot(english.Moment(m.Start))
	if m.MinutesLong > 0 {
		start += " for " + lengthWords(m.MinutesLong)
	}
	if a := english.Away(c.Today(), m.Start.Date); a != "" {
		start += ", " + a
	}
	facts := Facts{
		{"When", T(start + noDay(m.Start.Date))},
		{"Place", T(orNot(m.Place))},
		{"State", T(boardState(m, c.Today()))},
	}
	if facts, err = c.deadlineFacts(tx, m, papers, facts); err != nil {
		return nil, err
	}
	if m.Series != "" {
		says, err := c.seriesWords(tx, m)
		if err != nil {
			return nil, err
		}
		facts = append(facts, Fact{"Series", T(says)})
	}
	if m.Status == "held" || passed(c.Today(), m.Start.Date) {
		facts = append(facts,
			Fact{"Recorded", T(english.Short(m.Recorded))},
			Fact{"Minutes", Join(T(upper(minutesWords(m.Minutes))), linkAfter(m.MinutesURL))})
	}
	return facts, nil
}

// linkAfter is an address behind other words, nothing when there is none.
func linkAfter(url string) Text {
	if url == "" {
		return nil
	}
	return Join(T(" "), Link(url, url))
}

// lengthWords is how long a meeting lasts.
func lengthWords(minutes int) string {
	h, m := minutes/60, minutes%60
	switch {
	case h == 0:
		return english.Count(m, "minute", "minutes")
	case m == 0:
		return english.Count(h, "hour", "hours")
	}
	return english.Count(h, "hour", "hours") + " " + english.Count(m, "minute", "minutes")
}

// boardState is a meeting's status in words.
func boardState(m *store.Meeting, today store.Date) string {
	switch {
	case m.Status == "held":
		return "Held"
	case m.Status == "cancelled":
		return "Cancelled"
	case passed(today, m.Start.Date):
		return "Not recorded as held"
	case m.Status == "planned":
		return "Planned"
	}
	return english.NotRecorded
}
