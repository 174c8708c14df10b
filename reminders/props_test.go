package reminders_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"csp/reminders"
	"csp/store"
	"csp/store/kv/memkv"
)

// everyLine is what the office of the examples is told in a year.
func everyLine(t *testing.T) []reminders.Line {
	t.Helper()
	o := newOffice(t)
	o.load("2026-10-05T10:00", fullRegister)
	return o.lines("2026-10-05T10:00", "2026-10-05", "2027-10-05")
}

var fullRegister = strings.Replace(east, "channel: C0EAST", "channel: C0EAST, year_end: 03-31", 1) + `
plans: [{id: p, partnership: east, kind: partnership-plan, from: 2026-09-30, until: 2028-03-31, status: current}]
schemes: [{id: s, name: Wardens, partnerships: [east], until: 2027-03-31, next_return: 2027-01-15}]
pilots: [{id: h, partnerships: [east], interim_review: 2026-12-01, horizon: 2028}]
meetings: [{id: b, partnership: east, kind: board, start: 2026-12-08T10:00}]
decisions: [{id: d, kind: pcc, partnerships: [east], text: Fund the hub, needed_by: 2027-01-29, status: needed}]
actions: [{id: a, partnership: east, text: Find a room, owner: b-lowe, due: 2027-01-15, raised: 2026-10-05}]
`

// Every kind of line in a year: its key is its own, and it goes out on a
// working day in office hours.
func TestKeysAndDays(t *testing.T) {
	cal := store.NewCalendar(store.Office{})
	keys, kinds := map[string]string{}, map[string]bool{}
	for _, l := range everyLine(t) {
		for _, k := range append(l.Covers, l.Key) {
			if keys[k] != "" {
				t.Errorf("%s is the key of %s and of %s", k, l.Text, keys[k])
			}
			if len(k) > 16 {
				t.Errorf("the key %s is long", k)
			}
			keys[k] = l.Text
		}
		kinds[l.Kind] = true
		if !cal.Working(store.DateOf(l.At)) || l.At.Hour() != 9 {
			t.Errorf("%s is sent on %s", l.Kind, l.At)
		}
	}
	for _, k := range reminders.Table {
		if !kinds[k.Name] {
			t.Errorf("the year has no %s", k.Name)
		}
	}
}

// world is an office that people change at random while time goes on.
type world struct {
	*rapid.T
	s    *store.Store
	now  time.Time
	sent map[string]string // key to what was said
	told []reminders.Line  // the last lines that were said
}

func newWorld(t *rapid.T) *world {
	s, err := store.Open(context.Background(), memkv.New(), store.WithWaker(reminders.Waker(settings)))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, s: s, now: time.Date(2026, 1, 5, 8, 0, 0, 0, london), sent: map[string]string{}}
	w.change(func(tx *store.Tx) error {
		for i, id := range []string{"east", "west"} {
			put(w, tx, &store.Partnerships, store.Partnership{
				Meta: store.Meta{ID: id}, Name: id, Channel: fmt.Sprintf("C%d", i), YearEnd: "03-31",
			})
		}
		put(w, tx, &store.People, store.Person{Meta: store.Meta{ID: "bea"}, Name: "Bea Lowe", Slack: "U0LOWE"})
		put(w, tx, &store.People, store.Person{Meta: store.Meta{ID: "olu"}, Name: "Olu May"})
		return nil
	})
	return w
}

func (w *world) change(fn func(*store.Tx) error) {
	if _, err := w.s.Change(context.Background(), store.Change{Actor: "U0STAFF", Command: "test", At: w.now}, fn); err != nil {
		w.Fatal(err)
	}
}

// put stores a record in place of the one with its id.
func put[T any](w *world, tx *store.Tx, k *store.Kind[T], rec T) {
	if old, err := k.Get(tx, store.MetaOf(&rec).ID); err == nil {
		store.MetaOf(&rec).Rev = store.MetaOf(&old).Rev
	}
	if _, err := k.Put(tx, rec); err != nil {
		w.Fatal(err)
	}
}

func pick[T any](w *world, name string, of ...T) T { return rapid.SampledFrom(of).Draw(w.T, name) }

