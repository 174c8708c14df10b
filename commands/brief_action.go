package commands

import (
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// actionNews says that an action is new, was closed or opened again, has
// another date or owner, or an update.
func (b *briefing) actionNews(n *news, old, a *store.Action) error {
	n.weight = newsAction
	name := strings.TrimSpace(a.Ref + ". " + sentence(a.Text))
	if a.Ref == "" {
		name = sentence(a.Text)
	}
	name += closedSession(a.Session)
	d, err := onItsDay(b.tx, a, b.today)
	if err != nil {
		return err
	}
	owner := " " + sentence(ownerWords(b.tx, a))
	last := ""
	if old == nil || len(a.Updates) > len(old.Updates) {
		if said := lastUpdate(a).Text; said != "" {
			last = " “" + cutTo(strings.TrimSpace(said), shortText) + "”"
		}
	}
	newly := func(status string) bool { return a.Status == status && (old == nil || old.Status != status) }
	switch {
	case newly("done"):
		n.weight, n.says = newsClosed, Join(B("Done"+onDay(a.Closed)+": "), T(name+owner+last))
	case newly("cancelled"):
		n.weight, n.says = newsClosed, Join(B("Cancelled"+onDay(a.Closed)+": "), T(name+last))
	case old != nil && !old.IsOpen() && a.IsOpen():
		n.weight, n.says = newsClosed, Join(B("Open again: "), T(name+owner))
	case old == nil:
		n.says = Join(B("New action: "), T(name+owner+" Due: "+dueSaid(&d)+"."))
		n.ref = a.Ref
	default:
		n.says = b.actionMoved(old, &d, name, last)
	}
	if n.says != nil && a.IsOpen() && d.groupOf(b.today) == dueOverdue {
		n.ref, n.weight = "", newsOverdue
		n.says = Join(n.says, T(" Overdue."))
	}
	return nil
}

// actionMoved says what is new of an open action; nil when it is none of that.
func (b *briefing) actionMoved(old *store.Action, d *dated, name, last string) Text {
	var f facts
	if old.Due != d.Due {
		f.say("Now due: " + dueSaid(d) + " (it was " + lowerNot(orNot(dueText(old.Due))) + ").")
	}
	if old.Owner != d.Owner || old.Organisation != d.Organisation {
		f.say("Owner now: " + sentence(ownerFact(b.tx, &d.Action)))
	}
	if last != "" {
		f.say("Update:" + last + ".")
	}
	if f.String() == "" {
		return nil
	}
	if d.Ref == "" {
		return Join(B(name), T(" "+f.String()))
	}
	return Join(B(d.Ref), T(". "+sentence(cutTo(d.Text, shortText))+closedSession(d.Session)+" "+f.String()))
}

// overdueSince are the open actions whose day has passed since a day, and that
// are not told already.
func (b *briefing) overdueSince(since store.Date, told []news) ([]news, error) {
	list, _, err := readable(b.Call, b.tx, store.Actions.Of(b.tx, "partnerships", b.p.ID))
	if err != nil {
		return nil, err
	}
	var out []news
	for i := range list {
		a := &list[i]
		if !a.IsOpen() {
			continue
		}
		d, err := byItsDay(b.tx, a, b.today)
		if err != nil {
			return nil, err
		}
		if d.groupOf(b.today) != dueOverdue || d.on.Last().Before(since) {
			continue
		}
		says := Join(B("Now overdue: "), T(joined(". ", a.Ref, sentence(a.Text))+" "+sentence(ownerWords(b.tx, a))+" Due: "+english.Short(d.on)+"."))
		if slices.ContainsFunc(told, func(n news) bool {
			return n.weight == newsOverdue && a.Ref != "" && strings.Contains(plainText(n.says, false), a.Ref)
		}) {
			continue
		}
		out = append(out, news{weight: newsOverdue, kind: store.Actions.Name, says: says})
	}
	return out, nil
}
