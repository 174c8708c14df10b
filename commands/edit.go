package commands

import (
	"errors"
	"reflect"
	"strings"

	"csp/store"
)

var edit = Command{
	Name: "edit", About: "register", Usage: "NAME [FIELD]", Short: "change what the register holds of anything, by a form",
	Examples: []string{"edit darlington", "edit darlington members"}, Right: Record,
	Refusal: "Only the office's staff can do this.",
	Notes:   []string{"The office's staff change everything. A partnership's secretariat corrects the words of its actions, and of the decisions that they recorded themselves: type edit and the reference."},
	Less: &Command{
		Usage: "REFERENCE", Short: "correct the words of an action or a decision, by a form",
		Notes: []string{"You correct the words of your partnership's actions, and of the decisions that you recorded. Anything else is changed by the office's staff."},
	},
	Takes: []string{"partnerships", "people", "plans", "schemes"},
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		if strings.TrimSpace(c.Args) == "" {
			return Reply{}, c.sayWhatToEdit(tx)
		}
		form, err := c.editForm(tx, c.Args)
		if err != nil {
			return Reply{}, err
		}
		return formReply(form, Button{Label: "Open the form", Type: editWord + " " + c.Args, Action: editWord + "." + openVerb, Value: c.Args}), nil
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		openVerb: func(c *Call, value string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.editForm(tx, value) })
		},
	},
	Forms:   keepForms(editWord),
	Options: keepOptions,
}

// sayWhatToEdit asks for what the one who asks may change.
func (c *Call) sayWhatToEdit(tx *store.Tx) error {
	p := &Problem{Says: "Say what to change.", Then: "Type /csp edit and a name or a reference, such as /csp edit darlington; /csp add adds something new."}
	if keeps, err := c.may(tx, Keep, Subject{Wide: true}); err != nil {
		return err
	} else if !keeps {
		p.Then = "Type /csp edit and the reference of an action or a decision, to correct its words. To find it, type /csp actions or /csp decisions."
	}
	return p
}

// editForm is the form of the record that the words name, or of one of its
// fields or lists.
func (c *Call) editForm(tx *store.Tx, words string) (*Form, error) {
	f, field, err := c.toEdit(tx, words)
	if err != nil {
		return nil, err
	}
	if words, err := c.wordsOnly(tx, f.Rec); err != nil {
		return nil, err
	} else if words && (field == "" || field == wordsField) {
		return c.wordsForm(tx, &f)
	}
	if err := c.must(tx, Keep, about(f.Rec)); err != nil {
		return nil, err
	}
	st := keepState{Kind: f.Kind, ID: f.ID, Rev: store.MetaOf(f.Rec).Rev}
	kind, _ := store.KindNamed(f.Kind)
	if fd, ok := fieldOf(kind, field); ok && fd.Type == store.GroupField {
		st.List = field
		return c.listForm(tx, st)
	}
	st.Only = field
	k, err := c.keeper(tx, st)
	if err != nil {
		return nil, err
	}
	if field == "confirmed" {
		if err := c.must(tx, Manage, about(f.Rec)); err != nil {
			return nil, err
		}
	}
	if len(k.fields()) == 0 {
		return nil, &Problem{Says: fieldLabel(f.Kind, field) + " cannot be changed here.", Then: "Type /csp edit " + spoken(tx, f.Kind, f.ID) + " to see what can."}
	}
	return k.form(editWord, reflect.ValueOf(k.base).Elem(), k.parts()...), nil
}

// toEdit finds the record that the words name, and the field where they end
// with one.
func (c *Call) toEdit(tx *store.Tx, words string) (f found, field string, err error) {
	if f, err = c.toEditWhole(tx, words, ""); err == nil {
		return f, "", nil
	}
	w := strings.Fields(words)
	for n := 1; n < len(w) && n <= maxFieldWords; n++ {
		name, last := strings.Join(w[:len(w)-n], " "), strings.Join(w[len(w)-n:], " ")
		if !isField(last) {
			continue
		}
		g, gerr := c.toEditWhole(tx, name, last)
		if gerr != nil {
			return f, "", gerr
		}
		kind, _ := store.KindNamed(g.Kind)
		if names := fieldsCalled(kind, last); names != "" {
			return g, names, nil
		}
		_, one := kind.Called()
		return f, "", &Problem{Says: upper(article(one)) + " has no “" + typed(last) + "”.", Then: "Type /csp edit " + spoken(tx, g.Kind, g.ID) + " to see what it has."}
	}
	return f, "", err
}

// fieldsCalled are the fields that words name, several with commas between;
// "" when one of them is none of the kind's.
func fieldsCalled(kind store.AnyKind, words string) string {
	name, _ := kind.Called()
	var out []string
next:
	for w := range strings.SplitSeq(words, ",") {
		for _, f := range kind.Fields() {
			if fieldCalled(name, f.Name, strings.TrimSpace(w)) {
				out = append(out, f.Name)
				continue next
			}
		}
		return ""
	}
	return strings.Join(out, ",")
}

// maxFieldWords is how many words a field's name has at most.
const maxFieldWords = 4

// fieldCalled reports whether words name a field, by its name in the register
// or by its label.
func fieldCalled(kind, field, words string) bool {
	q := store.Fold(words)
	return q != "" && (q == store.Fold(strings.ReplaceAll(field, "_", " ")) || strings.EqualFold(words, field) || q == store.Fold(fieldLabel(kind, field)))
}

func isField(words string) bool {
	for _, k := range store.Table {
		if fieldsCalled(k, words) != "" {
			return true
		}
	}
	return false
}

// toEditWhole finds the record that the words name, of any kind; field is
// what is asked of it, for asking again.
func (c *Call) toEditWhole(tx *store.Tx, words, field string) (found, error) {
	if f, ok, err := c.byReference(tx, words); ok || err != nil {
		return f, err
	}
	if words == store.OfficeID+"/"+store.OfficeID || store.Fold(words) == store.OfficeID {
		f, err := load(tx, subject{store.OfficeID, store.OfficeID})
		if errors.Is(err, store.ErrNotFound) {
			err = nil
			f.Rec = &store.Office{Meta: store.Meta{ID: store.OfficeID}}
		}
		return f, err
	}
	kinds := append([]string{}, namedKinds...)
	if strings.HasPrefix(words, "roles/") {
		kinds = []string{"roles"}
	}
	a := asking{Words: words, Kinds: kinds, Again: func(n string) string { return strings.TrimSpace(editWord + " " + n + " " + field) }}
	return c.resolve(tx, a)
}
