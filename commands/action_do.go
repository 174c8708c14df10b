package commands

import (
	"errors"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// actionWork is a move that changes one action, which is written at once and
// can be undone.
type actionWork func(d *draft, a *store.Action) error

// oneAction is that move of one action.
type oneAction struct {
	id string
	do actionWork
}

func (m oneAction) work(d *draft) error {
	a, err := store.Actions.Get(d.tx, m.id)
	if err != nil {
		return err
	}
	if err := m.do(d, &a); err != nil || a.Ref != "" {
		return err
	}
	// What comes to be spoken of is given a reference to say aloud.
	for _, s := range d.steps {
		if now, ok := s.now.(*store.Action); ok && now.ID == a.ID {
			return d.number(now)
		}
	}
	return nil
}

// notHere refuses to record in an answer that a whole channel reads.
func (c *Call) notHere() error {
	if !c.Public {
		return nil
	}
	return &Problem{Says: "This is recorded in private.", Then: "Leave out “here”, and only you see the answer."}
}

// actionLeading finds the action that a line begins with, by its reference or
// its id, and what follows it.
func (c *Call) actionLeading(tx *store.Tx, line string) (*store.Action, string, error) {
	words := strings.Fields(line)
	for n := 1; n <= min(len(words), maxRefWords); n++ {
		name, rest := strings.Join(words[:n], " "), strings.Join(words[n:], " ")
		f, ok, err := c.byReference(tx, strings.TrimRight(name, ":,"))
		if err != nil {
			return nil, "", err
		}
		if !ok && n == 1 && strings.Contains(name, "/") {
			f, err = c.resolve(tx, asking{Words: name, Kinds: []string{store.Actions.Name}})
			if err != nil {
				return nil, "", err
			}
			ok = true
		}
		if !ok {
			continue
		}
		if a, is := f.Rec.(*store.Action); is {
			return a, rest, nil
		}
		return nil, "", notA("action", tx, &f)
	}
	return nil, "", errNoAction
}

// maxRefWords is how many words a reference may be typed as: dar 26 1.
const maxRefWords = 4

// errNoAction: a line begins with no action.
var errNoAction = errors.New("no action is named")

// whichAction is the Problem of a line that names no action: those that the
// one who asks may mean.
func (c *Call) whichAction(tx *store.Tx, line string) error {
	verb := c.Command.Name
	p := &Problem{
		Says: "Say which action, by its reference.", Then: "Type /csp " + verb + " and the reference, such as DAR-26-001. To find it, type /csp actions.",
		Offer: []Button{{Label: "My actions", Type: "actions mine"}},
	}
	if line != "" {
		p.Says = "“" + typed(line) + "” begins with no reference of an action."
	}
	words := strings.Fields(line)
	for n := 1; n <= min(len(words), maxRefWords); n++ {
		ref := strings.TrimRight(strings.Join(words[:n], " "), ":,")
		if !spelledRef.MatchString(ref) || len(references(ref)) == 0 {
			continue
		}
		return c.unknown(tx, asking{Words: ref}, false)
	}
	if c.Command.Name == moveDueWord {
		return c.boardMeant(tx, p, line)
	}
	return p
}

// act does something to the action that a line begins with. do is given what
// follows the reference.
func (c *Call) act(line string, do func(c *Call, tx *store.Tx, a *store.Action, rest string) (actionWork, error)) (Reply, error) {
	if err := c.notHere(); err != nil {
		return Reply{}, err
	}
	var id string
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		all, rest, err := c.actionsLeading(tx, line)
		if err != nil {
			return nil, err
		}
		id = all[0].ID
		var m severalActions
		for _, a := range all {
			work, err := do(c, tx, a, rest)
			if err != nil {
				return nil, err
			}
			m = append(m, oneAction{a.ID, work})
		}
		return m, nil
	})
	if err != nil {
		return Reply{}, err
	}
	return c.acted(made.wrote, id)
}

// actOn does something to the action with the id, as a button or a form has
// it.
func (c *Call) actOn(id string, work actionWork) (Reply, error) {
	if err := c.notHere(); err != nil {
		return Reply{}, err
	}
	made, err := c.do(func(*Call, *store.Tx) (move, error) { return oneAction{id, work}, nil })
	if err != nil {
		return Reply{}, err
	}
	return c.acted(made.wrote, id)
}

