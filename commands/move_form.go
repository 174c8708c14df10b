package commands

import (
	"errors"
	"strings"

	"csp/store"
)

// fields reads the inputs of a form that was sent, and gathers what is wrong
// with them.
type fields struct {
	c    *Call
	s    Submission
	errs map[string]string
}

// text is what an input holds, "" when it was left empty.
func (f *fields) text(name string) string {
	return strings.TrimSpace(strings.Join(f.s.Values[name], " "))
}

// ticked reports whether a box was ticked.
func (f *fields) ticked(name, value string) bool {
	for _, v := range f.s.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// bad puts an error on an input.
func (f *fields) bad(name, says string) {
	if f.errs == nil {
		f.errs = map[string]string{}
	}
	f.errs[name] = says
}

// date reads a date as people type it, which may be known to its month or
// year; one that must be filled in and is not is an error.
func (f *fields) date(name string) store.Date {
	d := f.optionalDate(name)
	if d.IsZero() && f.errs[name] == "" {
		f.bad(name, "Give a date. "+dateExample)
	}
	return d
}

// optionalDate is date where nothing is an answer.
func (f *fields) optionalDate(name string) store.Date {
	s := f.text(name)
	if s == "" {
		return store.Date{}
	}
	d, err := parseDay(s, dateRules{Today: f.c.Today(), Partial: true})
	var p *Problem
	if errors.As(err, &p) {
		f.bad(name, p.Says+" "+p.Then)
	}
	return d
}

// day is date where the day must be known.
func (f *fields) day(name string) store.Date {
	d := f.date(name)
	if !d.IsZero() && !d.Exact() {
		f.bad(name, "This needs the day. "+dateExample)
	}
	return d
}

// money reads a sum, none when it was left empty.
func (f *fields) money(name string) store.Money {
	s := f.text(name)
	if s == "" {
		return store.Money{}
	}
	m, err := store.ParseMoney(strings.NewReplacer("£", "", ",", "", " ", "").Replace(s))
	if err != nil {
		f.bad(name, "“"+typed(s)+"” is not a sum of money. Type it as 12500 or 12,500.50.")
	}
	return m
}

// show answers with what is wrong, or with the draft of the move. What is
// wrong with the move as a whole stands on the first field.
func (f *fields) show(m move) (FormAnswer, error) {
	if len(f.errs) > 0 {
		return FormAnswer{Errors: f.errs}, nil
	}
	a, err := f.c.show(m)
	a.Push = true
	var p *Problem
	if errors.As(err, &p) && !p.Refused {
		return FormAnswer{Errors: f.onInputs(p)}, nil
	}
	return a, err
}

// onInput is the cause of a Problem that is about one input of a form.
type onInput string

func (o onInput) Error() string { return "wrong " + string(o) }

// onInputs puts what is wrong with a move on the inputs that it is about, as
// far as these bear the names of the fields.
func (f *fields) onInputs(p *Problem) map[string]string {
	errs := map[string]string{}
	var at onInput
	if errors.As(p.Cause, &at) && len(f.s.Values[string(at)]) > 0 {
		return map[string]string{string(at): strings.TrimSpace(p.Says + " " + p.Then)}
	}
	_ = f.c.Desk.Store.View(f.c, func(tx *store.Tx) error { // without it the problem has words all the same
		for _, w := range wrongFields(tx, p.Cause) {
			name := w.top()
			if len(f.s.Values[name]) == 0 {
				name = ""
			}
			errs[name] = strings.TrimSpace(errs[name] + " " + w.Says)
		}
		return nil
	})
	if len(errs) == 0 {
		errs[""] = strings.TrimSpace(p.Says + " " + p.Then)
	}
	return errs
}

// some is the value of an input that has one.
func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// lookup is a typeahead of records of a kind, which holds one of them or
// none when it opens.
func (c *Call) lookup(tx *store.Tx, in Input, kind, id string) Input {
	in.Kind = Lookup
	if f, err := load(tx, subject{kind, id}); id != "" && err == nil {
		in.Value, in.Options = []string{id}, []Option{{Label: f.label(tx), Value: id}}
	}
	return in
}

// kindsOfInput are the kinds that a typeahead of a move's form offers.
var kindsOfInput = map[string]string{
	"person": "people", "to": "people", "lead": "people", "substitute": "people", "organisation": "organisations", "successor": "organisations",
}

// moveOptions offers the records that an input of a move's form takes, by
// what was typed of a name.
func moveOptions(c *Call, tx *store.Tx, input, typed string) ([]Option, error) {
	kind := kindsOfInput[input]
	if kind == "" {
		return nil, nil
	}
	ids, err := idsLike(tx, kind, typed)
	if err != nil {
		return nil, err
	}
	var out []Option
	for _, id := range ids {
		f, err := load(tx, subject{kind, id})
		if err != nil {
			return nil, err
		}
		ok, err := c.may(tx, Read, about(f.Rec))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, Option{Label: f.label(tx), Value: id})
		}
	}
	return out, nil
}

// idsLike are the ids of up to 100 records of a kind with a name that begins,
// or has a word that begins, as what was typed; the first ones before
// anything was.
func idsLike(tx *store.Tx, kind, typed string) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	left := maxNames
	add := func(id string) bool {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
		left--
		return left > 0 && len(out) < maxOptions
	}
	if store.Fold(typed) == "" {
		k, _ := store.KindNamed(kind)
		for rec, err := range k.Each(tx) {
			if err != nil {
				return nil, err
			}
			if !add(store.MetaOf(rec).ID) {
				break
			}
		}
		return out, nil
	}
	for h, err := range tx.NamedKind(kind, typed) {
		if err != nil {
			return nil, err
		}
		if !add(h.ID) {
			break
		}
	}
	return out, nil
}
