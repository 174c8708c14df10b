package reminders

import (
	"time"

	"csp/store"
)

// passes is a kind of reminder of which an import can bring what it would
// have reminded of, had it not lain behind. Where what is late follows from a
// date of the record alone, lateFacts tells it.
type passes struct {
	kind *Kind
	tardy
	forever bool // it is counted although the reminder comes again and again
	after   bool // only what follows the date counts
	// stands reports whether it is of use still; nil: it is.
	stands func(v *View, id string) bool
}

// passing is every such kind. Left out are those that only call for something
// and have nothing recorded that ends them.
func passing() []passes {
	return []passes{
		{kind: &boardPapers, tardy: tardy{
			one: "board is to come whose papers are due and not recorded as sent", its: "they", when: "were due",
			many: "boards are to come whose papers are due and not recorded as sent",
		}, stands: func(v *View, id string) bool {
			m := v.coming(id)
			return m != nil && v.now.Before(v.over(m))
		}},
		{kind: &boardMinutes, tardy: tardy{one: "board has no draft minutes recorded", many: "boards have no draft minutes recorded", when: "was"}},
		{kind: &boardMissing, forever: true, tardy: tardy{
			one: "partnership has had no board for long, and none is planned", its: "its last one", when: "was",
			many: "partnerships have had no board for long, and none is planned",
		}},
		{kind: &planRefresh, tardy: tardy{one: "yearly refresh of a plan is not recorded", many: "yearly refreshes of plans are not recorded", when: "was due by the year's end"}},
		{kind: &planShare, tardy: tardy{
			one: "plan is not recorded as shared with the policing body", when: "began",
			many: "plans are not recorded as shared with the policing body",
		}},
		{kind: &assessment, tardy: tardy{one: "strategic assessment of this year is not recorded", many: "strategic assessments of this year are not recorded"}},
		{kind: &schemeEnd, after: true, tardy: tardy{
			one: "scheme has ended and its final report is not recorded", when: "ended",
			many: "schemes have ended and their final reports are not recorded",
		}},
		{kind: &pilotHorizon, tardy: tardy{one: "pilot has a horizon without an exact date", many: "pilots have horizons without an exact date"}},
	}
}

// passedBy counts what an import brought whose reminders all lay behind when
// it was stored, by sort.
func (v *View) passedBy(set store.ChangeSet, records []store.Changed) []*tardy {
	var out []*tardy
	for _, p := range passing() {
		for id, fresh := range v.lookedAt(p.kind, records) {
			if p.stands == nil || p.stands(v, id) {
				since := set.At
				if fresh {
					since = time.Time{}
				}
				v.passed(&p, since, id)
			}
		}
		out = append(out, &p.tardy)
	}
	return out
}

// lookedAt are the records at which a kind looks when others have changed,
// each with whether one of those is new: it may have been there before, and
// taken back.
func (v *View) lookedAt(k *Kind, records []store.Changed) map[string]bool {
	out := map[string]bool{}
	for _, r := range records {
		if r.Rec == nil {
			continue
		}
		if r.Kind == k.Of {
			out[r.ID] = out[r.ID] || r.Old == nil
		}
		for _, h := range k.Hangs {
			if h.On != r.Kind || h.If != nil && !h.If(r.Old, r.Rec) {
				continue
			}
			for _, id := range h.Subjects(v, r.Rec) {
				out[id] = out[id] || r.Old == nil
			}
		}
	}
	return out
}

// passed counts each date of a record that was first stored at a moment or
// after it and for which nothing is owed any more.
func (v *View) passed(p *passes, since time.Time, id string) {
	dates := map[string]anchor{}
	last := map[string]rung{}
	v.missed = func(a anchor, r rung) {
		if a.since.Before(since) {
			return // it was told of then
		}
		dates[a.text] = a
		if b, known := last[a.text]; !known || r.day.After(b.day) {
			last[a.text] = r
		}
	}
	defer func() { v.missed = nil }()
	ahead := map[string]bool{}
	for _, s := range p.kind.Steps(v, p.kind, id, v.today().AddMonths(passedAhead)) {
		ahead[s.Anchor] = true
	}
	for text, a := range dates {
		if (p.forever || !ahead[text]) && (!p.after || last[text].after) {
			p.add(a.day)
		}
	}
}

// passedAhead is for how many months something may yet be owed.
const passedAhead = 24
