package reminders

import (
	"fmt"
	"slices"
	"strings"

	"csp/store"
)

// ending is when what a line of a kind asked for is done, by its record alone.
type ending struct {
	kind *Kind
	word string // what a message then says: Sent
	done func(l *Line, rec any) bool
}

// endings are of the kinds that ask for something which their own record
// tells.
func endings() []ending {
	out := []ending{
		{&boardPapers, "Papers sent", of1(func(m *store.Meeting) bool { return !m.PapersSent.IsZero() })},
		{&boardRecord, "Recorded", of1(func(m *store.Meeting) bool { return !m.Recorded.IsZero() })},
		{&boardMinutes, "Draft recorded", of1(func(m *store.Meeting) bool { return m.Minutes != "" && m.Minutes != "none" })},
		{&boardItems, "The board was recorded", of1(boardHeld)},
		{&boardBrief, "The board was recorded", of1(boardHeld)},
		{&boardSoon, "The board was recorded", of1(boardHeld)},
		{&decisionNeeded, "Taken", of1(func(d *store.Decision) bool { return d.Status == "taken" })},
		{&decisionNeeded, "Deferred", of1(func(d *store.Decision) bool { return d.Status == "deferred" })},
		{&planRenewal, "New plan recorded", of1(func(p *store.Plan) bool { return p.Status == "replaced" })},
		{&planRefresh, "Refresh recorded", ofLine(func(l *Line, p *store.Plan) bool { return slices.Contains(p.Refreshed, dateOf(l, "year_end").Year) })},
		{&planShare, "Shared", of1(func(p *store.Plan) bool { return !p.SharedWithPCC.IsZero() })},
		{&schemeReturn, "Return recorded", ofLine(func(l *Line, s *store.Scheme) bool { return isLater(l, "next_return", s.NextReturn) })},
		{&schemeReturn, "Ended", of1(func(s *store.Scheme) bool { return s.Outcome == "ended" })},
		{&schemeEnd, "Final report recorded", ofLine(func(l *Line, s *store.Scheme) bool { return asksReport(l) && !s.FinalReport.IsZero() })},
		{&schemeEnd, "Outcome recorded", ofLine(func(l *Line, s *store.Scheme) bool { return !asksReport(l) && s.Outcome != "" })},
		{&pilotHorizon, "Date recorded", of1(func(p *store.Pilot) bool { return p.Horizon.Exact() })},
		{&pilotReview, "Review recorded", ofLine(func(l *Line, p *store.Pilot) bool {
			return anchored(l, "interim_review") && !p.InterimDone.IsZero() || anchored(l, "final_review") && !p.FinalDone.IsZero()
		})},
	}
	for _, k := range []*Kind{&boardItems, &boardPapers, &boardBrief, &boardSoon, &boardRecord, &boardMinutes} {
		out = append(out, ending{k, "The board was cancelled", of1(func(m *store.Meeting) bool { return m.Status == "cancelled" })})
	}
	// A later date to count from is another one to be reminded of.
	return append(
		out,
		ending{&planRenewal, "A later end was recorded", ofLine(func(l *Line, p *store.Plan) bool { return isLater(l, "until", p.Until) })},
		ending{&schemeEnd, "A later end was recorded", ofLine(func(l *Line, s *store.Scheme) bool { return isLater(l, "until", s.Until) })},
		ending{&schemeEnd, "A later date was recorded", ofLine(func(l *Line, s *store.Scheme) bool { return isLater(l, "notice_by", s.NoticeBy) })},
		ending{&decisionNeeded, "A later date was recorded", ofLine(func(l *Line, d *store.Decision) bool { return isLater(l, "needed_by", d.NeededBy) })},
		ending{&pilotReview, "A later date was recorded", ofLine(func(l *Line, p *store.Pilot) bool {
			return isLater(l, "interim_review", p.InterimReview) || isLater(l, "final_review", p.FinalReview)
		})},
	)
}

func boardHeld(m *store.Meeting) bool { return m.Status == "held" || !m.Recorded.IsZero() }

// asksReport reports whether a line of a scheme that ended asks for the final
// report.
func asksReport(l *Line) bool { return strings.HasPrefix(l.Offset, "+") }

