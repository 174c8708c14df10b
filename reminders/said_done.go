package reminders

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// ending is when what a line of a kind asked for is done, by its record alone.
type ending struct {
	kind *Kind
	word string // what a message then says: Sent
	done func(rec any) bool
}

// endings are of the kinds that ask for one thing which a record tells.
func endings() []ending {
	return []ending{
		{&boardPapers, "Papers sent", of1(func(m *store.Meeting) bool { return !m.PapersSent.IsZero() })},
		{&boardRecord, "Recorded", of1(func(m *store.Meeting) bool { return !m.Recorded.IsZero() })},
		{&boardMinutes, "Draft recorded", of1(func(m *store.Meeting) bool { return m.Minutes != "" && m.Minutes != "none" })},
		{&decisionNeeded, "Taken", of1(func(d *store.Decision) bool { return d.Status == "taken" })},
		{&decisionNeeded, "Deferred", of1(func(d *store.Decision) bool { return d.Status == "deferred" })},
		{&planShare, "Shared", of1(func(p *store.Plan) bool { return !p.SharedWithPCC.IsZero() })},
		{&schemeEnd, "Outcome recorded", of1(func(s *store.Scheme) bool { return s.Outcome != "" })},
		{&pilotHorizon, "Date recorded", of1(func(p *store.Pilot) bool { return p.Horizon.Exact() })},
	}
}

// of1 is a question about one kind of record, answered no by others.
func of1[T any](done func(*T) bool) func(any) bool {
	return func(rec any) bool {
		r, ok := rec.(*T)
		return ok && r != nil && done(r)
	}
}

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
		return v.byWhom(k, l.Subject, "Checked", func(rec any) bool { return !store.MetaOf(rec).Checked.Before(on) })
	}
	for _, e := range endings() {
		if e.kind.Name == l.Kind && e.done(rec) {
			return v.byWhom(k, l.Subject, e.word, e.done)
		}
	}
	return ""
}

// byWhom adds to a word who made a record what it is, and when.
func (v *View) byWhom(k store.AnyKind, id, word string, done func(any) bool) string {
	name, _ := k.Called()
	for h, err := range v.tx.History(name, id) {
		if v.fail(err); err != nil {
			return ""
		}
		if len(h.Entry.Before) > 0 {
			was, err := k.Decode(h.Entry.Before)
			if v.fail(err); err != nil {
				return ""
			}
			if done(was) {
				continue
			}
		}
		return word + by(cmp.Or(v.actor(h.Set.Actor), h.Set.Name)) + " on " + english.Short(store.DateOf(h.Set.At.In(v.Zone))) + "."
	}
	return word + "."
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

// ended reports for which kinds of reminder a change says that what they asked
// for is done, or is not after all.
func ended(old, rec any) []string {
	var out []string
	for _, e := range endings() {
		if e.done(old) != e.done(rec) && !slices.Contains(out, e.kind.Name) {
			out = append(out, e.kind.Name)
		}
	}
	if old != nil && rec != nil && store.MetaOf(old).Checked != store.MetaOf(rec).Checked {
		out = append(out, factName)
	}
	return out
}

// postsThatAsked are the last posts with a line of some kinds about a record.
func (v *View) postsThatAsked(kinds []string, kind, id string) []string {
	var out []string
	n := 0
	for p, err := range v.tx.PostsAbout(kind, id) {
		if v.fail(err); err != nil || n == shownPosts {
			break
		}
		n++
		lines, err := SaidIn(&p)
		v.fail(err)
		if slices.ContainsFunc(lines, func(it Item) bool { return it.Subject == id && slices.Contains(kinds, it.Kind) }) {
			out = append(out, p.Key)
		}
	}
	return out
}
