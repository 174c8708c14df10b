package commands

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// maxSince is how many changes a brief tells.
const maxSince = 10

// since tells what has changed since the last brief that the same person had,
// of an earlier day.
func (b *briefing) since() error {
	was, err := b.tx.Briefs(b.Actor.Account(), b.p.ID)
	if err != nil {
		return err
	}
	last := was.Last
	if b.sameDay(last) {
		last = was.Before
	}
	if last.At.IsZero() {
		b.add(Para(Join(B("Since your last brief: "), T("this is your first on "+b.p.Name+"."))))
		return nil
	}
	at := last.At.In(b.zone())
	title := "Since your last brief, of " + english.Short(store.DateOf(at)) + ", " + english.Clock(at.Hour(), at.Minute())
	list, err := b.changedSince(last.Rev)
	if err != nil {
		return err
	}
	gone, err := b.deletedSince(last.Rev)
	if err != nil {
		return err
	}
	if len(list)+len(gone) == 0 {
		b.add(Para(Join(B(title+": "), T("nothing that stands here has changed."))))
		return nil
	}
	var items []Text
	for _, f := range list {
		line, err := b.changeLine(f, last.Rev)
		if err != nil {
			return err
		}
		if line != nil {
			items = append(items, line)
		}
	}
	// What is no longer there is found nowhere else in the brief.
	items = append(gone, items...)
	if len(items) == 0 {
		b.add(Para(Join(B(title+": "), T("facts were checked, and none was changed."))))
		return nil
	}
	b.add(Para(B(title+" ("+english.Count(len(items), "change", "changes")+")")), List{Items: items[:min(len(items), maxSince)]})
	if more := len(items) - maxSince; more > 0 {
		b.add(Para(T("And " + english.Count(more, "older change", "older changes") + ". To see what was done to a record, type /csp history and its name.")))
	}
	return nil
}

// changedSince are the records that have to do with the partnership, may be
// read, and were written after a revision, the latest first.
func (b *briefing) changedSince(rev uint64) ([]found, error) {
	var out []found
	seen := map[subject]bool{}
	look := func(kind, id string) error {
		if s := (subject{kind, id}); id == "" || seen[s] || isBeside(kind) {
			return nil
		}
		seen[subject{kind, id}] = true
		f, err := load(b.tx, subject{kind, id})
		if err != nil {
			return err
		}
		if store.MetaOf(f.Rec).Rev <= rev {
			return nil
		}
		ok, err := b.may(b.tx, Read, about(f.Rec))
		if ok {
			out = append(out, f)
		}
		return err
	}
	if err := look("partnerships", b.p.ID); err != nil {
		return nil, err
	}
	for ref, err := range b.tx.Referring("partnerships", b.p.ID) {
		if err == nil {
			err = look(ref.From, ref.FromID)
		}
		if err != nil {
			return nil, err
		}
	}
	for s, err := range store.Schemes.By(b.tx, "wide") {
		if err == nil {
			err = look("schemes", s.ID)
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(x, y found) int { return cmp.Compare(store.MetaOf(y.Rec).Rev, store.MetaOf(x.Rec).Rev) })
	return out, nil
}

// changeFields is how many fields of a record a line tells.
const changeFields = 3

// changeLine says what became of a record after a revision; nil when it is as
// it was, or was only checked.
func (b *briefing) changeLine(f found, rev uint64) (Text, error) {
	whole, err := b.changeOf(subject{f.Kind, f.ID}, rev)
	if err != nil {
		return nil, err
	}
	name := Join(B(sinceName(b.tx, f)))
	if isNone(whole.Entry.Before) {
		return Join(name, T(": new.")), nil
	}
	if bytes.Equal(whole.Entry.Before, whole.Entry.After) {
		return nil, nil
	}
	see, err := b.historySight(b.tx, f)
	if err != nil {
		return nil, err
	}
	lines, err := changeLines(f.Kind, &whole, see)
	if err != nil {
		return nil, err
	}
	lines = slices.DeleteFunc(lines, func(line string) bool {
		label, _, field := strings.Cut(line, ": ")
		return !field || slices.ContainsFunc(lastFields, func(last string) bool { return fieldLabel(f.Kind, last) == label })
	})
	if len(lines) == 0 {
		return nil, nil
	}
	said := strings.Join(lines[:min(len(lines), changeFields)], "; ")
	if more := len(lines) - changeFields; more > 0 {
		said += "; and " + english.Count(more, "more field", "more fields")
	}
	return Join(name, T(". "+sentence(said))), nil
}

// changeOf is all that became of a record after a revision, as one change.
func (b *briefing) changeOf(s subject, rev uint64) (whole store.HistoryItem, err error) {
	for h, err := range b.tx.History(s.kind, s.id) {
		if err != nil {
			return whole, err
		}
		if h.Set.Number <= rev {
			break
		}
		if whole.Entry.Kind == "" {
			whole = h
		}
		whole.Entry.Before = h.Entry.Before
	}
	return whole, nil
}

// sinceName names a record that has changed, with what it is where the name
// does not say so.
func sinceName(tx *store.Tx, f found) string {
	name := cutTo(gapName(tx, f), maxLabel)
	switch r := f.Rec.(type) {
	case *store.Role:
		return name + " (" + orWord(called(tx, "people", r.Person), "nobody named") + ")"
	case *store.Meeting:
		return labelOf(tx, f.Kind, r)
	case *store.Partnership:
		return r.Name
	case *store.Issue:
		return "Issue: " + name
	}
	return name
}
