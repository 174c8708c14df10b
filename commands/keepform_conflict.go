package commands

import (
	"reflect"
	"slices"

	"csp/store"
)

// conflict is the form anew, when somebody else wrote the record since it was
// opened: who, both texts field by field, and on its inputs what was typed
// where something was, theirs elsewhere. Sent again, it is written on top.
func (k *keeper) conflict(verb string, cur any, t *sent, mine, theirs []store.Field) (*FormAnswer, error) {
	st := k.st
	st.Rev, st.Step = store.MetaOf(cur).Rev, st.Step+1
	if st.List != "" {
		st.At = k.sameEntry(cur)
	}
	next, err := k.keeper(k.tx, st)
	if err != nil {
		return nil, err
	}
	note := "Below stands what you typed, and theirs where you typed nothing. Press Save to write it on top of theirs, or Cancel to leave theirs."
	if k.st.At > 0 && st.At == 0 {
		note = "The " + entryWord(st.List) + " that you changed is no longer in the list. Press Save to add it as it stands below, or Cancel to leave theirs."
	}
	before := []Block{
		Para(Join(B(k.movedOn(k.tx, st.Kind, st.ID)), T(" Nothing of yours is written yet."))),
		List{Items: k.bothTexts(cur, t.rec, mine, theirs)},
		Note(T(note)),
	}
	if st.List != "" {
		return &FormAnswer{Next: next.entryForm(k.entryOnTop(next, t), before...)}, nil
	}
	shown := copyOf(cur)
	copyFields(shown, t.rec, mine)
	return &FormAnswer{Next: next.form(verb, reflect.ValueOf(shown).Elem(), before...)}, nil
}

// entryOnTop is the entry as typed, with theirs where nothing was.
func (k *keeper) entryOnTop(next *keeper, t *sent) reflect.Value {
	if k.st.At == 0 || next.st.At == 0 {
		return t.entry
	}
	was := k.entry(k.base)
	out := reflect.New(was.Type()).Elem()
	out.Set(next.entry(next.base))
	for i := range was.NumField() {
		if !sameValue(was.Field(i), t.entry.Field(i)) {
			out.Field(i).Set(t.entry.Field(i))
		}
	}
	return out
}

// sameEntry is where the form's entry stands in another version of the list:
// where it is as it was, or in its old place when none came or went; else 0,
// and what was typed becomes a new one.
func (k *keeper) sameEntry(cur any) int {
	if k.st.At == 0 {
		return 0
	}
	was, list := k.entry(k.base), listIn(k.kind, cur, k.st.List)
	for i := range list.Len() {
		if reflect.DeepEqual(list.Index(i).Interface(), was.Interface()) {
			return i + 1
		}
	}
	if list.Len() == k.list().Len() {
		return k.st.At
	}
	return 0
}

// bothTexts are the fields that either of the two changed, with what they
// were, what the other made of them, and what the one who sends would.
func (k *keeper) bothTexts(cur, own any, mine, theirs []store.Field) []Text {
	name := k.naming(k.tx)
	in := func(list []store.Field, f store.Field) bool {
		return slices.ContainsFunc(list, func(o store.Field) bool { return o.Name == f.Name })
	}
	words := func(rec any, f store.Field) string {
		return cutTo(orNot(fieldWords(name, f, reflect.ValueOf(rec).Elem().FieldByIndex(f.Index))), historyText)
	}
	var out []Text
	for _, f := range inOrder(k.kind.Fields()) {
		if !in(mine, f) && !in(theirs, f) {
			continue
		}
		line := Join(B(fieldLabel(k.st.Kind, f.Name)), T(". Before: "+words(k.base, f)+"."))
		if in(theirs, f) {
			line = Join(line, T(" Theirs: "+words(cur, f)+"."))
		}
		if in(mine, f) {
			line = Join(line, T(" Yours: "+words(own, f)+"."))
		}
		out = append(out, line)
	}
	return out
}

// gone answers a form whose record was removed meanwhile; what was typed is
// said, so that it is not lost.
func (k *keeper) gone(t *sent) *FormAnswer {
	name := k.naming(k.tx)
	var items []Text
	for _, f := range changed(k.kind, k.base, t.rec) {
		items = append(items, T(fieldLabel(k.st.Kind, f.Name)+": "+orNot(fieldWords(name, f, reflect.ValueOf(t.rec).Elem().FieldByIndex(f.Index)))))
	}
	r := Reply{Bad: true, Blocks: []Block{
		Heading(k.label()),
		Para(Join(B(k.movedOn(k.tx, k.st.Kind, k.st.ID)), T(" It is no longer in the register, so nothing of yours is written."))),
	}}
	if len(items) > 0 {
		r = withBlocks(r, Para(B("What you typed")), List{Items: items})
	}
	return &FormAnswer{Reply: &r}
}
