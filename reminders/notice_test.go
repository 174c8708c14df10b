package reminders

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"csp/store"
)

const eastYAML = `
partnerships: [{id: east, name: Eastborough CSP, area: Eastborough, channel: C0EAST, quorum: 2,
  members: [{organisation: fire, as: responsible}, {organisation: police, as: responsible}]}]
organisations: [{id: fire, name: Fire}, {id: police, name: Police}]
people: [{id: sam, name: Sam Poe, slack: U0POE}, {id: chi, name: Chi Lee, slack: U0LEE}, {id: al, name: Al Day, organisation: fire}]
roles: [{id: r1, person: sam, role: secretariat, partnership: east, confirmed: T0OFFICE/U0POE}, {id: r2, person: chi, role: chair, partnership: east, confirmed: T0OFFICE/U0LEE}]
`

func TestWhatIsAlreadyLateIsToldOnce(t *testing.T) {
	b := newBureau(t)
	b.now = b.now.Add(-48 * time.Hour) // Saturday
	old := eastYAML + `
plans: [{id: p, partnership: east, status: current, until: 2025-03-31}, {id: q, partnership: east, status: replaced, until: 2020-03-31}]
actions: [{id: a, partnership: east, text: Find a room, due: 2025-03-03}, {id: b, partnership: east, text: Paint it, due: 2026-01-05}, {id: c, partnership: east, text: Done, due: 2025-01-05, status: done}]
schemes: [{id: s, name: Wardens, partnerships: [east], next_return: 2026-10-01, until: 2027-03-31}]
`
	b.load(old)
	b.begin() // the process that imported is gone
	b.at("2026-10-31T12:00")
	b.hears()
	b.at("2026-11-02T09:00")
	const foot = " | No reminder is sent for what lay in the past. To see what is late, type /csp today."
	b.hears("C9: The register that was imported on Saturday 31 October 2026 brought what was late already:" +
		" | 1 plan has ended and no new one is recorded (it ended on Monday 31 March 2025)." +
		" | 2 actions are overdue (the oldest was due on Monday 3 March 2025)." +
		" | 1 return of a scheme is late (it was due on Thursday 1 October 2026)." + foot)
	// The same again says nothing, a later one only what is new.
	b.load(old)
	b.load(old + "pilots: [{id: h, partnerships: [east], interim_review: 2026-09-01}]\n")
	b.at("2026-11-02T09:10")
	b.hears("C9: The register that was imported on Monday 2 November 2026 brought what was late already:" +
		" | 1 pilot review is late (it was due on Tuesday 1 September 2026)." + foot)
	// What becomes late by itself has its reminders.
	b.load(old + "decisions: [{id: d, text: Fund it, needed_by: 2026-11-20, status: needed}]\n")
	b.at("2026-11-02T09:20")
	b.hears()
}

func TestAnImportThatIsTakenBackIsNotTold(t *testing.T) {
	b := newBureau(t)
	b.now = b.now.Add(-48 * time.Hour)
	b.load(eastYAML + "plans: [{id: p, partnership: east, status: current, until: 2025-03-31}]\n")
	undo := func() {
		b.change(func(tx *store.Tx) error {
			_, err := tx.Undo(1, store.DateOf(b.now), "x")
			return err
		})
	}
	undo()
	b.at("2026-11-02T09:00")
	b.hears()
}

