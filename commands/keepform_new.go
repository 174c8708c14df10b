package commands

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"csp/store"
)

// addNew writes a new record. One of the same name is told of first.
func (k *keeper) addNew(t *sent) (*FormAnswer, error) {
	if errs := k.lacking(t.rec); len(errs) > 0 {
		return &FormAnswer{Errors: errs}, nil
	}
	if like, err := k.likeNamed(t.rec); err != nil {
		return nil, err
	} else if like != "" && !k.st.Twice {
		return k.askTwice(t, like)
	}
	if err := k.complete(t.rec); err != nil {
		return nil, err
	}
	id, err := k.newID(t.rec)
	if err != nil {
		return nil, err
	}
	m := store.MetaOf(t.rec)
	m.ID = id
	on := m.Checked
	k.stamp(k.tx, m)
	m.Checked = cmp.Or(on, m.Checked)
	return k.save(t.rec, k.kind.New())
}

// formWants are the fields that the form of a new record wants, although a file
// may leave them out.
var formWants = map[string][]string{"roles": {"person", "role"}}

// lacking says which of them were left empty.
func (k *keeper) lacking(rec any) map[string]string {
	errs := map[string]string{}
	if p, ok := rec.(*store.Plan); ok && p.Kind == "strategic-assessment" && p.From.IsZero() {
		errs[k.inputName("from")] = fieldLabel(k.st.Kind, "from") + " is needed: its year is the year of the assessment."
	}
	for _, name := range formWants[k.st.Kind] {
		if f, ok := fieldOf(k.kind, name); ok && reflect.ValueOf(rec).Elem().FieldByIndex(f.Index).IsZero() {
			errs[k.inputName(name)] = fieldLabel(k.st.Kind, name) + " is needed."
		}
	}
	return errs
}

// stamp marks what somebody records here as checked on the day: by them, where
// no source is named.
func (c *Call) stamp(tx *store.Tx, m *store.Meta) {
	if m.Source == "" {
		m.Source = c.recordedInSlack(tx)
	}
	m.Checked = c.Today()
}

// recordedInSlack is the source of what somebody records without naming one.
func (c *Call) recordedInSlack(tx *store.Tx) string { return "Recorded in Slack by " + c.ownName(tx) }

// likeNamed is the label of a stored record of the same name, "" when there
// is none.
func (k *keeper) likeNamed(rec any) (string, error) {
	names := k.kind.NamesOf(rec)
	if len(names) == 0 || k.st.Kind == "decisions" || k.st.Kind == "actions" || k.st.Kind == "meetings" {
		return "", nil
	}
	for h, err := range k.tx.NamedKind(k.st.Kind, names[0]) {
		if err != nil || !h.Exact || !h.Start {
			return "", err
		}
		f, err := load(k.tx, subject{h.Kind, h.ID})
		if err != nil {
			return "", err
		}
		return keepLabel(k.tx, h.Kind, f.Rec), nil
	}
	return "", nil
}

// askTwice is the form again, with a word about the one of the same name.
func (k *keeper) askTwice(t *sent, like string) (*FormAnswer, error) {
	st := k.st
	st.Twice, st.Step = true, st.Step+1
	next, err := k.keeper(k.tx, st)
	if err != nil {
		return nil, err
	}
	_, one := k.kind.Called()
	said := Para(Join(B("There is already "+article(one)+" of that name: "+like+"."), T(" Press Save to add another, or Cancel to leave it at that.")))
	return &FormAnswer{Next: next.addForm(t.rec, said)}, nil
}

// pastDue says that the due date which was given to an open action has passed;
// "" when none was given or it has not.
func (k *keeper) pastDue(rec any) string {
	now, ok := rec.(*store.Action)
	if !ok || !now.IsOpen() || now.Due == k.base.(*store.Action).Due || !passed(k.Today(), now.Due.Date) {
		return ""
	}
	return upper(dayAndAway(k.Today(), now.Due.Date)) + ", has passed."
}

// askPast is the form again, with a word about a due date that has passed.
func (k *keeper) askPast(verb string, t *sent, says string) (*FormAnswer, error) {
	st := k.st
	st.Past, st.Step = true, st.Step+1
	next, err := k.keeper(k.tx, st)
	if err != nil {
		return nil, err
	}
	said := Para(Join(B("Was it due then? "), T(says+" Press Save if that is right: the action is then overdue. If not, correct the date below.")))
	return &FormAnswer{Next: next.form(verb, reflect.ValueOf(t.rec).Elem(), said)}, nil
}

// complete gives a new action or decision its reference, and what a new
// action starts with.
func (k *keeper) complete(rec any) error {
	switch r := rec.(type) {
	case *store.Action:
		if r.FirstDue.IsZero() {
			r.FirstDue = r.Due
		}
		ref, err := k.nextRef(r.Partnership, "", r.Raised)
		r.Ref = ref
		return err
	case *store.Decision:
		if len(r.Partnerships) == 0 {
			return nil // of the whole area: the commissioner's notice names it
		}
		ref, err := k.nextRef(r.Partnerships[0], "-D", r.Decided)
		r.Ref = ref
		return err
	}
	return nil
}

// nextRef gives out a partnership's next reference, of the year of a day or
// else of today's; "" when the partnership is not there.
func (k *keeper) nextRef(partnership, sort string, day store.Date) (string, error) {
	p, err := store.Partnerships.Get(k.tx, partnership)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil // told as a mention of nothing
	}
	if err != nil {
		return "", err
	}
	prefix, year, err := refSeries(k.tx, &p, sort, day, k.Today())
	if err != nil {
		return "", err
	}
	return k.tx.NextRef(prefix, year)
}

// maxSlug is how long the part of an id is that comes from a name.
const maxSlug = 50

// newID makes an id from what the record is called, which no record of the
// kind has or ever had.
func (k *keeper) newID(rec any) (string, error) {
	if k.st.Kind == store.OfficeID {
		return store.OfficeID, nil
	}
	_, one := k.kind.Called()
	stem := slug(k.idWords(rec))
	if stem == "" {
		stem = slug(one)
	}
	for n := 1; ; n++ {
		id := stem
		if n > 1 {
			id += "-" + strconv.Itoa(n)
		}
		had := false
		for _, err := range k.tx.History(k.st.Kind, id) {
			if err != nil {
				return "", err
			}
			had = true
			break
		}
		if !had {
			return id, nil
		}
	}
}

// idWords is what a record's id is made from.
func (k *keeper) idWords(rec any) string {
	switch r := rec.(type) {
	case *store.Role:
		return strings.Join([]string{r.Partnership, r.Role, r.Person}, " ")
	case *store.Meeting:
		return fmt.Sprintf("%s %s", r.Partnership, r.Start.Date)
	case *store.Action:
		return orWord(r.Ref, r.Text)
	case *store.Decision:
		return orWord(r.Ref, r.Text)
	case *store.Issue:
		return r.Text
	case *store.Plan:
		return orWord(r.Title, r.Partnership+" plan "+r.From.String())
	}
	if names := k.kind.NamesOf(rec); len(names) > 0 {
		return names[0]
	}
	return ""
}

// slug makes the part of an id of words: small letters and digits, hyphens
// between.
func slug(words string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(strings.ReplaceAll(store.Fold(words), "-", " ")) {
		w = strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, w)
		switch {
		case w == "":
		case b.Len() == 0:
			b.WriteString(w[:min(len(w), maxSlug)])
		case b.Len()+1+len(w) <= maxSlug:
			b.WriteString("-" + w)
		default:
			return b.String()
		}
	}
	return b.String()
}
