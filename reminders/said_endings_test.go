package reminders

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"csp/store"
)

const settledYAML = `
partnerships: [{id: east, name: Eastborough, prefix: EAS, channel: C0EAST, year_end: 03-31}]
people: [{id: a, name: Amara Okafor, slack: U0STAFF}, {id: o, name: Olu May, slack: U0MAY}]
roles: [{id: sec, person: o, role: secretariat, partnership: east}]
meetings:
  - {id: b, partnership: east, kind: board, start: 2026-12-08T10:00, status: planned}
plans:
  - {id: p, partnership: east, kind: partnership-plan, status: current, from: 2026-11-10, until: 2030-03-31}
  - {id: next, partnership: east, kind: partnership-plan, status: draft, from: 2030-04-01}
schemes: [{id: s, name: Wardens, partnerships: [east], next_return: 2027-01-29, until: 2027-06-30}]
decisions: [{id: d, ref: EAS-D-26-001, kind: pcc, partnerships: [east], text: Fund it, needed_by: 2027-01-29, status: needed}]
pilots: [{id: h, name: Hub, partnerships: [east], final_review: 2027-01-29, horizon: 2028}]
actions: [{id: t, ref: EAS-26-001, partnership: east, text: Find a room, owner: o, raised: 2026-11-02, due: 2026-12-08, status: open}]
`

// Whatever kind of reminder it is: when its thing is settled elsewhere, the
// message that stands open is drawn anew and says so, and by whom; and that it
// is not after all, when it is taken back.
func TestWhatIsSettledElsewhereIsSaid(t *testing.T) {
	meeting := func(change func(*store.Meeting)) func(*store.Tx) error {
		return func(tx *store.Tx) error { return put(tx, &store.Meetings, "b", change) }
	}
	plan := func(id string, change func(*store.Plan)) func(*store.Tx) error {
		return func(tx *store.Tx) error { return put(tx, &store.Plans, id, change) }
	}
	scheme := func(change func(*store.Scheme)) func(*store.Tx) error {
		return func(tx *store.Tx) error { return put(tx, &store.Schemes, "s", change) }
	}
	pilot := func(change func(*store.Pilot)) func(*store.Tx) error {
		return func(tx *store.Tx) error { return put(tx, &store.Pilots, "h", change) }
	}
	on := store.Date{Year: 2026, Month: 11, Day: 2}
	done := func(tx *store.Tx) error {
		return put(tx, &store.Actions, "t", func(a *store.Action) { a.Status, a.Closed, a.ClosedBy = "done", on, "Amara Okafor" })
	}
	held := meeting(func(m *store.Meeting) { m.Status, m.Recorded = "held", on })
	follow := func(tx *store.Tx) error {
		if err := plan("p", func(p *store.Plan) { p.Successor = "next" })(tx); err != nil {
			return err
		}
		return plan("next", func(p *store.Plan) { p.Status = "current" })(tx)
	}
	cases := []struct {
		kind, says string
		settle     func(*store.Tx) error
	}{
		{"board-items", "The board was recorded by", held},
		{"board-items", "The board was cancelled by", meeting(func(m *store.Meeting) { m.Status = "cancelled" })},
		{"board-updates", "Done by", done},
		{"board-papers", "Papers sent by", meeting(func(m *store.Meeting) { m.PapersSent = on })},
		{"board-brief", "The board was recorded by", held},
		{"board-soon", "The board was recorded by", held},
		{"board-record", "Recorded by", held},
		{"board-minutes", "Draft recorded by", meeting(func(m *store.Meeting) { m.Minutes = "draft" })},
		{"board-missing", "Board planned by", func(tx *store.Tx) error {
			m := store.Meeting{Partnership: "east", Kind: "board", Status: "planned"}
			m.ID, m.Start.Date = "b2", store.Date{Year: 2027, Month: 9, Day: 1}
			_, err := store.Meetings.Put(tx, m)
			return err
		}},
		{"action-given", "Done by", done},
		{"action-due", "Done by", done},
		{"plan-renewal", "New plan recorded by", follow},
		{"plan-renewal", "New plan recorded by", plan("p", func(p *store.Plan) { p.Status = "replaced" })},
		{"plan-renewal", "A later end was recorded by", plan("p", func(p *store.Plan) { p.Until.Year++ })},
		{"plan-refresh", "Refresh recorded by", plan("p", func(p *store.Plan) { p.Refreshed = []int{2027} })},
		{"plan-share", "Shared by", plan("p", func(p *store.Plan) { p.SharedWithPCC = on })},
		{"assessment", "Assessment recorded by", func(tx *store.Tx) error {
			p := store.Plan{Partnership: "east", Kind: "strategic-assessment", Status: "current"}
			p.ID, p.From = "sa", store.Date{Year: 2026, Month: 11, Day: 1}
			_, err := store.Plans.Put(tx, p)
			return err
		}},
		{"scheme-return", "Return recorded by", scheme(func(s *store.Scheme) { s.NextReturn.Year++ })},
		{"scheme-return", "Ended by", scheme(func(s *store.Scheme) { s.Outcome = "ended" })},
		{"scheme-end", "Outcome recorded by", scheme(func(s *store.Scheme) { s.Outcome = "ended" })},
		{"scheme-end", "A later end was recorded by", scheme(func(s *store.Scheme) { s.Until.Year++ })},
		{"decision-needed", "Taken by", func(tx *store.Tx) error {
			return put(tx, &store.Decisions, "d", func(d *store.Decision) { d.Status = "taken" })
		}},
		{"pilot-review", "Review recorded by", pilot(func(p *store.Pilot) { p.FinalDone = on })},
		{"pilot-horizon", "Date recorded by", pilot(func(p *store.Pilot) { p.Horizon = store.Date{Year: 2028, Month: 1, Day: 31} })},
		{"fact-check", "Checked by", nil},
	}
	for _, k := range Table {
		if !slices.ContainsFunc(cases, func(c struct {
			kind, says string
			settle     func(*store.Tx) error
		},
		) bool {
			return c.kind == k.Name
		}) {
			t.Errorf("nothing settles %s here", k.Name)
		}
	}
	for _, c := range cases {
		t.Run(c.kind+" "+c.says, func(t *testing.T) { settledIsSaid(t, c.kind, c.says, c.settle, false) })
		t.Run("snoozed "+c.kind+" "+c.says, func(t *testing.T) { settledIsSaid(t, c.kind, c.says, c.settle, true) })
	}
}