// date is a day near now, known to the day, the month or not at all.
func (w *world) date(name string) store.Date {
	d := store.DateOf(w.now).AddDays(rapid.IntRange(-60, 400).Draw(w.T, name))
	switch rapid.IntRange(0, 9).Draw(w.T, name+" as") {
	case 0:
		return store.Date{}
	case 1:
		d.Day = 0
	}
	return d
}

// edit changes one record.
func (w *world) edit() {
	place := pick(w, "partnership", "east", "west")
	id := place + pick(w, "id", "1", "2")
	meta := store.Meta{ID: id}
	if rapid.Bool().Draw(w.T, "own timings") {
		offsets := []string{}
		for range rapid.IntRange(0, 3).Draw(w.T, "how many") {
			offsets = append(offsets, pick(w, "offset", "-20wd", "-3m", "-1w", "-2cwd", "0d", "+1wd", "+1w*3", "+1m*", "+1w*"))
		}
		meta.Timings = store.Timings{}
		for _, name := range []string{"plan-renewal", "action-due", "board-updates", "scheme-end", "decision-needed"} {
			meta.Timings[name] = offsets
		}
	}
	w.change(func(tx *store.Tx) error {
		switch rapid.IntRange(0, 8).Draw(w.T, "kind") {
		case 0:
			put(w, tx, &store.Meetings, store.Meeting{
				Meta: meta, Partnership: place, Start: store.Moment{Date: w.date("start")}, Status: pick(w, "status", "", "planned", "held", "cancelled"),
				PapersSent: exact(w.date("papers sent")), Minutes: pick(w, "minutes", "", "none", "draft"),
			})
		case 1, 2:
			a := store.Action{
				Meta: meta, Partnership: place, Text: "Find a room", Owner: pick(w, "owner", "", "bea", "olu"),
				Due: store.Due{Date: w.date("due")}, Raised: exact(w.date("raised")), Status: pick(w, "status", "open", "open", "done"),
			}
			if pick(w, "at the next board", false, false, true) {
				a.Due = store.Due{NextBoard: true}
			}
			put(w, tx, &store.Actions, a)
		case 3:
			from := w.date("from")
			put(w, tx, &store.Plans, store.Plan{
				Meta: meta, Partnership: place, From: from, Until: from.AddMonths(rapid.IntRange(0, 30).Draw(w.T, "runs")), Status: pick(w, "status", "", "draft", "current", "replaced"),
				Kind: pick(w, "kind of plan", "partnership-plan", "strategic-assessment"),
			})
		case 4:
			put(w, tx, &store.Schemes, store.Scheme{
				Meta: meta, Name: "Wardens", Partnerships: []string{place}, Until: w.date("until"), NoticeBy: w.date("notice"),
				NextReturn: w.date("return"), Outcome: pick(w, "outcome", "", "", "renewed", "ended"),
			})
		case 5:
			put(w, tx, &store.Pilots, store.Pilot{Meta: meta, InterimReview: w.date("interim"), FinalDone: w.date("done"), Horizon: w.date("horizon")})
		case 6:
			put(w, tx, &store.Decisions, store.Decision{Meta: meta, Text: "Fund it", NeededBy: w.date("needed"), Status: pick(w, "status", "needed", "taken")})
		case 7:
			meta.Timings = nil
			put(w, tx, &store.Roles, store.Role{Meta: meta, Partnership: place, Person: pick(w, "who", "bea", "olu"), Role: "secretariat", Until: w.date("until")})
		case 8:
			meta.ID = place
			p, err := store.Partnerships.Get(tx, place)
			if err != nil {
				return err
			}
			p.Timings = meta.Timings
			put(w, tx, &store.Partnerships, p)
		}
		return nil
	})
}

func exact(d store.Date) store.Date {
	if !d.Exact() {
		return store.Date{}
	}
	return d
}

