package commands

import (
	"errors"
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

var askFor = Command{
	Name: "ask", About: "actions", Usage: "REFERENCE", Short: "ask an action's owner for an update, politely and once in 2 working days",
	Examples: []string{"ask DAR-26-001"}, Right: Ask,
	Run: func(c *Call) (Reply, error) { return c.askOwnerOf(c.Args) },
	Actions: map[string]func(*Call, string) (Outcome, error){
		"it": func(c *Call, id string) (Outcome, error) {
			r, err := c.askOwnerOf("actions/" + id)
			return Outcome{Reply: &r, Below: true}, err
		},
	},
}

// askGap is after how many working days an update may be asked for again.
const askGap = 2

// askOwnerOf asks the owner of the action that a line names for an update.
func (c *Call) askOwnerOf(line string) (Reply, error) {
	if err := c.notHere(); err != nil {
		return Reply{}, err
	}
	_, err := c.write(func(tx *store.Tx) error {
		c.known = nil
		a, err := c.actionToAsk(tx, line)
		if err != nil {
			return err
		}
		return c.oweAsk(tx, a)
	})
	if err != nil {
		return Reply{}, err
	}
	var r Reply
	err = c.Desk.Store.View(c, func(tx *store.Tx) error {
		c.known = nil
		a, _, err := c.actionLeading(tx, line)
		if err != nil {
			return err
		}
		_, note, err := reminders.ReachOwner(tx, c.Desk.Reminders, c.Now, a)
		how := personName(tx, a.Owner) + " is asked in Slack, between 9am and 5pm on a working day."
		if note != "" {
			how = note + " The partnership's secretariat, or the office, is asked to pass it on."
		}
		r = Reply{Blocks: []Block{
			Para(Join(T("An update is asked for: "), actionText(a))), Note(T(how)),
		}}
		r = withBlocks(r, c.offer(tx, openAction(a))...)
		return err
	})
	return r, err
}

// actionToAsk is the action that a line names, when its owner may be asked.
func (c *Call) actionToAsk(tx *store.Tx, line string) (*store.Action, error) {
	a, rest, err := c.actionLeading(tx, line)
	if errors.Is(err, errNoAction) {
		err = c.whichAction(tx, line)
	}
	if err != nil {
		return nil, err
	}
	d := &draft{c: c, tx: tx}
	if err := d.mayAct(a, Ask, "ask for an update"); err != nil {
		return nil, err
	}
	if rest != "" {
		return nil, &Problem{
			Says:  "The owner is asked how " + actionName(a) + " stands, and nothing else, so “" + typed(rest) + "” would not reach them. Nothing is sent.",
			Then:  "Put the question to " + orWord(personName(tx, a.Owner), "them") + " yourself, or ask how it stands:",
			Offer: []Button{askButton(a), openAction(a)},
		}
	}
	mine, err := c.theirs(tx, a)
	switch {
	case err != nil:
		return nil, err
	case !a.IsOpen():
		return nil, d.closedAlready(a, "")
	case a.Owner == "":
		return nil, &Problem{Says: "No owner is named for " + actionName(a) + ", so there is nobody to ask.", Then: "Give it to somebody first:", Offer: []Button{{Label: "Give " + actionName(a) + " to somebody", Type: "give " + actionTyped(a)}}}
	case mine:
		return nil, &Problem{Says: upper(actionName(a)) + " is your own.", Then: "Say how it stands:", Offer: []Button{{Label: "Update " + actionName(a), Type: "update " + actionTyped(a)}}}
	}
	by, on, again, err := c.askedLately(tx, a)
	if err == nil && !on.IsZero() {
		err = &Problem{
			Says:  "Already asked: " + by + " asked for an update on " + english.Long(on) + ".",
			Then:  "It can be asked for again from " + english.Long(again) + ".",
			Offer: []Button{openAction(a)},
		}
	}
	return a, err
}

// askKey is the key of the message by which an action's owner is asked on a
// day.
func askKey(a *store.Action, day store.Date) string { return "ask " + a.ID + " " + day.String() }

// askedLately says who asked for an update within the last two working days,
// when, and from when on it may be asked for again; on is zero when nobody
// did.
func (c *Call) askedLately(tx *store.Tx, a *store.Action) (by string, on, again store.Date, err error) {
	cal, err := store.CalendarOf(tx)
	if err != nil {
		return "", on, again, err
	}
	for day := c.Today(); ; day = day.AddDays(-1) {
		again = cal.AddWorkingDays(day, askGap)
		if !again.After(c.Today()) {
			return "", on, again, nil
		}
		post, err := tx.Post(store.NoticeKey(askKey(a, day)))
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil || post.State == store.PostSkipped {
			return "", on, again, err
		}
		said, err := ReadNotice(post.Body)
		by = "somebody"
		if len(said.Blocks) > 0 {
			if p, ok := said.Blocks[0].(Para); ok && len(p) > 0 {
				by = strings.TrimSpace(p[0].Text)
			}
		}
		return by, day, again, err
	}
}

// oweAsk owes the message that asks: to the owner, with buttons that answer,
// or to who passes it on.
func (c *Call) oweAsk(tx *store.Tx, a *store.Action) error {
	to, note, err := reminders.ReachOwner(tx, c.Desk.Reminders, c.Now, a)
	if err != nil {
		return err
	}
	d, err := onItsDay(tx, a, c.Today())
	if err != nil {
		return err
	}
	how := " asks how this action of yours stands: "
	if note != "" {
		how = " asks how this action of " + personName(tx, a.Owner) + " stands: "
	}
	r := Reply{Blocks: []Block{Para(Join(B(c.ownName(tx)), T(how), actionText(a), T(" "+rag(&d, c.Today())+".")))}}
	if note != "" {
		if p, err := store.People.Get(tx, a.Owner); err == nil && p.Email != "" {
			note += " Their email address is " + p.Email + "."
		}
		r = withBlocks(r, Note(T(note+" Please ask them, and take down what they say.")))
	}
	r = withBlocks(r, Buttons{actionDone(a), actionUpdate(a), moveButton(a)})
	body, err := NoticeBody(r)
	if err != nil {
		return err
	}
	return store.Owe(tx, store.Notice{Key: askKey(a, c.Today()), Channel: to, Body: body, At: c.Now})
}

// unask withdraws what was asked of an action's owner and is not sent yet.
func (d *draft) unask(a *store.Action) error {
	_, on, _, err := d.c.askedLately(d.tx, a)
	if err != nil || on.IsZero() {
		return err
	}
	_, err = store.Withdraw(d.tx, askKey(a, on), "the action is closed")
	return err
}

// askButton asks an action's owner for an update, below a list.
func askButton(a *store.Action) Button {
	return Button{Label: "Ask about " + actionName(a), Type: "ask " + actionTyped(a), Action: "ask.it", Value: a.ID}
}
