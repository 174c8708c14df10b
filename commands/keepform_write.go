package commands

import (
	"errors"
	"reflect"
	"slices"

	"csp/store"
)

// errStay ends a write of which nothing is kept: the form stays open.
var errStay = errors.New("the form stays open")

// keepSubmit takes a form of the register that was sent, and writes what it
// says as one change.
func (c *Call) keepSubmit(verb string, s Submission) (FormAnswer, error) {
	st, err := readState(s.State)
	if err != nil {
		return FormAnswer{}, err
	}
	var stay *FormAnswer
	off := ""
	w, err := c.write(func(tx *store.Tx) error {
		stay, off = nil, ""
		k, err := c.keeper(tx, st)
		if err != nil {
			return err
		}
		if stay, err = k.submit(verb, s.Values); stay != nil && err == nil {
			err = errStay
		}
		off = k.off
		return err
	})
	switch {
	case stay != nil && errors.Is(err, errStay):
		return *stay, nil
	case err != nil:
		return c.keepRefused(st, err)
	}
	var a FormAnswer
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		a, err = c.keepDone(tx, st, w, off)
		return err
	})
	return a, err
}

// submit carries out a submission; an answer means that nothing is to be
// written yet.
func (k *keeper) submit(verb string, values map[string][]string) (*FormAnswer, error) {
	cur, err := k.current()
	if err != nil {
		return nil, err
	}
	if err := k.mustEdit(k.tx, orBase(cur, k.base), k.st); err != nil {
		return nil, err
	}
	t := k.take(values)
	if len(t.errs) > 0 {
		k.addFaults(t)
		return &FormAnswer{Errors: t.errs}, nil
	}
	if err := k.mustEdit(k.tx, t.rec, k.st); err != nil {
		return nil, err
	}
	if errs := k.unanswered(t.rec); errs != nil {
		return &FormAnswer{Errors: errs}, nil
	}
	if says := k.pastDue(t.rec); says != "" && !k.st.Past {
		return k.askPast(verb, t, says)
	}
	if k.st.Rev == 0 && k.st.ID == "" {
		return k.addNew(t)
	}
	rec, answer, err := k.onTop(verb, cur, t)
	if answer != nil || err != nil {
		return answer, err
	}
	return k.save(rec, orBase(cur, k.base))
}

// addFaults says what is wrong with the other fields too, where something
// could not be read, so that all of it is told at once.
func (k *keeper) addFaults(t *sent) {
	rec := copyOf(t.rec)
	if store.MetaOf(rec).ID == "" {
		store.MetaOf(rec).ID = "new"
	}
	for name, says := range k.onFields(wrongFields(k.tx, k.kind.Problems(rec))) {
		if name != "" && t.errs[name] == "" {
			t.errs[name] = says
		}
	}
}

func orBase(cur, base any) any {
	if cur == nil {
		return base
	}
	return cur
}

// save puts the record, and what hangs on it.
func (k *keeper) save(rec, was any) (*FormAnswer, error) {
	if role, ok := rec.(*store.Role); ok {
		if err := k.confirm(role, was.(*store.Role)); err != nil {
			return nil, err
		}
	}
	if wrong := k.kind.Problems(rec); len(wrong) > 0 {
		return k.stay(wrongFields(k.tx, wrong)), nil
	}
	if k.st.ID != "" {
		var err error
		if k.off, err = k.turnedOff(rec, was); err != nil {
			return nil, err
		}
	}
	if err := k.kind.Save(k.tx, rec); err != nil {
		return nil, err
	}
	if p, ok := rec.(*store.Person); ok && p.Slack != was.(*store.Person).Slack {
		_, err := store.LapseConfirmed(k.tx, p.ID, p.Slack)
		return nil, err
	}
	return nil, nil
}

// confirm keeps a role's confirmed account to an admin's word and to the
// account of the person who holds it.
func (k *keeper) confirm(role, was *store.Role) error {
	if role.Confirmed == "" {
		return nil
	}
	p, err := store.People.Get(k.tx, role.Person)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if role.Confirmed != was.Confirmed {
		return k.must(k.tx, Manage, about(role))
	}
	if role.Person != was.Person && !store.IsAccount(role.Confirmed, p.Slack) {
		role.Confirmed = ""
	}
	return nil
}

// stay keeps the form open with what is wrong on its fields, or, when that is
// of none of them, in the place of the form.
func (k *keeper) stay(wrong []wrongField) *FormAnswer {
	errs := k.onFields(wrong)
	if says := errs[""]; says != "" && len(k.fields()) > 0 {
		first := k.inputName(k.fields()[0].Name)
		errs[first] = upper(says)
		delete(errs, "")
	}
	return &FormAnswer{Errors: errs}
}

// keepRefused answers a write that the store refused.
func (c *Call) keepRefused(st keepState, cause error) (FormAnswer, error) {
	var a FormAnswer
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		wrong := wrongFields(tx, cause)
		if len(wrong) == 0 {
			return c.writeProblem(tx, cause)
		}
		k, err := c.keeper(tx, st)
		if err == nil {
			a = *k.stay(wrong)
		}
		return err
	})
	return a, err
}

// onTop is the record to be written over cur: as typed, when nobody wrote it
// since the form was opened; or with the one's own other changes kept. When
// somebody else wrote it, the answer shows both.
func (k *keeper) onTop(verb string, cur any, t *sent) (any, *FormAnswer, error) {
	switch {
	case cur == nil && k.st.Rev == 0: // the one office, not there yet
		store.MetaOf(t.rec).ID = k.st.ID
		return t.rec, nil, nil
	case cur == nil:
		return nil, k.gone(t), nil
	case store.MetaOf(cur).Rev == k.st.Rev:
		return t.rec, nil, nil
	}
	mine := changed(k.kind, k.base, t.rec)
	theirs := changed(k.kind, k.base, cur)
	own, err := k.ownSince()
	if err != nil {
		return nil, nil, err
	}
	if own && !k.meet(theirs) {
		rec := copyOf(cur)
		copyFields(rec, t.rec, mine)
		return rec, nil, nil
	}
	a, err := k.conflict(verb, cur, t, mine, theirs)
	return nil, a, err
}

// meet reports whether the form holds one of the fields.
func (k *keeper) meet(fields []store.Field) bool {
	for _, f := range fields {
		if f.Name == k.st.List || k.st.List == "" && slices.ContainsFunc(k.fields(), func(in store.Field) bool { return in.Name == f.Name }) {
			return true
		}
	}
	return false
}

// copyFields sets fields of one version of a record from another.
func copyFields(to, from any, fields []store.Field) {
	a, b := reflect.ValueOf(to).Elem(), reflect.ValueOf(from).Elem()
	for _, f := range fields {
		a.FieldByIndex(f.Index).Set(b.FieldByIndex(f.Index))
	}
}

// ownSince reports whether all that was written to the record since the form
// was opened was written by the one who sends it.
func (k *keeper) ownSince() (bool, error) {
	for h, err := range k.tx.History(k.st.Kind, k.st.ID) {
		if err != nil || h.Set.Number <= k.st.Rev {
			return true, err
		}
		if h.Set.Actor != k.Actor.Account() {
			return false, nil
		}
	}
	return true, nil
}
