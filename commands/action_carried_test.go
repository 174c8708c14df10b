package commands

import (
	"context"
	"testing"
	"time"

	"csp/store"
	"csp/store/english"
)

// Past which boards an action was carried follows from the boards that have
// been and from when it was due at the next one.
func TestCarriedOver(t *testing.T) {
	board := func(id, on, status string) *store.Meeting {
		start, err := store.ParseMoment(on + "T10:00")
		if err != nil {
			t.Fatal(err)
		}
		return &store.Meeting{Meta: store.Meta{ID: id}, Partnership: "p", Kind: "board", Start: start, Status: status}
	}
	group := board("g", "2026-11-10", "held")
	group.Kind = "sub-group"
	records := []any{
		&store.Partnership{Meta: store.Meta{ID: "p"}, Name: "Here", Aliases: []string{"P"}},
		board("m1", "2026-09-01", "held"), board("m2", "2026-11-18", "held"), board("m3", "2026-11-20", "cancelled"),
		board("m4", "2026-12-14", "planned"), board("m5", "2027-03-08", "planned"), group,
	}
	next := store.Due{NextBoard: true}
	for _, c := range []struct {
		what, raised, meeting, today string
		due, first                   store.Due
		status, want                 string
	}{
		{"the day before", "2026-10-01", "", "2026-11-17", next, next, "open", ""},
		{"held on the day", "2026-10-01", "", "2026-11-18", next, next, "open", "carried over from Wednesday 18 November 2026"},
		{"the day after, a cancelled one left out", "2026-10-01", "", "2026-11-21", next, next, "open", "carried over from Wednesday 18 November 2026"},
		{"a board not recorded as held, on its day", "2026-11-18", "", "2026-12-14", next, next, "open", ""},
		{"and after it", "2026-11-18", "", "2026-12-15", next, next, "open", "carried over from Monday 14 December 2026"},
		{"twice", "2026-10-01", "", "2026-12-15", next, next, "open", "carried over twice, first from Wednesday 18 November 2026"},
		{"three times", "2026-08-01", "", "2026-12-15", next, next, "open", "carried over 3 times, first from Tuesday 1 September 2026"},
		{"raised at the board itself", "2026-11-18", "m2", "2026-11-19", next, next, "open", ""},
		{"raised Not recorded, its board is", "", "m1", "2026-11-19", next, next, "open", "carried over from Wednesday 18 November 2026"},
		{"nothing known of when", "", "", "2026-11-19", next, next, "open", ""},
		{"closed", "2026-10-01", "", "2026-11-19", next, next, "done", ""},
		{"due on a date", "2026-10-01", "", "2026-11-19", store.Due{Date: dateOf(t, "2026-11-01")}, next, "open", ""},
		{"moved to the next board before anything is known of it", "2026-08-01", "", "2026-11-17", next, store.Due{Date: dateOf(t, "2026-11-01")}, "open", ""},
	} {
		a := &store.Action{Meta: store.Meta{ID: "a"}, Partnership: "p", Meeting: c.meeting, Text: "Do it", Due: c.due, FirstDue: c.first, Status: c.status}
		if c.raised != "" {
			a.Raised = dateOf(t, c.raised)
		}
		if got := carriedWords(t, append(records, a), dateOf(t, c.today)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

func carriedWords(t *testing.T, records []any, today store.Date) string {
	t.Helper()
	var got carried
	err := deskOver(t, records).Store.View(context.Background(), func(tx *store.Tx) error {
		a, err := store.Actions.Get(tx, "a")
		if err == nil {
			got, err = carriedOver(tx, &a, today)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got.words()
}

// A date in between is not carried past: what counts is when the action was due
// at the next board as the board came.
func TestCarriedByHistory(t *testing.T) {
	d := deskOver(t, northshire(t))
	at := func(on string) time.Time { return dateOf(t, on).At(time.UTC, 10, 0) }
	set := func(on string, due store.Due) {
		t.Helper()
		_, err := d.Store.Change(context.Background(), store.Change{Actor: "x", Name: "x", Command: "move", At: at(on)}, func(tx *store.Tx) error {
			a, err := store.Actions.Get(tx, "a3")
			if err != nil {
				return err
			}
			a.Due = due
			_, err = store.Actions.Put(tx, a)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := d.Store.Change(context.Background(), store.Change{Actor: "x", Name: "x", Command: "plan", At: sundayMorning}, func(tx *store.Tx) error {
		a, err := store.Actions.Get(tx, "a3")
		if err != nil {
			return err
		}
		a.Raised = dateOf(t, "2026-11-01")
		_, err = store.Actions.Put(tx, a)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	board := dateOf(t, "2026-12-08") // as northshire has it
	words := func() string {
		t.Helper()
		var got carried
		err := d.Store.View(context.Background(), func(tx *store.Tx) error {
			a, err := store.Actions.Get(tx, "a3")
			if err == nil {
				got, err = carriedOver(tx, &a, board.AddDays(3))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return got.words()
	}
	want := "carried over from " + english.Long(board)
	if got := words(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	set("2026-12-01", store.Due{Date: dateOf(t, "2026-12-20")})
	set("2026-12-09", store.Due{NextBoard: true})
	if got := words(); got != "" {
		t.Errorf("with a date in between: got %q", got)
	}
}
