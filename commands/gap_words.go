package commands

import (
	"reflect"
	"strings"

	"csp/store"
	"csp/store/english"
)

// gapName names the record that a gap is of.
func gapName(tx *store.Tx, f found) string {
	switch r := f.Rec.(type) {
	case *store.Role:
		name := upper(orWord(strings.ReplaceAll(r.Role, "office-lead", "office lead"), "role"))
		if r.Subject != "" {
			name += " for " + r.Subject
		}
		if r.Partnership != "" {
			name += " of " + called(tx, "partnerships", r.Partnership)
		}
		return name
	case *store.Partnership:
		return areaOf(r)
	case *store.Meeting:
		if !saysWhose(tx, r) {
			return meetingName(r) + " of " + called(tx, "partnerships", r.Partnership)
		}
		return meetingName(r)
	case *store.Person:
		return r.Name
	case *store.Issue:
		return r.Text
	}
	return f.label(tx)
}

// gapWhere says whose record it is, where its name does not.
func gapWhere(tx *store.Tx, f found) string {
	switch r := f.Rec.(type) {
	case *store.Role:
		return called(tx, "people", r.Person)
	case *store.Plan:
		if r.Title != "" {
			return called(tx, "partnerships", r.Partnership)
		}
	case *store.Scheme:
		if len(r.Partnerships) == 0 {
			return wholeArea
		}
		return areas(tx, r.Partnerships)
	case *store.Pilot:
		if r.Name != "" {
			return areas(tx, r.Partnerships)
		}
	case *store.Initiative:
		return areas(tx, r.Partnerships)
	case *store.Person:
		return r.Title
	case *store.Meeting:
		return english.Short(r.Start.Date)
	case *store.Issue:
		return "issue"
	case *store.Decision:
		return "decision needed"
	}
	return ""
}

// gapFields are the fields of a gap, in words.
func gapFields(g *store.Gap) []string {
	var out []string
	for _, field := range g.Fields {
		out = append(out, gapField(g.Kind, field))
	}
	return out
}

// gapField is a field in the middle of a sentence.
func gapField(kind, field string) string {
	switch field {
	case "until":
		return "end date"
	case "from":
		return "start date"
	case "start":
		return "date and time"
	case "needed_by":
		return "date it is needed by"
	case "year_end":
		return "day its year ends"
	case "slack":
		return "Slack account"
	case "channel":
		return "Slack channel"
	}
	name := fieldLabel(kind, field)
	return strings.ToLower(name[:1]) + name[1:]
}

// partialSaid says what is recorded of dates that are not exact: "horizon,
// 2027".
func partialSaid(f found, fields, words []string) []string {
	k, _ := store.KindNamed(f.Kind)
	var out []string
	for i, field := range fields {
		s := words[i]
		for _, fd := range k.Fields() {
			if fd.Name == field {
				s += " " + fieldWords(nil, fd, reflect.ValueOf(f.Rec).Elem().FieldByIndex(fd.Index))
			}
		}
		out = append(out, s)
	}
	return out
}

// factSaid is what is recorded, for somebody to say whether it is still right.
func factSaid(f found) string {
	var s facts
	switch r := f.Rec.(type) {
	case *store.Plan:
		s.say(sentence(upper(periodWords(r.From, r.Until))))
	case *store.Scheme:
		s.say(sentence(r.Amount.Pounds()))
		s.say(sentence(upper(periodWords(r.From, r.Until))))
	case *store.Pilot:
		s.say(sentence(cutTo(r.Question, 2*shortText)))
	case *store.Initiative:
		s.say(sentence(cutTo(r.Summary, 2*shortText)))
	case *store.Role:
		s.say(sentence(upper(since(*r))))
	case *store.Partnership:
		s.say("Its name, area, members and links.")
	case *store.Person:
		s.say("Their title, organisation and addresses.")
	}
	return s.String()
}

// agedWords says how long a fact has not been confirmed.
func agedWords(today store.Date, m *store.Meta) string {
	switch {
	case !m.Checked.IsZero():
		return "Last checked " + when(m.Checked) + comma(english.Away(today, m.Checked)) + "."
	case !m.AsAt.IsZero():
		return "As at " + english.Short(m.AsAt) + ", never checked."
	}
	return "Never checked since it was recorded."
}
