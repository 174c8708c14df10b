package commands

import (
	"encoding/json"
	"reflect"

	"csp/store"
)

// readState reads what a form carried.
func readState(s string) (keepState, error) {
	var st keepState
	if err := json.Unmarshal([]byte(s), &st); err != nil {
		return st, oldForm()
	}
	return st, nil
}

// keepDone says what a form wrote. A form of a list goes back to the list.
// off is what reminders it turned off.
func (c *Call) keepDone(tx *store.Tx, st keepState, w wrote, off string) (FormAnswer, error) {
	said, id, err := c.wroteBlocks(tx, st, w)
	if err != nil {
		return FormAnswer{}, err
	}
	if off != "" {
		said = append(said, Para(T(off)))
	}
	if st.List == "" || st.ID == "" {
		blocks := append([]Block{Heading(c.savedLabel(tx, st.Kind, id))}, said...)
		return FormAnswer{Reply: &Reply{Blocks: append(blocks, c.afterButtons(tx, st.Kind, id, w)...)}}, nil
	}
	back := keepState{Kind: st.Kind, ID: st.ID, List: st.List, Step: st.Step + 1}
	form, err := c.listForm(tx, back, append(said, c.afterButtons(tx, st.Kind, id, w)...)...)
	return FormAnswer{Next: form}, err
}

// savedLabel is how a record is called after it was written.
func (c *Call) savedLabel(tx *store.Tx, kind, id string) string {
	f, err := load(tx, subject{kind, id})
	if err != nil {
		return "Nothing changed"
	}
	return keepLabel(tx, kind, f.Rec)
}

// wroteBlocks say what a change wrote, record by record and field by field,
// and which record of the form's kind it was.
func (c *Call) wroteBlocks(tx *store.Tx, st keepState, w wrote) (said []Block, id string, err error) {
	id = st.ID
	if w.Number == 0 {
		return []Block{Para(T("Nothing was different, so nothing is changed."))}, id, nil
	}
	for e, err := range tx.Entries(w.Number) {
		if err != nil {
			return nil, "", err
		}
		f := found{Kind: e.Kind, ID: e.ID}
		was, now, err := versions(&store.HistoryItem{Entry: e})
		if err != nil {
			return nil, "", err
		}
		k, ok := store.KindNamed(e.Kind)
		if !ok || now == nil {
			continue
		}
		f.Rec = now
		head := "Saved."
		switch main := e.Kind == st.Kind && (st.ID == "" || st.ID == e.ID); {
		case main && was == nil:
			id, head = e.ID, "Added."
		case main:
			head = orWord(st.asked().wrote(k, was, now), head)
		default:
			head = "Changed with it: " + keepLabel(tx, e.Kind, now) + "."
		}
		said = append(said, Para(B(head)), List{Items: texts(c.writtenLines(tx, k, was, now))})
	}
	return said, id, nil
}

// writtenLines are what was written to a record, a field a line: "Ends: Not
// recorded → 31 March 2027". Of a list they are what came and what went.
func (c *Call) writtenLines(tx *store.Tx, k store.AnyKind, was, now any) []string {
	name := c.naming(tx)
	kind, _ := k.Called()
	fresh := was == nil
	if fresh {
		was = k.New()
	}
	var out []string
	for _, f := range changed(k, was, now) {
		if f.Name == "id" {
			continue
		}
		a, b := reflect.ValueOf(was).Elem().FieldByIndex(f.Index), reflect.ValueOf(now).Elem().FieldByIndex(f.Index)
		label := fieldLabel(kind, f.Name)
		switch before, after := fieldWords(name, f, a), fieldWords(name, f, b); {
		case fresh:
			out = append(out, label+": "+after)
		case f.List && f.Type == store.GroupField:
			out = append(out, listLines(name, label, f, a, b)...)
		default:
			out = append(out, label+": "+orNot(before)+" → "+orNot(after))
		}
	}
	return out
}

// listLines say which entries came into a list and which went.
func listLines(name naming, label string, f store.Field, was, now reflect.Value) []string {
	only := func(a, b reflect.Value) []string {
		var out []string
		for i := range a.Len() {
			has := false
			for j := range b.Len() {
				has = has || reflect.DeepEqual(a.Index(i).Interface(), b.Index(j).Interface())
			}
			if !has {
				out = append(out, valueWords(name, f, a.Index(i)))
			}
		}
		return out
	}
	went, came := only(was, now), only(now, was)
	if len(went) == 1 && len(came) == 1 {
		return []string{label + ": " + went[0] + " → " + came[0]}
	}
	var out []string
	for _, s := range went {
		out = append(out, label+", taken out: "+s)
	}
	for _, s := range came {
		out = append(out, label+", added: "+s)
	}
	if out == nil {
		out = []string{label + ": in another order"}
	}
	return out
}

// afterButtons stand below what was written: take it back, or see it.
func (c *Call) afterButtons(tx *store.Tx, kind, id string, w wrote) []Block {
	var row []Button
	if w.Number > 0 {
		row = append(row, undoButton(w.Number))
	}
	if at := openLine(tx, kind, id); at != "" {
		row = append(row, Button{Label: "Open", Type: at})
	}
	return c.offer(tx, row...)
}

// openLine is what to type to see a record; a role is told with whose it is,
// and the office stands nowhere by itself.
func openLine(tx *store.Tx, kind, id string) string {
	switch kind {
	case store.OfficeID:
		return ""
	case store.Roles.Name:
		r, err := store.Roles.Get(tx, id)
		if err != nil || r.Person == "" {
			return ""
		}
		return "who people/" + r.Person
	}
	return showWord + " " + kind + "/" + id
}