// acted says how an action stands after a change, with Undo. What it says is
// put together from the change alone, so a request that comes again is
// answered alike.
func (c *Call) acted(w wrote, id string) (Reply, error) {
	var r Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		c.known = nil
		r = Reply{}
		row := []Button{undoButton(w.Number)}
		for e, err := range tx.Entries(w.Number) {
			if err != nil {
				return err
			}
			was, now, err := versions(&store.HistoryItem{Entry: e})
			if err != nil {
				return err
			}
			a, ok := now.(*store.Action)
			if !ok {
				continue
			}
			old, _ := was.(*store.Action)
			said, err := c.actedReply(tx, old, a)
			if err != nil {
				return err
			}
			next, err := c.actedNext(tx, old, a)
			if err != nil {
				return err
			}
			r.Blocks = append(r.Blocks, said.Blocks...)
			row = append(append(row, openAction(a)), next...)
		}
		if len(r.Blocks) > 0 {
			r = withBlocks(r, c.offer(tx, row...)...)
			return nil
		}
		a, err := store.Actions.Get(tx, id) // nothing was different
		if err == nil {
			r, err = actionCard(c, tx, &a)
		}
		return err
	})
	return r, err
}

// actedReply says what a change did to an action.
func (c *Call) actedReply(tx *store.Tx, old, a *store.Action) (Reply, error) {
	if old == nil {
		return c.newActionSaid(tx, a)
	}
	d, err := onItsDay(tx, a, c.Today())
	if err != nil {
		return Reply{}, err
	}
	head, state := "New update on "+actionName(a), ""
	switch last := lastSaid(a); {
	case strings.HasPrefix(last, datesAsked):
		head, state = "Another date is asked for: "+actionName(a), "Due: "+dueSaid(&d)+". "+c.toldOfDate(tx, a)
	case strings.HasPrefix(last, datesRefused):
		head, state = upper(actionName(a))+" keeps its date", "Due: "+dueSaid(&d)+"."
	case old.Status != a.Status && a.IsOpen():
		head, state = upper(actionName(a))+" is open again", actionState(&d, c.Today())
	case old.Status != a.Status:
		head, state = upper(actionName(a))+" is "+a.Status, actionState(&d, c.Today())
	case old.Owner != a.Owner:
		head, state = upper(actionName(a))+" has a new owner", "Owner: "+ownerFact(tx, a)+"."
	case old.Due != a.Due:
		due, err := c.dueInFull(tx, &d)
		if err != nil {
			return Reply{}, err
		}
		head, state = upper(actionName(a))+" has a new date", "Due: "+due+"."
	case !a.IsOpen():
		state = actionState(&d, c.Today())
	}
	r := Reply{Blocks: []Block{Heading(head), Para(B(sentence(a.Text)))}}
	if state != "" {
		r = withBlocks(r, Para(T(state)))
	}
	for _, u := range a.Updates[min(len(old.Updates), len(a.Updates)):] {
		r = withBlocks(r, Para(T(upper(byWords(&u))+": "+sentence(u.Text))))
	}
	return r, nil
}

// toldOfDate says who is told whether another date is agreed.
func (c *Call) toldOfDate(tx *store.Tx, a *store.Action) string {
	me, err := c.person(tx)
	if err == nil && me.ID != "" && me.ID == a.Owner {
		return "You are told whether another date is agreed."
	}
	return orWord(personName(tx, a.Owner), "Its owner") + " is told whether another date is agreed."
}

// lastSaid is the text of an action's last update, "" when there is none.
func lastSaid(a *store.Action) string {
	if n := len(a.Updates); n > 0 {
		return a.Updates[n-1].Text
	}
	return ""
}

// actedNext are the buttons for what a change leaves to be done: an action
// without a date, one that is open again and overdue.
func (c *Call) actedNext(tx *store.Tx, old, a *store.Action) ([]Button, error) {
	d, err := onItsDay(tx, a, c.Today())
	switch {
	case err != nil || !a.IsOpen():
		return nil, err
	case old == nil && a.Due.IsZero():
		return []Button{{Label: "Due at the next board", Type: "move " + actionTyped(a) + " next board"}}, nil
	case old != nil && !old.IsOpen() && d.groupOf(c.Today()) == dueOverdue:
		return []Button{{Label: "Move the date", Type: "move " + actionTyped(a)}}, nil
	}
	return nil, nil
}

