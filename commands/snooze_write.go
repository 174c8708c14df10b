package commands

import (
	"errors"
	"fmt"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// quieted is what became of one reminder that was to be put off.
type quieted struct {
	words reminders.Text
	did   string     // what was done about it, now or before
	again bool       // before
	next  store.Date // the next one about the same date, of one that is not needed
	never bool
}

// write puts the reminders off: all that are still owed and nobody has dealt
// with, in one change. It says of each what holds now.
func (q *quieting) write(lines func(*store.Tx) ([]reminders.Item, error)) (Reply, error) {
	c := q.c
	var out []quieted
	w, err := c.write(func(tx *store.Tx) error {
		out, c.known = nil, nil
		items, err := lines(tx)
		if err != nil {
			return err
		}
		rev, err := tx.Revision()
		if err != nil {
			return err
		}
		n := 0
		for i := range items {
			if !q.means(items[i].Key, len(items)) {
				continue
			}
			one, made, err := q.one(tx, &items[i])
			if err != nil {
				return err
			}
			for _, s := range made {
				n++
				s.ID = fmt.Sprintf("snooze-%08d-%03d", rev+1, n)
				if _, err := store.Snoozes.Put(tx, s); err != nil {
					return err
				}
				one.did = reminders.SnoozeWords(tx, c.Desk.Reminders, c.Now, &s)
			}
			out = append(out, one)
		}
		return nil
	})
	if err != nil {
		return Reply{}, err
	}
	if w.Again {
		return Reply{Blocks: []Block{Para(T("This was recorded already, and is not recorded twice."))}}, nil
	}
	return q.said(w, out)
}

func (q *quieting) means(key string, of int) bool {
	if len(q.chosen) == 0 {
		return of == 1
	}
	for _, k := range q.chosen {
		if k == key {
			return true
		}
	}
	return false
}

// one works out what is to be written about one reminder.
func (q *quieting) one(tx *store.Tx, it *reminders.Item) (quieted, []store.Snooze, error) {
	out := quieted{words: it.Words}
	a, err := q.c.ask(tx, it)
	switch {
	case errors.Is(err, reminders.ErrNotTrue):
		out.again, out.did = true, "Not owed any more: what it was about has changed, or is done."
		return out, nil, nil
	case err != nil:
		return out, nil, err
	}
	if len(a.Words) > 0 {
		out.words = a.Words
	}
	if a.Did != "" {
		out.again, out.did = true, "Already "+lowerFirst(a.Did)
		return out, nil, nil
	}
	made, err := q.made(a)
	out.never = q.what == notThis || q.what == notAny
	if q.what == notThis {
		out.next = a.Next
	}
	for i := range made {
		made[i].Reason, made[i].By = q.reason, q.c.ownName(tx)
		if !out.never {
			made[i].Reason = ""
		}
	}
	return out, made, err
}

// made are the snoozes that are asked for.
func (q *quieting) made(a *reminders.Asked) ([]store.Snooze, error) {
	day, board, field := q.until, (*store.Meeting)(nil), "what"
	switch q.what {
	case notThis:
		return a.NotNeeded(false), nil
	case notAny:
		return a.NotNeeded(true), nil
	case oneDay:
		day = a.From().AddDays(1)
	case oneWeek:
		day = a.From().AddDays(7)
	case untilBoard:
		if board = a.Board; board == nil {
			return nil, &fieldProblem{field, "No board is planned that it could wait for. Choose a date."}
		}
	case untilDate:
		field = "date"
		if !day.After(a.From()) {
			return nil, &fieldProblem{field, "Choose a day after " + english.Long(a.From()) + "."}
		}
		if day.After(q.c.Today().AddDays(maxDays)) {
			return nil, &fieldProblem{field, "Choose a day in the next 10 years."}
		}
	}
	made, at, err := a.Until(day, board)
	if errors.Is(err, reminders.ErrTooLate) {
		return nil, &fieldProblem{field, "On " + english.Long(at) + " it would be of no use any more. Choose an earlier day, or say that it is not needed."}
	}
	return made, err
}

// said tells what holds now, with Undo.
func (q *quieting) said(w wrote, all []quieted) (Reply, error) {
	var r Reply
	snoozed := false
	for _, one := range all {
		r = withBlocks(r, Para(Join(spans(one.words), T(" "), B(one.did))))
		snoozed = snoozed || !one.again && !one.never
		if !one.next.IsZero() && !one.again {
			r = withBlocks(r, Note(T("The next one about it comes on "+english.Long(one.next)+".")))
		}
	}
	switch {
	case len(all) == 0:
		return Reply{Bad: true, Blocks: []Block{Para(T("No reminder was chosen, so nothing is changed."))}}, nil
	case w.Number == 0:
		return withBlocks(r, Note(T("Nothing is changed."))), nil
	case snoozed:
		r = withBlocks(r, Note(T("It is said again on that day to everybody who would have had it, unless it is settled before. Until then nothing more is said about it.")))
	}
	return withBlocks(r, Buttons{undoButton(w.Number)}), nil
}
