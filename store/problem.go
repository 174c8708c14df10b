package store

import (
	"fmt"
	"regexp"
	"strings"
)

// FieldError is one thing that is wrong with one field of a record, in words
// for people: what is wrong, and what to write instead.
type FieldError struct {
	Kind, ID string // the record: its kind as in the register (plans), and its id
	Field    string // its path: until, or members[2].organisation, the first being 1
	Problem  string // what is wrong: "soon" is not a status
	Hint     string // what to do about it: write draft, current, renewing or replaced
}

// Error returns record, field, problem and hint in one line.
func (e *FieldError) Error() string {
	name := e.Kind + " " + e.ID
	if e.ID == e.Kind { // of a kind that has one record, such as the office
		name = e.ID
	}
	s := name + ": " + e.Field + ": " + e.Problem
	if e.Hint != "" {
		s += ": " + e.Hint
	}
	return s
}

// Problems is everything that is wrong with a record by itself, in the order
// of its fields. None is nil.
type Problems []FieldError

// Err returns the problems as an error, nil when there are none.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// Error returns the problems one after the other.
func (p Problems) Error() string {
	var s []string
	for i := range p {
		s = append(s, p[i].Error())
	}
	return strings.Join(s, "; ")
}

// Unwrap makes each problem a FieldError to errors.As.
func (p Problems) Unwrap() []error {
	var errs []error
	for i := range p {
		errs = append(errs, &p[i])
	}
	return errs
}

// ClashError is a record that is in order by itself but not beside another
// one. It is also a FieldError, and its reason: ErrTaken for a reference or
// prefix that another record has, ErrTwoChairs, or ErrLoop.
type ClashError struct {
	FieldError
	Other  string // the id of the other record, of the same kind
	Reason error
}

// Unwrap makes errors.Is find the reason and errors.As the FieldError.
func (e *ClashError) Unwrap() []error { return []error{&e.FieldError, e.Reason} }

// FieldErrors returns everything in err that is said of a record's field,
// mentions of records that are not there among it, so that all faults of one
// change can be listed. It is nil when err holds none.
func FieldErrors(err error) []FieldError {
	var out []FieldError
	eachError(err, func(err error) bool {
		switch e := err.(type) {
		case *FieldError:
			out = append(out, *e)
		case *ReferenceError:
			out = append(out, e.FieldError())
		default:
			return true
		}
		return false
	})
	return out
}

// eachError calls fn for err and for what it wraps, as long as fn says to go
// deeper.
func eachError(err error, fn func(error) bool) {
	if err == nil || !fn(err) {
		return
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		eachError(e.Unwrap(), fn)
	case interface{ Unwrap() []error }:
		for _, in := range e.Unwrap() {
			eachError(in, fn)
		}
	}
}

// ReferenceError is a mention of a record that is not there.
type ReferenceError struct{ Reference }

// Error says who refers to what.
func (e *ReferenceError) Error() string {
	return fmt.Sprintf("%s %s: %s %v: no %s %s", e.From, e.FromID, e.Field, ErrNoSuch, e.Kind, quoted(e.ID))
}

// Unwrap makes errors.Is(err, ErrNoSuch) true.
func (e *ReferenceError) Unwrap() error { return ErrNoSuch }

// FieldError says the same of the field that refers. The field's path is
// without positions.
func (e *ReferenceError) FieldError() FieldError {
	return FieldError{
		Kind: e.From, ID: e.FromID, Field: e.Field,
		Problem: fmt.Sprintf("%s has no record with the id %s", e.Kind, quoted(e.ID)),
		Hint:    "add it, or correct the id",
	}
}

var token = regexp.MustCompile(`(?i)(?:xox[a-z]|xapp)[-.][\w-]*(?:\.[\w-]+)*`)

// HideTokens returns the text with (hidden) in the place of everything that
// looks like a Slack token, so that one pasted in the wrong place does not get
// into a chat or a log.
func HideTokens(s string) string { return token.ReplaceAllString(s, "(hidden)") }

// quoted returns a text as it stands in a sentence, cut when it is long.
func quoted(s string) string {
	const most = 60
	s = HideTokens(s)
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// alternatives returns a list as it stands in a sentence: a, b or c.
func alternatives(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " or " + list[n-1]
	}
	return strings.Join(list, "")
}