func TestExactDatesAreAskedForOnce(t *testing.T) {
	b := newBureau(t)
	b.load(eastYAML + `
plans: [{id: p, title: Plan, partnership: east, status: current, until: 2027-03}, {id: q, title: Old, partnership: east, status: replaced, until: 2027}]
schemes: [{id: s, name: Wardens, partnerships: [east], until: 2027, next_return: 2027-02}]
pilots: [{id: h, name: Hub, interim_review: 2027-05, horizon: 2029}]
meetings: [{id: m, partnership: east, kind: board, start: 2027-01}, {id: n, partnership: east, kind: board}]
decisions: [{id: d, text: Fund it, needed_by: 2027-01, status: needed, session: closed}]
actions: [{id: a, partnership: east, text: Find a room, due: 2027-01}, {id: b, partnership: east, text: Sing, due: next-board}]
`)
	b.at("2026-11-02T12:00")
	b.hears() // on the next working day, so that a slip can be put right
	b.change(func(tx *store.Tx) error {
		return put(tx, &store.Pilots, "h", func(p *store.Pilot) { p.InterimReview = store.Date{Year: 2027, Month: 5, Day: 4} })
	})
	b.at("2026-11-03T09:00")
	got := b.news()
	if len(got) != 1 {
		t.Fatalf("said: %q", got)
	}
	for _, want := range []string{
		"C9: 5 records need an exact date.", "Plan (Eastborough): ends in March 2027.", "Wardens (Eastborough): ends in 2027, next return in February 2027.", "Board of Eastborough: in January 2027", "A decision (closed session): needed in January 2027", "Find a room: due in January 2027",
	} {
		if !strings.Contains(got[0], want) {
			t.Errorf("%q is not said in %q", want, got[0])
		}
	}
	if strings.Contains(got[0], "Fund it") || strings.Contains(got[0], "Old") || strings.Contains(got[0], "Hub") {
		t.Errorf("said: %q", got[0])
	}
	b.begin()
	b.pass("2026-11-06T18:00")
	b.hears()
	// Another value of the field is asked about once more.
	b.change(func(tx *store.Tx) error {
		return put(tx, &store.Actions, "a", func(a *store.Action) { a.Due.Date = store.Date{Year: 2027, Month: 6} })
	})
	b.pass("2026-11-10T18:00")
	if got := b.news(); len(got) != 1 || !strings.Contains(got[0], "1 record needs an exact date.") || !strings.Contains(got[0], "due in June 2027") {
		t.Errorf("said: %q", got)
	}
	for _, n := range []string{"date-needed", "quorum", "board-moved"} {
		if b.listedNow()[n] {
			t.Errorf("%s is in the list of reminders", n)
		}
	}
}

func TestManyDatesAreOneMessage(t *testing.T) {
	b := newBureau(t)
	var yaml strings.Builder
	for i := range 200 {
		fmt.Fprintf(&yaml, "  - {id: a%d, partnership: east, text: Thing %d, due: 2027-01}\n", i, i)
	}
	b.load(eastYAML + "actions:\n" + yaml.String())
	b.at("2026-11-03T09:00")
	if got := b.news(); len(got) != 1 || !strings.Contains(got[0], "200 records need an exact date") || !strings.HasSuffix(got[0], "And 190 more. For all that is not recorded, type /csp gaps.") {
		t.Errorf("said: %q", got)
	}
}

func TestQuorum(t *testing.T) {
	b := newBureau(t)
	b.load(eastYAML + `
meetings:
  - {id: m, partnership: east, kind: board, start: 2026-11-12T10:00, attendance: [{person: al, as: coming}]}
  - {id: l, partnership: east, kind: board, start: 2026-11-19T10:00, attendance: [{person: al, as: coming}, {organisation: police, as: coming}]}
  - {id: n, partnership: east, kind: board}
  - {id: o, partnership: east, kind: board, start: 2026-11-26T10:00, status: cancelled}
`)
	b.pass("2026-11-09T17:00")
	for _, s := range b.news() {
		if strings.Contains(s, "needed;") {
			t.Errorf("said too early: %s", s)
		}
	}
	b.pass("2026-11-11T18:00")
	b.hears("U0POE: Eastborough: the board on Thursday 12 November 2026, 10am is in 2 days. 2 responsible authorities are needed; 1 has said that it comes: Fire.")
	b.pass("2026-11-17T18:00")
	for _, s := range b.news() {
		if strings.Contains(s, "needed;") {
			t.Errorf("enough come, and yet is said: %s", s)
		}
	}
	// Somebody cannot come after all.
	b.change(func(tx *store.Tx) error {
		return put(tx, &store.Meetings, "l", func(m *store.Meeting) { m.Attendance[0].As = "apologies" })
	})
	b.at("2026-11-18T09:00")
	b.hears("U0POE: Eastborough: the board on Thursday 19 November 2026, 10am is tomorrow. 2 responsible authorities are needed; 1 has said that it comes: Police.")
	b.pass("2026-11-27T18:00")
	for _, s := range b.news() {
		if strings.Contains(s, "needed;") {
			t.Errorf("said again: %s", s)
		}
	}
}

func TestHolidaysEnd(t *testing.T) {
	b := newBureau(t)
	b.load(eastYAML)
	warned := func() int {
		n := 0
		for _, s := range b.news() {
			if strings.Contains(s, "C9: The list of bank holidays ends on Sunday 31 December 2028.") {
				n++
			}
		}
		return n
	}
	b.at("2027-12-30T09:00")
	if n := warned(); n != 0 {
		t.Errorf("warned %d times a day too early", n)
	}
	b.at("2027-12-31T09:00")
	b.begin()
	b.at("2028-01-04T09:00")
	if n := warned(); n != 1 {
		t.Errorf("warned %d times", n)
	}
}

