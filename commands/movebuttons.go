package commands

import "csp/store"

// moveButtons are the office's moves that a record's card offers to those who
// may make them.
func (c *Call) moveButtons(tx *store.Tx, rec any) []Button {
	right, id := Keep, store.MetaOf(rec).ID
	var row []Button
	switch r := rec.(type) {
	case *store.Plan:
		if r.Status != "replaced" && r.Status != "draft" {
			row = []Button{{Label: "Renew", Type: "plan " + id + " renew"}}
		}
	case *store.Scheme:
		if r.Outcome != "ended" && r.Successor == "" {
			row = []Button{
				{Label: "Extend", Type: "scheme " + id + " extend"},
				{Label: "Renew", Type: "scheme " + id + " renew"},
				{Label: "Ended", Type: "scheme " + id + " ended"},
			}
		}
	case *store.Person:
		row = []Button{{Label: "Leaves", Type: "who " + id + " leaves"}}
	case *store.Organisation:
		if r.Successor == "" {
			row = []Button{{Label: "Succeeded by", Type: "who " + id + " succeeded"}}
		}
	case *store.Partnership:
		right = Record
		row = []Button{{Label: "Plan a board", Type: "board " + id + " new"}}
	case *store.Meeting:
		if right = Record; isPlanned(r) {
			row = []Button{
				{Label: "Move", Type: "board meetings/" + id + " move"},
				{Label: "Cancel the board", Type: "board meetings/" + id + " cancel"},
			}
			if isBoard(*r) && r.Start.Exact() {
				row = append([]Button{{Label: "Deadlines", Type: "board meetings/" + id + " deadlines"}}, row...)
			}
			row = append([]Button{{Label: "Change the agenda", Type: agendaWord + " meetings/" + id}}, row...)
			row = append(papersSentButtons(r), row...)
		}
		row = append(row, recordButtons(r, c.Today())...)
	}
	ok, err := c.may(tx, right, about(rec))
	if err != nil || !ok {
		return nil
	}
	return row
}
