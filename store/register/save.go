package register

import (
	"fmt"
	"slices"

	"csp/store"
)

// raiseReferences sees to it that no number is given out again that was given
// out where the file comes from.
func (in *importer) raiseReferences() error {
	for _, c := range in.file.References {
		if err := in.tx.SetLastRef(c.Prefix, c.Year, c.Last); err != nil {
			return err
		}
	}
	return nil
}

// save writes the records of the file. Of those that are known to be wrong it
// writes what is not wrong, so that all that is wrong between records is told
// in one run too; none of it will be kept.
func (in *importer) save() error {
	wrong := in.wrongFields()
	for _, r := range in.file.Records {
		fields := wrong[r.subject()]
		if fields != nil {
			if r = fields.without(r); r.Value == nil {
				continue
			}
		}
		item, err := in.saveOne(r)
		if found := store.FieldErrors(err); found != nil {
			in.refused(slices.DeleteFunc(found, func(e store.FieldError) bool { return fields.hold(e.Field) }))
		} else if err != nil {
			return err
		} else {
			in.report.add(item)
		}
	}
	return nil
}

// saveOne writes one record and returns what that did.
func (in *importer) saveOne(r Record) (*Item, error) {
	old, err := in.load(r.Kind, r.ID())
	if err != nil {
		return nil, err
	}
	rec := in.unconfirmed(old, r.Value)
	item := newItem(r.Kind, rec, Added)
	item.lapsed = rec != r.Value
	if old == nil {
		store.MetaOf(rec).Rev = 0
		return item, r.Kind.Save(in.tx, rec)
	}
	item.What = Unchanged
	same, err := sameRecord(old, rec)
	if err != nil || same {
		return item, err
	}
	if err := r.Kind.Save(in.tx, rec); err != nil {
		return nil, err
	}
	// The store may have completed the record, and then found it to be the
	// same after all.
	stored, err := r.Kind.Load(in.tx, r.ID())
	if err == nil && store.MetaOf(stored).Rev != store.MetaOf(old).Rev {
		item.What = Changed
		item.Fields = differences(r.Kind, old, stored)
	}
	return item, err
}

// settle makes the checks that wait for the change to be whole, where the
// change will not be kept and so would end without them.
func (in *importer) settle() error {
	if !in.o.DryRun && len(in.problems.list) == 0 {
		return nil
	}
	err := in.tx.Settle()
	clashes, other := sortOut(err)
	in.refused(clashes)
	if len(in.problems.list) > 0 {
		return nil // a record that was left out may be what others miss
	}
	return other
}

// sortOut parts the clashes between records in err from all else.
func sortOut(err error) (clashes []store.FieldError, other error) {
	switch e := err.(type) {
	case nil:
	case *store.ClashError:
		return []store.FieldError{e.FieldError}, nil
	case interface{ Unwrap() []error }:
		for _, in := range e.Unwrap() {
			found, rest := sortOut(in)
			clashes = append(clashes, found...)
			if other == nil {
				other = rest
			}
		}
		return clashes, other
	}
	return nil, err
}

// refused notes why the store would not take records.
func (in *importer) refused(found []store.FieldError) {
	for _, e := range found {
		in.problems.add(Problem{
			File: in.file.Name, Line: in.lineOf(subject{e.Kind, e.ID}), Kind: e.Kind, ID: e.ID,
			Field: e.Field, Wrong: e.Problem, Right: sentence(e.Hint),
		})
	}
}

// lineOf returns the line of a record, 0 when the file does not name it.
func (in *importer) lineOf(s subject) int {
	if in.lines == nil {
		in.lines = map[subject]int{}
		for _, r := range in.file.Records {
			in.lines[r.subject()] = r.Line
		}
	}
	return in.lines[s]
}

func (r Record) subject() subject {
	kind, _ := r.Kind.Called()
	return subject{kind, r.ID()}
}

// wrongFile returns the problems as an error, nil when there are none.
func (in *importer) wrongFile() error {
	if list := in.problems.sorted(in.file.Name); len(list) > 0 {
		return &ProblemsError{in.file.Name, list}
	}
	return nil
}

// counted returns 1 thing, or 2 things.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
