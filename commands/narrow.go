package commands

import (
	"iter"

	"csp/store"
)

// searchActions looks through actions alone, for what narrows a search.
func (c *Call) searchActions(tx *store.Tx, q query, h *hits) error {
	s, err := c.searcher(tx, q, h)
	if err != nil {
		return err
	}
	for a, err := range q.actions(tx, c.Today()) {
		if err != nil {
			return err
		}
		if !q.fits(&a, c.Today()) || !s.in([]byte(" "+store.Fold(a.Ref+" | "+a.Text))) {
			continue
		}
		ok, err := s.r.may(Read, about(&a))
		if err != nil {
			return err
		}
		if ok {
			h.add(subject{"actions", a.ID})
		}
		if h.full() && s.seesAll() && q.allOpen() {
			h.total, err = store.Actions.Count(tx, "open")
			return err
		}
	}
	return nil
}

// allOpen reports whether every open action is what the search asks for.
func (q *query) allOpen() bool {
	return q.is == "open" && q.owner == "" && !q.unowned && q.due.IsZero() && len(q.words) == 0
}

// actions are those among which the ones asked for must be.
func (q *query) actions(tx *store.Tx, today store.Date) iter.Seq2[store.Action, error] {
	switch {
	case q.owner != "":
		return store.Actions.Of(tx, "people", q.owner)
	case q.is == "overdue":
		return store.Actions.Between(tx, "due", []any{""}, []any{today.String()})
	case q.is == "open" && !q.due.IsZero():
		return store.Actions.Between(tx, "due", []any{q.due.String()}, []any{q.due.Last().AddDays(1).String()})
	case q.is == "open":
		return store.Actions.By(tx, "open")
	}
	return store.Actions.All(tx)
}

// fits reports whether an action is what narrows the search.
func (q *query) fits(a *store.Action, today store.Date) bool {
	switch {
	case q.owner != "" && a.Owner != q.owner, q.unowned && a.Owner != "":
		return false
	case q.is == "open" && !a.IsOpen(), q.is == "overdue" && !overdue(a, today):
		return false
	case (q.is == "done" || q.is == "cancelled") && a.Status != q.is:
		return false
	case q.due.IsZero():
		return true
	}
	d := a.Due.Date
	return !d.IsZero() && !d.First().Before(q.due.First()) && !d.Last().After(q.due.Last())
}
