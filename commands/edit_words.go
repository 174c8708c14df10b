package commands

import (
	"reflect"

	"csp/store"
)

// Those who record for a partnership may put right what an action says, and
// what a decision that they recorded themselves says. All else of a record is
// changed by those who keep the register.

// wordsField is the field that they may correct.
const wordsField = "text"

// mayCorrect reports whether the one who asks may put right what a record
// says.
func (c *Call) mayCorrect(tx *store.Tx, rec any) (bool, error) {
	switch r := rec.(type) {
	case *store.Action:
	case *store.Decision:
		if by, err := recordedBy(tx, store.Decisions.Name, r.ID); err != nil || by != c.Actor.Account() || r.Kind == "pcc" {
			return false, err
		}
	default:
		return false, nil
	}
	return c.may(tx, Record, about(rec))
}

// recordedBy is the account that first wrote a record.
func recordedBy(tx *store.Tx, kind, id string) (account string, err error) {
	for h, err := range tx.History(kind, id) {
		if err != nil {
			return "", err
		}
		account = h.Set.Actor
	}
	return account, nil
}

// wordsOnly reports whether the one who asks may correct a record's words and
// change nothing else of it.
func (c *Call) wordsOnly(tx *store.Tx, rec any) (bool, error) {
	if keep, err := c.may(tx, Keep, about(rec)); err != nil || keep {
		return false, err
	}
	return c.mayCorrect(tx, rec)
}

// mustEdit refuses who may not write a form's fields of a record.
func (c *Call) mustEdit(tx *store.Tx, rec any, st keepState) error {
	if st.Only == wordsField && st.List == "" && st.ID != "" {
		if ok, err := c.mayCorrect(tx, rec); err != nil || ok {
			return err
		}
	}
	return c.must(tx, Keep, about(rec))
}

// wordsForm is the form of what a record says.
func (c *Call) wordsForm(tx *store.Tx, f *found) (*Form, error) {
	st := keepState{Kind: f.Kind, ID: f.ID, Rev: store.MetaOf(f.Rec).Rev, Only: wordsField}
	k, err := c.keeper(tx, st)
	if err != nil {
		return nil, err
	}
	if len(k.fields()) == 0 {
		return nil, &Problem{Says: fieldLabel(f.Kind, wordsField) + " cannot be changed here: it is longer than a form can hold.", Then: "Ask the office's staff."}
	}
	form := k.form(editWord, reflect.ValueOf(k.base).Elem(), Note(T("What it says is changed, and the history keeps what it said before.")))
	form.Title = correctLabel
	return form, nil
}

const correctLabel = "Correct the words"

// correctButton opens that form.
func correctButton(kind string, rec any) Button {
	b := editOnly(kind, store.MetaOf(rec).ID, wordsField)
	b.Label = correctLabel
	return b
}
