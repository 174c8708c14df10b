package reminders

import (
	"cmp"
	"fmt"

	"csp/store"
	"csp/store/english"
)

// alreadyLate says after an import what of it was late already: no reminder
// is sent for what lay behind when it was first stored.
var alreadyLate = Notice{
	Name: "already-late",
	Changed: func(v *View, set store.ChangeSet, records []store.Changed) error {
		if set.Undoes != 0 {
			return v.takeBack(set)
		}
		if set.Command != "import" {
			return nil
		}
		body := v.lateBody(set, records)
		if v.err != nil || len(body.List) == 0 {
			return v.err
		}
		return store.Owe(v.tx, store.Notice{Key: lateKey(set.Number), Body: body.JSON()})
	},
}

func lateKey(number uint64) string { return fmt.Sprint("late ", number) }

// takeBack withdraws what was to be said of an import that is taken back, or
// says so where it was said.
func (v *View) takeBack(set store.ChangeSet) error {
	key := lateKey(set.Undoes)
	withdrawn, err := store.Withdraw(v.tx, key, "the import was taken back")
	if err != nil || withdrawn {
		return err
	}
	if _, err := v.tx.Post(store.NoticeKey(key)); err != nil {
		return ifKnown(err)
	}
	body := Body{Head: Text{plain("The import of which this told was taken back on " + english.Long(v.today()) + ".")}}
	return store.Owe(v.tx, store.Notice{Key: key, Body: body.JSON()})
}

// tardy is what of one sort is late.
type tardy struct {
	one, many string // action is overdue, actions are overdue
	when      string // what its date says: was due; "": it has none
	its       string // whose date that is, where there is one; "": it
	n         int
	oldest    store.Date
}

func (t *tardy) add(since store.Date) {
	if t.n++; t.oldest.IsZero() || since.Before(t.oldest) {
		t.oldest = since
	}
}

// words are the sort with its count, none when nothing of it is late.
func (t *tardy) words() []Text {
	if t.n == 0 {
		return nil
	}
	of := bold(several(t.n, t.one, t.many))
	if t.when == "" {
		return []Text{{of, plain(".")}}
	}
	which := cmp.Or(t.its, "it")
	if t.n > 1 {
		which = "the oldest"
	}
	return []Text{{of, plain(" (" + which + " " + t.when + inOrOn(t.oldest) + english.Long(t.oldest) + ").")}}
}

// lateBody counts what an import brought that is late already.
func (v *View) lateBody(set store.ChangeSet, records []store.Changed) Body {
	sorts := []*tardy{
		{one: "plan has ended and no new one is recorded", many: "plans have ended and no new ones are recorded", when: "ended"},
		{one: "action is overdue", many: "actions are overdue", when: "was due"},
		{one: "return of a scheme is late", many: "returns of schemes are late", when: "was due"},
		{one: "scheme has ended and what follows is not recorded", many: "schemes have ended and what follows is not recorded", when: "ended"},
		{one: "pilot review is late", many: "pilot reviews are late", when: "was due"},
		{one: "decision is overdue", many: "decisions are overdue", when: "was needed"},
		{one: "board has been and is not recorded", many: "boards have been and are not recorded", when: "was"},
		{
			one: "scheme has passed the day for notice, and what follows is not recorded", its: "notice", when: "was due",
			many: "schemes have passed the day for notice, and what follows is not recorded",
		},
	}
	for _, r := range records {
		if r.Rec == nil {
			continue
		}
		was := map[lateFact]bool{}
		for _, f := range v.lateFacts(r.Old) {
			was[f] = true
		}
		for _, f := range v.lateFacts(r.Rec) {
			if !was[f] { // else it was late before this import
				sorts[f.sort].add(f.since)
			}
		}
	}
	var b Body
	for _, s := range append(sorts, v.passedBy(set, records)...) {
		b.List = append(b.List, s.words()...)
	}
	b.Head = Text{plain("The register that was imported on " + english.Long(v.today()) + " brought what was late already:")}
	b.Foot = Text{plain("No reminder is sent for what lay in the past. To see what is late, type /csp today.")}
	b.Buttons = []Button{{Label: "Show what is late", Type: "today"}}
	return b
}

// lateFact is one thing that is late, of the sort with that number.
type lateFact struct {
	sort  int
	since store.Date
}

// lateFacts are what of a record is late today.
func (v *View) lateFacts(rec any) []lateFact {
	var out []lateFact
	late := func(sort int, d store.Date, stands bool) {
		if stands && !d.IsZero() && d.Last().Before(v.today()) {
			out = append(out, lateFact{sort, d})
		}
	}
	switch r := rec.(type) {
	case *store.Plan:
		late(0, r.Until, v.unfollowed(r))
	case *store.Action:
		late(1, r.Due.Date, r.IsOpen() && !r.Due.NextBoard)
	case *store.Scheme:
		late(2, r.NextReturn, r.Outcome != "ended")
		late(3, r.Until, r.Outcome == "")
		late(7, r.NoticeBy, r.Outcome == "" && !(!r.Until.IsZero() && r.Until.Last().Before(v.today())))
	case *store.Pilot:
		late(4, r.InterimReview, r.InterimDone.IsZero())
		late(4, r.FinalReview, r.FinalDone.IsZero())
	case *store.Decision:
		late(5, r.NeededBy, isNeeded(r))
	case *store.Meeting:
		late(6, r.Start.Date, isBoard(r) && r.Status != "cancelled" && r.Recorded.IsZero())
	}
	return out
}

// unfollowed reports whether nothing is recorded to be in force after a plan.
func (v *View) unfollowed(p *store.Plan) bool {
	if p.Status == "replaced" {
		return false
	}
	next := get(v, &store.Plans, p.Successor)
	return next == nil || next.Status != "current" && next.Status != "replaced"
}

// inOrOn is the word before a date: on a day, in a month or year.
func inOrOn(d store.Date) string {
	if d.Exact() {
		return " on "
	}
	return " in "
}
