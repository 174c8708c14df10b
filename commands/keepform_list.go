package commands

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"csp/store"
)

// entryWords are what one entry of a list is called.
var entryWords = map[string]string{
	"members": "member", "links": "link", "standing_items": "standing item", "agenda": "agenda item",
	"attendance": "seat", "corrections": "correction", "updates": "update", "disputed": "other version",
	"holidays": "closed day", "bank_holidays": "bank holiday",
}

func entryWord(list string) string { return orWord(entryWords[list], "entry") }

// orderedLists are lists whose order means something.
var orderedLists = map[string]bool{"agenda": true, "standing_items": true}

// listVerb is the form that chooses an entry of a list.
const listVerb = "list"

// whichInput chooses an entry.
const whichInput = "which"

// listForm shows a list, and chooses an entry to change or a new one. A list
// without entries goes straight to a new one.
func (c *Call) listForm(tx *store.Tx, st keepState, before ...Block) (*Form, error) {
	cur, err := c.keeper(tx, keepState{Kind: st.Kind, ID: st.ID})
	if err != nil {
		return nil, err
	}
	rec, err := cur.current()
	if err != nil {
		return nil, err
	}
	if rec != nil {
		st.Rev = store.MetaOf(rec).Rev
	} else if st.Kind != store.OfficeID {
		return nil, &Problem{Says: "It is no longer in the register.", Then: "Close this form."}
	}
	k, err := c.keeper(tx, st)
	if err != nil {
		return nil, err
	}
	list := k.list()
	f, _ := fieldOf(k.kind, st.List)
	if list.Len() == 0 && len(before) == 0 {
		return k.entryForm(k.fresh()), nil
	}
	word := entryWord(st.List)
	options := []Option{{Label: "Add " + article(word), Value: "0"}}
	name := c.naming(tx)
	var items []Text
	for i := range list.Len() {
		said := valueWords(name, f, list.Index(i))
		items = append(items, T(said))
		options = append(options, Option{Label: cutTo(fmt.Sprintf("%d. %s", i+1, said), maxLabel), Value: strconv.Itoa(i + 1)})
	}
	title := fieldLabel(st.Kind, st.List)
	out := &Form{
		ID: editWord + "." + listVerb, Title: cutTo(title, maxTitle), Send: "Next", State: st.encode(),
		Before: append([]Block{Heading(k.label())}, before...),
		Inputs: []Input{{Name: k.inputName(whichInput), Label: "Add one, or choose one to change", Kind: Select, Options: options}},
	}
	out.Before = append(out.Before, Para(B(fmt.Sprintf("%s (%d)", title, list.Len()))))
	if len(items) > 0 {
		out.Before = append(out.Before, List{Items: items, Numbered: true})
	}
	return out, nil
}

// listChosen opens the form of the entry that was chosen.
func (c *Call) listChosen(s Submission) (FormAnswer, error) {
	st, err := readState(s.State)
	if err != nil {
		return FormAnswer{}, err
	}
	var a FormAnswer
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		k, err := c.keeper(tx, st)
		if err != nil {
			return err
		}
		if err := c.must(tx, Keep, about(k.base)); err != nil {
			return err
		}
		picked := strings.Join(s.Values[k.inputName(whichInput)], "")
		at, err := strconv.Atoi(picked)
		if err != nil {
			a.Errors = map[string]string{k.inputName(whichInput): "Choose one."}
			return nil
		}
		st.At, st.Step = at, st.Step+1
		if k, err = c.keeper(tx, st); err != nil {
			return err
		}
		shown := k.fresh()
		if at > 0 {
			shown = k.entry(k.base)
		}
		a.Next = k.entryForm(shown)
		return nil
	})
	return a, err
}

// fresh is a new entry with what is known of it: when, and who writes it.
func (k *keeper) fresh() reflect.Value {
	v := reflect.New(k.list().Type().Elem()).Elem()
	now := store.MomentOf(k.Now)
	switch e := v.Addr().Interface().(type) {
	case *store.Update:
		e.At, e.RecordedBy = now, k.Actor.Name
	case *store.Correction:
		e.At, e.By = now, k.Actor.Name
	}
	return v
}

// entryForm is the form of one entry of a list.
func (k *keeper) entryForm(shown reflect.Value, before ...Block) *Form {
	f := k.form(editWord, shown, before...)
	if orderedLists[k.st.List] {
		place := Input{Name: k.inputName(placeInput), Label: "Place in the list", Hint: "A number; 1 comes first. Without one it comes last.", Kind: OneLine, Optional: true}
		if k.st.At > 0 {
			place.Value = []string{strconv.Itoa(k.st.At)}
			place.Hint = "A number; 1 comes first."
		}
		f.Inputs = append(f.Inputs, place)
	}
	if k.st.At > 0 {
		f.Inputs = append(f.Inputs, Input{
			Name: k.inputName(removeInput), Label: "Remove", Kind: Ticks, Optional: true,
			Options: []Option{{Label: "Take this " + entryWord(k.st.List) + " out of the list", Value: "yes"}},
		})
	}
	return f
}
