package commands

import (
	"errors"
	"strings"

	"csp/store"
	"csp/store/english"
)

var action = Command{
	Name: "action", About: "actions", Usage: "add [PARTNERSHIP] OWNER to TEXT [by DATE]", Short: "record an action; without a text, by a form",
	Examples: []string{"action add darlington Adrian Green to circulate the workplan by 15 January", "action add darlington \"Write to the schools\" Keith Wanley by next board"}, Right: Own,
	Takes: []string{"partnerships", "people"},
	Run: func(c *Call) (Reply, error) {
		word, line, _ := strings.Cut(c.Args, " ")
		if strings.EqualFold(word, addWord) {
			return actionAdd(c, strings.TrimSpace(line))
		}
		if line, ok := actionLineIn("action " + c.Args); ok {
			return actionAdd(c, line)
		}
		r := c.Request
		r.Text = "actions " + c.Args
		return c.Desk.Do(c, r)
	},
	Actions: map[string]func(*Call, string) (Outcome, error){
		openVerb: func(c *Call, partnership string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) {
				return c.newActionForm(tx, newActionState{}, store.Action{Partnership: partnership})
			})
		},
	},
	Forms:     map[string]func(*Call, Submission) (FormAnswer, error){addWord: newActionSent},
	Options:   newActionOptions,
	Shortcuts: []Shortcut{{Verb: "record", Name: "Record as action", Short: "Record an action from a message, with its words and its link", OnMessage: true, Run: actionFromMessage}},
}

// actionAdd records a typed action at once; where nothing is said of what is
// to be done, it opens the form.
func actionAdd(c *Call, line string) (Reply, error) {
	if err := c.notHere(); err != nil {
		return Reply{}, err
	}
	var f *Form
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		f = nil
		if err := c.mayRecord(tx); err != nil {
			return nil, err
		}
		a, err := c.typedAction(tx, line)
		if errors.Is(err, errNoText) {
			f, err = c.newActionForm(tx, newActionState{}, a)
			if err == nil {
				err = errNoText
			}
		}
		return newActionMove{a}, err
	})
	if f != nil && errors.Is(err, errNoText) {
		return formReply(f, Button{Label: "Open the form", Type: "action add", Action: "action." + openVerb}), nil
	}
	if err != nil {
		return Reply{}, err
	}
	return c.acted(made.wrote, "")
}

// errNoText: a line says nothing of what is to be done.
var errNoText = errors.New("nothing is said of what is to be done")

// mayRecord refuses those who may record nothing anywhere.
func (c *Call) mayRecord(tx *store.Tx) error {
	r, err := c.rights(tx)
	if err == nil && !r.somewhere(Record) {
		err = refusal(Record, c.Actor)
	}
	return err
}

// typedAction reads a typed action. What is not clear is asked: the Problem
// has a line for each answer.
func (c *Call) typedAction(tx *store.Tx, line string) (store.Action, error) {
	if p, only, err := c.onlyPlace(tx, line); only || err != nil {
		if err == nil {
			err = errNoText
		}
		return store.Action{Partnership: p}, err
	}
	read, err := c.readActionLine(tx, line, lineRules{Today: c.Today(), Named: true})
	if err != nil {
		return store.Action{}, err
	}
	unowned, err := c.ownerLeftOut(tx, &read)
	if err != nil {
		return store.Action{}, err
	}
	if read.Partnership == "" {
		p, err := c.partnership(tx, "", func(name string) string { return "action add " + name + " " + line })
		if err != nil {
			return store.Action{}, err
		}
		read.Partnership = p.ID
	}
	a := store.Action{Partnership: read.Partnership}
	if err := c.must(tx, Record, about(&a)); err != nil {
		return a, err
	}
	if unowned {
		return a, c.askUnowned(tx, &read)
	}
	if err := c.askLine(tx, &read); err != nil {
		return a, givenBack(err, "action add "+line)
	}
	read.into(&a)
	return a, nil
}

// onlyPlace reports whether a line says nothing, or nothing but a
// partnership's name, and whose action it then is: "" when that is not known.
func (c *Call) onlyPlace(tx *store.Tx, line string) (partnership string, only bool, err error) {
	if line != "" {
		best, err := c.begins(tx, asking{Words: line, Kinds: []string{"partnerships"}, team: c.Actor.Team})
		if err != nil || len(best) != 1 {
			return "", false, err
		}
		return best[0].ID, true, nil
	}
	here, err := c.channelPartnerships(tx)
	if err != nil || len(here) != 1 {
		return "", true, err
	}
	return here[0].ID, true, nil
}

