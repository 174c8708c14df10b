package commands

import "csp/store"

// keepButtons are what stands on every card of a record for those who may
// keep the register, and the moves for those who may make them; none for
// anybody else.
func (c *Call) keepButtons(tx *store.Tx, kind string, rec any) []Button {
	row := c.moveButtons(tx, rec)
	ok, err := c.may(tx, Keep, about(rec))
	if err != nil || c.Desk.find(editWord) == nil {
		return row
	}
	if !ok {
		if words, err := c.mayCorrect(tx, rec); err == nil && words {
			row = append(row, correctButton(kind, rec))
		}
		return row
	}
	m := store.MetaOf(rec)
	row = append(row, editButton(kind, m.ID))
	k, known := store.KindNamed(kind)
	if !known || m.Checked == c.Today() {
		return row
	}
	// What a board did is no fact that grows old, so it is checked once.
	if _, _, lasting := k.Traits(); lasting && !doubtful(c.Today(), m) {
		return row
	}
	return append(row, stillRight(kind, rec))
}

// editWord is the command that changes what is recorded.
const editWord = "edit"

// editButton opens the form of a record.
func editButton(kind, id string) Button {
	at := kind + "/" + id
	return Button{Label: "Edit", Type: editWord + " " + at, Action: editWord + "." + openVerb, Value: at}
}

// editOnly opens the form of one field of a record.
func editOnly(kind, id, field string) Button {
	b := editButton(kind, id)
	b.Type, b.Value = b.Type+" "+field, b.Value+" "+field
	return b
}

// openVerb is the verb of a button that opens a form.
const openVerb = "open"
