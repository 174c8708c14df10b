package commands

import (
	"errors"
	"fmt"
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// An owner who asks for another date says so in an update of the action, which
// everybody reads, and which is what was asked until another update answers
// it. Who may agree is sent a message with buttons.
const (
	datesAsked   = "Asks for a new due date: "
	datesAgreed  = "New due date agreed: "
	datesRefused = "New due date not agreed: "
)

// dateAsked is the date that an owner asked for and nobody has answered: its
// place among the updates, and the date; ok is false when there is none.
func (c *Call) dateAsked(a *store.Action) (place int, due store.Due, ok bool) {
	for i := len(a.Updates) - 1; i >= 0; i-- {
		text := a.Updates[i].Text
		if strings.HasPrefix(text, datesAgreed) || strings.HasPrefix(text, datesRefused) {
			return 0, due, false
		}
		if words, is := strings.CutPrefix(text, datesAsked); is {
			words, _, _ = strings.Cut(words, ".")
			d, read := readDue(words, lineRules{Today: c.Today()})
			return i, d.Due, read && a.Due != d.Due && a.IsOpen()
		}
	}
	return 0, due, false
}

// askDate records that an owner asks for a date, and tells who may agree.
func (d *draft) askDate(a *store.Action, due store.Due, reason string) error {
	if i, was, ok := d.c.dateAsked(a); ok && was == due {
		u := a.Updates[i]
		return &Problem{Says: "Already asked: " + u.By + " asked for " + dueText(due) + " on " + english.Long(u.At.Date) + ".", Then: "The secretariat or the office will answer.", Offer: []Button{openAction(a)}}
	}
	now := *a
	d.say(&now, "", datesAsked+dueText(due)+"."+spaced(reasonSaid(reason)))
	place := len(now.Updates) - 1
	d.after = append(d.after, func() error {
		body, err := NoticeBody(d.dateAskedSaid(a, place, due, reason))
		if err != nil {
			return err
		}
		to, err := d.whoRecords(a.Partnership)
		if err != nil {
			return err
		}
		return store.Owe(d.tx, store.Notice{Key: dateKey(a, place), Channel: to, Body: body, At: d.c.Now})
	})
	return d.change(a, &now)
}

// dateKey is the key of the message about a date that was asked for.
func dateKey(a *store.Action, place int) string { return fmt.Sprint("new-date ", a.ID, " ", place) }

// dateAskedSaid is the message to who may agree.
func (d *draft) dateAskedSaid(a *store.Action, place int, due store.Due, reason string) Reply {
	answers := dateButtons(a, place, due, "agree")
	answers[0].Primary = true
	facts := Facts{{"Due now", T(orNot(dueText(a.Due)))}, {"Asked for", T(dueText(due))}}
	if reason != "" {
		facts = append(facts, Fact{"Why", T(upper(d.c.named(d.tx, reason)))})
	}
	return Reply{Blocks: []Block{
		Para(Join(B(d.c.ownName(d.tx)), T(" asks for a new date for "), actionText(a))),
		facts,
		Buttons(answers),
	}}
}

// whoRecords is where a message goes for those who record a partnership's
// actions: the direct messages of its confirmed secretariat, else the
// office's channel.
func (d *draft) whoRecords(partnership string) (string, error) {
	to := d.c.Desk.Reminders.Office
	for r, err := range store.Roles.By(d.tx, "of", partnership, "secretariat") {
		if err != nil {
			return "", err
		}
		if r.Confirmed == "" || !during(d.c.Today(), r.From, r.Until) {
			continue
		}
		p, err := store.People.Get(d.tx, r.Person)
		if err != nil {
			return "", err
		}
		if user := afterSlash(r.Confirmed); afterSlash(p.Slack) == user {
			to = user
		}
	}
	return to, nil
}

// afterSlash is the user of an account, U… of T…/U….
func afterSlash(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }

// answerWork agrees to a date that an owner asked for, or does not.
func answerWork(at askedDate, agreed bool, reason string) actionWork {
	return func(d *draft, a *store.Action) error {
		if err := d.mayAct(a, Record, "agree to a new date"); err != nil {
			return err
		}
		i, due, ok := d.c.dateAsked(a)
		switch {
		case !ok:
			return d.answeredAlready(a, at.place)
		case !at.is(i, due):
			return askedAnew(a, i, due)
		}
		now := *a
		if agreed {
			now = movedTo(now, due)
			d.say(&now, "", datesAgreed+dueText(due)+"."+spaced(reasonSaid(reason)))
		} else {
			d.say(&now, "", datesRefused+dueText(due)+"."+spaced(reasonSaid(reason)))
		}
		d.answered(a, i, dueText(due), agreed, reason)
		return d.change(a, &now)
	}
}

// answeredAlready is the Problem of a date that nobody asks for any more: who
// answered, and how.
func (d *draft) answeredAlready(a *store.Action, place int) error {
	p := &Problem{Says: "No new date is asked for " + actionName(a) + ".", Offer: []Button{openAction(a)}}
	for _, u := range a.Updates[min(max(place, 0), len(a.Updates)):] {
		if strings.HasPrefix(u.Text, datesAgreed) || strings.HasPrefix(u.Text, datesRefused) {
			p.Says = "Already answered by " + u.By + " on " + english.Long(u.At.Date) + ": " + sentence(lowerFirst(u.Text))
			if place >= 0 {
				break
			}
		}
	}
	return p
}

// answered tells the owner what came of a date that was asked for, and takes
// the buttons off the message that asked.
func (d *draft) answered(a *store.Action, place int, due string, agreed bool, reason string) {
	how := " does not agree to "
	if agreed {
		how = " agrees to "
	}
	me, old := d.c.ownName(d.tx), *a
	d.after = append(d.after, func() error {
		para := Para(Join(B(me), T(how+due+" as the new date for "), actionText(&old)))
		if reason != "" {
			para = append(para, Span{Text: " They say: " + sentence(upper(d.c.named(d.tx, reason)))})
		}
		if post, err := d.tx.Post(store.NoticeKey(dateKey(&old, place))); err == nil {
			if err := d.owe(dateKey(&old, place), post.To, para); err != nil {
				return err
			}
		} else if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		to, note, err := reminders.ReachOwner(d.tx, d.c.Desk.Reminders, d.c.Now, &old)
		if err != nil || note != "" {
			return err // they do not use Slack, so they did not ask in it
		}
		return d.owe(dateKey(&old, place)+" answered", to, para)
	})
}

// owe owes a message of one sentence.
func (d *draft) owe(key, to string, says Para) error {
	body, err := NoticeBody(Reply{Blocks: []Block{says}})
	if err != nil {
		return err
	}
	return store.Owe(d.tx, store.Notice{Key: key, Channel: to, Body: body, At: d.c.Now})
}

// movedTo is an action with another due date. The first one stays on show.
func movedTo(a store.Action, due store.Due) store.Action {
	if a.FirstDue.IsZero() {
		a.FirstDue = a.Due
	}
	a.Due = due
	if a.FirstDue.IsZero() {
		a.FirstDue = due
	}
	return a
}
