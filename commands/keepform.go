package commands

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"csp/store"
	"csp/store/english"
)

// keepState is what a form of the register carries to find its way back. It
// comes from the person's own client, so rights are asked anew.
type keepState struct {
	Kind  string `json:"k"`
	ID    string `json:"i,omitempty"` // none: a new record
	Rev   uint64 `json:"r,omitempty"` // the revision that the person had before them
	Only  string `json:"o,omitempty"` // the form holds these fields alone, with commas between
	List  string `json:"l,omitempty"` // the form holds one entry of this list
	At    int    `json:"a,omitempty"` // which entry, from 1; 0: a new one
	Step  int    `json:"n,omitempty"` // moves on with every form in the place of another
	Twice bool   `json:"t,omitempty"` // the person was told of a record of the same name
	Past  bool   `json:"p,omitempty"` // the person was told that the due date has passed
}

func (st keepState) encode() string {
	b, _ := json.Marshal(st) // texts and numbers always marshal
	return string(b)
}

// keeper makes and takes the forms of one record.
type keeper struct {
	*Call
	tx   *store.Tx
	kind store.AnyKind
	st   keepState
	// base is the record as the person had it before them, an empty one when
	// it is new; a pointer as its kind gives it out.
	base any
	// off is what reminders are turned off by what was written.
	off string
}

// keeper returns the keeper of a form's state.
func (c *Call) keeper(tx *store.Tx, st keepState) (*keeper, error) {
	kind, ok := store.KindNamed(st.Kind)
	if !ok {
		return nil, oldForm()
	}
	k := &keeper{Call: c, tx: tx, kind: kind, st: st, base: kind.New()}
	if st.Rev > 0 {
		var err error
		if k.base, err = recordAt(tx, kind, st.ID, st.Rev); err != nil {
			return nil, err
		}
	}
	if st.List != "" {
		if f, ok := fieldOf(kind, st.List); !ok || f.Type != store.GroupField || st.At < 0 || st.At > k.list().Len() {
			return nil, oldForm()
		}
	}
	return k, nil
}

func oldForm() *Problem {
	return &Problem{Says: "This form is of an older version.", Then: "Close it and type /csp to start again."}
}

// recordAt is a record as a change left it.
func recordAt(tx *store.Tx, kind store.AnyKind, id string, rev uint64) (any, error) {
	name, _ := kind.Called()
	for h, err := range tx.History(name, id) {
		if err != nil {
			return nil, err
		}
		if h.Set.Number == rev && !isNone(h.Entry.After) {
			return kind.Decode(h.Entry.After)
		}
	}
	return nil, oldForm()
}

