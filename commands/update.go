package commands

import (
	"errors"
	"slices"
	"strings"

	"csp/store"
)

var updating = Command{
	Name: "update", About: "actions", Usage: "REFERENCE TEXT", Short: "say how an action stands",
	Examples: []string{"update DAR-26-001 The draft is with the partners", "update DAR-26-001 Adrian Green: the draft is out"},
	Right:    Own, Notes: []string{severalRule},
	Run: updateRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		openVerb: func(c *Call, id string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.updateForm(tx, id) })
		},
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"it": updateSent},
}

// maxUpdate is how long an update may be.
const maxUpdate = 3000

// updateRun records what was typed; without a text it opens the form.
func updateRun(c *Call) (Reply, error) {
	if err := c.notHere(); err != nil {
		return Reply{}, err
	}
	var f *Form
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		a, rest, err := c.actionLeading(tx, c.Args)
		if err == nil && rest == "" {
			f, err = c.updateForm(tx, a.ID)
		}
		return err
	})
	if err != nil && !errors.Is(err, errNoAction) {
		return Reply{}, err
	}
	if f != nil {
		return formReply(f, Button{Label: "Open the form", Type: "update " + c.Args, Action: "update." + openVerb, Value: f.State}), nil
	}
	return c.act(c.Args, func(c *Call, tx *store.Tx, a *store.Action, text string) (actionWork, error) {
		by, text, err := c.saidBy(tx, a, text)
		return updateWork(by, text), err
	})
}

// updateWork adds an update to an action; by is who said it, "" for the one
// who records it.
func updateWork(by, text string) actionWork {
	return func(d *draft, a *store.Action) error {
		if err := d.mayAct(a, Own, "give an update on it"); err != nil {
			return err
		}
		now := *a
		d.say(&now, by, text)
		return d.change(a, &now)
	}
}

// saidBy takes a name and a colon off an update that somebody takes down for
// another: Lydia Bright: the draft is out. Who may give updates on nothing but
// their own actions speaks for nobody else, so then all of it is the text.
func (c *Call) saidBy(tx *store.Tx, a *store.Action, text string) (by, rest string, err error) {
	name, rest, ok := strings.Cut(text, ":")
	if may, err := c.may(tx, Record, about(a)); err != nil || !may || !ok || strings.TrimSpace(rest) == "" || len(strings.Fields(name)) > 4 {
		return "", text, err
	}
	n, err := c.lineName(tx, strings.TrimSpace(name))
	if err != nil || len(n.People) == 0 {
		return "", text, err
	}
	of := n.People
	if len(of) > 1 { // of several, the one whose action it is
		of = slices.DeleteFunc(slices.Clone(of), func(p *store.Person) bool {
			return p.ID != a.Owner && !slices.Contains(a.Helpers, p.ID)
		})
	}
	if len(of) != 1 {
		return "", text, nil
	}
	return of[0].Name, strings.TrimSpace(rest), nil
}

// updateForm asks for an update, and of those who take it down for somebody,
// for whom.
func (c *Call) updateForm(tx *store.Tx, id string) (*Form, error) {
	f, err := c.actionForm(tx, id, Own, Form{
		ID: "update.it", Title: "Update", Send: "Record the update",
		Inputs: []Input{{Name: "text", Label: "How it stands", Hint: noNames, Kind: ManyLines, Max: maxUpdate}},
	})
	if err != nil {
		return nil, err
	}
	a, err := store.Actions.Get(tx, id)
	if err != nil {
		return nil, err
	}
	record, err := c.may(tx, Record, about(&a))
	if err != nil || !record {
		return f, err
	}
	me, err := c.person(tx)
	if err != nil {
		return nil, err
	}
	in := Input{Name: "by", Label: "Who says so", Kind: Select, Value: []string{noneValue}}
	in.Options = []Option{{Label: cutTo("I do: "+c.ownName(tx), maxLabel), Value: noneValue}}
	for _, person := range append([]string{a.Owner}, a.Helpers...) {
		if person != "" && person != me.ID {
			in.Options = append(in.Options, Option{Label: cutTo(personName(tx, person), maxLabel), Value: person})
		}
	}
	if own, err := c.theirs(tx, &a); err != nil {
		return nil, err
	} else if !own && len(in.Options) > 1 {
		in.Value = []string{in.Options[1].Value}
	}
	if len(in.Options) > 1 {
		f.Inputs = append(f.Inputs, in)
	}
	return f, nil
}

// updateSent records the update of a form.
func updateSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	text, by := in.text("text"), in.text("by")
	if text == "" {
		return FormAnswer{Errors: map[string]string{"text": "Say how it stands."}}, nil
	}
	return tellReply(c.actOn(s.State, func(d *draft, a *store.Action) error {
		name := ""
		if by != "" && by != noneValue {
			if ok, err := c.may(d.tx, Record, about(a)); err != nil || !ok {
				return d.mayAct(a, Record, "take down an update for somebody else")
			}
			p, err := store.People.Get(d.tx, by)
			if err != nil {
				return err
			}
			name = p.Name
		}
		return updateWork(name, text)(d, a)
	}))
}

// tellReply closes a form and says privately what came of it. What is wrong
// stays in the form.
func tellReply(r Reply, err error) (FormAnswer, error) {
	var p *Problem
	if errors.As(err, &p) && !p.Refused && len(p.Offer) == 0 {
		return FormAnswer{Errors: map[string]string{"": strings.TrimSpace(p.Says + " " + p.Then)}}, nil
	}
	if err != nil {
		return FormAnswer{}, err
	}
	return FormAnswer{Tell: &r}, nil
}

// actionForm is a form about one action, which stands above its inputs.
func (c *Call) actionForm(tx *store.Tx, id string, right Right, f Form) (*Form, error) {
	a, err := store.Actions.Get(tx, id)
	if err != nil {
		return nil, gone(err)
	}
	d := &draft{c: c, tx: tx}
	if err := d.mayAct(&a, right, "do this"); err != nil {
		return nil, err
	}
	day, err := onItsDay(tx, &a, c.Today())
	if err != nil {
		return nil, err
	}
	f.State = a.ID
	f.Before = append([]Block{
		Para(Join(B(orWord(a.Ref, "Action")), T(". "+sentence(a.Text)))),
		Para(T(sentence(ownerWords(tx, &a)) + " " + actionState(&day, c.Today()))),
	}, f.Before...)
	return &f, nil
}

// actionUpdate opens the form of an update, on any message.
func actionUpdate(a *store.Action) Button {
	return Button{Label: "Update " + actionName(a), Type: "update " + actionTyped(a), Action: "update." + openVerb, Value: a.ID}
}
