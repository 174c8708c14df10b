package commands

import (
	"errors"
	"strings"

	"csp/store"
	"csp/store/english"
)

var give = Command{
	Name: "give", About: "actions", Usage: "REFERENCE PERSON, or OLD to NEW", Short: "an action has another owner; or all the open actions of one person have",
	Examples: []string{"give DAR-26-001 Keith Wanley", "give Keith Wanley to Adrian Green"}, Right: Record,
	Takes: []string{"people"}, Moves: giveAllAsked, Options: moveOptions,
	Run: giveRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		openVerb: func(c *Call, id string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.giveForm(tx, id, "") })
		},
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){
		"it": giveSent,
	},
}

// giveRun gives one action to somebody at once, or shows what becomes of all
// of somebody's.
func giveRun(c *Call) (Reply, error) {
	if err := c.notHere(); err != nil {
		return Reply{}, err
	}
	var shown *Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		a, rest, err := c.actionLeading(tx, c.Args)
		switch {
		case errors.Is(err, errNoAction):
			m, err := giveAllAsked(c, tx)
			if err != nil || m == nil {
				return errors.Join(err, errNoAction)
			}
			r, err := c.preview(tx, m)
			shown = &r
			return err
		case err == nil && rest == "":
			f, err := c.giveForm(tx, a.ID, "")
			if err == nil {
				r := formReply(f, Button{Label: "Open the form", Type: "give " + c.Args, Action: "give." + openVerb, Value: a.ID})
				shown = &r
			}
			return err
		}
		return err
	})
	var p *Problem
	if errors.As(err, &p) || err != nil && !errors.Is(err, errNoAction) {
		return Reply{}, err
	}
	if shown != nil {
		return *shown, nil
	}
	return c.act(c.Args, func(c *Call, tx *store.Tx, a *store.Action, name string) (actionWork, error) {
		if w, rest, _ := strings.Cut(name, " "); strings.EqualFold(w, "to") {
			name = rest
		}
		if isNobody(name) {
			return giveWork(""), nil
		}
		n, err := c.lineName(tx, name)
		if err == nil && len(n.People) == 1 {
			return giveWork(n.People[0].ID), nil
		}
		if err == nil {
			_, err = c.resolve(tx, asking{Words: name, Kinds: []string{"people"}, Again: func(n string) string {
				return "give " + actionTyped(a) + " " + n
			}})
		}
		return nil, err
	})
}

// giveWork gives an action to another owner; "" names nobody.
func giveWork(person string) actionWork {
	return func(d *draft, a *store.Action) error {
		if err := d.mayAct(a, Record, "give it to somebody else"); err != nil {
			return err
		}
		switch {
		case !a.IsOpen():
			p := d.closedAlready(a, "")
			p.Offer = append(p.Offer, reopenButton(a))
			return p
		case person == a.Owner:
			return &Problem{Says: upper(actionName(a)) + " is " + orWord(personName(d.tx, person), "nobody") + "'s already.", Offer: []Button{openAction(a)}}
		case person == "":
			now := *a
			now.Owner = ""
			was, err := store.People.Get(d.tx, a.Owner)
			if err != nil {
				return err
			}
			if now.Organisation == was.Organisation { // it came with the owner
				now.Organisation = ""
			}
			return d.change(a, &now)
		}
		to, err := store.People.Get(d.tx, person)
		if err != nil {
			return err
		}
		return d.handOver([]store.Action{*a}, &to)
	}
}

// giveForm asks who an action is given to; person is filled in already, "" for
// nobody.
func (c *Call) giveForm(tx *store.Tx, id, person string) (*Form, error) {
	f, err := c.actionForm(tx, id, Record, Form{
		ID: "give.it", Title: "Give an action", Send: "Give it to them",
		Inputs: []Input{c.lookup(tx, Input{Name: "person", Label: "Who is accountable from now on", Hint: "Type the beginning of a name."}, "people", person)},
	})
	if err != nil {
		return nil, err
	}
	a, err := store.Actions.Get(tx, id)
	f.State = seenState(id, ownerOfAction(&a))
	return f, err
}

func giveSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	id, was := seenBy(s.State)
	person := in.text("person")
	again := func(tx *store.Tx) (*Form, error) { return c.giveForm(tx, id, person) }
	return c.seenSent(id, ifSeen(was, ownerOfAction, giveWork(person)), again, func(tx *store.Tx, a *store.Action) string {
		return "Its owner is " + ownerWords(tx, a) + ". Send this again if it is to be given away all the same."
	})
}

// ownerOfAction is an action's owner, as a form remembers them.
func ownerOfAction(a *store.Action) string { return a.Owner }

// giveAll gives all the open actions of somebody to another owner, as far as
// the one who asks may record them.
type giveAll struct{ From, To string }

func (m *giveAll) work(d *draft) error {
	from, err := store.People.Get(d.tx, m.From)
	if err != nil {
		return err
	}
	to, err := store.People.Get(d.tx, m.To)
	if err != nil {
		return err
	}
	d.right, d.title, d.short, d.press = Record, to.Name+" takes over from "+from.Name, "Give actions", "Give them all"
	if m.From == m.To {
		return &Problem{Says: from.Name + " has these actions already.", Then: "Name somebody else."}
	}
	own, _, err := d.actionsOwned(m.From, "")
	if err != nil {
		return err
	}
	var mine []store.Action
	for _, a := range own {
		ok, err := d.c.may(d.tx, Record, about(&a))
		if err != nil {
			return err
		}
		if ok {
			mine = append(mine, a)
		}
	}
	switch n := len(own) - len(mine); {
	case len(mine) == 0 && n > 0:
		return refusal(Record, d.c.Actor)
	case len(mine) == 0:
		return &Problem{Says: from.Name + " has no open actions.", Then: "Nothing is changed."}
	case n > 0:
		d.note(upper(english.Count(n, "other open action stays", "other open actions stay")) + " with " + from.Name + ": you do not record for its partnership.")
	}
	d.note(to.Name + " takes over " + english.Count(len(mine), "open action", "open actions") + ": " + actionNames(d.tx, mine) + ".")
	return d.handOver(mine, &to)
}

// giveAllAsked reads OLD to NEW; nil when a line is no such thing.
func giveAllAsked(c *Call, tx *store.Tx) (move, error) {
	if _, _, err := c.actionLeading(tx, c.Args); !errors.Is(err, errNoAction) {
		return nil, err
	}
	old, name, ok := cutAtWord(c.Args, "to")
	if !ok || old == "" || name == "" {
		return nil, nil
	}
	if err := c.mayRecord(tx); err != nil {
		return nil, err
	}
	from, err := c.resolve(tx, asking{Words: old, Kinds: []string{"people"}, Again: func(n string) string { return "give " + n + " to " + name }})
	if err != nil {
		return nil, err
	}
	to, err := c.resolve(tx, asking{Words: name, Kinds: []string{"people"}, Again: func(n string) string { return "give " + from.ID + " to " + n }})
	return &giveAll{from.ID, to.ID}, err
}