// current is the stored record, nil when there is none.
func (k *keeper) current() (any, error) {
	if k.st.ID == "" {
		return nil, nil
	}
	rec, err := k.kind.Load(k.tx, k.st.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return rec, err
}

// fieldOf is a kind's field of that name.
func fieldOf(kind store.AnyKind, name string) (store.Field, bool) {
	for _, f := range kind.Fields() {
		if f.Name == name {
			return f, true
		}
	}
	return store.Field{}, false
}

// lastFields stand at the end of a form: how the record is known, and when
// its reminders come.
var lastFields = []string{"source", "as_at", "checked", "note", "disputed", "timings"}

// fields are those that the form holds, in its order.
func (k *keeper) fields() []store.Field {
	if k.st.List != "" {
		f, _ := fieldOf(k.kind, k.st.List)
		return slices.DeleteFunc(slices.Clone(f.Fields), func(in store.Field) bool { return k.tooLong(in, k.entry(k.base)) })
	}
	fields := slices.DeleteFunc(k.kind.Fields(), func(f store.Field) bool {
		return k.st.Only != "" && !slices.Contains(strings.Split(k.st.Only, ","), f.Name) || !k.holds(f)
	})
	return inOrder(fields)
}

// inOrder puts fields in the order in which people read them: first what the
// record is about, last how it is known.
func inOrder(fields []store.Field) []store.Field {
	slices.SortStableFunc(fields, func(a, b store.Field) int {
		return slices.Index(lastFields, a.Name) - slices.Index(lastFields, b.Name)
	})
	return fields
}

// holds reports whether a form can hold a field of the record: not what never
// changes, not a list of groups, which has forms of its own, not a text that
// is longer than Slack takes, and the confirmed account for an admin alone.
func (k *keeper) holds(f store.Field) bool {
	switch {
	case f.Name == "id" || f.Name == "ref" || f.Type == store.GroupField:
		return false
	case f.Name == "minutes" || f.Name == "minutes_url":
		if m, ok := k.base.(*store.Meeting); ok && m.Minutes == "agreed" { // it is corrected beside it
			ok, err := k.may(k.tx, Manage, about(k.base))
			return ok && err == nil
		}
	case f.Name == "confirmed":
		ok, err := k.may(k.tx, Manage, about(k.base))
		return ok && err == nil && k.st.ID != ""
	}
	return !k.tooLong(f, reflect.ValueOf(k.base).Elem())
}

// maxTyped is how much text an input of Slack's holds.
const maxTyped = 3000

func (k *keeper) tooLong(f store.Field, holder reflect.Value) bool {
	s := strings.Join(k.typed(f, holder.FieldByIndex(f.Index)), "\n")
	return len(s) > maxTyped && len(utf16.Encode([]rune(s))) > maxTyped
}

// longNames are the fields that the form leaves out since their text is too
// long for it.
func (k *keeper) longNames() []string {
	fields, holder := k.kind.Fields(), reflect.ValueOf(k.base).Elem()
	if k.st.List != "" {
		f, _ := fieldOf(k.kind, k.st.List)
		fields, holder = f.Fields, k.entry(k.base)
	}
	var out []string
	for _, f := range fields {
		if k.tooLong(f, holder) {
			out = append(out, fieldLabel(k.st.Kind, f.Name))
		}
	}
	return out
}

// list is the list of which the form holds an entry, as it was.
func (k *keeper) list() reflect.Value { return listIn(k.kind, k.base, k.st.List) }

func listIn(kind store.AnyKind, rec any, name string) reflect.Value {
	f, _ := fieldOf(kind, name)
	return reflect.ValueOf(rec).Elem().FieldByIndex(f.Index)
}

// entry is the entry that the form holds, of one version of the record; an
// empty one when it is new.
func (k *keeper) entry(rec any) reflect.Value {
	list := listIn(k.kind, rec, k.st.List)
	if k.st.At == 0 {
		return reflect.New(list.Type().Elem()).Elem()
	}
	return list.Index(k.st.At - 1)
}

// inputName is a field's name in this form. Slack keeps what was typed in an
// input of the same name when one form takes another's place, so that every
// step has names of its own.
func (k *keeper) inputName(field string) string {
	if k.st.Step == 0 {
		return field
	}
	return field + "." + strconv.Itoa(k.st.Step)
}

// label is how the record is called in the form's heading.
func (k *keeper) label() string {
	if k.st.ID == "" {
		_, one := k.kind.Called()
		return "New " + one
	}
	return keepLabel(k.tx, k.st.Kind, k.base)
}

// keepLabel is how a record is called where it is changed. A role is told by
// whose it is.
func keepLabel(tx *store.Tx, kind string, rec any) string {
	switch r := rec.(type) {
	case *store.Role:
		s := strings.ReplaceAll(orWord(r.Role, "role"), "-", " ")
		if r.Subject != "" {
			s += " on " + r.Subject
		}
		if r.Partnership != "" {
			s += " in " + called(tx, "partnerships", r.Partnership)
		}
		return cutTo(orWord(called(tx, "people", r.Person), "Nobody named")+", "+s, maxLabel)
	case *store.Office:
		return orWord(r.Name, "The office")
	}
	return labelOf(tx, kind, rec)
}

// form is the form with what shown holds: the record, or the entry of its
// list. before stands at its top.
func (k *keeper) form(verb string, shown reflect.Value, before ...Block) *Form {
	_, one := k.kind.Called()
	f := &Form{ID: verb + "." + k.st.Kind, Title: upper(verb) + " " + one, Send: "Save", State: k.st.encode()}
	f.Before = []Block{Heading(k.label())}
	if a := k.asked(); a != nil {
		a.head(f, k)
	}
	f.Before = append(f.Before, before...)
	if k.st.List != "" {
		f.ID += "/" + k.st.List
		f.Title = "Add " + article(entryWord(k.st.List))
		if k.st.At > 0 {
			f.Title = "Change " + article(entryWord(k.st.List))
		}
	}
	if long := k.longNames(); len(long) > 0 {
		f.Before = append(f.Before, Note(T(english.And(long...)+": longer than a form can hold, and not changed by it. Change it in the file: csp export, then csp import.")))
	}
	for _, fd := range k.fields() {
		base := reflect.ValueOf(k.base).Elem()
		in := k.input(fd, shown.FieldByIndex(fd.Index))
		if a := k.asked(); a != nil {
			in = a.ask(in, fd, k.base, strings.Join(k.typed(fd, base.FieldByIndex(fd.Index)), ", "))
		}
		f.Inputs = append(f.Inputs, in)
	}
	f.Title = cutTo(f.Title, maxTitle)
	return f
}

// maxTitle is the length of a form's title.
const maxTitle = 24