func anchored(l *Line, field string) bool { return strings.HasPrefix(l.Anchor, field+"=") }

// dateOf is the date of a field that a line counts from, the zero Date when it
// counts from another field.
func dateOf(l *Line, field string) store.Date {
	d, err := store.ParseDate(strings.TrimPrefix(l.Anchor, field+"="))
	if err != nil || !anchored(l, field) {
		return store.Date{}
	}
	return d
}

// isLater reports whether a date is after that of the same field from which a
// line counts.
func isLater(l *Line, field string, now store.Date) bool {
	was := dateOf(l, field)
	return !was.IsZero() && now.First().After(was)
}

// of1 is a question about one kind of record, answered no by others.
func of1[T any](done func(*T) bool) func(*Line, any) bool {
	return ofLine(func(_ *Line, r *T) bool { return done(r) })
}

// ofLine is of1 for a question that hangs on the line.
func ofLine[T any](done func(*Line, *T) bool) func(*Line, any) bool {
	return func(l *Line, rec any) bool {
		r, ok := rec.(*T)
		return ok && r != nil && done(l, r)
	}
}

// other is when what a line of a kind asked for is done by other records than
// its own.
type other struct {
	kind     *Kind
	word     string
	on       string                                 // the register's key of those records
	about    string                                 // and of the kind's own
	subjects func(v *View, rec any) []string        // whose lines such a record may settle
	did      func(v *View, l *Line, rec any) []deed // what has settled a line; rec is its own record
}

func others() []other {
	return []other{
		{
			&planRenewal, "New plan recorded", "plans", "plans",
			func(v *View, rec any) []string {
				p := rec.(*store.Plan)
				return append(v.followedBy(p.ID), p.ID)
			},
			func(v *View, l *Line, rec any) []deed {
				successor := rec.(*store.Plan).Successor
				next := get(v, &store.Plans, successor)
				stands := of1(func(p *store.Plan) bool { return p.Status == "current" || p.Status == "replaced" })
				if next == nil || !stands(l, next) {
					return nil
				}
				follows := of1(func(p *store.Plan) bool { return p.Successor == successor })
				return []deed{anyDeed("plans", l, l.Subject, follows), anyDeed("plans", l, successor, stands)}
			},
		},
		{
			&assessment, "Assessment recorded", "plans", "partnerships",
			func(_ *View, rec any) []string { return []string{rec.(*store.Plan).Partnership} },
			func(v *View, l *Line, _ any) []deed {
				is := of1(func(p *store.Plan) bool {
					return p.Partnership == l.Subject && p.Kind == "strategic-assessment" && fmt.Sprint(p.From.Year) == l.Anchor
				})
				for _, p := range all(v, store.Plans.Of(v.tx, "partnerships", l.Subject)) {
					if is(l, &p) {
						return []deed{anyDeed("plans", l, p.ID, is)}
					}
				}
				return nil
			},
		},
		{
			&boardMissing, "Board planned", "meetings", "partnerships",
			func(_ *View, rec any) []string { return []string{rec.(*store.Meeting).Partnership} },
			func(v *View, l *Line, _ any) []deed {
				last := v.lastBoard(l.Subject)
				if last == nil || !isLater(l, "start", last.Start.Date) {
					return nil
				}
				stands := of1(func(m *store.Meeting) bool { return m.Status != "cancelled" && isLater(l, "start", m.Start.Date) })
				return []deed{anyDeed("meetings", l, last.ID, stands)}
			},
		},
	}
}

func anyDeed(kind string, l *Line, id string, done func(*Line, any) bool) deed {
	k, _ := store.KindNamed(kind)
	return deed{k, id, func(rec any) bool { return done(l, rec) }}
}

// postsOfOther are the last posts with lines that a change of another record
// may have settled, or opened again.
func (v *View) postsOfOther(o *other, old, rec any) []string {
	var out, done []string
	for _, r := range []any{old, rec} {
		if r == nil {
			continue
		}
		for _, id := range o.subjects(v, r) {
			if id == "" || slices.Contains(done, id) {
				continue
			}
			done = append(done, id)
			out = append(out, v.postsThatAsked(o.about, id, func(l *Line) bool { return l.Kind == o.kind.Name })...)
		}
	}
	return out
}
