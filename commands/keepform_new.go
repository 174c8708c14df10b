package commands

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"csp/store"
)

// addNew writes a new record. One of the same name is told of first.
func (k *keeper) addNew(t *sent) (*FormAnswer, error) {
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
	store.MetaOf(t.rec).ID = id
	return k.save(t.rec, k.kind.New())
}

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
	ref, err := k.Call.nextRef(k.tx, partnership, sort, day)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil // told as a mention of nothing
	}
	return ref, err
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
