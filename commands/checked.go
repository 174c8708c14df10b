package commands

import "csp/store"

const checkedWord = "checked"

var checked = Command{
	Name: "checked", Usage: "NAME", Short: "say that what is recorded is still right, as of today",
	Examples: []string{"checked one darlington", "checked durham"}, Right: Keep,
	Run: func(c *Call) (Reply, error) { return c.stillRight(c.Args) },
	Actions: map[string]func(*Call, string) (Outcome, error){
		"it": func(c *Call, value string) (Outcome, error) {
			r, err := c.stillRight(value)
			return Outcome{Reply: &r, Below: true}, err
		},
	},
}

// stillRight stamps a record's day of checking, at once: it can be undone.
func (c *Call) stillRight(name string) (Reply, error) {
	if name == "" {
		return Reply{}, &Problem{Says: "Say what is still right.", Then: "Type /csp checked and a name, such as /csp checked durham."}
	}
	var label string
	w, err := c.write(func(tx *store.Tx) error {
		c.known = nil
		f, err := c.keptRecord(tx, name)
		if err != nil {
			return err
		}
		label = keepLabel(tx, f.Kind, f.Rec)
		k, _ := store.KindNamed(f.Kind)
		store.MetaOf(f.Rec).Checked = c.Today()
		return c.writeProblem(tx, k.Save(tx, f.Rec))
	})
	switch {
	case err != nil:
		return Reply{}, err
	case w.Again:
		return Reply{Blocks: []Block{Para(T("This is recorded as checked already."))}}, nil
	case w.Number == 0:
		return Reply{Blocks: []Block{Para(T(upper(label) + " is recorded as checked today already."))}}, nil
	}
	r := Reply{Blocks: []Block{Para(T(upper(label) + " is still right: checked on " + longDate(c.Today()) + "."))}}
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		r = withBlocks(r, c.offer(tx, undoButton(w.Number))...)
		return nil
	})
	return r, err
}

// keptRecord is the record that a name or reference means, for one who may
// keep it.
func (c *Call) keptRecord(tx *store.Tx, name string) (found, error) {
	f, ok, err := c.byReference(tx, name)
	if err == nil && !ok {
		f, err = c.resolve(tx, asking{Words: name, Again: func(n string) string { return checkedWord + " " + n }})
	}
	if err == nil {
		err = c.must(tx, Keep, about(f.Rec))
	}
	return f, err
}

// checkedButton says that a record is still right.
func checkedButton(kind, id string) Button {
	at := kind + "/" + id
	return Button{Label: "Still right", Type: checkedWord + " " + at, Action: checkedWord + ".it", Value: at}
}
