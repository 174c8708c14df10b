package reminders

import (
	"fmt"
	"hash/fnv"

	"csp/store"
)

// afternoon is what people do to the register on a working day: they keep it
// as an office does that is neither perfect nor careless.
func (y *years) afternoon(day store.Date, told []Line) {
	y.t.Helper()
	_, err := y.store.Change(y.t.Context(), store.Change{Actor: "T0SANDBX1/U0STAFF01", Command: "the office", At: y.now}, func(tx *store.Tx) error {
		for _, do := range []func(*store.Tx, store.Date) error{y.holdBoards, y.closeActions, y.keepPlans, y.keepSchemes, y.keepPilots, y.decide} {
			if err := do(tx, day); err != nil {
				return err
			}
		}
		return y.confirm(tx, day, told)
	})
	if err != nil {
		y.t.Fatalf("%s: %v", day, err)
	}
}

// chance is a number below n that follows from words alone, so that a change
// that runs again does the same.
func chance(n int, words ...any) int {
	h := fnv.New32a()
	fmt.Fprintln(h, words...)
	return int(h.Sum32() % uint32(n))
}

// records reads a kind before anything of it is written.
func records[T any](tx *store.Tx, k *store.Kind[T]) ([]T, error) {
	var out []T
	for rec, err := range k.All(tx) {
		if err != nil {
			return nil, err
		}
		out = append(out, rec)
	}
	return out, nil
}

// wd is how many working days it is from a day to another, at most 60.
func (y *years) wd(from, to store.Date) int {
	n := 0
	for d := from; d.Before(to) && n < 60; n++ {
		d = y.cal.AddWorkingDays(d, 1)
	}
	return n
}

// owners are those who take actions on in a partnership.
var owners = map[string][]string{
	"eastborough": {"mei-tan", "rafiq-shah", "beth-lister", "owen-castle", "amara-okafor", "tomos-llyr", "luke-barton"},
	"westmere":    {"clare-holm", "helen-marsh", "ioan-pryce"},
	"northvale":   {"lydia-bright", "tomos-llyr"},
	"saltholme":   {""},
}

