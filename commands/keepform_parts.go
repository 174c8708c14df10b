package commands

import (
	"fmt"
	"reflect"

	"csp/store"
)

// parts are buttons to what the form of a record does not hold itself: its
// lists, and the roles of a person or a partnership. They open on top of the
// form, so that what was typed in it stays.
func (k *keeper) parts() []Block {
	if k.st.ID == "" || k.st.Only != "" || k.st.List != "" {
		return nil
	}
	var row Buttons
	at := k.st.Kind + "/" + k.st.ID
	rec := reflect.ValueOf(k.base).Elem()
	for _, f := range k.kind.Fields() {
		if f.Type == store.GroupField && f.List {
			n := rec.FieldByIndex(f.Index).Len()
			label := fmt.Sprintf("%s (%d)", fieldLabel(k.st.Kind, f.Name), n)
			if n == 0 && f.Name == "disputed" {
				label = "Sources disagree"
			}
			row = append(row, Button{Label: label, Type: editWord + " " + at + " " + f.Name, Action: editWord + "." + openVerb, Value: at + " " + f.Name})
		}
	}
	return append([]Block{row}, k.roleParts()...)
}

// maxRoleParts is how many roles a form names.
const maxRoleParts = 8

// roleParts are buttons to the roles of a person or a partnership, and to a
// new one.
func (k *keeper) roleParts() []Block {
	field := map[string]string{"people": "person", "partnerships": "partnership"}[k.st.Kind]
	if field == "" {
		return nil
	}
	var row Buttons
	for r, err := range store.Roles.Of(k.tx, k.st.Kind, k.st.ID) {
		if err != nil || len(row) == maxRoleParts {
			break
		}
		b := editButton(store.Roles.Name, r.ID)
		b.Label = keepLabel(k.tx, store.Roles.Name, &r)
		row = append(row, b)
	}
	preset := field + "=" + k.st.ID
	return []Block{append(row, Button{
		Label: "Add a role", Type: addWord + " role " + preset, Action: addWord + "." + openVerb, Value: "roles " + preset,
	})}
}

// firstParts are buttons to what may have to be added before a new record can
// name it.
func (k *keeper) firstParts() []Block {
	var row Buttons
	names := map[string]bool{}
	for _, f := range k.fields() {
		names[f.Ref] = true
	}
	for _, kind := range []string{"people", "organisations"} {
		if !names[kind] || k.st.Kind == kind {
			continue
		}
		of, _ := store.KindNamed(kind)
		_, one := of.Called()
		row = append(row, Button{Label: "Add " + article(one) + " first", Type: addWord + " " + one, Action: addWord + "." + openVerb, Value: kind})
	}
	if len(row) == 0 {
		return nil
	}
	return []Block{row}
}