// byWords says who said an update, and who took it down.
func byWords(u *store.Update) string {
	by := "by " + orWord(u.By, "somebody not named")
	if u.RecordedBy != "" && u.RecordedBy != u.By {
		by += ", recorded by " + u.RecordedBy
	}
	return by
}

// dueInFull is when an action is due, and when it was first.
func (c *Call) dueInFull(tx *store.Tx, d *dated) (string, error) {
	due := dueSaid(d)
	moved, err := timesMoved(tx, &d.Action)
	if moved != "" {
		due += ", " + moved
	}
	return due, err
}

// actionName is what an action is called in a sentence: its reference.
// One that has none, as an import leaves them, is called by its first words.
func actionName(a *store.Action) string {
	if a.Ref != "" {
		return a.Ref
	}
	return "“" + cutTo(strings.TrimRight(a.Text, ". "), fewWords) + "”"
}

// fewWords is how much of a text stands for the reference of its record, on
// a button as well.
const fewWords = 40

// refText is a record in a line: its reference and its text, the text alone
// where there is nothing to say aloud.
func refText(ref, text string) Text {
	if ref == "" {
		return B(sentence(text))
	}
	return Join(B(ref), T(". "+sentence(text)))
}

// actionText is an action within a sentence.
func actionText(a *store.Action) Text {
	if a.Ref == "" {
		return B(sentence(a.Text))
	}
	return Join(B(a.Ref), T(" "+sentence(a.Text)))
}

// actionTyped is what to type for an action.
func actionTyped(a *store.Action) string { return orWord(a.Ref, "actions/"+a.ID) }

// openAction opens the card of an action.
func openAction(a *store.Action) Button {
	return Button{Label: "Open " + actionName(a), Type: "actions " + actionTyped(a)}
}

// theirs reports whether the one who asks is an action's owner or helper.
func (c *Call) theirs(tx *store.Tx, a *store.Action) (bool, error) {
	me, err := c.person(tx)
	return me.ID != "" && (a.Owner == me.ID || slices.Contains(a.Helpers, me.ID)), err
}

// mayAct refuses what somebody may not do with an action, and says who may.
func (d *draft) mayAct(a *store.Action, right Right, what string) error {
	d.right = right
	ok, err := d.c.may(d.tx, right, about(a))
	if err != nil || ok {
		return err
	}
	who := []string{"the partnership's secretariat", "the office's staff"}
	if right == Own {
		who = append([]string{"its owner", "its helpers"}, who...)
	}
	if right == Ask {
		who = append([]string{"the partnership's chair", "its vice-chair"}, who...)
	}
	p := &Problem{Says: "Only " + english.And(who...) + " can " + what + ".", Refused: true}
	if owner := personName(d.tx, a.Owner); owner != "" && right == Own {
		p.Then = actionName(a) + " is " + owner + "'s."
	}
	return p
}

// say adds an update to an action.
func (d *draft) say(a *store.Action, by, text string) {
	me := d.c.ownName(d.tx)
	u := store.Update{At: store.MomentOf(d.c.Now), By: orWord(by, me), Text: upper(d.c.named(d.tx, text))}
	if u.By != me {
		u.RecordedBy = me
	}
	a.Updates = append(slices.Clone(a.Updates), u)
}

// close closes an action, with what is said of it.
func (d *draft) close(a *store.Action, status, by, note string) error {
	now := *a
	now.Status, now.Closed, now.ClosedBy = status, d.c.Today(), d.c.ownName(d.tx)
	if note != "" {
		d.say(&now, by, note)
	}
	d.after = append(d.after, func() error { return d.unask(a) })
	return d.change(a, &now)
}

// closedAlready is the Problem of an action that is closed.
func (d *draft) closedAlready(a *store.Action, words string) *Problem {
	by := ""
	if a.ClosedBy != "" {
		by = " by " + a.ClosedBy
	}
	p := &Problem{
		Says:  upper(actionName(a)) + " is already " + a.Status + by + onDay(a.Closed) + ".",
		Offer: []Button{openAction(a)},
	}
	if n := len(a.Updates); words != "" && (n == 0 || a.Updates[n-1].Text != words) {
		p.Says += " “" + typed(words) + "” is not written down."
		p.Then = "To add it, type /csp update " + actionTyped(a) + " " + typed(words)
	}
	return p
}
