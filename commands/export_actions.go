package commands

import (
	"cmp"
	"slices"
	"time"

	"csp/commands/paper"
	"csp/store"
	"csp/store/english"
)

// logCols are the columns of the action log. What a board reads comes first,
// on the left page of a printed log; what is looked up follows on the right.
var logCols = []paper.Col{
	{Head: "Reference", Wide: 13},
	{Head: "Date raised", Wide: 16},
	{Head: "Raised at", Wide: 20},
	{Head: "Action", Wide: 42},
	{Head: "Owner", Wide: 18},
	{Head: "Organisation", Wide: 20},
	{Head: "Due", Wide: 17},
	{Head: "Status", Wide: 10},
	{Head: "Red, amber or green", Wide: 18},
	{Head: "Latest update", Wide: 34},
	{Head: "Updated on", Wide: 17},
	{Head: "Updated by", Wide: 24},
	{Head: "Partnership", Wide: 26},
	{Head: "Helpers", Wide: 26},
	{Head: "First due", Wide: 17},
	{Head: "Due at the next board", Wide: 12},
	{Head: "Closed on", Wide: 17},
	{Head: "Closed by", Wide: 22},
	{Head: "Session", Wide: 12},
}

// exportActions is the action log of a partnership, or of all, as far as the
// one who asks may read it.
func (c *Call) exportActions(tx *store.Tx, words string) (Reply, error) {
	p, err := c.place(tx, words)
	if err != nil {
		return Reply{}, err
	}
	seq := store.Actions.All(tx)
	if p != nil {
		seq = store.Actions.Of(tx, "partnerships", p.ID)
	}
	list, _, err := readable(c, tx, seq)
	if err != nil {
		return Reply{}, err
	}
	if len(list) == 0 {
		return Reply{Blocks: []Block{Para(T("No action is recorded" + forPlace(p) + ", so there is no file."))}}, nil
	}
	slices.SortFunc(list, func(a, b store.Action) int {
		return cmp.Or(cmp.Compare(a.Partnership, b.Partnership), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID))
	})
	title := "Action log" + ofPlace(p) + ", " + english.Short(c.Today())
	sheet := paper.Sheet{Title: "Action log", About: title, Made: c.Now, Cols: logCols}
	closed := 0
	for i := range list {
		row, err := c.logRow(tx, &list[i])
		if err != nil {
			return Reply{}, err
		}
		sheet.Rows = append(sheet.Rows, row)
		if list[i].Session == "closed" {
			closed++
		}
	}
	name := c.exportName("actions", p)
	r := Reply{
		Blocks: []Block{Para(T("The action log" + ofPlace(p) + " goes to your direct messages with me: " + english.Count(len(list), "action", "actions") + ", as a spreadsheet, as CSV and as a web page."))},
		Files: []File{
			{Name: name + ".xlsx", Title: title + " (spreadsheet)", Bytes: sheet.Spreadsheet()},
			{Name: name + ".csv", Title: title + " (CSV)", Bytes: sheet.CSV()},
			{Name: name + ".html", Title: title + " (web page)", Bytes: c.logPage(title, &sheet).HTML()},
		},
	}
	if closed > 0 {
		r = withBlocks(r, Note(T(upper(english.Count(closed, "of them is", "of them are"))+" of a closed session: mind whom you send the files to.")))
	}
	return r, nil
}

// logRow is an action in the log, a value a column.
func (c *Call) logRow(tx *store.Tx, a *store.Action) ([]paper.Cell, error) {
	d, err := onItsDay(tx, a, c.Today())
	if err != nil {
		return nil, err
	}
	state := ""
	if a.IsOpen() {
		state = rag(&d, c.Today())
	}
	nextBoard := ""
	if a.Due.NextBoard {
		nextBoard = "Yes"
	}
	first, err := c.firstDueDay(tx, &d)
	if err != nil {
		return nil, err
	}
	var helpers []string
	for _, h := range a.Helpers {
		helpers = append(helpers, personName(tx, h))
	}
	last := lastUpdate(a)
	return []paper.Cell{
		textOf(a.Ref), dayOf(a.Raised), textOf(c.raisedAt(tx, a)), textOf(a.Text),
		textOf(orWord(personName(tx, a.Owner), "Owner not named")), textOf(organisationName(tx, a.Organisation)),
		dayOf(d.on), textOf(upper(orWord(a.Status, "open"))), textOf(state),
		textOf(last.Text), dayOf(last.At.Date), textOf(updateBy(&last)),
		textOf(called(tx, "partnerships", a.Partnership)), textOf(english.And(helpers...)), first, textOf(nextBoard),
		dayOf(a.Closed), textOf(a.ClosedBy), textOf(upper(orWord(a.Session, "open"))),
	}, nil
}

