package reminders

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// doneWords says of a line that was said on a day that what it asked for is
// done, and by whom; "" when it is not, or its record does not tell.
func (v *View) doneWords(l *Line, on store.Date) string {
	k, known := store.KindNamed(l.SubjectKind)
	if !known || v.err != nil {
		return ""
	}
	rec, err := k.Load(v.tx, l.Subject)
	if err != nil {
		if !errors.Is(err, store.ErrNotFound) {
			v.fail(err)
		}
		return ""
	}
	if l.Kind == factName {
		if c := store.MetaOf(rec).Checked; c.IsZero() || c.Before(on) {
			return ""
		}
		return v.byWhom("Checked", deed{k, l.Subject, func(rec any) bool { return !store.MetaOf(rec).Checked.Before(on) }})
	}
	for _, e := range endings() {
		if e.kind.Name == l.Kind && e.done(l, rec) {
			return v.byWhom(e.word, deed{k, l.Subject, func(rec any) bool { return e.done(l, rec) }})
		}
	}
	for _, o := range others() {
		if o.kind.Name == l.Kind {
			if did := o.did(v, l, rec); len(did) > 0 {
				return v.byWhom(o.word, did...)
			}
		}
	}
	return ""
}

// deed is that a record is what it is.
type deed struct {
	kind store.AnyKind
	id   string
	done func(any) bool
}

// byWhom adds to a word who did the last of several deeds, and when.
func (v *View) byWhom(word string, did ...deed) string {
	var last *store.ChangeSet
	for _, d := range did {
		set := v.doneIn(d)
		if set != nil && (last == nil || set.Number > last.Number) {
			last = set
		}
	}
	if last == nil {
		return word + "."
	}
	return word + by(cmp.Or(v.actor(last.Actor), last.Name)) + " on " + english.Short(store.DateOf(last.At.In(v.Zone))) + "."
}

// doneIn is the change that did a deed, nil when none is known.
func (v *View) doneIn(d deed) *store.ChangeSet {
	name, _ := d.kind.Called()
	for h, err := range v.tx.History(name, d.id) {
		if v.fail(err); err != nil {
			return nil
		}
		if len(h.Entry.Before) > 0 {
			was, err := d.kind.Decode(h.Entry.Before)
			if v.fail(err); err != nil {
				return nil
			}
			if d.done(was) {
				continue
			}
		}
		return &h.Set
	}
	return nil
}

// actor is the name of who made a change, "" of one whom the register does
// not know.
func (v *View) actor(account string) string {
	_, user, split := strings.Cut(account, "/")
	for _, slack := range []string{account, user} {
		if slack == "" || slack == user && !split {
			continue
		}
		for _, p := range all(v, store.People.By(v.tx, "slack", slack)) {
			return p.Name
		}
	}
	return ""
}

// ended reports whether a change says that what a line asked for is done, or
// is not after all.
func ended(l *Line, old, rec any) bool {
	if l.Kind == factName {
		return store.MetaOf(old).Checked != store.MetaOf(rec).Checked
	}
	for _, e := range endings() {
		if e.kind.Name == l.Kind && e.done(l, old) != e.done(l, rec) {
			return true
		}
	}
	return false
}

// postsThatAsked are the last posts with some line about a record.
func (v *View) postsThatAsked(kind, id string, some func(*Line) bool) []string {
	var out []string
	n := 0
	for p, err := range v.tx.PostsAbout(kind, id) {
		if v.fail(err); err != nil || n == shownPosts {
			break
		}
		n++
		lines, err := SaidIn(&p)
		v.fail(err)
		if slices.ContainsFunc(lines, func(it Item) bool { return it.Subject == id && some(&it.Line) }) {
			out = append(out, p.Key)
		}
	}
	return out
}