// snooze puts a line off by a week; false when it would be of no use then.
func (b *bureau) snooze(s Settings, l *Line) bool {
	done := true
	b.change(func(tx *store.Tx) error {
		a, err := Ask(tx, s, b.now, RefOf(l))
		if err != nil {
			return err
		}
		made, _, err := a.Until(a.From().AddDays(7), nil)
		done = !errors.Is(err, ErrTooLate)
		if !done {
			return nil
		}
		for i := range made {
			made[i].ID, made[i].By = fmt.Sprintf("snooze-%d", i), "Olu May"
			if _, err := store.Snoozes.Put(tx, made[i]); err != nil {
				return err
			}
		}
		return err
	})
	return done
}

// settledIsSaid settles what a line asked for, which somebody had put off
// before when it is snoozed, and takes that back.
func settledIsSaid(t *testing.T, kind, says string, settle func(*store.Tx) error, snoozed bool) {
	b := newBureau(t)
	b.load(settledYAML)
	b.begin()
	s := Settings{Zone: londonZone, Hour: 9, Office: "C9"}
	today := store.DateOf(b.now)
	var line Line
	err := b.store.View(t.Context(), func(tx *store.Tx) error {
		list, err := Lines(tx, s, b.now, today, today.AddMonths(60))
		if at := slices.IndexFunc(list, func(l Line) bool { return l.Kind == kind }); at >= 0 {
			line = list[at]
		}
		return err
	})
	if err != nil || line.Key == "" {
		t.Fatalf("no line of %s: %v", kind, err)
	}
	b.at(line.At.Format("2006-01-02T15:04"))
	if settle == nil {
		settle = func(tx *store.Tx) error {
			k, _ := store.KindNamed(line.SubjectKind)
			rec, err := k.Load(tx, line.Subject)
			if err != nil {
				return err
			}
			store.MetaOf(rec).Checked = store.DateOf(b.now)
			return k.Save(tx, rec)
		}
	}
	look := func(want string) {
		t.Helper()
		found := false
		err := b.store.View(t.Context(), func(tx *store.Tx) error {
			for p, err := range tx.PostsAbout(line.SubjectKind, line.Subject) {
				if err != nil {
					return err
				}
				items, err := SaidNow(tx, s, b.now, &p)
				if err != nil {
					return err
				}
				for _, it := range items {
					if it.Key != line.Key {
						continue
					}
					found = true
					if want != "-" && !p.Correct {
						t.Errorf("the message is not drawn anew")
					}
					if none := want == "" || want == "-"; none != (it.Did == "") || !none && !strings.HasPrefix(it.Did, want) {
						t.Errorf("%s\nis said to be %q, not %q", it.Text, it.Did, want)
					}
				}
			}
			return nil
		})
		if err != nil || !found {
			t.Errorf("the message is not found: %v", err)
		}
	}
	look("-")
	before := ""
	if snoozed {
		if !b.snooze(s, &line) {
			return
		}
		before = "Snoozed until"
		look(before)
	}
	n := b.change(settle)
	look(says + " Amara Okafor")
	b.until(b.now.Add(30 * 1e9))
	b.change(func(tx *store.Tx) error {
		_, err := tx.Undo(n, store.DateOf(b.now), "Amara Okafor")
		return err
	})
	look(before)
}
