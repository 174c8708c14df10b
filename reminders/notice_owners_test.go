package reminders

import (
	"testing"

	"csp/store"
)

const ownersYAML = `
partnerships: [{id: east, name: Eastborough CSP, area: Eastborough, channel: C0EAST}]
people: [{id: sam, name: Sam Poe, slack: U0POE}, {id: chi, name: Chi Lee, slack: U0LEE}, {id: al, name: Al Day}, {id: olu, name: Olu May, slack: U0MAY}]
roles: [{id: r1, person: sam, role: secretariat, partnership: east, confirmed: T0OFFICE/U0POE}, {id: r2, person: chi, role: chair, partnership: east, confirmed: T0OFFICE/U0LEE}]
meetings:
  - {id: m, partnership: east, kind: board, start: 2026-12-08T10:00}
  - {id: n, partnership: east, kind: board, start: 2027-03-09T10:00}
actions:
  - {id: a, ref: EAS-26-001, partnership: east, text: Find a room, owner: olu, due: next-board, raised: 2026-09-08}
  - {id: b, ref: EAS-26-002, partnership: east, text: Paint it, owner: olu, due: 2026-12-08, raised: 2026-09-08}
  - {id: c, ref: EAS-26-003, partnership: east, text: Sing, owner: al, due: next-board, raised: 2026-09-08, session: closed}
  - {id: d, ref: EAS-26-004, partnership: east, text: Chair it, owner: chi, due: next-board, raised: 2027-01-05}
  - {id: e, partnership: east, text: Nobody's, due: next-board}
`

// movedTo has a board start on a day of December 2026 or later.
func (b *bureau) movedTo(id, day string) uint64 {
	b.t.Helper()
	return b.change(func(tx *store.Tx) error {
		return put(tx, &store.Meetings, id, func(m *store.Meeting) {
			var err error
			if m.Start.Date, err = store.ParseDate(day); err != nil {
				b.t.Fatal(err)
			}
		})
	})
}

const (
	movedLine = "Eastborough: the board on Tuesday 8 December 2026, 10am is moved to Tuesday 15 December 2026, 10am." +
		" | Papers go out on Monday 7 December 2026, not Monday 30 November 2026." +
		" | Updates on actions are due on Tuesday 8 December 2026, not Tuesday 1 December 2026."
	movesWith = " | 3 actions that are due at the next board move with it."
	ofOlu     = "U0MAY: " + movedLine + movesWith + " | Your action EAS-26-001 Find a room is now due on Tuesday 15 December 2026, not Tuesday 8 December 2026."
	ofSam     = "U0POE: " + movedLine + movesWith + " | EAS-26-003 (closed session) (Al Day, who has no Slack account recorded: please tell them) is now due on Tuesday 15 December 2026, not Tuesday 8 December 2026."
)

// Owners of what is due at the next board hear once what day that is now, the
// secretariat for those whom Slack does not reach. What was raised after the
// board was never due at it.
func TestOwnersHearOfABoardThatMoves(t *testing.T) {
	b := newBureau(t)
	b.load(ownersYAML)
	b.at("2026-11-03T09:00")
	b.news()
	b.now = b.now.Add(10 * 3600e9)
	b.movedTo("m", "2026-12-17")
	b.begin()
	b.movedTo("m", "2026-12-15")
	b.at("2026-11-04T09:00")
	b.hears("C0EAST: "+movedLine+movesWith, "U0LEE: "+movedLine+movesWith, ofOlu, ofSam)
	b.at("2026-11-04T10:00")
	b.hears()
	// A second board that moves is none of theirs.
	b.now = b.now.Add(10 * 3600e9)
	b.movedTo("n", "2027-03-16")
	b.at("2026-11-05T09:00")
	for _, s := range b.news() {
		if s[:6] == "U0MAY:" {
			t.Errorf("an owner hears %s", s)
		}
	}
}

// What is taken back, done or given away before it is told is told to nobody
// whom it does not concern.
func TestOwnersHearWhatIsTrueWhenItIsSent(t *testing.T) {
	evening := func(t *testing.T, then func(*bureau)) *bureau {
		b := newBureau(t)
		b.load(ownersYAML)
		b.at("2026-11-03T09:00")
		b.news()
		b.now = b.now.Add(10 * 3600e9)
		b.movedTo("m", "2026-12-15")
		then(b)
		b.begin()
		b.at("2026-11-04T09:00")
		return b
	}
	action := func(b *bureau, change func(*store.Action)) {
		b.change(func(tx *store.Tx) error { return put(tx, &store.Actions, "a", change) })
	}
	t.Run("moved back", func(t *testing.T) {
		evening(t, func(b *bureau) { b.movedTo("m", "2026-12-08") }).hears()
	})
	t.Run("done", func(t *testing.T) {
		b := evening(t, func(b *bureau) { action(b, func(a *store.Action) { a.Status = "done" }) })
		for _, s := range b.news() {
			if s[:6] == "U0MAY:" {
				t.Errorf("an owner hears %s", s)
			}
		}
	})
	t.Run("another's", func(t *testing.T) {
		b := evening(t, func(b *bureau) { action(b, func(a *store.Action) { a.Owner = "sam" }) })
		b.hears("C0EAST: "+movedLine+movesWith, "U0LEE: "+movedLine+movesWith,
			ofSam[:len("U0POE: "+movedLine+movesWith)]+" | Your action EAS-26-001 Find a room is now due on Tuesday 15 December 2026, not Tuesday 8 December 2026."+
				ofSam[len("U0POE: "+movedLine+movesWith):])
	})
	t.Run("undone after it was told", func(t *testing.T) {
		var moved uint64
		b := evening(t, func(b *bureau) { moved = b.movedTo("m", "2026-12-16") })
		b.news()
		b.change(func(tx *store.Tx) error {
			_, err := tx.Undo(moved, store.DateOf(b.now), "x")
			return err
		})
		b.at("2026-11-04T10:00")
		said := ""
		for _, m := range b.posted {
			if m.to == "U0MAY" && len(m.lines) == 0 {
				said = "U0MAY: " + m.text
			}
		}
		if said != ofOlu {
			t.Errorf("the owner reads\n%s\nshould be\n%s", said, ofOlu)
		}
	})
	t.Run("deleted, then done", func(t *testing.T) {
		b := evening(t, func(b *bureau) {
			b.movedTo("m", "2026-12-08")
			b.change(func(tx *store.Tx) error {
				m, err := store.Meetings.Get(tx, "m")
				if err != nil {
					return err
				}
				return store.Meetings.Delete(tx, "m", m.Rev)
			})
			b.change(func(tx *store.Tx) error {
				return put(tx, &store.Actions, "c", func(a *store.Action) { a.Status = "done" })
			})
		})
		const gone = "Eastborough: the board on Tuesday 8 December 2026, 10am is no longer planned. The next board is on Tuesday 9 March 2027, 10am."
		b.hears("C0EAST: "+gone, "U0LEE: "+gone, "U0MAY: "+gone+" | Your action EAS-26-001 Find a room is now due on Tuesday 9 March 2027, not Tuesday 8 December 2026.", "U0POE: "+gone)
	})
}