// askLine asks what a line leaves unclear, the owner first.
func (c *Call) askLine(tx *store.Tx, a *lineAction) error {
	if a.Text == "" {
		return &Problem{Says: "This says nothing of what is to be done.", Then: "Type /csp action add, who, “to” and what, such as /csp action add " + a.Partnership + " Alex Marsh to circulate the workplan by 15 January."}
	}
	for i := range a.Owners {
		if !a.Owners[i].clear() {
			return c.askOwner(tx, a, i)
		}
	}
	switch {
	case a.Due.Bad:
		return &Problem{Says: a.Due.Missing, Then: dateExample}
	case a.Due.Passed && !a.Due.Sure:
		return c.askPassed(a)
	}
	return nil
}

// askOwner asks whom a name means. Every answer is the line with it.
func (c *Call) askOwner(tx *store.Tx, a *lineAction, i int) error {
	n := a.Owners[i]
	p := &Problem{Then: "Choose, or type the whole name:"}
	switch {
	case len(n.People) > 0:
		p.Says = "“" + typed(n.Words) + "” matches " + english.Count(len(n.People), "person", "people") + "."
	case mention.MatchString(n.Words):
		p.Says = "Nobody in the register has that Slack account."
	default:
		p.Says = "Nobody in the register is called “" + typed(n.Words) + "”."
	}
	for _, who := range n.People[:min(len(n.People), maxChoose)] {
		p.Offer = append(p.Offer, Button{Label: cutTo(personLine(*who), maxLabel), Type: a.lineWith(i, "people/"+who.ID)})
	}
	if len(n.People) == 0 {
		near, err := c.near(tx, asking{Words: n.Words, Kinds: []string{"people"}})
		if err != nil {
			return err
		}
		for _, f := range near {
			p.Offer = append(p.Offer, Button{Label: cutTo(f.label(tx), maxLabel), Type: a.lineWith(i, "people/"+f.ID)})
		}
		if ok, err := c.may(tx, Keep, Subject{}); err != nil {
			return err
		} else if ok {
			p.Offer = append(p.Offer, Button{Label: "Add person", Type: addWord + " person " + n.Words, Action: addWord + "." + openVerb, Value: "people " + n.Words})
		}
	}
	p.Offer = append(p.Offer, Button{Label: "Owner not named", Type: a.lineNobody()})
	return p
}

// askPassed asks whether a due date that has passed is meant.
func (c *Call) askPassed(a *lineAction) error {
	on := a.Due.Date
	p := &Problem{Says: english.Long(on) + " has passed.", Then: "Choose what is meant, or type another date:"}
	next := on
	for next.Exact() && next.Before(c.Today()) {
		next = next.AddMonths(12)
	}
	if next != on {
		p.Offer = append(p.Offer, Button{Label: "Due " + english.Short(next), Type: a.lineDue("by " + english.Short(next))})
	}
	p.Offer = append(p.Offer, Button{Label: english.Short(on) + " is right", Type: a.lineDue("by " + english.Short(on) + passedWords)})
	return p
}

// lineWith is the line to type with a name put right.
func (a *lineAction) lineWith(i int, name string) string {
	var names []string
	for j := range a.Owners {
		words := a.Owners[j].Words
		if j == i {
			words = name
		}
		names = append(names, words)
	}
	return a.typedLine(english.And(names...), a.Text, a.dueWords())
}

// lineNobody is the line to type when its owner is not named.
func (a *lineAction) lineNobody() string { return a.typedLine("nobody", a.Whole, a.dueWords()) }

// lineDue is the line to type with another date.
func (a *lineAction) lineDue(due string) string {
	var names []string
	for i := range a.Owners {
		names = append(names, a.Owners[i].Words)
	}
	return a.typedLine(orWord(english.And(names...), "nobody"), a.Text, due)
}

func (a *lineAction) typedLine(who, text, due string) string {
	return strings.TrimSpace("action add " + a.Partnership + " " + who + " to " + text + " " + due)
}

// dueWords are the words of the date as they are typed; "" for none.
func (a *lineAction) dueWords() string {
	if a.Due.Words == "" || a.Due.Clause == "" {
		return ""
	}
	return "by " + a.Due.Words
}
