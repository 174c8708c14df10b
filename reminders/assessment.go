package reminders

import (
	"fmt"
	"slices"
	"time"

	"csp/store"
)

// assessment asks for the strategic assessment that a partnership makes every
// year (2007 Regulations, regulations 5 to 7).
var assessment = Kind{
	Name: "assessment", Of: "partnerships",
	Hangs: []Hang{{On: "plans", Subjects: func(_ *View, rec any) []string {
		p := rec.(*store.Plan)
		if p.Kind != "strategic-assessment" || p.Partnership == "" {
			return nil
		}
		return []string{p.Partnership}
	}}},
	Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
		p := get(v, &store.Partnerships, id)
		if p == nil || v.off(k.Name, p.Timings, nil) {
			return nil
		}
		since := v.first(k.Of, id, "", "")
		var out []Step
		for _, year := range v.assessmentsDue(id, until) {
			for _, month := range assessmentMonths {
				a := anchor{fmt.Sprint(year), store.Date{Year: year, Month: month, Day: 1}, since}
				rungs := v.climb([]store.Offset{{Unit: store.Days, Times: 1}}, a, until)
				for i := range rungs {
					rungs[i].offset = fmt.Sprintf("%02d-01", month)
				}
				proto := Step{Subject: id, SubjectKind: k.Of, Partnerships: []string{id}, Rec: p}
				out = append(out, on(rungs, a, proto, Secretariat)...)
			}
		}
		return out
	},
	Words: func(v *View, s *Step, _ Audience) Text {
		return Text{bold(v.area(s.Subject)), plain(": no strategic assessment is recorded for " + s.Anchor + ".")}
	},
}

// assessmentMonths are those on whose first days it is asked for; on the last
// of them it is due.
var assessmentMonths = []time.Month{time.September, time.December}

// assessmentDue is the day by which a year's assessment is due.
func assessmentDue(year int) store.Date {
	return store.Date{Year: year, Month: assessmentMonths[len(assessmentMonths)-1], Day: 1}
}

// assessmentsDue are the years for which a partnership has no assessment, from
// the one in which it came into the register up to a day.
func (v *View) assessmentsDue(partnership string, until store.Date) []int {
	done := v.assessed(partnership)
	var out []int
	for year := store.DateOf(v.first("partnerships", partnership, "", "").In(v.Zone)).Year; year <= until.Year; year++ {
		if !slices.Contains(done, year) {
			out = append(out, year)
		}
	}
	return out
}

// assessed are the years for which a partnership has a strategic assessment.
func (v *View) assessed(partnership string) []int {
	var out []int
	for p, err := range store.Plans.Of(v.tx, "partnerships", partnership) {
		if v.fail(err); err != nil {
			return nil
		}
		if p.Kind == "strategic-assessment" && !p.From.IsZero() {
			out = append(out, p.From.Year)
		}
	}
	return out
}
