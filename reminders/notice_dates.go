package reminders

import (
	"fmt"
	"strings"

	"csp/store"
	"csp/store/english"
)

// dateNeeded asks the office once for the exact date where only the month or
// the year is recorded: a partial date fires no reminder. A pilot's horizon
// has a kind of its own.
var dateNeeded = Notice{
	Name: "date-needed",
	Kinds: []*Kind{
		partialDates("plans", func(v *View, p *store.Plan) (Text, []partial) {
			if p.Status == "replaced" {
				return nil, nil
			}
			return Text{bold(v.planName(p))}, []partial{{"until", "ends in", p.Until}}
		}),
		partialDates("schemes", func(v *View, s *store.Scheme) (Text, []partial) {
			if s.Outcome != "" {
				return nil, nil
			}
			return Text{bold(v.schemeName(s))}, []partial{{"until", "ends in", s.Until}, {"next_return", "next return in", s.NextReturn}}
		}),
		partialDates("pilots", func(v *View, p *store.Pilot) (Text, []partial) {
			var dates []partial
			if p.InterimDone.IsZero() {
				dates = append(dates, partial{"interim_review", "interim review in", p.InterimReview})
			}
			if p.FinalDone.IsZero() {
				dates = append(dates, partial{"final_review", "final review in", p.FinalReview})
			}
			return Text{bold(v.pilotName(p))}, dates
		}),
		partialDates("meetings", func(v *View, m *store.Meeting) (Text, []partial) {
			if !isBoard(m) || m.Status == "held" || m.Status == "cancelled" {
				return nil, nil
			}
			return Text{bold("Board of " + v.area(m.Partnership))}, []partial{{"start", "in", m.Start.Date}}
		}),
		partialDates("decisions", func(v *View, d *store.Decision) (Text, []partial) {
			if !isNeeded(d) {
				return nil, nil
			}
			return openWords(d.Ref, d.Text, "A decision", d.Session), []partial{{"needed_by", "needed in", d.NeededBy}}
		}),
		partialDates("actions", func(v *View, a *store.Action) (Text, []partial) {
			if !a.IsOpen() {
				return nil, nil
			}
			return openWords(a.Ref, a.Text, "An action", a.Session), []partial{{"due", "due in", a.Due.Date}}
		}),
	},
	Say: func(_ *View, due []Line) Body {
		b := Body{Head: Text{bold(english.Count(len(due), "record needs an exact date", "records need an exact date") + "."), plain(
			" Only the month or the year is recorded, so no reminder can be sent. You are asked once.",
		)}}
		for i := range due[:min(len(due), datesShown)] {
			b.List = append(b.List, due[i].Words)
			b.Buttons = append(b.Buttons, editOf(due[i].SubjectKind, due[i].Subject, due[i].Words[0].Text))
		}
		if rest := len(due) - datesShown; rest > 0 {
			b.List = append(b.List, Text{plain(fmt.Sprintf("And %d more. For all that is not recorded, type /csp gaps.", rest))})
		}
		return b
	},
}

const (
	dateName   = "date-needed"
	datesShown = 10 // in one message
)

// partial is a date field that reminders count from.
type partial struct {
	field, words string
	date         store.Date
}

func (d *partial) open() bool { return !d.date.IsZero() && !d.date.Exact() }

// partialDates is the kind that asks for the exact dates of one kind of
// record: on the working day after they were first stored, so that what is
// put right at once is not asked about.
func partialDates[T any](of string, read func(*View, *T) (name Text, dates []partial)) *Kind {
	return &Kind{
		Name: dateName, Of: of,
		Steps: func(v *View, k *Kind, id string, until store.Date) []Step {
			rec := get(v, kindFor[T](), id)
			if rec == nil {
				return nil
			}
			_, dates := read(v, rec)
			var out []Step
			for _, d := range dates {
				if !d.open() {
					continue
				}
				since := v.first(of, id, d.field, d.date.String())
				a := anchor{d.field + "=" + d.date.String(), store.DateOf(since.In(v.Zone)), since}
				proto := Step{Subject: id, SubjectKind: of, Rec: rec}
				out = append(out, on(v.climb(nextDay, a, until), a, proto, Office)...)
			}
			return out
		},
		Words: func(v *View, s *Step, _ Audience) Text {
			name, dates := read(v, s.Rec.(*T))
			var words []string
			for _, d := range dates {
				if d.open() {
					words = append(words, d.words+" "+english.Long(d.date))
				}
			}
			return append(name, plain(": "+strings.Join(words, ", ")+"."))
		},
	}
}

var nextDay = []store.Offset{{N: 1, Unit: store.WorkingDays, Times: 1}}

// kindFor is the table of records of a type.
func kindFor[T any]() *store.Kind[T] {
	for _, k := range store.Table {
		if k, ok := k.(*store.Kind[T]); ok {
			return k
		}
	}
	panic("reminders: records of no known kind") // the types are of the store
}

// isNeeded reports whether a decision is still to be taken.
func isNeeded(d *store.Decision) bool {
	return d.Status != "taken" && d.Status != "deferred" && d.Status != "cancelled" && (d.Status != "" || d.Decided.IsZero())
}

// openWords names what has a reference; what belongs to a closed session by
// that alone.
func openWords(ref, text, what, session string) Text {
	if session != "closed" {
		return refAndText(ref, text)
	}
	if ref == "" {
		ref = what
	}
	return Text{bold(ref), plain(" (closed session)")}
}

// editOf is the button that opens a record's form.
func editOf(kind, id, name string) Button {
	at := kind + "/" + id
	return Button{Label: "Edit " + cut(name, 40), Type: "edit " + at, Action: "edit.open", Value: at}
}