// holdBoards sends the papers, records each board the day after or two days
// later, raises its actions, writes the minutes, and plans the next.
func (y *years) holdBoards(tx *store.Tx, day store.Date) error {
	list, err := records(tx, &store.Meetings)
	if err != nil {
		return err
	}
	v := newView(tx, y.settings, y.now)
	for _, m := range list {
		if !isBoard(&m) || m.Status == "cancelled" || m.Status == "held" && m.Minutes != "" && m.Minutes != "none" {
			continue
		}
		was := m
		if !m.Start.Exact() { // the day is found once the month is near
			if m.Status == "planned" && m.Start.First().AddDays(-40).Before(day) {
				m.Start = store.Moment{Date: y.cal.NextWorking(m.Start.First().AddDays(14)), Minutes: 10*60 + 1}
			}
		} else {
			due := v.papersDue(&m)
			if m.PapersSent.IsZero() && !day.Before(due) && m.Status == "planned" {
				m.PapersSent = day
			}
			since := y.wd(m.Start.Date, day)
			if m.Status == "planned" && m.Start.Before(day) && since > chance(3, m.ID) {
				m.Status, m.Recorded = "held", day
				if err := y.raise(tx, &m, day); err != nil {
					return err
				}
			}
			if m.Status == "held" && (m.Minutes == "" || m.Minutes == "none") && since >= 6+chance(6, "minutes", m.ID) {
				m.Minutes = "draft"
			}
		}
		if m.Status != was.Status || m.PapersSent != was.PapersSent || m.Minutes != was.Minutes || m.Start != was.Start {
			if _, err := store.Meetings.Put(tx, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// raise records what a board asked for, and plans the next one but one.
func (y *years) raise(tx *store.Tx, m *store.Meeting, day store.Date) error {
	who := owners[m.Partnership]
	for i := range 3 + chance(4, m.ID) {
		id := fmt.Sprintf("%s-%s-%d", m.Partnership, day, i)
		a := store.Action{
			Meta: store.Meta{ID: id, Checked: day}, Partnership: m.Partnership, Meeting: m.ID, Text: "Do thing " + id,
			Owner: who[chance(len(who), id)], Raised: m.Start.Date, Status: "open",
		}
		if chance(4, "next", id) == 0 {
			a.Due = store.Due{NextBoard: true}
		} else {
			a.Due = store.Due{Date: y.cal.NextWorking(day.AddDays(14 + chance(60, "due", id)))}
		}
		if _, err := store.Actions.Put(tx, a); err != nil {
			return err
		}
	}
	next := y.cal.NextWorking(m.Start.AddDays(91))
	for other, err := range store.Meetings.By(tx, "start", m.Partnership) {
		if err != nil {
			return err
		}
		if other.Status == "planned" && isBoard(&other) && other.ID != m.ID {
			return nil
		}
	}
	_, err := store.Meetings.Put(tx, store.Meeting{
		Meta: store.Meta{ID: m.Partnership + "-" + next.String(), Checked: day}, Partnership: m.Partnership, Kind: "board",
		Start: store.Moment{Date: next, Minutes: 10*60 + 1}, Status: "planned",
	})
	return err
}

// closeActions does what is due: most in time, some up to three weeks late.
func (y *years) closeActions(tx *store.Tx, day store.Date) error {
	var list []store.Action
	for a, err := range store.Actions.By(tx, "open") {
		if err != nil {
			return err
		}
		list = append(list, a)
	}
	for _, a := range list {
		due := a.Due.Date
		if a.Due.NextBoard || due.IsZero() {
			due = a.Raised.AddDays(90)
		}
		late := -1 - chance(10, a.ID)
		if chance(5, "late", a.ID) == 0 {
			late = chance(21, "how late", a.ID)
		}
		if day.Before(due.Last().AddDays(late)) || !a.Raised.IsZero() && !a.Raised.Before(day) {
			continue
		}
		a.Status, a.Closed = "done", day
		if _, err := store.Actions.Put(tx, a); err != nil {
			return err
		}
	}
	return nil
}

// keepPlans renews plans that end, shares and refreshes them, and writes each
// year's assessment.
func (y *years) keepPlans(tx *store.Tx, day store.Date) error {
	list, err := records(tx, &store.Plans)
	if err != nil {
		return err
	}
	assessed := map[string]bool{}
	for _, p := range list {
		if p.Kind == "strategic-assessment" && p.From.Year == day.Year {
			assessed[p.Partnership] = true
		}
		was := p
		running := p.Status == "current" || p.Status == "renewing"
		if running && p.SharedWithPCC.IsZero() && p.From.Exact() && p.From.AddDays(20).Before(day) {
			p.SharedWithPCC = day
		}
		if running && p.Kind == "partnership-plan" && day.Month == 2 {
			p.Refreshed = addYear(p.Refreshed, day.Year)
		}
		if running && p.Until.Exact() && p.Until.AddDays(chance(40, p.ID)-20).Before(day) {
			next := store.Plan{
				Meta: store.Meta{ID: fmt.Sprintf("%s-%d", p.Partnership, y.next()), Checked: day}, Title: "The next plan", Partnership: p.Partnership, Kind: p.Kind,
				From: p.Until.AddDays(1), Until: p.Until.AddMonths(36), Status: "current",
			}
			if _, err := store.Plans.Put(tx, next); err != nil {
				return err
			}
			p.Status, p.Successor = "replaced", next.ID
		}
		if p.Status != was.Status || p.SharedWithPCC != was.SharedWithPCC || len(p.Refreshed) != len(was.Refreshed) {
			if _, err := store.Plans.Put(tx, p); err != nil {
				return err
			}
		}
	}
	if day.Month != 11 || day.Day < 10 {
		return nil
	}
	for partnership := range owners {
		if assessed[partnership] || partnership == "saltholme" { // somebody forgets
			continue
		}
		_, err := store.Plans.Put(tx, store.Plan{
			Meta: store.Meta{ID: fmt.Sprintf("%s-assessed-%d", partnership, day.Year), Checked: day}, Partnership: partnership,
			Kind: "strategic-assessment", From: day, Until: day.AddMonths(12), Status: "replaced",
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// next numbers what is made; it does not matter that a change runs twice.
func (y *years) next() int {
	y.number++
	return y.number
}

func addYear(years []int, year int) []int {
	for _, have := range years {
		if have == year {
			return years
		}
	}
	return append(append([]int{}, years...), year)
}

// keepSchemes takes in each return, some of them late, and goes on with what
// ends for another year.
func (y *years) keepSchemes(tx *store.Tx, day store.Date) error {
	list, err := records(tx, &store.Schemes)
	if err != nil {
		return err
	}
	every := map[string]int{"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
	for _, s := range list {
		was := s
		if s.Outcome != "" {
			continue
		}
		if n := every[s.Monitoring]; n > 0 && s.NextReturn.Exact() && !day.Before(s.NextReturn.AddDays(chance(12, s.ID, s.NextReturn)-6)) {
			s.NextReturn = s.NextReturn.AddMonths(n)
		}
		if s.Until.Exact() && !day.Before(s.Until.AddDays(chance(40, s.ID, s.Until)-30)) {
			s.Until = s.Until.AddMonths(12)
			s.NoticeBy = store.Date{}
		}
		if s.NextReturn != was.NextReturn || s.Until != was.Until {
			if _, err := store.Schemes.Put(tx, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepPilots does the reviews, a little late.
func (y *years) keepPilots(tx *store.Tx, day store.Date) error {
	list, err := records(tx, &store.Pilots)
	if err != nil {
		return err
	}
	for _, p := range list {
		was := p
		if p.InterimReview.Exact() && p.InterimDone.IsZero() && !day.Before(p.InterimReview.AddDays(5)) {
			p.InterimDone = day
		}
		if p.FinalReview.Exact() && p.FinalDone.IsZero() && !day.Before(p.FinalReview.AddDays(9)) {
			p.FinalDone = day
		}
		if p.InterimDone != was.InterimDone || p.FinalDone != was.FinalDone {
			if _, err := store.Pilots.Put(tx, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// decide takes the decisions that are needed, and each autumn asks for one.
func (y *years) decide(tx *store.Tx, day store.Date) error {
	list, err := records(tx, &store.Decisions)
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.Status == "needed" && d.NeededBy.Exact() && !day.Before(d.NeededBy.AddDays(chance(14, d.ID)-10)) {
			d.Status, d.Decided = "taken", day
			if _, err := store.Decisions.Put(tx, d); err != nil {
				return err
			}
		}
	}
	id := fmt.Sprintf("fund-%d", day.Year)
	if _, err := store.Decisions.Get(tx, id); err == nil || day.Month != 10 {
		return nil
	}
	_, err = store.Decisions.Put(tx, store.Decision{
		Meta: store.Meta{ID: id, Checked: day}, Kind: "pcc", Partnerships: []string{"eastborough"}, Text: "Fund the wardens for another year",
		Status: "needed", NeededBy: store.Date{Year: day.Year + 1, Month: 1, Day: 29},
	})
	return err
}

// confirm checks the facts that were asked about that morning, but for one in
// three.
func (y *years) confirm(tx *store.Tx, day store.Date, told []Line) error {
	for i := range told {
		l := &told[i]
		if l.Kind != factName || chance(3, l.Key) == 0 {
			continue
		}
		for _, k := range store.Table {
			rec, err := k.Load(tx, l.Subject)
			if err != nil {
				continue
			}
			if name, _ := k.Called(); name != l.SubjectKind {
				continue
			}
			store.MetaOf(rec).Checked = day
			if err := k.Save(tx, rec); err != nil {
				return err
			}
		}
	}
	return nil
}