// closeOffice makes a day near now a holiday.
func (w *world) closeOffice() {
	w.change(func(tx *store.Tx) error {
		o, err := store.Offices.Get(tx, store.OfficeID)
		if err != nil {
			o = store.Office{Meta: store.Meta{ID: store.OfficeID}}
		}
		o.BankHolidays = append(o.BankHolidays, store.Holiday{Date: store.DateOf(w.now).AddDays(rapid.IntRange(1, 40).Draw(w.T, "closed"))})
		put(w, tx, &store.Offices, o)
		return nil
	})
}

// tick sends what is due, after comparing what the index finds with what all
// records owe.
func (w *world) tick() {
	for {
		left, err := w.s.Rearm(context.Background(), w.now, 3)
		if err != nil {
			w.Fatal(err)
		}
		if !left {
			break
		}
	}
	var found reminders.Looked
	var all []reminders.Line
	err := w.s.View(context.Background(), func(tx *store.Tx) error {
		var err error
		if found, err = reminders.Due(tx, settings, w.now); err != nil {
			return err
		}
		all, err = reminders.DueAll(tx, settings, w.now)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	if got, want := said(found.Lines), said(all); got != want {
		w.Fatalf("at %s the index finds\n%s\nbut the records owe\n%s", w.now, got, want)
	}
	err = w.s.Update(context.Background(), w.now, func(tx *store.Tx) error {
		for _, l := range found.Lines {
			for _, k := range append([]string{l.Key}, l.Covers...) {
				if err := store.SkipLine(tx, k, "sent by the test", w.now); err != nil {
					return err
				}
			}
			if err := tx.Rearm(l.Waits.Kind, l.Waits.ID); err != nil {
				return err
			}
		}
		for _, e := range found.Early {
			if err := tx.Rearm(e.Kind, e.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	w.told = append(w.told, found.Lines...)
	w.told = w.told[max(len(w.told)-20, 0):]
	for _, l := range found.Lines {
		for _, k := range append([]string{l.Key}, l.Covers...) {
			if w.sent[k] != "" {
				w.Fatalf("at %s this is sent again: %s", w.now, l.Text)
			}
			w.sent[k] = saidOne(l)
		}
	}
}

// Whatever people change in whatever order, a tick by the index finds what
// all records owe, and nothing twice.
func TestIndexIsNeverLate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt)
		for range rapid.IntRange(5, 25).Draw(rt, "steps") {
			switch rapid.IntRange(0, 14).Draw(rt, "what") {
			case 0:
				w.closeOffice()
			case 1, 2, 3, 4, 5, 6:
				w.edit()
			case 7, 8:
				w.quiet()
			case 9:
				w.email()
			default:
				w.now = w.now.Add(time.Duration(rapid.IntRange(1, 500).Draw(rt, "hours")) * time.Hour)
				w.tick()
			}
		}
		w.tick()
	})
}

// What the list says will be sent is what is sent, when nothing changes.
func TestTheListComesTrue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt)
		for range rapid.IntRange(3, 15).Draw(rt, "edits") {
			switch rapid.IntRange(0, 5).Draw(rt, "what") {
			case 0:
				w.quiet()
			case 1:
				w.email()
			default:
				w.edit()
			}
		}
		w.tick()
		said := map[string]string{}
		w.sent = map[string]string{}
		from := store.DateOf(w.now)
		err := w.s.View(context.Background(), func(tx *store.Tx) error {
			list, err := reminders.Lines(tx, settings, w.now, from, from.AddDays(120))
			for _, l := range list {
				for _, k := range append([]string{l.Key}, l.Covers...) {
					said[k] = saidOne(l)
				}
			}
			return err
		})
		if err != nil {
			w.Fatal(err)
		}
		for n := range 121 { // each on its day: what comes late counts the days anew
			if at := from.AddDays(n).At(london, 9, 0); at.After(w.now) {
				w.now = at
			}
			w.tick()
		}
		for k, line := range said {
			if w.sent[k] != line {
				w.Fatalf("said %q\nsent %q", line, w.sent[k])
			}
		}
		for k, line := range w.sent {
			if said[k] == "" {
				w.Fatalf("sent, but not said: %s", line)
			}
		}
	})
}

func saidOne(l reminders.Line) string { return said([]reminders.Line{l}) }