func TestHolidaysThatGoOn(t *testing.T) {
	var o store.Office
	for i := range 8 {
		o.BankHolidays = append(o.BankHolidays, store.Holiday{Date: store.Date{Year: 2029, Month: time.Month(i + 1), Day: 2}})
	}
	o.BankHolidays = append(o.BankHolidays, store.Holiday{Date: store.Date{Year: 2030, Month: 6, Day: 3}})
	if got := o.BankHolidaysUntil(); got != (store.Date{Year: 2029, Month: 12, Day: 31}) {
		t.Errorf("they end on %s", got)
	}
}

func TestTheWeekIsCounted(t *testing.T) {
	b := newBureau(t)
	b.load(eastYAML + `
schemes: [{id: s, name: Wardens, partnerships: [east], next_return: 2026-11-13, until: 2029-03-31, timings: {scheme-return: [0d, +1w]}}]
pilots: [{id: h, name: Hub, final_review: 2026-11-20, timings: {pilot-review: [-1w, 0d]}}]
`)
	b.pass("2026-11-13T18:00") // two lines are sent on Friday
	b.news()
	b.pass("2026-11-14T18:00")
	b.begin()
	b.pass("2026-11-16T18:00")
	b.hears("C9: The week of Monday 9 November 2026. 2 reminders were due: 2 sent, 0 skipped, 0 lost.")
	b.begin()
	b.pass("2026-11-18T18:00")
	b.hears()
	// The bot is off for two weeks: what fell due then is counted when it is
	// back, and the week in which it was sent is told on the Monday after.
	b.at("2026-12-02T11:00")
	b.hears("C9: 2 reminders fell due more than 7 days before the bot was back, and were not sent. Type /csp today to see where things stand.")
	b.pass("2026-12-07T18:00")
	b.hears("C9: The week of Monday 30 November 2026. 1 reminder was due: 1 sent, 0 skipped, 0 lost. 2 from before were skipped: older than the catch-up time.")
	// Nothing is due for weeks, and nothing is said.
	b.pass("2026-12-23T18:00")
	b.hears()
}

// What waits is counted too, so that due is sent, skipped and waiting.
func TestTheWeekCountsWhatWaits(t *testing.T) {
	b := newBureau(t)
	b.load(eastYAML + `
meetings: [{id: m, partnership: east, kind: board, start: 2026-12-08T10:00, timings: {board-items: [-19wd, -18wd], board-updates: [], board-papers: []}}]
schemes: [{id: s, name: Wardens, partnerships: [east], next_return: 2026-11-11, until: 2029-03-31, timings: {scheme-return: [0d]}}]
`)
	b.closed = map[string]bool{"C0EAST": true}
	b.pass("2026-11-14T18:00")
	b.begin()
	b.news()
	b.at("2026-11-16T09:00")
	b.hears("C9: The week of Monday 9 November 2026. 1 reminder was due: 1 sent, 0 skipped, 0 lost. By now 2 wait to be sent: 2 since Slack refuses the channel (see /csp status).")
	b.closed = nil
	b.pass("2026-11-23T18:00")
	b.hears("C9: The week of Monday 16 November 2026. 2 reminders were due: 2 sent, 0 skipped, 0 lost.")
}

// Without an office's channel its lines wait, and the count with them.
func TestTheWeekCountsWhatGoesNowhere(t *testing.T) {
	b := newBureau(t)
	b.load(eastYAML + "schemes: [{id: s, name: Wardens, partnerships: [east], next_return: 2026-11-11, until: 2029-03-31, timings: {scheme-return: [0d]}}]\n")
	err := b.store.View(t.Context(), func(tx *store.Tx) error {
		s := Settings{Zone: londonZone, Hour: 9, CatchUp: 7 * 24 * time.Hour}
		told, err := Tell(tx, s, time.Date(2026, 11, 16, 9, 0, 0, 0, londonZone))
		if len(told.Said) != 1 || !strings.Contains(bodyText(told.Said[0].Body), "0 reminders were due: 0 sent, 0 skipped, 0 lost. By now 1 waits to be sent: 1 since the office's channel is not set (CSP_CHANNEL).") {
			t.Errorf("said: %+v", told.Said)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
