package commands

import (
	"cmp"
	"slices"

	"csp/store"
	"csp/store/english"
)

// maxSince is how many things a brief tells that are not weighty.
const maxSince = 8

// lastBrief is the last brief that the same person had, of an earlier day; the
// zero Briefed where there was none.
func (b *briefing) lastBrief() (store.Briefed, error) {
	was, err := b.tx.Briefs(b.Actor.Account(), b.p.ID)
	if err == nil && b.sameDay(was.Last) {
		return was.Before, nil
	}
	return was.Last, err
}

// since tells what has changed since the last brief that the same person had,
// of an earlier day, the weighty first.
func (b *briefing) since() error {
	last, err := b.lastBrief()
	if err != nil {
		return err
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
	all, err := b.deletedSince(last.Rev)
	if err != nil {
		return err
	}
	touched := len(list) + len(all)
	for _, f := range list {
		n, err := b.newsOf(f, last.Rev)
		if err != nil {
			return err
		}
		if n != nil {
			all = append(all, *n)
		}
	}
	late, err := b.overdueSince(store.DateOf(at), all)
	if err != nil {
		return err
	}
	all = append(all, late...)
	switch {
	case len(all) > 0:
		b.tellNews(title, all)
	case touched == 0:
		b.add(Para(Join(B(title+": "), T("nothing that stands here has changed."))))
	default:
		b.add(Para(Join(B(title+": "), T("facts were checked, and none was changed."))))
	}
	return nil
}

// tellNews adds what is new. All that is weighty stands there; of the rest
// what does not fit is counted by its sorts.
func (b *briefing) tellNews(title string, all []news) {
	n := len(all)
	slices.SortStableFunc(all, func(x, y news) int { return cmp.Compare(x.weight, y.weight) })
	all = oneLineOfActions(all)
	heavy := 0
	for heavy < len(all) && all[heavy].weight < newsLight {
		heavy++
	}
	keep := min(len(all), max(maxSince, heavy+maxSince/2))
	var items []Text
	for _, one := range all[:keep] {
		items = append(items, one.says)
	}
	b.add(Para(B(title+" ("+english.Count(n, "change", "changes")+")")), List{Items: items})
	if keep < len(all) {
		b.add(Para(T("And " + english.Thousands(len(all)-keep) + " more of less weight: " + sortsOf(all[keep:]) + ". To see what was done to one of them, type /csp history and its name.")))
	}
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
		return theMeeting(r)
	case *store.Partnership:
		return r.Name
	case *store.Issue:
		return "Issue: " + name
	}
	return name
}
