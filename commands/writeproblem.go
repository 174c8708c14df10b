package commands

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"csp/store"
	"csp/store/english"
)

// wrongField is what a refused write says of one field of one record.
type wrongField struct {
	Kind, ID string
	Field    string // its path, as in store.FieldError
	Says     string // what is wrong and what would be right, in sentences
}

// top is the field of the record itself that the path begins with.
func (w wrongField) top() string {
	name, _, _ := strings.Cut(w.Field, ".")
	name, _, _ = strings.Cut(name, "[")
	return name
}

// writeProblem turns a write that the store refused into a Problem that says
// what is wrong and what to do; any other error is returned as it is. tx is
// for reading the names of what clashes, and may be a later snapshot.
func (c *Call) writeProblem(tx *store.Tx, err error) error {
	var conflict *store.ConflictError
	var in *store.InUseError
	switch wrong := wrongFields(tx, err); {
	case err == nil:
		return nil
	case errors.As(err, &conflict):
		return &Problem{Says: c.movedOn(tx, conflict.Kind, conflict.ID), Then: "Nothing of yours is written. Look at it again, and then do it once more.", Cause: err}
	case len(wrong) > 0:
		var says []string
		for _, w := range wrong {
			says = append(says, w.Says)
		}
		return &Problem{Says: strings.Join(says, " "), Cause: err}
	case errors.As(err, &in):
		return &Problem{Says: inUse(tx, in), Then: "Change that first.", Cause: err}
	}
	return err
}

// wrongFields are all that err says of fields, none when it says nothing of
// any.
func wrongFields(tx *store.Tx, err error) []wrongField {
	var out []wrongField
	var walk func(error)
	walk = func(err error) {
		switch e := err.(type) {
		case nil:
		case *store.FieldError:
			out = append(out, wrongField{e.Kind, e.ID, e.Field, fieldFault(e)})
		case *store.ClashError:
			out = append(out, wrongField{e.Kind, e.ID, e.Field, clashFault(tx, e)})
		case *store.ReferenceError:
			out = append(out, wrongField{e.From, e.FromID, e.Field, missingFault(e)})
		case interface{ Unwrap() error }:
			walk(e.Unwrap())
		case interface{ Unwrap() []error }:
			for _, in := range e.Unwrap() {
				walk(in)
			}
		}
	}
	walk(err)
	return out
}

// fieldFault says what is wrong with a field by itself.
func fieldFault(e *store.FieldError) string {
	at := e.Field[strings.LastIndexByte(e.Field, '.')+1:]
	if strings.HasPrefix(e.Field, "timings.") {
		at = "timings"
	}
	at, _, _ = strings.Cut(at, "[")
	label := fieldLabel(e.Kind, at)
	hint := ""
	if e.Hint != "" {
		hint = " " + upper(e.Hint) + "."
	}
	switch {
	case e.Problem == "is missing" && at == "partnership" && e.Kind == "roles":
		return "Choose the partnership. Only a lead and an office lead may be without one."
	case e.Problem == "is missing":
		return label + " is needed."
	case at == "until" && strings.Contains(e.Problem, "is before from"):
		return "The end is before the start. Correct one of the two dates."
	}
	return curly(label + ": " + e.Problem + "." + hint)
}

var straightQuotes = regexp.MustCompile(`"([^"]*)"`)

// curly has the quotes of the store's words as people read them.
func curly(s string) string { return straightQuotes.ReplaceAllString(s, "“$1”") }

// missingFault says that what a field names is not there.
func missingFault(e *store.ReferenceError) string {
	one := "record"
	if k, ok := store.KindNamed(e.Kind); ok {
		_, one = k.Called()
	}
	return fieldLabel(e.From, e.Field) + ": that " + one + " is no longer in the register. Choose another."
}

// clashFault says how a record does not go with another one.
func clashFault(tx *store.Tx, e *store.ClashError) string {
	label := fieldLabel(e.Kind, e.Field)
	switch {
	case errors.Is(e.Reason, store.ErrTwoChairs):
		return twoChairs(tx, e.ID, e.Other)
	case errors.Is(e.Reason, store.ErrTaken):
		return fmt.Sprintf("%s: it already belongs to %s. Choose another.", label, called(tx, e.Kind, e.Other))
	case errors.Is(e.Reason, store.ErrLoop):
		return label + ": this goes round in a circle, as " + called(tx, e.Kind, e.ID) + " leads back to " + called(tx, e.Kind, e.Other) + ". Choose another."
	}
	return fieldFault(&e.FieldError)
}

// twoChairs says who would chair at one time, and what to do about it. Of a
// role that is new the store knows nothing yet.
func twoChairs(tx *store.Tx, one, other string) string {
	const rule = " A partnership has one chair at a time: end one term first, or correct the dates."
	r, err := store.Roles.Get(tx, other)
	second, serr := store.Roles.Get(tx, one)
	switch {
	case err != nil && serr != nil:
		return "Two people would chair at one time." + rule
	case err != nil:
		r = second
	case serr == nil && r.Person == second.Person && r.Person != "":
		return fmt.Sprintf("Two terms of %s as chair of %s would overlap. Correct the dates of one.", chairName(tx, &r), called(tx, "partnerships", r.Partnership))
	case serr == nil:
		return fmt.Sprintf("%s and %s would both chair %s at one time."+rule, chairName(tx, &r), chairName(tx, &second), called(tx, "partnerships", r.Partnership))
	}
	term := "; no dates are recorded"
	switch {
	case !r.From.IsZero() && r.Until.IsZero():
		term = ", since " + english.Short(r.From)
	case !r.Until.IsZero():
		term = ", " + period(r.From, r.Until)
	}
	return fmt.Sprintf("%s chairs %s already%s."+rule, chairName(tx, &r), called(tx, "partnerships", r.Partnership), term)
}

func chairName(tx *store.Tx, r *store.Role) string {
	return orWord(called(tx, "people", r.Person), "Somebody")
}

// inUse says what still refers to a record that was to go.
func inUse(tx *store.Tx, e *store.InUseError) string {
	one := e.From
	if k, ok := store.KindNamed(e.From); ok {
		_, one = k.Called()
	}
	return fmt.Sprintf("The %s %s still refers to it (%s).", one, called(tx, e.From, e.FromID), strings.ToLower(fieldLabel(e.From, e.Field)))
}

// movedOn says who changed a record last, and how long ago: "Changed by
// A. Patel 1 minute ago."
func (c *Call) movedOn(tx *store.Tx, kind, id string) string {
	for h, err := range tx.History(kind, id) {
		if err != nil {
			break
		}
		did := "Changed"
		if isNone(h.Entry.After) {
			did = "Removed"
		}
		return did + " by " + c.author(&h.Set) + " " + ago(h.Set.Age(c.Now)) + "."
	}
	return "Changed by somebody else."
}

// author is who made a change: you, a name, or an account.
func (c *Call) author(s *store.ChangeSet) string {
	switch {
	case s.Actor == c.Actor.Account() && !c.Public:
		return "you"
	case s.Name != "":
		return s.Name
	}
	return orWord(s.Actor, "somebody")
}

// ago is how long ago something was, to the minute of the first hour, the
// hour of the first day, and then the day.
func ago(d time.Duration) string {
	d = d.Round(time.Minute)
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return english.Count(int(d.Minutes()), "minute", "minutes") + " ago"
	case d < 24*time.Hour:
		return english.Count(int(d.Hours()), "hour", "hours") + " ago"
	}
	return english.Count(int(d.Hours())/24, "day", "days") + " ago"
}
