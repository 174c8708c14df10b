package reminders

import (
	"errors"

	"csp/store"
)

// audiences are all there are, for finding a line whose audience is not known.
var audiences = []Audience{Office, Partnership, Owner, Secretariat, Chair, OfficeLead}

// baseKeys are the keys of the lines that a snooze puts off, whoever they were
// for.
func baseKeys(s *store.Snooze) []string {
	var out []string
	for _, to := range audiences {
		out = append(out, Key(s.Reminder, s.Subject, s.Anchor, s.Offset, to, s.Again))
	}
	return out
}

// quietHangs are the records whose reminders move with a snooze, an email, or
// a board that something waits for.
func (v *View) quietHangs(rec any) []store.Waiting {
	switch r := rec.(type) {
	case *store.Snooze:
		return []store.Waiting{{Kind: r.Of, ID: r.Record, Name: r.Reminder}}
	case *store.Meeting:
		var out []store.Waiting
		for _, s := range all(v, store.Snoozes.By(v.tx, "board", r.ID)) {
			out = append(out, v.quietHangs(&s)...)
		}
		return out
	case *store.Email:
		var out []store.Waiting
		for _, id := range r.Actions {
			for _, name := range []string{actionGiven.Name, actionDue.Name} {
				out = append(out, store.Waiting{Kind: store.Actions.Name, ID: id, Name: name})
			}
			if a := get(v, &store.Actions, id); a != nil {
				for _, board := range v.boardsBeingAsked(a) {
					out = append(out, store.Waiting{Kind: store.Meetings.Name, ID: board, Name: updatesName})
				}
			}
		}
		return out
	}
	return nil
}

// shownPosts is how many of the last posts about a record are drawn again when
// it changes.
const shownPosts = 10

// shown returns the posts that a changed record shows in.
func (v *View) shown(kind string, old, rec any) ([]string, error) {
	var out []string
	if old != nil && rec != nil {
		out = v.postsThatAsked(kind, store.MetaOf(rec).ID, func(l *Line) bool { return ended(l, old, rec) })
	}
	for _, o := range others() {
		if o.on == kind {
			out = append(out, v.postsOfOther(&o, old, rec)...)
		}
	}
	for _, r := range []any{old, rec} {
		switch r := r.(type) {
		case *store.Snooze:
			out = append(out, v.postsOf(r)...)
		case *store.Meeting:
			for _, s := range all(v, store.Snoozes.By(v.tx, "board", r.ID)) {
				out = append(out, v.postsOf(&s)...)
			}
		case *store.Email:
			for _, id := range r.Actions {
				out = append(out, v.postsAbout(id)...)
			}
		case *store.Action:
			if was, now := orNew[store.Action](old), orNew[store.Action](rec); old == nil || was.Status == now.Status && was.ClosedBy == now.ClosedBy {
				continue
			}
			out = append(out, v.postsAbout(r.ID)...)
		}
	}
	return out, v.err
}

// postsOf are the posts that said what a snooze puts off.
func (v *View) postsOf(s *store.Snooze) []string {
	var out []string
	for _, key := range baseKeys(s) {
		l, err := v.tx.Line(key)
		switch {
		case err == nil && l.Post != "":
			out = append(out, l.Post)
		case err != nil && !errors.Is(err, store.ErrNotFound):
			v.fail(err)
		}
	}
	return out
}

// postsAbout are the last posts about an action.
func (v *View) postsAbout(action string) []string {
	var out []string
	for p, err := range v.tx.PostsAbout(store.Actions.Name, action) {
		if v.fail(err); err != nil || len(out) == shownPosts {
			break
		}
		out = append(out, p.Key)
	}
	return out
}
