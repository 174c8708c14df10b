package commands

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// askedForm is the form of the few fields that a reminder asks for: it says
// what to enter, and wants something entered.
type askedForm struct {
	kind, fields string
	title        string
	says         string // what is recorded by it; the recorded date stands for its %s
	did          string // what is said when it is, likewise
	hints        map[string]string
	missing      string // what is said when nothing was entered
	// newer is a date field that begins empty: a later date takes the place of
	// the recorded one, and left empty it stays.
	newer string
	one   bool // there is one way to answer it: its field is needed
}

var askedForms = []askedForm{
	{
		kind: "schemes", fields: "next_return,outcome", newer: "next_return", title: "Record the return",
		says: "The return of %s is in. Say when the one after it is due: saving that records this one.",
		did:  "The return of %s is recorded as in.",
		hints: map[string]string{
			"next_return": "The date of the return after the recorded one. When there is none, leave this empty and set Outcome.",
			"outcome":     "Ended, when no return is to come. Else leave it as it is.",
		},
		missing: "Enter the date of the next return, later than the recorded one. When there is none, set Outcome.",
	},
	{
		kind: "schemes", fields: "outcome,successor", title: "Record what follows",
		hints:   map[string]string{"outcome": "What became of the scheme.", "successor": "The scheme that follows it, when one does. Type the beginning of its name."},
		missing: "Choose what follows.",
	},
	{kind: "schemes", fields: "final_report", title: "Record the final report", hints: map[string]string{"final_report": "The day of the final report, such as 30 April 2027."}, missing: "Enter the day of the final report.", one: true},
	{kind: "pilots", fields: "interim_done", title: "Record the review", hints: map[string]string{"interim_done": "The day on which the interim review was done, such as today."}, missing: "Enter the day of the review.", one: true},
	{kind: "pilots", fields: "final_done", title: "Record the review", hints: map[string]string{"final_done": "The day on which the final review was done, such as today."}, missing: "Enter the day of the review.", one: true},
	{
		kind: "pilots", fields: "interim_done,final_done", title: "Record the review",
		hints:   map[string]string{"interim_done": "The day on which it was done, such as today.", "final_done": "The day on which it was done, such as today."},
		missing: "Enter the day of the review that was done.",
	},
	{kind: "pilots", fields: "horizon", title: "Give the date", hints: map[string]string{"horizon": "The day, such as 31 March 2027."}, missing: "Enter the day.", one: true},
	{kind: "plans", fields: "refreshed", title: "It is refreshed", hints: map[string]string{"refreshed": "Years, such as 2025, 2026. Add the year that is refreshed."}, missing: "Add the year that is refreshed.", one: true},
	{kind: "plans", fields: "shared_with_pcc", title: "It is shared", hints: map[string]string{"shared_with_pcc": "The day on which it was shared, such as today."}, missing: "Enter the day on which it was shared.", one: true},
}

// asked is the form that a reminder opens, nil for another one.
func (k *keeper) asked() *askedForm { return k.st.asked() }

func (st keepState) asked() *askedForm {
	for i := range askedForms {
		a := &askedForms[i]
		if a.kind == st.Kind && a.fields == st.Only && st.List == "" && st.ID != "" {
			return a
		}
	}
	return nil
}

// wrote says what the form has recorded, "" where the fields alone say it.
func (a *askedForm) wrote(kind store.AnyKind, was, now any) string {
	if a == nil || a.did == "" {
		return ""
	}
	f, ok := fieldOf(kind, a.newer)
	if day := recordedDate(was, f); ok && !day.IsZero() && recordedDate(now, f) != day {
		return fmt.Sprintf(a.did, english.Long(day))
	}
	return ""
}

// head makes the form say what it records.
func (a *askedForm) head(f *Form, k *keeper) {
	f.Title = a.title
	if newer, ok := fieldOf(k.kind, a.newer); ok && a.says != "" {
		if was := recordedDate(k.base, newer); !was.IsZero() {
			f.Before = append(f.Before, Para(T(fmt.Sprintf(a.says, english.Long(was)))))
		}
	}
}

// returnMonths is how far apart the returns of a scheme are, by its
// monitoring.
var returnMonths = map[string]int{"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}

// returnAfter is the day of the return after the recorded one, where the
// scheme's monitoring tells it.
func returnAfter(rec any) store.Date {
	s, ok := rec.(*store.Scheme)
	if !ok || returnMonths[s.Monitoring] == 0 || !s.NextReturn.Exact() {
		return store.Date{}
	}
	next := s.NextReturn.AddMonths(returnMonths[s.Monitoring])
	if !s.Until.IsZero() && next.After(s.Until.Last()) {
		return store.Date{}
	}
	return next
}

// ask makes an input say what to enter.
func (a *askedForm) ask(in Input, f store.Field, base any, recorded string) Input {
	if a.hints[f.Name] != "" {
		in.Hint = a.hints[f.Name]
	}
	if a.newer == f.Name {
		in.Value, in.Label = nil, "The return after it"
		if next := returnAfter(base); !next.IsZero() {
			in.Value = []string{english.Short(next)}
		}
		if recorded != "" {
			in.Hint = strings.Replace(in.Hint, "the recorded one", "that of "+recorded, 1)
		}
	}
	in.Optional = in.Optional && !a.one
	return in
}

// stays reports whether an input that was left empty leaves its field alone.
func (a *askedForm) stays(field string, typed []string) bool {
	return a != nil && a.newer == field && strings.TrimSpace(strings.Join(typed, "")) == ""
}

// unanswered is what is wrong with the answer to what a reminder asks for.
func (k *keeper) unanswered(rec any) map[string]string {
	a := k.asked()
	if a == nil {
		return nil
	}
	list := strings.Split(a.fields, ",")
	if !slices.ContainsFunc(changed(k.kind, k.base, rec), func(f store.Field) bool { return slices.Contains(list, f.Name) }) {
		return map[string]string{k.inputName(list[0]): a.missing}
	}
	if f, ok := fieldOf(k.kind, a.newer); ok {
		was, now := recordedDate(k.base, f), recordedDate(rec, f)
		if !now.IsZero() && now != was && !now.First().After(was.First()) {
			return map[string]string{k.inputName(f.Name): english.Short(now) + " is not later than the return that is in, of " + english.Short(was) + ". " + a.missing}
		}
	}
	return nil
}

func recordedDate(rec any, f store.Field) store.Date {
	d, _ := reflect.ValueOf(rec).Elem().FieldByIndex(f.Index).Interface().(store.Date)
	return d
}
