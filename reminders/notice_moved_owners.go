package reminders

import (
	"fmt"
	"slices"

	"csp/store"
	"csp/store/english"
)

// dueThen are a partnership's open actions that are due at its next board and
// have an owner.
func (v *View) dueThen(partnership string) []store.Action {
	return slices.DeleteFunc(all(v, store.Actions.By(v.tx, "open", partnership, "next-board")), func(a store.Action) bool { return a.Owner == "" })
}

// toldBody is what one place is told of a partnership's boards since before a
// change; its Head is empty when it is nothing. Who hears of the boards only
// for the sake of what is due then hears nothing when that has the same day.
func (v *View) toldBody(partnership string, since uint64, to told) Body {
	body := v.movedBody(partnership, since)
	if len(body.Head) == 0 {
		return body
	}
	lines := v.dueWords(partnership, since, to.due)
	if len(lines) == 0 && !to.all {
		return Body{}
	}
	body.List = append(body.List, lines...)
	return body
}

// movedShown is how many actions are named in one message.
const movedShown = 10

// dueWords says of actions that are due at the next board when that is, where
// it has changed since before a change.
func (v *View) dueWords(partnership string, since uint64, due []store.Action) []Text {
	if len(due) == 0 {
		return nil
	}
	set, err := v.tx.ChangeSet(since)
	v.fail(err)
	before := v.ahead(v.boardsBefore(partnership, since))
	now := v.ahead(v.boardsOf(partnership))
	var out []Text
	rest := 0
	for i := range due {
		a := &due[i]
		was, is := nextFor(a, before), nextFor(a, now)
		known := v.first(store.Actions.Name, a.ID, "due", "next-board").Before(set.At)
		switch {
		case was == nil || !known || is != nil && is.Start.Date == was.Start.Date:
		case len(out) == movedShown:
			rest++
		default:
			out = append(out, v.dueWord(a, was, is))
		}
	}
	if rest > 0 {
		out = append(out, Text{plain(fmt.Sprintf("And %d more that are due at the next board.", rest))})
	}
	return out
}

// dueWord says when one action is due now; is is nil when no board is planned.
func (v *View) dueWord(a *store.Action, was, is *store.Meeting) Text {
	words := append(Text{plain("Your action ")}, refAndText(a.Ref, a.Text)...)
	if owner := get(v, &store.People, a.Owner); slackOf(owner) == "" {
		words = append(openWords(a.Ref, a.Text, "An action", a.Session), plain(" ("+v.person(a.Owner)+", who has no Slack account recorded: please tell them)"))
	}
	if is == nil {
		return append(words, plain(" was due on "+english.Long(was.Start.Date)+". It is due at the next board, which is not planned yet."))
	}
	return append(words, plain(" is now due on "+english.Long(is.Start.Date)+", not "+english.Long(was.Start.Date)+"."))
}

// boardsBefore are a partnership's boards as they were before a change.
func (v *View) boardsBefore(partnership string, since uint64) []store.Meeting {
	var out []store.Meeting
	add := func(id string) {
		if was := v.boardBefore(id, since); was != nil {
			out = append(out, *was)
		}
	}
	for _, m := range all(v, store.Meetings.By(v.tx, "start", partnership)) {
		if m.Rev >= since {
			add(m.ID)
		} else if isBoard(&m) {
			out = append(out, m)
		}
	}
	for _, id := range v.goneSince(partnership, since) {
		add(id)
	}
	return out
}

// goneSince are the boards of a partnership that were deleted with a change or
// after it.
func (v *View) goneSince(partnership string, since uint64) []string {
	what := goneName + " " + partnership
	gone, err := v.tx.Told(what)
	v.fail(err)
	return slices.DeleteFunc(gone, func(id string) bool {
		n, err := v.tx.ToldSince(what, id)
		v.fail(err)
		return n < since || get(v, &store.Meetings, id) != nil
	})
}

// ahead are those of boards that are to come on a day that is known, by their
// start.
func (v *View) ahead(boards []store.Meeting) []store.Meeting {
	out := slices.DeleteFunc(slices.Clone(boards), func(m store.Meeting) bool {
		return m.Status == "held" || m.Status == "cancelled" || !m.Start.Exact() || !v.now.Before(v.over(&m))
	})
	slices.SortStableFunc(out, func(a, b store.Meeting) int { return a.Start.Compare(b.Start) })
	return out
}

// nextFor is the first of the boards at which an action can be due: it was
// raised before. nil: there is none.
func nextFor(a *store.Action, boards []store.Meeting) *store.Meeting {
	for i := range boards {
		if a.Raised.IsZero() || boards[i].Start.After(a.Raised) {
			return &boards[i]
		}
	}
	return nil
}

// tellOtherOwners brings what is about to be told of a board in line with a
// changed action that is due then: it is done, or another's.
func (v *View) tellOtherOwners(set store.ChangeSet, r store.Changed) error {
	if r.Kind != store.Actions.Name || r.Old == nil {
		return nil
	}
	old := r.Old.(*store.Action)
	if !old.IsOpen() || !old.Due.NextBoard {
		return nil
	}
	owners := []string{old.Owner}
	if now, ok := r.Rec.(*store.Action); ok && now.Owner != old.Owner {
		owners = append(owners, now.Owner)
	}
	places := v.boardPlaces(old.Partnership)
	for _, owner := range owners {
		p := v.place(&Step{Partnerships: []string{old.Partnership}, Owner: owner, Day: v.today()}, Owner)
		to := told{channel: v.toOffice(p.channel)}
		if i := slices.IndexFunc(places, func(t told) bool { return t.channel == to.channel }); i >= 0 {
			to = places[i]
		}
		waits, err := v.waitsMoved(old.Partnership, to.channel)
		if err == nil && waits {
			err = v.tellPlace(set, old.Partnership, to)
		}
		if err != nil {
			return err
		}
	}
	return v.err
}

// waitsMoved reports whether a place is about to be told of a partnership's
// boards, and surely was not yet.
func (v *View) waitsMoved(partnership, channel string) (bool, error) {
	since, err := v.tx.ToldSince(movedName+" "+partnership, channel)
	if err != nil || since == 0 {
		return false, err
	}
	p, err := v.tx.Post(store.NoticeKey(movedKey(partnership, channel, since)))
	return err == nil && (p.State == store.PostDue || p.State == store.PostRejected), ifKnown(err)
}
