package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"csp/reminders"
	"csp/store"
)

// list is what is to come in the next 200 days.
func (w *world) list() []reminders.Line {
	var out []reminders.Line
	err := w.s.View(context.Background(), func(tx *store.Tx) (err error) {
		today := store.DateOf(w.now)
		out, err = reminders.Lines(tx, settings, w.now, today, today.AddDays(200))
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// put writes in one change and returns its number.
func (w *world) number(fn func(*store.Tx) error) uint64 {
	n, err := w.s.Change(context.Background(), store.Change{Actor: "U0STAFF", Command: "test", At: w.now}, fn)
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// quiet has somebody put off a line that was sent or is to come, or say that
// it is not needed, and now and then take that back.
func (w *world) quiet() {
	lines := slices.Concat(w.told, w.list())
	if len(lines) == 0 {
		return
	}
	l := lines[rapid.IntRange(0, len(lines)-1).Draw(w.T, "line")]
	before := w.list()
	var at store.Date
	n := w.number(func(tx *store.Tx) error {
		a, err := reminders.Ask(tx, settings, w.now, reminders.RefOf(&l))
		if errors.Is(err, reminders.ErrNotTrue) || err == nil && a.Did != "" {
			return nil
		}
		if err != nil {
			return err
		}
		var made []store.Snooze
		switch rapid.IntRange(0, 3).Draw(w.T, "how") {
		case 0:
			made = a.NotNeeded(rapid.Bool().Draw(w.T, "whole"))
		case 1:
			if a.Board == nil {
				return nil
			}
			made, at, err = a.Until(store.Date{}, a.Board)
		default:
			made, at, err = a.Until(a.From().AddDays(rapid.IntRange(1, 60).Draw(w.T, "days")), nil)
		}
		if errors.Is(err, reminders.ErrTooLate) {
			return nil
		}
		if err != nil {
			return err
		}
		rev, err := tx.Revision()
		for i := range made {
			made[i].ID = fmt.Sprintf("snooze-%08d-%d", rev+1, i)
			if _, err := store.Snoozes.Put(tx, made[i]); err != nil {
				return err
			}
		}
		return err
	})
	if n == 0 {
		return
	}
	w.putOff(l, at, n, before)
}

// putOff looks at the list after a line was put off until a day (zero: it is
// not needed), and once that was taken back.
func (w *world) putOff(l reminders.Line, at store.Date, n uint64, before []reminders.Line) {
	after := w.list()
	has := func(list []reminders.Line, key string) bool {
		return slices.ContainsFunc(list, func(o reminders.Line) bool { return o.Key == key || slices.Contains(o.Covers, key) })
	}
	if has(after, l.Key) {
		w.Fatalf("it was put off and is still to come: %s", l.Text)
	}
	again := func(o reminders.Line) bool {
		fresh := slices.ContainsFunc(append([]string{o.Key}, o.Covers...), func(key string) bool { return !has(before, key) })
		return o.Kind == l.Kind && o.Subject == l.Subject && store.DateOf(o.At) == at && fresh
	}
	if !at.IsZero() && at.Before(store.DateOf(w.now).AddDays(200)) && !slices.ContainsFunc(after, again) {
		w.Fatalf("it was put off until %s and is not to come then: %s", at, l.Text)
	}
	from := store.DateOf(w.now)
	if day := store.DateOf(l.At); day.After(from) {
		from = day
	}
	oneDate := slices.Contains([]string{"plan-renewal", "scheme-return", "decision-needed"}, l.Kind)
	for _, o := range after {
		day := store.DateOf(o.At)
		if oneDate && o.Kind == l.Kind && o.Subject == l.Subject && !day.Before(from) && day.Before(at) {
			w.Fatalf("it was put off until %s, and something of it is said on %s: %s", at, day, o.Text)
		}
	}
	if rapid.IntRange(0, 2).Draw(w.T, "taken back") > 0 {
		return
	}
	w.number(func(tx *store.Tx) error {
		_, err := tx.Undo(n, store.DateOf(w.now), "staff")
		return err
	})
	if got, want := said(w.list()), said(before); got != want {
		w.Fatalf("after it was taken back the list is\n%s\nand was\n%s", got, want)
	}
}

// email has an owner without Slack written to about all that is open.
func (w *world) email() {
	w.number(func(tx *store.Tx) error {
		e := store.Email{Person: "olu", On: store.DateOf(w.now), Until: store.DateOf(w.now).AddDays(14)}
		for a, err := range store.Actions.All(tx) {
			if err != nil {
				return err
			}
			if a.IsOpen() && a.Owner == "olu" {
				e.Actions = append(e.Actions, a.ID)
			}
		}
		if len(e.Actions) == 0 {
			return nil
		}
		rev, err := tx.Revision()
		if err == nil {
			e.ID = fmt.Sprintf("email-%08d", rev+1)
			_, err = store.Emails.Put(tx, e)
		}
		return err
	})
	for _, l := range w.list() {
		day := store.DateOf(l.At)
		if l.Audience == reminders.Owner && l.Person == "olu" && day.Before(store.DateOf(w.now).AddDays(14)) {
			w.Fatalf("the owner was written to, and is still to be asked: %s", l.Text)
		}
	}
}
