package store

import (
	"cmp"
	"slices"
)

// term is when somebody certainly was in a role: from start at the latest
// until end at the earliest.
type term struct {
	role       Role
	start, end Date
}

// forever is later than any date that can be recorded.
var forever = Date{Year: 10000}

// termOf reads a role's dates as cautiously as they can be read. Without
// until the role is held still. It may have begun as late as its last day
// and ended as early as its first.
func termOf(r Role) term {
	t := term{r, r.From.Last(), r.Until.First()}
	last := r.Until.Last()
	if r.Until.IsZero() {
		t.end, last = forever, forever
	}
	if r.From.IsZero() || t.start.After(last) {
		t.start = last
	}
	if t.end.Before(r.From.First()) && !r.From.IsZero() {
		t.end = r.From.First()
	}
	return t
}

// oneChair refuses, in the end, that a partnership has two chairs at one
// time. Terms that are known to the month or year clash only when they must:
// until 2025-05 and from 2025-05 is in order.
func oneChair(tx *Tx, k *Kind[Role], rec *Role) {
	if rec.Role != "chair" || rec.Partnership == "" {
		return
	}
	partnership := rec.Partnership
	tx.atEnd(subject{"chairs", partnership}, func() error {
		var chairs []Role
		for r, err := range k.By(tx, "of", partnership, "chair") {
			if err != nil {
				return err
			}
			chairs = append(chairs, r)
		}
		later, earlier, found := TwoChairs(chairs)
		if !found {
			return nil
		}
		return &ClashError{chairProblem(k.Name, later, earlier), earlier.ID, ErrTwoChairs}
	})
}

// TwoChairs returns two of one partnership's terms as its chair that must
// overlap, the one that began later first; false when none must.
func TwoChairs(chairs []Role) (later, earlier Role, found bool) {
	var terms []term
	for _, r := range chairs {
		terms = append(terms, termOf(r))
	}
	return clash(terms)
}

func chairProblem(kind string, later, earlier Role) FieldError {
	e := FieldError{Kind: kind, ID: later.ID, Field: "from", Problem: "overlaps the term of the chair " + earlier.ID}
	switch {
	case earlier.Until.IsZero() && later.Until.IsZero():
		e.Hint = "a partnership has one chair: write until on the one who has left"
	default:
		e.Hint = "a partnership has one chair at a time: correct from or until on one of them"
	}
	return e
}

// clash returns two roles whose terms must overlap, the one that began later
// first.
func clash(terms []term) (later, earlier Role, found bool) {
	slices.SortFunc(terms, func(a, b term) int {
		return cmp.Or(a.start.Compare(b.start), cmp.Compare(a.role.ID, b.role.ID))
	})
	// longest[i] is the one of terms[:i+1] that ends last.
	longest := make([]int, len(terms))
	for i, t := range terms {
		longest[i] = i
		if i > 0 && terms[longest[i-1]].end.After(t.end) {
			longest[i] = longest[i-1]
		}
		// Of those that began no later, and not after this one's end, is
		// there one that still goes on at this one's start?
		n, _ := slices.BinarySearchFunc(terms[:i], t.end, func(o term, end Date) int {
			if o.start.After(end) {
				return 1
			}
			return -1
		})
		if n > 0 {
			if o := terms[longest[n-1]]; !o.end.Before(t.start) {
				return t.role, o.role, true
			}
		}
	}
	return Role{}, Role{}, false
}