// raisedAt is the board or the decision from which an action came.
func (c *Call) raisedAt(tx *store.Tx, a *store.Action) string {
	if m, ok := linked(c, tx, &store.Meetings, a.Meeting); ok {
		return meetingName(&m) + ", " + english.Short(m.Start.Date)
	}
	if d, ok := linked(c, tx, &store.Decisions, a.Decision); ok {
		return orWord(d.Ref, "A decision")
	}
	return ""
}

// lastUpdate is the newest thing said of an action, an empty one when nothing
// was.
func lastUpdate(a *store.Action) store.Update {
	var last store.Update
	for i, u := range a.Updates {
		if i == 0 || u.At.Compare(last.At) >= 0 {
			last = u
		}
	}
	return last
}

// updateBy is whose update it is, and who took it down.
func updateBy(u *store.Update) string {
	switch {
	case u.RecordedBy == "" || u.RecordedBy == u.By:
		return u.By
	case u.By == "":
		return "recorded by " + u.RecordedBy
	}
	return u.By + ", recorded by " + u.RecordedBy
}

func textOf(s string) paper.Cell { return paper.Cell{Text: s} }

// dayOf is a date as a spreadsheet has it; one without a day is text.
func dayOf(d store.Date) paper.Cell {
	switch {
	case d.IsZero():
		return paper.Cell{}
	case !d.Exact():
		return textOf(english.Short(d))
	}
	return paper.Cell{Day: d.At(time.UTC, 0, 0)}
}

// firstDueDay is the day on which an action was due first. Where that was the
// next board, it was the first one after the action was raised.
func (c *Call) firstDueDay(tx *store.Tx, a *dated) (paper.Cell, error) {
	switch {
	case !a.FirstDue.NextBoard:
		return dayOf(a.FirstDue.Date), nil
	case a.FirstDue == a.Due:
		return dayOf(a.on), nil
	case a.Raised.IsZero():
		return paper.Cell{}, nil
	}
	for m, err := range store.Meetings.By(tx, "start", a.Partnership) {
		if err != nil {
			return paper.Cell{}, err
		}
		if isBoard(m) && m.Status != "cancelled" && m.Start.Exact() && m.Start.After(a.Raised.Last()) {
			return dayOf(m.Start.Date), nil
		}
	}
	return paper.Cell{}, nil
}

// logPage is the log as a page: what has to be read at once, in fewer columns,
// the open actions apart from the closed.
func (c *Call) logPage(title string, s *paper.Sheet) *paper.Doc {
	at := map[string]int{}
	for i, col := range s.Cols {
		at[col.Head] = i
	}
	said := func(row []paper.Cell, head string) string {
		cell := row[at[head]]
		if cell.Day.IsZero() {
			return cell.Text
		}
		return english.Short(store.DateOf(cell.Day))
	}
	places := map[string]bool{}
	for _, row := range s.Rows {
		places[said(row, "Partnership")] = true
	}
	head := []string{"Reference", "Action", "Owner", "Due", "Status", "Latest update"}
	if len(places) > 1 {
		head = slices.Insert(head, 1, "Partnership")
	}
	open, closed := paper.Table{Head: head}, paper.Table{Head: head}
	for _, row := range s.Rows {
		cells := []paper.Text{
			paper.T(orWord(said(row, "Reference"), "None")), paper.T(said(row, "Action")), paper.T(joined(", ", said(row, "Owner"), said(row, "Organisation"))),
			paper.T(orNot(said(row, "Due"))), paper.T(joined(". ", said(row, "Status"), said(row, "Red, amber or green"), onSession(said(row, "Session")))),
			paper.T(orWord(joined(", ", said(row, "Latest update"), said(row, "Updated on"), said(row, "Updated by")), "None")),
		}
		if len(places) > 1 {
			cells = slices.Insert(cells, 1, paper.T(said(row, "Partnership")))
		}
		if said(row, "Status") == "Open" {
			open.Rows = append(open.Rows, cells)
		} else {
			closed.Rows = append(closed.Rows, cells)
		}
	}
	open.Title = english.Count(len(open.Rows), "open action", "open actions")
	closed.Title = english.Count(len(closed.Rows), "closed action", "closed actions")
	parts := []paper.Part{paper.Para(paper.T(ragRule))}
	for _, t := range []paper.Table{open, closed} {
		if len(t.Rows) > 0 {
			parts = append(parts, t)
		}
	}
	return &paper.Doc{Title: title, Made: c.Now, By: orWord(c.Actor.Name, "csp"), Parts: parts}
}

func onSession(s string) string {
	if s == "Closed" {
		return "Closed session"
	}
	return ""
}

// joined puts what there is of parts together.
func joined(between string, parts ...string) string {
	out := ""
	for _, p := range parts {
		switch {
		case p == "":
		case out == "":
			out = p
		default:
			out += between + p
		}
	}
	return out
}
